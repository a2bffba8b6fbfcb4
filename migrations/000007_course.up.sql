-- A course of treatment, from referral to closing. Only facts: its stage is derived (pathway).
create table course (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	kind text not null default 'first' check (kind in ('first', 'maintenance')),
	referred_by text not null default '',
	opened_at timestamptz not null default app_now(),
	protocol_version integer,
	planned_doses integer not null default 6 check (planned_doses between 1 and 60),
	therapist_id uuid,
	prescriber_id uuid,
	closed_at timestamptz,
	closed_by uuid,
	closed_reason text not null default '',
	closing_visit text not null default '' check (closing_visit in ('', 'held', 'refused', 'not reached')),
	closing_words text not null default '',
	leftover text not null default '' check (leftover in ('', 'none', 'take-back', 'with the client', 'unknown')),
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, therapist_id) references staff,
	foreign key (clinic_id, prescriber_id) references staff,
	foreign key (clinic_id, closed_by) references staff,
	foreign key (clinic_id, protocol_version) references protocol (clinic_id, version),
	constraint closed_for_a_reason check (closed_at is null or closed_reason <> '')
);
comment on column course.protocol_version is 'in force when found eligible; null before';
comment on column course.therapist_id is 'primary therapist';
comment on column course.closed_reason is 'completed, declined, client''s wish, clinical, moved, not returned';
comment on column course.leftover is 'what becomes of lozenges that are left';
comment on column course.closing_words is 'words for the desk; nothing clinical';
create unique index one_open_course on course (clinic_id, client_id) where closed_at is null;
create index course_of_client on course (clinic_id, client_id, opened_at desc);
create index course_of_therapist on course (clinic_id, therapist_id) where closed_at is null;
create index course_of_prescriber on course (clinic_id, prescriber_id) where closed_at is null;
select protect('course', 'front', '{pathway,booking}');
