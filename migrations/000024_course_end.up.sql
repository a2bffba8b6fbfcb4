-- end_course_matters: with a closed course its open pauses are lifted, its reviews
-- answered and its tasks of planning closed, also those that whoever closes it does not
-- read. Tasks of safety, signatures and counts outlast it.
create function end_course_matters(course uuid, words text) returns void
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	here uuid := public.app_clinic();
	person uuid;
begin
	select c.client_id into strict person
	from public.course c
	where c.clinic_id = here and c.id = course and c.closed_at is not null;

	update public.pause p set lifted_at = public.app_now(), lifted_by = public.app_staff(), lifted_reason = words
	where p.clinic_id = here and p.course_id = course and p.lifted_at is null and p.entered_in_error_at is null;

	update public.review r set answered_at = public.app_now(), answered_by = public.app_staff(), decision = 'stop', answer = words
	where r.clinic_id = here and r.course_id = course and r.answered_at is null and r.entered_in_error_at is null;

	update public.task t set closed_at = public.app_now(), closed_by = public.app_staff(), outcome = words
	where t.clinic_id = here and t.client_id = person and (t.course_id = course or t.course_id is null)
	and not t.from_pathway and t.closed_at is null
	and (t.kind in ('answer review', 'ask information', 'book follow-up', 'book preparation', 'book integration',
			'book dosing', 'ask about bookings', 'confirm escort')
		or t.kind = 'by hand' and t.fact_kind = 'appointment');
end $$;
revoke execute on function end_course_matters(uuid, text) from public;
grant execute on function end_course_matters(uuid, text) to kap_app;
