alter table appointment drop column returns_to;
