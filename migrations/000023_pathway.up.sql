-- Where each course stands: computed from facts after every write, never by hand.
-- The words of pathway are the front desk's; clinical words are in pathway_step.
create table pathway (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null default gen_random_uuid(),
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	course_id uuid not null,
	stage text not null,
	desk_label text not null default '',
	paused boolean not null default false,
	owner_role text not null default '',
	owner_staff uuid,
	next text not null default '',
	since timestamptz not null default app_now(),
	due timestamptz,
	changes_at timestamptz,
	stale boolean not null default false,
	computed_at timestamptz not null default app_now(),
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, owner_staff) references staff,
	constraint one_pathway_a_course unique (clinic_id, course_id)
);
comment on column pathway.changes_at is 'when time alone makes it another; null: never';
comment on column pathway.stale is 'computing it failed; what stands here may be old';
create index pathway_of_client on pathway (clinic_id, client_id);
create index pathway_of_owner on pathway (clinic_id, owner_role, due);
create index pathway_of_staff on pathway (clinic_id, owner_staff, due);
create index pathway_to_compute on pathway (clinic_id, changes_at);
select protect('pathway', 'front', '{pathway}');
create policy pathway_manager_read on pathway for select to kap_app
	using (clinic_id = (select app_clinic()) and (select 'manager' = any (app_roles())));

create table pathway_step (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null default gen_random_uuid(),
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	course_id uuid not null,
	position integer not null,
	kind text not null default '',
	what text not null,
	detail text not null default '',
	owner_role text not null default '',
	owner_staff uuid,
	since timestamptz not null default app_now(),
	due timestamptz,
	blocked_by text[] not null default '{}',
	href text not null default '',
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, owner_staff) references staff,
	constraint pathway_step_position_once unique (clinic_id, course_id, position)
);
create index pathway_step_of_client on pathway_step (clinic_id, client_id, course_id, position);
create index pathway_step_of_staff on pathway_step (clinic_id, owner_staff, due);
select protect('pathway_step', 'team', '{pathway}');

-- Whoever writes moves the pathway, also where they may not read its clinical words:
-- so it is stored by the functions below and by nothing else.
select keep_as_written('pathway'), keep_as_written('pathway_step');
revoke insert on pathway, pathway_step from kap_app;
drop policy pathway_add on pathway;
drop policy pathway_step_add on pathway_step;

-- keep_pathway stores a course's projection, its steps in order, and its open tasks:
-- tasks of the pathway that are no longer listed (by kind and fact) are closed.
create function keep_pathway(course uuid, projection jsonb, steps jsonb, tasks jsonb) returns void
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	here uuid := public.app_clinic();
	person uuid;
begin
	select c.client_id into strict person
	from public.course c
	where c.clinic_id = here and c.id = course;

	insert into public.pathway (clinic_id, client_id, course_id, stage, desk_label, paused, owner_role, owner_staff,
		next, since, due, changes_at)
	select here, person, course, p.stage, coalesce(p.desk_label, ''), coalesce(p.paused, false), coalesce(p.owner_role, ''),
		p.owner_staff, coalesce(p.next, ''), coalesce(p.since, public.app_now()), p.due, p.changes_at
	from jsonb_to_record(projection) as p (stage text, desk_label text, paused boolean, owner_role text,
		owner_staff uuid, next text, since timestamptz, due timestamptz, changes_at timestamptz)
	on conflict on constraint one_pathway_a_course do update set
		stage = excluded.stage, desk_label = excluded.desk_label, paused = excluded.paused,
		owner_role = excluded.owner_role, owner_staff = excluded.owner_staff, next = excluded.next,
		since = excluded.since, due = excluded.due, changes_at = excluded.changes_at,
		stale = false, computed_at = public.app_now();

	delete from public.pathway_step s where s.clinic_id = here and s.course_id = course;
	insert into public.pathway_step (clinic_id, client_id, course_id, position, kind, what, detail, owner_role,
		owner_staff, since, due, blocked_by, href)
	select here, person, course, row_number() over (), coalesce(s.kind, ''), s.what, coalesce(s.detail, ''),
		coalesce(s.owner_role, ''), s.owner_staff, coalesce(s.since, public.app_now()), s.due,
		coalesce(s.blocked_by, '{}'), coalesce(s.href, '')
	from jsonb_to_recordset(steps) as s (kind text, what text, detail text, owner_role text, owner_staff uuid,
		since timestamptz, due timestamptz, blocked_by text[], href text);

	update public.task t set closed_at = public.app_now(), closed_by = public.app_staff(), outcome = 'done'
	where t.clinic_id = here and t.course_id = course and t.from_pathway and t.closed_at is null
	and not exists (
		select from jsonb_to_recordset(tasks) as n (kind text, fact uuid)
		where n.kind = t.kind and n.fact is not distinct from t.fact);
	insert into public.task (clinic_id, id, client_id, course_id, kind, what, detail, href, owner_role, owner_staff,
		since, due, urgent, from_pathway, fact_kind, fact)
	select here, gen_random_uuid(), person, course, n.kind, n.what, coalesce(n.detail, ''), coalesce(n.href, ''),
		n.owner_role, n.owner_staff, coalesce(n.since, public.app_now()), n.due, coalesce(n.urgent, false), true,
		coalesce(n.fact_kind, ''), n.fact
	from jsonb_to_recordset(tasks) as n (kind text, what text, detail text, href text, owner_role text,
		owner_staff uuid, since timestamptz, due timestamptz, urgent boolean, fact_kind text, fact uuid)
	on conflict (clinic_id, course_id, kind, fact) where closed_at is null and from_pathway do update set
		what = excluded.what, detail = excluded.detail, href = excluded.href, owner_role = excluded.owner_role,
		owner_staff = excluded.owner_staff, due = excluded.due, urgent = excluded.urgent;
end $$;

-- mark_pathway_stale is what a failed computing leaves behind.
create function mark_pathway_stale(course uuid) returns void
	language sql security definer set search_path = pg_catalog, pg_temp as $$
	update public.pathway p set stale = true where p.clinic_id = public.app_clinic() and p.course_id = course
$$;
revoke execute on function keep_pathway(uuid, jsonb, jsonb, jsonb), mark_pathway_stale(uuid) from public;
grant execute on function keep_pathway(uuid, jsonb, jsonb, jsonb), mark_pathway_stale(uuid) to kap_app;
