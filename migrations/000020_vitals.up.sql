-- Every reading is kept; a wrong one is voided and replaced. Metric only; other units
-- are read and shown by the screens. Which values are possible is the protocol's.
create table vitals (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid,
	taken_at timestamptz not null default app_now(),
	slot text not null default 'unscheduled',
	systolic integer,
	diastolic integer,
	heart_rate integer,
	spo2 integer,
	respiration integer,
	temperature numeric(4,1),
	sedation smallint,
	scale text not null default 'MOAA/S 0-5',
	resting boolean not null default false,
	distress smallint,
	weight numeric(5,1),
	height numeric(4,1),
	position text not null default '',
	arm text not null default '' check (arm in ('', 'left', 'right')),
	cuff text not null default '',
	device text not null default '',
	source text not null default 'here' check (source in ('here', 'client', 'outside')),
	measured_by uuid,
	repeat_of uuid,
	replaces uuid,
	confirmed_by uuid,
	time_uncertain boolean not null default false,
	voided_at timestamptz,
	voided_by uuid,
	void_reason text not null default '',
	words text not null default '',
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, repeat_of) references vitals (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, replaces) references vitals (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, measured_by) references staff,
	foreign key (clinic_id, confirmed_by) references staff,
	foreign key (clinic_id, voided_by) references staff,
	constraint something_was_measured check (num_nonnulls(systolic, heart_rate, spo2, respiration, temperature,
		sedation, distress, weight, height) > 0),
	constraint pressure_is_a_pair check ((systolic is null) = (diastolic is null)),
	constraint diastolic_below_systolic check (diastolic > 0 and diastolic < systolic),
	constraint spo2_is_a_percentage check (spo2 between 0 and 100),
	constraint sedation_on_its_scale check (sedation between 0 and 6),
	constraint distress_on_its_scale check (distress between 0 and 10),
	constraint voided_for_a_reason check (voided_at is null or (voided_by is not null and void_reason <> ''))
);
comment on column vitals.slot is 'baseline, +40, +90, leaving, unscheduled';
comment on column vitals.systolic is 'mm[Hg], as is diastolic';
comment on column vitals.heart_rate is 'beats per minute';
comment on column vitals.respiration is 'breaths per minute';
comment on column vitals.temperature is 'Cel';
comment on column vitals.sedation is 'on scale';
comment on column vitals.resting is 'eyes closed and silent, but not sedated';
comment on column vitals.weight is 'kg';
comment on column vitals.height is 'cm';
comment on column vitals.source is 'client: measured at home; outside: another clinic';
comment on column vitals.repeat_of is 'taken again after rest; both count';
comment on column vitals.replaces is 'corrects one that was voided';
comment on column vitals.confirmed_by is 'who said that an implausible value is true';
create unique index one_live_reading on vitals (clinic_id, replaces) where voided_at is null and entered_in_error_at is null;
create index vitals_of_client on vitals (clinic_id, client_id, taken_at desc);
create index vitals_of_session on vitals (clinic_id, session_id, taken_at);
create index vitals_repeated on vitals (clinic_id, repeat_of);
select protect('vitals', 'team', '{pathway}');
select below('vitals', 'dosing_session', 'session_id');

-- A reading is voided, never overwritten.
create function reading_stays() returns trigger language plpgsql as $$
begin
	if old.voided_at is not null
	or not public.same_content(to_jsonb(old), to_jsonb(new), '{voided_at,voided_by,void_reason,confirmed_by}') then
		if to_jsonb(old) - 'entered_in_error_at' is distinct from to_jsonb(new) - 'entered_in_error_at' then
			raise exception using errcode = 'KA001', table = 'vitals', message = format('reading %s is kept as it was taken', old.id);
		end if;
	end if;
	return new;
end $$;
create trigger reading_stays before update on vitals for each row execute function reading_stays();
