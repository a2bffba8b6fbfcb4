-- What issuing an order rested on: how the visit was held, the last in-person exam, and the
-- authority where a remote visit alone is not enough. It is part of what is signed; an order
-- signed before it was kept has none.
alter table prescription add column visit jsonb not null default '{}';
comment on column prescription.visit is 'what issuing it rests on: {"mode", "last_in_person", "authority"}; empty: not kept then';
