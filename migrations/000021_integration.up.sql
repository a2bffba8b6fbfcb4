create table integration_session (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	course_id uuid not null,
	appointment_id uuid,
	dosing_day_id uuid,
	held_at timestamptz not null,
	minutes integer not null default 53 check (minutes > 0),
	place text not null default 'here' check (place in ('here', 'video', 'elsewhere')),
	held_by uuid,
	late_reason text not null default '',
	state_since text not null default '',
	sleep text not null default '',
	mood text not null default '',
	after_effects text not null default '',
	urinary text not null default '' check (urinary in ('', 'no', 'yes')),
	urinary_words text not null default '',
	risk_check_id uuid,
	surfaced text not null default '',
	themes text[] not null default '{}',
	clarity text not null default '',
	intention text not null default '',
	ready text not null default '' check (ready in ('', 'ready', 'not yet', 'unsure', 'finished')),
	ready_words text not null default '',
	concern text not null default '',
	version integer not null default 1,
	completed_at timestamptz,
	signed_at timestamptz,
	signed_by uuid,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, appointment_id) references appointment (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, dosing_day_id) references dosing_day (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, risk_check_id) references risk_check (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, held_by) references staff,
	foreign key (clinic_id, signed_by) references staff,
	constraint integration_signed_by_someone check ((signed_at is null) = (signed_by is null))
);
comment on column integration_session.dosing_day_id is 'the dosing it works on; day of the window is counted from it';
comment on column integration_session.late_reason is 'why on days 4 to 7';
comment on column integration_session.clarity is 'memories, emotions and patterns seen with new clarity';
comment on column integration_session.intention is 'link to intention and goals';
comment on column integration_session.ready is 'for the next dosing';
comment on column integration_session.concern is 'for the prescriber; empty: none';
create index integration_session_of_course on integration_session (clinic_id, course_id, held_at);
create index integration_session_of_client on integration_session (clinic_id, client_id, held_at desc);
create index integration_session_of_day on integration_session (clinic_id, dosing_day_id, held_at);
create index integration_session_of_appointment on integration_session (clinic_id, appointment_id);
create index integration_session_risk_check on integration_session (clinic_id, risk_check_id);
select protect('integration_session', 'team', '{pathway,booking}');
select seal('integration_session');

create table safety_call (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid,
	dosing_day_id uuid,
	at timestamptz not null default app_now(),
	outcome text not null check (outcome in ('reached', 'message left', 'no answer', 'spoke with escort')),
	doing text not null default '' check (doing in ('', 'well', 'uneasy', 'unwell', 'urgent')),
	words text not null default '',
	instruction text not null default '',
	risk_check_id uuid,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, dosing_day_id) references dosing_day (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, risk_check_id) references risk_check (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff
);
create index safety_call_of_client on safety_call (clinic_id, client_id, at desc);
create index safety_call_of_session on safety_call (clinic_id, session_id);
create index safety_call_of_day on safety_call (clinic_id, dosing_day_id);
create index safety_call_risk_check on safety_call (clinic_id, risk_check_id);
select protect('safety_call', 'team', '{pathway}');
select keep_as_written('safety_call');
