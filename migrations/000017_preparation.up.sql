create table preparation_session (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	course_id uuid not null,
	appointment_id uuid,
	held_at timestamptz not null,
	minutes integer not null default 53 check (minutes > 0),
	place text not null default 'here' check (place in ('here', 'video', 'elsewhere')),
	held_where text not null default '',
	held_by uuid,
	intention text not null default '',
	hopes text not null default '',
	fears text not null default '',
	letting_go text not null default '',
	steadying text not null default '',
	signal text not null default '',
	setting jsonb not null default '{}',
	topics text[] not null default '{}',
	touch text not null default '',
	integration_plan text not null default '',
	words text not null default '',
	version integer not null default 1,
	completed_at timestamptz,
	signed_at timestamptz,
	signed_by uuid,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, appointment_id) references appointment (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, held_by) references staff,
	foreign key (clinic_id, signed_by) references staff,
	constraint preparation_signed_by_someone check ((signed_at is null) = (signed_by is null)),
	constraint elsewhere_says_where check (place <> 'elsewhere' or held_where <> '')
);
comment on column preparation_session.intention is 'for the coming dosing, in the client''s words';
comment on column preparation_session.hopes is 'emotional conditions: hopes, fears, letting go of control, what steadies me, how to signal';
comment on column preparation_session.setting is 'environmental conditions: music, eyeshades, light, temperature, position, scent, blanket, recording';
comment on column preparation_session.touch is 'preferences; the consent is its own record';
create index preparation_session_of_course on preparation_session (clinic_id, course_id, held_at);
create index preparation_session_of_client on preparation_session (clinic_id, client_id, held_at desc);
create index preparation_session_of_appointment on preparation_session (clinic_id, appointment_id);
select protect('preparation_session', 'team', '{pathway,booking}');
select seal('preparation_session');

create table goal (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	course_id uuid not null,
	position smallint not null check (position between 1 and 4),
	words text not null check (words <> ''),
	ended_at timestamptz,
	ended_reason text not null default '',
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff
);
comment on column goal.words is 'in the client''s words; a goal said differently is a new one';
create unique index goal_position_once on goal (clinic_id, course_id, position)
	where ended_at is null and entered_in_error_at is null;
create index goal_of_client on goal (clinic_id, client_id);
select protect('goal', 'team', '{pathway}');

create table goal_rating (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	goal_id uuid not null,
	rating smallint not null check (rating between 0 and 10),
	at timestamptz not null default app_now(),
	fact_kind text not null default '',
	fact uuid,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, goal_id) references goal (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff
);
comment on column goal_rating.fact_kind is 'the visit it was rated at: preparation_session, integration_session, consultation';
create index goal_rating_of on goal_rating (clinic_id, goal_id, at);
create index goal_rating_of_client on goal_rating (clinic_id, client_id, at);
select protect('goal_rating', 'team', '{pathway}');
select keep_as_written('goal_rating');

create table practice (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	course_id uuid not null,
	words text not null check (words <> ''),
	agreed_at timestamptz not null default app_now(),
	fact_kind text not null default '',
	fact uuid,
	happened text not null default 'not asked' check (happened in ('not asked', 'yes', 'partly', 'no')),
	asked_at timestamptz,
	asked_words text not null default '',
	ended_at timestamptz,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff
);
comment on column practice.fact_kind is 'the visit it was agreed at';
create index practice_of_course on practice (clinic_id, course_id, agreed_at);
create index practice_of_client on practice (clinic_id, client_id, agreed_at);
select protect('practice', 'team', '{pathway}');

-- Only what no other table states: plans acknowledged, site, devices, nearest department.
create table readiness_item (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	entered_in_error_at timestamptz,
	course_id uuid not null,
	item text not null check (item <> ''),
	state text not null check (state in ('done', 'not done', 'not needed')),
	evidence text not null default '',
	at timestamptz not null default app_now(),
	by uuid not null default app_staff(),
	expires_on date,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, by) references staff
);
comment on table readiness_item is 'each statement is a new row; the latest of an item holds';
create index readiness_item_of_course on readiness_item (clinic_id, course_id, item, at desc);
create index readiness_item_of_client on readiness_item (clinic_id, client_id);
select protect('readiness_item', 'team', '{pathway}');
select keep_as_written('readiness_item');
