alter table prescription drop column visit;
