-- Whom a list, a search or a calendar named. One event holds them all; an event that shows
-- one client's page has the client itself.
alter table audit_event add column shown uuid[] not null default '{}';
comment on column audit_event.shown is 'the clients a list named';
create index audit_event_shown on audit_event using gin (shown);
