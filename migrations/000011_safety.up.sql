-- These belong to the client, on any day; they may point at a dosing session (000018).
create table risk_check (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid,
	at timestamptz not null default app_now(),
	ideation text not null check (ideation in ('none', 'passive', 'active')),
	intent text not null default '' check (intent in ('', 'yes', 'no')),
	plan text not null default '' check (plan in ('', 'yes', 'no')),
	means text not null default '' check (means in ('', 'yes', 'no')),
	attempt text not null default '' check (attempt in ('', 'yes', 'no')),
	change text not null default 'unchanged' check (change in ('better', 'unchanged', 'worse', 'new')),
	dispositions text[] not null,
	instruction text not null default '',
	called_at timestamptz,
	called_to text not null default '',
	words text not null default '',
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, recorded_by) references staff,
	constraint risk_check_has_a_disposition check (cardinality(dispositions) > 0)
);
comment on column risk_check.means is 'access to the means; empty: not asked, which is not no';
comment on column risk_check.attempt is 'since the last check';
comment on column risk_check.dispositions is 'usual care, safety plan, prescriber called, not left alone, escort, ED, 911, 988';
comment on column risk_check.called_at is 'when the prescriber was called, with the instruction';
create index risk_check_of_client on risk_check (clinic_id, client_id, at desc);
create index risk_check_of_session on risk_check (clinic_id, session_id);
select protect('risk_check', 'team', '{pathway}');
select keep_as_written('risk_check');

create table safety_plan (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	at timestamptz not null default app_now(),
	warning_signs text not null default '',
	steadying text not null default '',
	people text not null default '',
	professionals text not null default '',
	safe_place text not null default '',
	reasons text not null default '',
	agreed_with_us boolean not null default false,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, recorded_by) references staff
);
comment on table safety_plan is 'each change is a new row; the latest holds';
comment on column safety_plan.steadying is 'what steadies the client, in their words';
comment on column safety_plan.safe_place is 'making the surroundings safe';
create index safety_plan_of_client on safety_plan (clinic_id, client_id, at desc);
select protect('safety_plan', 'team', '{pathway}');
select keep_as_written('safety_plan');

create table adverse_event (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid,
	kind text not null check (kind <> ''),
	words text not null default '',
	started_at timestamptz not null,
	ended_at timestamptz,
	grade smallint not null check (grade between 1 and 5),
	serious text not null check (serious in ('yes', 'no')),
	relatedness text not null default '',
	action text not null default '',
	outcome text not null default '',
	reported_to text not null default '',
	version integer not null default 1,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, recorded_by) references staff,
	constraint adverse_event_ends_after_its_start check (ended_at >= started_at)
);
comment on column adverse_event.kind is 'one of the pick list: nausea, vomiting, … other';
comment on column adverse_event.grade is 'CTCAE v5 general, 1 to 5';
comment on column adverse_event.serious is 'apart from grade: death, hospital, disability, threat to life';
create index adverse_event_of_client on adverse_event (clinic_id, client_id, started_at desc);
create index adverse_event_of_session on adverse_event (clinic_id, session_id);
select protect('adverse_event', 'team', '{pathway}');

-- What did not go as the rules say: too early a dose, an unplanned lozenge, a discrepancy.
create table incident (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid,
	kind text not null check (kind <> ''),
	fact_kind text not null default '',
	fact uuid,
	words text not null check (words <> ''),
	at timestamptz not null default app_now(),
	closed_at timestamptz,
	closed_by uuid,
	closed_words text not null default '',
	second_person uuid,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, closed_by) references staff,
	foreign key (clinic_id, second_person) references staff,
	constraint incident_closed_with_words check (closed_at is null or closed_words <> '')
);
comment on column incident.kind is 'unplanned, not cleared, interval, beyond authorised, discrepancy, integration, presence';
comment on column incident.second_person is 'who counted again, where it is a discrepancy';
create index incident_of_client on incident (clinic_id, client_id, at desc);
create index incident_of_session on incident (clinic_id, session_id);
create index incident_of_fact on incident (clinic_id, fact);
select protect('incident', 'team', '{pathway,booking}');

-- Whom somebody called, and what they said to do.
create table escalation (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid,
	kind text not null check (kind in ('urgent', 'prescriber', 'emergency services')),
	fact_kind text not null default '',
	fact uuid,
	at timestamptz not null default app_now(),
	called text not null default '',
	called_staff uuid,
	reason text not null default '',
	instruction text not null default '',
	answered text not null default '' check (answered in ('', 'yes', 'no')),
	read_back boolean not null default false,
	answered_at timestamptz,
	answered_by uuid,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, called_staff) references staff,
	foreign key (clinic_id, answered_by) references staff
);
comment on column escalation.kind is 'urgent: the front desk''s one button, clinician now';
comment on column escalation.read_back is 'the instruction was repeated and confirmed';
create index escalation_of_client on escalation (clinic_id, client_id, at desc);
create index escalation_of_session on escalation (clinic_id, session_id);
select protect('escalation', 'team', '{pathway}');
-- The front desk calls, and reads nothing back.
create policy escalation_desk_add on escalation for insert to kap_app
	with check (clinic_id = (select app_clinic()) and entered_in_error_at is null
		and kind = 'urgent' and (select 'admin' = any (app_roles())));
