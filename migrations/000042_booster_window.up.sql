-- An order may carry its own booster window; without one the protocol's holds.
alter table prescription
	add column booster_from integer not null default 0 check (booster_from between 0 and 720),
	add column booster_until integer not null default 0 check (booster_until between 0 and 720);
comment on column prescription.booster_from is 'minutes after the last lozenge from which a booster may be taken; 0: as the protocol says';
comment on column prescription.booster_until is 'minutes after the first lozenge until which a booster may be taken; 0: as the protocol says';
