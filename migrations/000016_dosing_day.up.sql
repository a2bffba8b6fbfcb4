-- Every day with ketamine or esketamine, planned or taken, here or elsewhere. The interval,
-- sessions left and the planner read only this; it holds nothing clinical.
create table dosing_day (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	course_id uuid,
	number integer check (number > 0),
	appointment_id uuid,
	on_date date,
	started_at timestamptz,
	integrated_at timestamptz,
	min_days integer not null default 5 check (min_days > 0),
	place text not null default 'here' check (place in ('here', 'home', 'elsewhere')),
	override_id uuid,
	incident_id uuid,
	cancelled_at timestamptz,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, appointment_id) references appointment (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, override_id) references override (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, incident_id) references incident (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff,
	constraint started_on_its_date check (started_at is null or on_date is not null),
	constraint numbered_within_a_course check (number is null or course_id is not null),
	constraint cancelled_before_it_was_taken check (cancelled_at is null or on_date is null),
	constraint dosing_interval exclude using gist (
		clinic_id with =, client_id with =, daterange(on_date, on_date + min_days) with &&)
		where (on_date is not null and incident_id is null)
);
comment on column dosing_day.number is 'within the course; null when elsewhere or unplanned';
comment on column dosing_day.on_date is 'the clinic''s date of the first lozenge; null until it is taken, so a row with a date is dosed';
comment on column dosing_day.started_at is 'the first lozenge; null where only the day is known (elsewhere)';
comment on column dosing_day.integrated_at is 'when the first integration after it was completed';
comment on column dosing_day.min_days is 'the protocol''s absolute minimum of calendar days to the next one';
comment on column dosing_day.override_id is 'the prescriber''s word for 5 or 6 days';
comment on column dosing_day.incident_id is 'taken all the same: such a day no longer keeps others away';
create unique index dosing_number_once on dosing_day (clinic_id, course_id, number) where cancelled_at is null;
create index dosing_day_of_client on dosing_day (clinic_id, client_id, on_date desc);
create unique index dosing_day_of_appointment on dosing_day (clinic_id, appointment_id) where cancelled_at is null;
select protect('dosing_day', 'front', '{pathway,booking}');
