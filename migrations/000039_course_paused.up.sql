-- course_paused is whether a pause of a course holds: yes or no, for everybody who sees
-- its client. The front desk may know that, and reads neither the kind nor the reason of
-- what a clinician paused.
create function course_paused(course uuid) returns boolean
	language sql stable security definer set search_path = pg_catalog, pg_temp as $$
	select exists (
		select from public.pause p
		where p.clinic_id = public.app_clinic() and p.course_id = course
		and p.lifted_at is null and p.entered_in_error_at is null
		and ('admin' = any (public.app_roles()) or exists (
			select from public.care_team c
			where c.clinic_id = p.clinic_id and c.client_id = p.client_id and c.staff_id = any (public.app_staffs())
			and c.since <= public.app_now() and c.until > public.app_now())))
$$;
revoke execute on function course_paused(uuid) from public;
grant execute on function course_paused(uuid) to kap_app;
