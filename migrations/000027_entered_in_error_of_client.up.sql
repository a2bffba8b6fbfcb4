-- enter_in_error takes the client whose record the row is said to be in: another
-- client's row is not there, whoever wrote it.
drop function enter_in_error(text, uuid, text);
create function enter_in_error(kind text, client uuid, subject uuid, reason text) returns boolean
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	row_of jsonb;
	me uuid := public.app_staff();
begin
	if not exists (select from pg_attribute a where a.attrelid = to_regclass(format('public.%I', kind))
		and a.attname = 'entered_in_error_at' and not a.attisdropped) then
		raise exception 'enter_in_error: % has no such mark', kind;
	end if;
	execute format('select to_jsonb(t) from public.%I t where t.clinic_id = $1 and t.client_id = $2 and t.id = $3'
		' and t.entered_in_error_at is null for update', kind)
		into row_of using public.app_clinic(), client, subject;
	if row_of is null or me is null or not ('medical_lead' = any (public.app_roles())
		or coalesce(me::text in (row_of ->> 'recorded_by', row_of ->> 'by', row_of ->> 'opened_by'), false)) then
		return false;
	end if;
	execute format('update public.%I set entered_in_error_at = $3 where clinic_id = $1 and id = $2', kind)
		using public.app_clinic(), subject, public.app_now();
	insert into public.taken_out (clinic_id, client_id, subject_kind, subject, reason, by)
	values (public.app_clinic(), enter_in_error.client, kind, subject, enter_in_error.reason, me);
	insert into public.audit_event (clinic_id, actor_kind, actor, roles, action, client, subject_kind, subject)
	values (public.app_clinic(), 'staff', me, public.app_roles(), kind || '.entered_in_error',
		enter_in_error.client, kind, subject);
	return true;
end $$;
comment on function enter_in_error(text, uuid, uuid, text) is 'false: not there, not this client''s, or not yours to take out';
revoke execute on function enter_in_error(text, uuid, uuid, text) from public;
grant execute on function enter_in_error(text, uuid, uuid, text) to kap_app;
