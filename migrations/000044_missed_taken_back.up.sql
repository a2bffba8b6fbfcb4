-- withdraw_missed takes back what a missed visit opened, once the visit is marked as missed
-- no more: whoever marked it reads no review. One that was answered stays.
create function withdraw_missed(appointment uuid) returns void
	language sql security definer set search_path = pg_catalog, pg_temp as $$
	update public.review r set entered_in_error_at = public.app_now()
	where r.clinic_id = public.app_clinic() and r.fact_kind = 'appointment' and r.fact = appointment
	and r.kind = 'integration' and r.answered_at is null and r.entered_in_error_at is null
	and exists (
		select from public.appointment a
		where a.clinic_id = r.clinic_id and a.client_id = r.client_id and a.id = appointment and a.status <> 'no_show')
$$;
revoke execute on function withdraw_missed(uuid) from public;
grant execute on function withdraw_missed(uuid) to kap_app;
