-- What stands in the way of a course. A fact (kind and id) opens at most one.
create table pause (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	entered_in_error_at timestamptz,
	course_id uuid not null,
	kind text not null check (kind in ('medical', 'psychiatric', 'administrative', 'client''s wish')),
	fact_kind text not null default '',
	fact uuid,
	reason text not null check (reason <> ''),
	opened_at timestamptz not null default app_now(),
	opened_by uuid default app_staff(),
	lifted_at timestamptz,
	lifted_by uuid,
	lifted_reason text not null default '',
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, opened_by) references staff,
	foreign key (clinic_id, lifted_by) references staff,
	constraint pause_lifted_for_a_reason check (lifted_at is null or lifted_reason <> '')
);
comment on column pause.fact_kind is 'the table of the row that caused it; empty: by hand';
create unique index pause_open_once on pause (clinic_id, client_id, fact_kind, fact)
	where lifted_at is null and entered_in_error_at is null;
create index pause_of_client on pause (clinic_id, client_id, opened_at desc);
create index pause_of_course on pause (clinic_id, course_id);
select protect('pause', 'team', '{pathway,booking}');
-- The front desk opens and lifts what is its own, and may open what a person in front of it needs.
create policy pause_desk_read on pause for select to kap_app
	using (clinic_id = (select app_clinic()) and entered_in_error_at is null
		and kind in ('administrative', 'client''s wish') and (select 'admin' = any (app_roles())));
create policy pause_desk_add on pause for insert to kap_app
	with check (clinic_id = (select app_clinic()) and entered_in_error_at is null
		and kind in ('administrative', 'client''s wish') and (select 'admin' = any (app_roles())));
create policy pause_desk_edit on pause for update to kap_app
	using (clinic_id = (select app_clinic()) and entered_in_error_at is null
		and kind in ('administrative', 'client''s wish') and (select 'admin' = any (app_roles())))
	with check (clinic_id = (select app_clinic()) and entered_in_error_at is null
		and kind in ('administrative', 'client''s wish') and (select 'admin' = any (app_roles())));

-- A question for the prescriber; bookings stay.
create table review (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	entered_in_error_at timestamptz,
	course_id uuid not null,
	kind text not null,
	fact_kind text not null default '',
	fact uuid,
	reason text not null check (reason <> ''),
	opened_at timestamptz not null default app_now(),
	opened_by uuid default app_staff(),
	answered_at timestamptz,
	answered_by uuid,
	decision text not null default '' check (decision in ('', 'continue', 'continue with changes', 'pause', 'stop')),
	answer text not null default '',
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, opened_by) references staff,
	foreign key (clinic_id, answered_by) references staff,
	constraint review_answered_with_a_decision check ((answered_at is null) = (decision = ''))
);
comment on column review.kind is 'medicine, diagnosis, item 9, screen, worse, substance, urinary, pressure, interval, dose, integration, lozenges, therapist, concern';
create unique index review_open_once on review (clinic_id, client_id, kind, fact_kind, fact)
	where answered_at is null and entered_in_error_at is null;
create index review_of_client on review (clinic_id, client_id, opened_at desc);
create index review_of_course on review (clinic_id, course_id);
select protect('review', 'team', '{pathway}');
-- What the front desk does can open a review it does not read (another primary therapist).
create policy review_desk_add on review for insert to kap_app
	with check (clinic_id = (select app_clinic()) and entered_in_error_at is null and (select 'admin' = any (app_roles())));

-- A prescriber's word that an item does not stop this value on this date.
create table override (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	entered_in_error_at timestamptz,
	course_id uuid not null,
	item text not null check (item <> ''),
	fact_kind text not null default '',
	fact uuid,
	covers text not null default '',
	valid_on date not null,
	reason text not null check (reason <> ''),
	at timestamptz not null default app_now(),
	by uuid not null default app_staff(),
	called_at timestamptz,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, by) references staff
);
comment on column override.item is 'the readiness item''s id: G08';
comment on column override.covers is 'the extent covered: diastolic=184;systolic=296; anything worse voids the override';
comment on column override.called_at is 'the logged call to the prescriber, where the item asks for one';
create index override_of_client on override (clinic_id, client_id, valid_on desc);
create index override_of_course on override (clinic_id, course_id);
select protect('override', 'team', '{pathway,booking}');
select keep_as_written('override');
