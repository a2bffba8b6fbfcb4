-- The prescriber's order. Exact numbers: units in halves, strength and mg with decimals.
create table prescription (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	course_id uuid not null,
	decision_id uuid,
	supersedes uuid,
	form text not null default 'lozenge' check (form in ('lozenge', 'rapidly dissolving tablet')),
	strength numeric(5,1) not null check (strength > 0),
	units_dispensed numeric(5,1) not null check (units_dispensed > 0 and units_dispensed * 2 = trunc(units_dispensed * 2)),
	start_units numeric(5,1) not null check (start_units > 0 and start_units * 2 = trunc(start_units * 2)),
	max_units numeric(5,1) not null check (max_units * 2 = trunc(max_units * 2)),
	booster_units numeric(5,1) not null default 0 check (booster_units >= 0 and booster_units * 2 = trunc(booster_units * 2)),
	booster_rule text not null default '',
	minutes_in_mouth integer not null default 10 check (minutes_in_mouth between 1 and 20),
	after_mouth text not null default 'spit' check (after_mouth in ('spit', 'swallow', 'either')),
	holds jsonb not null default '[]',
	pharmacy text not null default '',
	issued_on date not null,
	expires_on date not null,
	refills integer not null default 0 check (refills between 0 and 5),
	pdmp_checked_at timestamptz,
	pdmp_checked_by uuid,
	ended_at timestamptz,
	ended_by uuid,
	ended_reason text not null default '',
	signed_at timestamptz,
	signed_by uuid,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, decision_id) references eligibility_decision (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, supersedes) references prescription (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, pdmp_checked_by) references staff,
	foreign key (clinic_id, ended_by) references staff,
	foreign key (clinic_id, signed_by) references staff,
	constraint order_within_its_maximum check (start_units + booster_units <= max_units),
	constraint schedule_iii_six_months check (expires_on between issued_on and issued_on + interval '6 months'),
	constraint prescription_signed_by_someone check ((signed_at is null) = (signed_by is null)),
	constraint ended_for_a_reason check (ended_at is null or ended_reason <> '')
);
comment on column prescription.strength is 'mg of one lozenge';
comment on column prescription.start_units is 'lozenges taken first in a session, in halves';
comment on column prescription.max_units is 'the most in one session, boosters included';
comment on column prescription.holds is 'medicine holds of this client: [{"medicine", "before_hours", "after_hours", "words"}]; only the prescriber''s own sentences';
comment on column prescription.refills is 'at most 5 in 6 months: schedule III (21 CFR 1306.22)';
comment on column prescription.ended_at is 'no part of what was signed';
create index prescription_of_client on prescription (clinic_id, client_id, issued_on desc);
create index prescription_of_course on prescription (clinic_id, course_id);
create index prescription_of_decision on prescription (clinic_id, decision_id);
create index prescription_before on prescription (clinic_id, supersedes);
select protect('prescription', 'team', '{pathway,booking}');
select seal('prescription', 'signed_at', '{ended_at,ended_by,ended_reason}');

-- The client's own lozenges: a count, not an inventory. Corrections are entries.
create table supply_entry (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid,
	intake_id uuid,
	kind text not null check (kind in ('dispensed', 'brought', 'taken', 'lost', 'taken home', 'count', 'correction')),
	strength numeric(5,1) not null check (strength > 0),
	lot text not null default '',
	units numeric(6,1) not null check (units * 2 = trunc(units * 2)),
	corrects text not null default '' check (corrects in ('', 'dispensed', 'brought', 'taken', 'lost', 'taken home')),
	at timestamptz not null default app_now(),
	reason text not null default '',
	second_person uuid,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, second_person) references staff,
	constraint only_corrections_are_negative check (units >= 0 or kind = 'correction'),
	constraint correction_says_of_what check ((kind = 'correction') = (corrects <> '')),
	constraint correction_for_a_reason check (kind <> 'correction' or (reason <> '' and second_person <> recorded_by))
);
comment on column supply_entry.strength is 'mg of one lozenge';
comment on column supply_entry.units is 'lozenges, in halves';
comment on column supply_entry.corrects is 'the kind a correction adds to or takes from';
create index supply_entry_of_client on supply_entry (clinic_id, client_id, strength, at);
create index supply_entry_of_session on supply_entry (clinic_id, session_id);
create index supply_entry_of_intake on supply_entry (clinic_id, intake_id);
select protect('supply_entry', 'team', '{pathway}');
select keep_as_written('supply_entry');
