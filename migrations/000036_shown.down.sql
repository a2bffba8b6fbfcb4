drop index audit_event_shown;
alter table audit_event drop column shown;
