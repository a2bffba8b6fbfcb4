create table room (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	name text not null check (name <> ''),
	capacity integer not null default 2 check (capacity > 0),
	dosing boolean not null default false,
	closed_at timestamptz,
	primary key (clinic_id, id),
	constraint room_name_once unique (clinic_id, name)
);
comment on column room.dosing is 'suited for dosing';
select protect('room', 'clinic');

create table staff_hours (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	staff_id uuid not null,
	weekday smallint not null check (weekday between 0 and 6),
	starts time not null,
	ends time not null,
	valid_from date not null default '2000-01-01',
	valid_until date not null default 'infinity',
	primary key (clinic_id, id),
	foreign key (clinic_id, staff_id) references staff,
	constraint hours_last check (starts < ends)
);
comment on column staff_hours.weekday is '0 is Sunday';
comment on column staff_hours.starts is 'in the clinic''s zone';
create index staff_hours_of_staff on staff_hours (clinic_id, staff_id, weekday);
select protect('staff_hours', 'clinic');

create table time_off (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	staff_id uuid not null,
	starts_at timestamptz not null,
	ends_at timestamptz not null,
	cancelled_at timestamptz,
	recorded_by uuid default app_staff(),
	primary key (clinic_id, id),
	foreign key (clinic_id, staff_id) references staff,
	foreign key (clinic_id, recorded_by) references staff,
	constraint time_off_lasts check (starts_at < ends_at)
);
create index time_off_of_staff on time_off (clinic_id, staff_id, ends_at);
select protect('time_off', 'clinic');

create table appointment (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	course_id uuid,
	kind text not null check (kind in ('consultation', 'preparation', 'dosing', 'integration', 'follow-up', 'closing', 'call')),
	starts_at timestamptz not null,
	ends_at timestamptz not null,
	status text not null default 'tentative'
		check (status in ('tentative', 'confirmed', 'arrived', 'in_progress', 'done', 'not_held', 'cancelled', 'no_show')),
	staff_id uuid,
	room_id uuid,
	visit_mode text not null default 'here' check (visit_mode in ('here', 'video', 'telephone', 'elsewhere')),
	reason text not null default '',
	tentative_for text not null default '',
	arrived_at timestamptz,
	cancelled_at timestamptz,
	cancelled_by text not null default '' check (cancelled_by in ('', 'client', 'clinic')),
	cancelled_reason text not null default '',
	notice_hours integer,
	version integer not null default 1,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, staff_id) references staff,
	foreign key (clinic_id, room_id) references room,
	constraint appointment_lasts check (starts_at < ends_at),
	constraint cancelled_by_someone check (status <> 'cancelled' or (cancelled_at is not null and cancelled_by <> ''))
);
comment on column appointment.ends_at is 'of the visit, without turnover; bookings hold the room longer';
comment on column appointment.staff_id is 'whose visit it is; everyone busy with it is in booking';
comment on column appointment.reason is 'why this day, in words for the desk, where the interval asks for one';
comment on column appointment.tentative_for is 'why not confirmed, in words for the desk';
comment on column appointment.notice_hours is 'between cancelling and the start';
create index appointment_of_client on appointment (clinic_id, client_id, starts_at);
create index appointment_of_course on appointment (clinic_id, course_id, starts_at);
create index appointment_of_day on appointment (clinic_id, starts_at);
create index appointment_of_staff on appointment (clinic_id, staff_id, starts_at);
create index appointment_in_room on appointment (clinic_id, room_id, starts_at);
select protect('appointment', 'front', '{pathway,booking}');
create policy appointment_manager_read on appointment for select to kap_app
	using (clinic_id = (select app_clinic()) and (select 'manager' = any (app_roles())));

-- Where a visit was before it was moved.
create table appointment_move (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	appointment_id uuid not null,
	starts_at timestamptz not null,
	ends_at timestamptz not null,
	staff_id uuid,
	room_id uuid,
	moved_by uuid default app_staff(),
	reason text not null default '',
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, appointment_id) references appointment (clinic_id, client_id, id),
	foreign key (clinic_id, staff_id) references staff,
	foreign key (clinic_id, room_id) references room,
	foreign key (clinic_id, moved_by) references staff
);
create index appointment_move_of on appointment_move (clinic_id, appointment_id, created_at);
select protect('appointment_move', 'front');
select keep_as_written('appointment_move');

-- Who and what is busy when. Everyone here sees that a slot is taken, not what for.
create table booking (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	appointment_id uuid not null,
	staff_id uuid,
	room_id uuid,
	client_id uuid,
	resource_id uuid not null generated always as (coalesce(staff_id, room_id, client_id)) stored,
	starts_at timestamptz not null,
	ends_at timestamptz not null,
	during tstzrange not null generated always as (tstzrange(starts_at, ends_at, '[)')) stored,
	active boolean not null default true,
	primary key (clinic_id, id),
	foreign key (clinic_id, appointment_id) references appointment,
	foreign key (clinic_id, client_id, appointment_id) references appointment (clinic_id, client_id, id),
	foreign key (clinic_id, staff_id) references staff,
	foreign key (clinic_id, room_id) references room,
	constraint booking_of_one_resource check (num_nonnulls(staff_id, room_id, client_id) = 1),
	constraint booking_lasts check (starts_at < ends_at),
	constraint resource_free exclude using gist (clinic_id with =, resource_id with =, during with &&)
		where (active) deferrable initially immediate
);
comment on column booking.ends_at is 'with turnover, where there is one';
create index booking_of_appointment on booking (clinic_id, appointment_id);
create index booking_of_resource on booking (clinic_id, resource_id, starts_at) where active;
create index booking_of_day on booking (clinic_id, starts_at) where active;
select protect('booking', 'clinic');

-- An escort is confirmed for each visit: who said so, how, when.
create table escort_confirmation (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	appointment_id uuid not null,
	escort_id uuid not null,
	at timestamptz not null default app_now(),
	how text not null check (how in ('spoke', 'texted', 'in person')),
	can_collect boolean not null default true,
	recorded_by uuid default app_staff(),
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, appointment_id) references appointment (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, escort_id) references escort (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff
);
create index escort_confirmation_of on escort_confirmation (clinic_id, appointment_id, at desc);
create index escort_confirmation_by on escort_confirmation (clinic_id, escort_id);
select protect('escort_confirmation', 'front', '{pathway}');
