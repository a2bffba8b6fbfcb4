alter table staff drop column phone;
