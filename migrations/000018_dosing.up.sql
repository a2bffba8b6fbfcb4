-- The dosing session. Begins on arrival; phases are computed; everything below it is part of
-- what is signed.
create table dosing_session (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	course_id uuid not null,
	appointment_id uuid,
	dosing_day_id uuid,
	therapist_id uuid,
	room_id uuid,
	decision_id uuid,
	prescription_id uuid,
	protocol_version integer,
	status text not null default 'arrived' check (status in ('arrived', 'cleared', 'dosed', 'left', 'signed', 'not_started')),
	arrived_at timestamptz not null default app_now(),
	cleared_at timestamptz,
	cleared_by uuid,
	started_at timestamptz,
	left_at timestamptz,
	not_started_at timestamptz,
	not_started_reason text not null default '',
	limits jsonb not null default '{}',
	weight numeric(5,1),
	weight_at timestamptz,
	from_paper boolean not null default false,
	presence_gap text not null default '',
	words text not null default '',
	version integer not null default 1,
	signed_at timestamptz,
	signed_by uuid,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, appointment_id) references appointment (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, dosing_day_id) references dosing_day (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, decision_id) references eligibility_decision (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, prescription_id) references prescription (clinic_id, client_id, id),
	foreign key (clinic_id, protocol_version) references protocol (clinic_id, version),
	foreign key (clinic_id, room_id) references room,
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, therapist_id) references staff,
	foreign key (clinic_id, cleared_by) references staff,
	foreign key (clinic_id, signed_by) references staff,
	constraint dosed_since_the_first_lozenge check ((status in ('dosed', 'left', 'signed')) = (started_at is not null)),
	constraint left_at_a_time check (status not in ('left', 'signed') or left_at >= started_at),
	constraint cleared_by_someone check ((cleared_at is null) = (cleared_by is null)),
	constraint not_started_at_a_time check ((status = 'not_started') = (not_started_at is not null)),
	constraint session_signed_by_someone check ((signed_at is null) = (signed_by is null)),
	constraint signed_when_over check (case status when 'signed' then signed_at is not null
		when 'not_started' then true else signed_at is null end)
);
comment on column dosing_session.started_at is 'the first lozenge';
comment on column dosing_session.limits is 'vitals limits in force for this client that day';
comment on column dosing_session.weight is 'kg, the weight the dose was judged by';
comment on column dosing_session.from_paper is 'kept on paper and entered afterwards; its gate was on paper too';
comment on column dosing_session.presence_gap is 'why nobody was in the room for a while, where presence has a gap';
comment on column dosing_session.not_started_reason is 'may stay empty: who does not want to is not asked why';
create unique index one_session_at_a_time on dosing_session (clinic_id, client_id)
	where status in ('arrived', 'cleared', 'dosed') and entered_in_error_at is null;
create unique index one_session_an_appointment on dosing_session (clinic_id, appointment_id) where entered_in_error_at is null;
create index dosing_session_of_client on dosing_session (clinic_id, client_id, arrived_at desc);
create index dosing_session_of_course on dosing_session (clinic_id, course_id, arrived_at);
create index dosing_session_of_day on dosing_session (clinic_id, dosing_day_id);
create index dosing_session_of_therapist on dosing_session (clinic_id, therapist_id, arrived_at desc);
create index dosing_session_running on dosing_session (clinic_id, arrived_at) where status in ('arrived', 'cleared', 'dosed');
create index dosing_session_of_prescription on dosing_session (clinic_id, prescription_id);
create index dosing_session_of_decision on dosing_session (clinic_id, decision_id);
select protect('dosing_session', 'team', '{pathway,booking}');
select seal('dosing_session');

-- What belongs to the client points at the session and is no child of it.
alter table risk_check add constraint risk_check_session
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id);
alter table adverse_event add constraint adverse_event_session
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id);
alter table incident add constraint incident_session
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id);
alter table escalation add constraint escalation_session
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id);
alter table supply_entry add constraint supply_entry_session
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id);

create table arrival_check (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	entered_in_error_at timestamptz,
	session_id uuid not null,
	at timestamptz not null default app_now(),
	by uuid not null default app_staff(),
	answers jsonb not null check (jsonb_typeof(answers) = 'object'),
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id),
	foreign key (clinic_id, by) references staff
);
comment on column arrival_check.answers is 'question to answer, as one person gave them at one time; the latest of each question holds, that day';
create index arrival_check_of on arrival_check (clinic_id, session_id, at desc);
create index arrival_check_of_client on arrival_check (clinic_id, client_id, at desc);
select protect('arrival_check', 'team', '{pathway}');
select keep_as_written('arrival_check');
select below('arrival_check', 'dosing_session', 'session_id');

create table gate_check (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	entered_in_error_at timestamptz,
	session_id uuid not null,
	at timestamptz not null default app_now(),
	moment text not null check (moment in ('cleared', 'lozenge')),
	protocol_version integer not null,
	items jsonb not null check (jsonb_typeof(items) = 'array'),
	overrides uuid[] not null default '{}',
	cleared boolean not null,
	by uuid not null default app_staff(),
	from_paper boolean not null default false,
	primary key (clinic_id, id),
	unique (clinic_id, session_id, id),
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id),
	foreign key (clinic_id, protocol_version) references protocol (clinic_id, version),
	foreign key (clinic_id, by) references staff
);
comment on column gate_check.moment is 'cleared: somebody signed that it may start; lozenge: evaluated again as it was taken';
comment on column gate_check.items is 'each item with state and evidence, as shown';
comment on column gate_check.cleared is 'nothing stood in the way';
create index gate_check_of on gate_check (clinic_id, session_id, at desc);
create index gate_check_of_client on gate_check (clinic_id, client_id);
select protect('gate_check', 'team', '{pathway}');
select keep_as_written('gate_check');
select below('gate_check', 'dosing_session', 'session_id');

-- A therapist's word that they saw something and go on.
create table acknowledgement (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	entered_in_error_at timestamptz,
	session_id uuid not null,
	item text not null check (item <> ''),
	covers text not null default '',
	at timestamptz not null default app_now(),
	by uuid not null default app_staff(),
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id),
	foreign key (clinic_id, by) references staff
);
comment on column acknowledgement.covers is 'as of override: a worse value asks again';
create index acknowledgement_of on acknowledgement (clinic_id, session_id, item, at desc);
create index acknowledgement_of_client on acknowledgement (clinic_id, client_id);
select protect('acknowledgement', 'team', '{pathway}');
select keep_as_written('acknowledgement');
select below('acknowledgement', 'dosing_session', 'session_id');

-- One-tap events of the room.
create table dosing_event (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid not null,
	at timestamptz not null default app_now(),
	kind text not null check (kind <> ''),
	words text not null default '',
	slot text not null default '',
	time_uncertain boolean not null default false,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff
);
comment on column dosing_event.slot is 'the reading that was missed, where kind says so; words say why';
create index dosing_event_of on dosing_event (clinic_id, session_id, at);
create index dosing_event_of_client on dosing_event (clinic_id, client_id);
select protect('dosing_event', 'team', '{pathway}');
select keep_as_written('dosing_event');
select below('dosing_event', 'dosing_session', 'session_id');

create table presence (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid not null,
	staff_id uuid not null,
	role text not null check (role in ('prescriber', 'therapist', 'nurse', 'medical_assistant')),
	came_at timestamptz not null,
	went_at timestamptz,
	confirmed_at timestamptz,
	time_uncertain boolean not null default false,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id),
	foreign key (clinic_id, staff_id) references staff,
	foreign key (clinic_id, recorded_by) references staff,
	constraint presence_lasts check (went_at >= came_at)
);
comment on column presence.confirmed_at is 'by the person who came, on their own sign-in';
create unique index present_once on presence (clinic_id, session_id, staff_id) where went_at is null and entered_in_error_at is null;
create index presence_of on presence (clinic_id, session_id, came_at);
create index presence_of_client on presence (clinic_id, client_id);
create index presence_of_staff on presence (clinic_id, staff_id) where went_at is null;
select protect('presence', 'team', '{pathway}');
select below('presence', 'dosing_session', 'session_id');

-- What the client brought back. No purpose reads it.
create table impression (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid not null,
	at timestamptz not null default app_now(),
	ways text[] not null default '{}' check (ways <@ '{talk,journal,art,movement,silence}'::text[]),
	belongs text not null default 'record' check (belongs in ('record', 'clients_own')),
	impressions text not null default '',
	images text not null default '',
	emotions jsonb not null default '[]',
	body text not null default '',
	memories text not null default '',
	insights text not null default '',
	hard text not null default '',
	helped text not null default '',
	intention text not null default '',
	quotes text not null default '',
	version integer not null default 1,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff
);
comment on column impression.belongs is 'chosen before typing; a psychotherapy note is never stored here';
comment on column impression.emotions is '[{"name", "intensity": 0-10}]';
comment on column impression.intention is 'how it relates to the intention';
comment on column impression.quotes is 'the client''s own words';
create index impression_of on impression (clinic_id, session_id, at);
create index impression_of_client on impression (clinic_id, client_id, at desc);
select protect('impression', 'team');
select below('impression', 'dosing_session', 'session_id');

create table departure (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid not null,
	at timestamptz not null,
	criteria jsonb not null check (jsonb_typeof(criteria) = 'array'),
	manner text not null check (manner in ('escort', 'safe_arrangement', 'against_advice', 'emergency')),
	escort_name text not null default '',
	detail jsonb not null default '{}',
	text text not null default '',
	instructions_given boolean not null,
	by uuid not null default app_staff(),
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, by) references staff,
	constraint left_with_a_named_escort check (manner <> 'escort' or escort_name <> '')
);
comment on column departure.criteria is 'each with the value it was judged by, and whether met';
comment on column departure.detail is 'safe arrangement: who, arranged by, prescriber told; against advice: who advised, whom called; emergency care: called, left, crew, handed over to, escort told';
create unique index one_departure on departure (clinic_id, session_id) where entered_in_error_at is null;
create index departure_of_client on departure (clinic_id, client_id);
select protect('departure', 'team', '{pathway}');
select below('departure', 'dosing_session', 'session_id');
