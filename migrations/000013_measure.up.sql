create table measure_response (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	course_id uuid,
	instrument text not null check (instrument <> ''),
	version integer not null default 1,
	answers jsonb not null default '{}',
	total numeric(6,2),
	band text not null default '',
	flags text[] not null default '{}',
	complete boolean not null,
	prorated boolean not null default false,
	at timestamptz not null,
	occasion text not null default '',
	place text not null default 'here' check (place in ('here', 'elsewhere')),
	answered_by text not null default 'staff' check (answered_by in ('staff', 'client', 'by hand')),
	baseline boolean not null default false,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff,
	constraint incomplete_has_no_total check (complete or prorated or total is null)
);
comment on column measure_response.answers is 'item to number; refused and unknown are null, never summed';
comment on column measure_response.occasion is 'intake, before dosing, after dosing, follow-up, end, 1 month';
comment on column measure_response.answered_by is 'who filled it in; by hand: a score somebody typed, no items';
comment on column measure_response.baseline is 'named explicitly: the last complete one before the first lozenge';
create unique index one_baseline on measure_response (clinic_id, course_id, instrument)
	where baseline and entered_in_error_at is null;
create index measure_response_of_client on measure_response (clinic_id, client_id, instrument, at desc);
create index measure_response_of_course on measure_response (clinic_id, course_id);
select protect('measure_response', 'team', '{pathway}');
