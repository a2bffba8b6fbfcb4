-- What the manager keeps of the clinic itself: initials stand beside its name, and
-- version is counted up so that of two managers the later one is told.
alter table clinic
	add column initials text not null default '' check (char_length(initials) <= 3),
	add column version integer not null default 1;
comment on column clinic.initials is 'one to three letters, drawn as the clinic''s mark; empty: a leaf';
grant update (initials, version) on clinic to kap_app;

-- Address, telephone and emergency department are what is said in an emergency: once
-- they are on record they change, but never go. Nobody's right to write removes them.
create function clinic_details_stay() returns trigger language plpgsql as $$
begin
	if old.address <> '' and btrim(new.address) = '' or old.phone <> '' and btrim(new.phone) = ''
		or old.emergency_department <> '' and btrim(new.emergency_department) = '' then
		raise exception 'what is said in an emergency is on record and is not taken away'
			using errcode = 'check_violation', constraint = 'clinic_details_stay';
	end if;
	return new;
end $$;
create trigger clinic_details_stay before update on clinic
	for each row execute function clinic_details_stay();

-- A request learns the initials with the clinic's name.
drop function door_find(bytea, boolean);
create function door_find(p_token bytea, p_active boolean)
returns table (
    data bytea, sign_in_id uuid, account_id uuid, mode text, expires_at timestamptz,
    clinic_id uuid, clinic_name text, zone text, demo boolean, initials text,
    staff_id uuid, staff_name text, credentials text, roles text[], medical_lead boolean, staffs uuid[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_now timestamptz := public.app_now();
begin
    if p_active then
        update public.sign_in i set active_at = v_now
        where i.token_hash = p_token
          and i.active_at < v_now - interval '30 seconds'
          and i.active_at > v_now - interval '15 minutes'
          and i.expires_at > v_now;
    end if;
    return query
        select i.data, i.id, i.account_id, i.mode, i.expires_at,
               c.id, c.name, c.zone, c.demo, c.initials,
               s.id, s.name, s.credentials, s.roles, s.medical_lead,
               array[s.id] || array(
                   select distinct away.id
                   from public.cover o
                   join public.staff away on away.clinic_id = o.clinic_id
                    and (away.id = o.staff_id or o.staff_id is null and 'prescriber' = any (away.roles))
                   where o.clinic_id = s.clinic_id and o.covered_by = s.id
                     and o.starts_at <= v_now and o.ends_at > v_now)
        from public.sign_in i
        join public.staff s on s.clinic_id = i.clinic_id and s.id = i.staff_id
        join public.clinic c on c.id = i.clinic_id
        left join public.account a on a.id = i.account_id
        where i.token_hash = p_token
          and i.expires_at > v_now
          and i.active_at > v_now - interval '15 minutes'
          and s.disabled_at is null
          and (i.account_id is null and c.demo
               or a.disabled_at is null and a.epoch = i.epoch);
end $$;
revoke execute on function door_find(bytea, boolean) from public;
grant execute on function door_find(bytea, boolean) to kap_app;
