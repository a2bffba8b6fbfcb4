drop function door_standing();
-- door_standing is how far the sign-ins of the manager's clinic have come.
create function door_standing()
returns table (staff_id uuid, email text, set_up boolean, link_until timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not ('manager' = any (public.app_roles())) then
        raise exception 'only a manager sees who was invited';
    end if;
    return query
        select s.id, coalesce(a.email, l.email), coalesce(a.password_hash is not null, false), l.expires_at
        from public.staff s
        left join public.account a on a.id = s.account_id
        left join lateral (
            select k.email, k.expires_at
            from public.setup_link k
            where k.clinic_id = s.clinic_id and k.staff_id = s.id
            order by k.expires_at desc limit 1) l on true
        where s.clinic_id = public.app_clinic() and (a.id is not null or l.email is not null);
end $$;

revoke execute on function door_standing() from public;
grant execute on function door_standing() to kap_app;

drop function door_holder(bytea);
drop function door_made(bytea, uuid);
alter table setup_link drop column made_by;
alter table setup_link drop column form;
