-- failed_sign_ins are the wrong tries with a person's e-mail: a manager's of everybody in
-- the clinic, or one's own since the sign-in before this one. A try with an e-mail nobody
-- has here is nobody's.
create function failed_sign_ins(everybody boolean)
returns table (at timestamptz, staff_id uuid, name text, source text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    before timestamptz;
begin
    if everybody and not ('manager' = any (public.app_roles())) then
        raise exception 'a manager reads of everybody';
    end if;
    if not everybody then
        select e.at into before
        from public.audit_event e
        where e.clinic_id = public.app_clinic() and e.actor = public.app_staff() and e.action = 'sign_in.opened'
        order by e.sequence desc
        offset 1 limit 1;
    end if;
    return query
        select t.at, s.id, s.name, t.source
        from public.staff s
        join public.account a on a.id = s.account_id
        join public.sign_in_attempt t on t.email_hash = pg_catalog.sha256(pg_catalog.convert_to(a.email, 'UTF8'))
        where s.clinic_id = public.app_clinic()
          and (everybody or s.id = public.app_staff())
          and (before is null or t.at > before)
        order by t.at desc, t.id desc;
end $$;
revoke execute on function failed_sign_ins(boolean) from public;
grant execute on function failed_sign_ins(boolean) to kap_app;
