-- join_duty puts the nurses and medical assistants among those on duty on the care team of
-- a client's dosing visit; who has such a place from that day already gets no second one.
-- A nurse may note an arrival and writes nobody's place, and a therapist reads nobody's but
-- their own: the rule is here, for whoever sees the client.
create function join_duty(visited uuid, person uuid, first timestamptz, last timestamptz, on_duty uuid[]) returns void
	language sql security definer set search_path = pg_catalog, pg_temp as $$
	insert into public.care_team (id, client_id, staff_id, role, since, until, reason)
	select gen_random_uuid(), c.id, s.id, r.role, first, last, 'on duty'
	from public.client c
	join public.staff s on s.clinic_id = c.clinic_id
	cross join lateral (
		select role
		from unnest(s.roles) as role
		where role in ('nurse', 'medical_assistant')
		order by role desc
		limit 1) r
	where c.clinic_id = public.app_clinic() and c.id = visited
	and s.id = any (on_duty) and s.id is distinct from person and s.disabled_at is null
	and ('admin' = any (public.app_roles()) or exists (
		select from public.care_team me
		where me.clinic_id = c.clinic_id and me.client_id = c.id and me.staff_id = any (public.app_staffs())
		and me.since <= public.app_now() and me.until > public.app_now()))
	and not exists (
		select from public.care_team d
		where d.clinic_id = c.clinic_id and d.client_id = c.id and d.staff_id = s.id and d.reason = 'on duty'
		and d.since = first and d.until > d.since)
$$;
revoke execute on function join_duty(uuid, uuid, timestamptz, timestamptz, uuid[]) from public;
grant execute on function join_duty(uuid, uuid, timestamptz, timestamptz, uuid[]) to kap_app;
