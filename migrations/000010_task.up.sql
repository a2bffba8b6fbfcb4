-- What somebody must do by when. The front desk sees what is the front desk's.
create table task (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid,
	course_id uuid,
	kind text not null check (kind <> ''),
	what text not null check (what <> ''),
	detail text not null default '',
	href text not null default '',
	owner_role text not null
		check (owner_role in ('prescriber', 'therapist', 'nurse', 'medical_assistant', 'admin', 'manager', 'medical_lead')),
	owner_staff uuid,
	since timestamptz not null default app_now(),
	due timestamptz,
	urgent boolean not null default false,
	from_pathway boolean not null default false,
	fact_kind text not null default '',
	fact uuid,
	recorded_by uuid default app_staff(),
	closed_at timestamptz,
	closed_by uuid,
	outcome text not null default '',
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, owner_staff) references staff,
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, closed_by) references staff
);
comment on column task.client_id is 'null: about the clinic, not a client';
comment on column task.closed_by is 'null on a closed task: the step was done, so the pathway closed it';
create unique index task_open_once on task (clinic_id, course_id, kind, fact) nulls not distinct
	where closed_at is null and from_pathway;
create unique index hand_task_open_once on task (clinic_id, client_id, kind, fact_kind, fact, owner_role,
	(case kind when 'by hand' then what end)) nulls not distinct
	where closed_at is null and not from_pathway;
create index task_open_of_role on task (clinic_id, owner_role, due) where closed_at is null;
create index task_open_of_staff on task (clinic_id, owner_staff, due) where closed_at is null;
create index task_of_client on task (clinic_id, client_id, since desc);
create index task_of_course on task (clinic_id, course_id);

select protect('task', 'team', '{pathway}');
-- Anyone may leave a task for anyone.
drop policy task_add on task;
create policy task_add on task for insert to kap_app with check (clinic_id = (select app_clinic()));
create policy task_desk_read on task for select to kap_app
	using (clinic_id = (select app_clinic()) and owner_role = 'admin' and (select 'admin' = any (app_roles())));
create policy task_desk_edit on task for update to kap_app
	using (clinic_id = (select app_clinic()) and owner_role = 'admin' and (select 'admin' = any (app_roles())))
	with check (clinic_id = (select app_clinic()) and owner_role = 'admin' and (select 'admin' = any (app_roles())));
create policy task_manager_read on task for select to kap_app
	using (clinic_id = (select app_clinic()) and (select 'manager' = any (app_roles())));
create policy task_own_read on task for select to kap_app
	using (clinic_id = (select app_clinic()) and client_id is null and owner_role = any (app_roles()));
create policy task_own_edit on task for update to kap_app
	using (clinic_id = (select app_clinic()) and client_id is null and owner_role = any (app_roles()))
	with check (clinic_id = (select app_clinic()) and client_id is null);
