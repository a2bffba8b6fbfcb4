-- How long the client slept the night after, as they say; null: not asked.
alter table integration_session add column hours_slept integer check (hours_slept between 0 and 24);
