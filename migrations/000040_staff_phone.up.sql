-- The number at which a colleague is called about a client, by day and by night. Everybody
-- who works here reads it, a manager keeps it.
alter table staff add column phone text not null default '';
comment on column staff.phone is 'as it is dialed when a client needs them; empty: none on record';
grant update (phone) on staff to kap_app;
