-- Whoever holds a set-up link reads whose it is before they type a password, and whoever
-- made it finds the link's page again while it holds.
alter table setup_link add column form uuid; -- of the page the link was made on; its token is worked out from it
alter table setup_link add column made_by uuid;

-- door_made notes who made a link, and on which form.
create function door_made(p_token bytea, p_form uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update public.setup_link l set form = p_form, made_by = public.app_staff()
    where l.token_hash = p_token and l.clinic_id = public.app_clinic() and l.form is null
      and 'manager' = any (public.app_roles())
$$;

-- door_holder is whom a link lets in, while it does; nothing of a link that opens nothing.
create function door_holder(p_token bytea)
returns table (name text, credentials text, clinic text, initials text, email text, has_password boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select s.name, s.credentials, c.name, c.initials, a.email, a.password_hash is not null
    from public.setup_link l
    join public.account a on a.id = l.account_id and a.disabled_at is null
    join public.staff s on s.clinic_id = l.clinic_id and s.id = l.staff_id and s.account_id = a.id and s.disabled_at is null
    join public.clinic c on c.id = l.clinic_id
    where l.token_hash = p_token and l.used_at is null and l.expires_at > public.app_now()
$$;

-- door_standing is how far the sign-ins of the manager's clinic have come; link is the
-- form of a link that still holds, for the manager who made it.
drop function door_standing();
create function door_standing()
returns table (staff_id uuid, email text, set_up boolean, link_until timestamptz, link uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not ('manager' = any (public.app_roles())) then
        raise exception 'only a manager sees who was invited';
    end if;
    return query
        select s.id, coalesce(a.email, l.email), coalesce(a.password_hash is not null, false), l.expires_at,
               case when l.made_by = public.app_staff() and l.used_at is null and l.expires_at > public.app_now() then l.form end
        from public.staff s
        left join public.account a on a.id = s.account_id
        left join lateral (
            select k.email, k.expires_at, k.used_at, k.made_by, k.form
            from public.setup_link k
            where k.clinic_id = s.clinic_id and k.staff_id = s.id
            order by k.expires_at desc limit 1) l on true
        where s.clinic_id = public.app_clinic() and (a.id is not null or l.email is not null);
end $$;

revoke execute on function door_made(bytea, uuid), door_holder(bytea), door_standing() from public;
grant execute on function door_made(bytea, uuid), door_holder(bytea), door_standing() to kap_app;
