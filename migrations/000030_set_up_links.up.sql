-- A set-up link says to which address it was given out, so that a manager sees how far
-- somebody's sign-in has come and can put a mistyped address right until they signed in.
-- A link without an account opens nothing: its address signs in at another clinic, and
-- nobody is told.
alter table setup_link alter column account_id drop not null;
alter table setup_link add column email text;
update setup_link l set email = a.email from account a where a.id = l.account_id;
alter table setup_link alter column email set not null;
create index setup_link_of_staff on setup_link (clinic_id, staff_id, expires_at);

-- forget_account ends an account that nobody works with, with everything it could open.
create function forget_account(p_account uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select from public.staff s where s.account_id = p_account) then
        return;
    end if;
    update public.setup_link l set account_id = null where l.account_id = p_account;
    delete from public.sign_in i where i.account_id = p_account;
    delete from public.account a where a.id = p_account;
end $$;

-- end_links ends what a person was given and did not use: a code that was lost is
-- nobody's way in.
create function end_links(p_clinic uuid, p_staff uuid, p_but bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update public.setup_link l set expires_at = public.app_now()
    where l.clinic_id = p_clinic and l.staff_id = p_staff and l.used_at is null
      and l.expires_at > public.app_now() and l.token_hash is distinct from p_but;
end $$;

-- account_for gives a person of a clinic the account of an address; until they have
-- signed in they may be given another. Answers the account; none where the address signs
-- in at another clinic, whose owner alone joins the two; 'taken' where somebody who works
-- here has it. Whoever left and comes back begins anew.
create function account_for(p_clinic uuid, p_staff uuid, p_email text, p_id uuid, out account uuid, out taken boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_had uuid;
    v_named uuid;
begin
    taken := false;
    select s.account_id into strict v_had from public.staff s where s.clinic_id = p_clinic and s.id = p_staff;
    select a.id into v_named from public.account a where a.email = p_email;
    if v_named = v_had then
        account := v_had;
        return;
    end if;
    if exists (select from public.staff s
               where s.clinic_id = p_clinic and s.account_id = v_named and s.disabled_at is null) then
        taken := true;
        return;
    end if;
    update public.staff s set account_id = null
    where s.clinic_id = p_clinic and (s.id = p_staff or s.account_id = v_named);
    perform public.forget_account(v_had);
    perform public.forget_account(v_named);
    insert into public.account (id, email) values (p_id, p_email) on conflict (email) do nothing;
    if not found then
        return;
    end if;
    account := p_id;
    update public.staff s set account_id = account where s.clinic_id = p_clinic and s.id = p_staff;
end $$;

-- door_invite gives a person of the manager's clinic an account and a set-up link; it
-- answers the same whether the account was there or not. What it was: 'invited';
-- 'corrected' to another address, until they have signed in; 'renewed' for whoever has
-- (lost code, forgotten password), or had before they left and came back. Or why not: 'taken' by a colleague, 'elsewhere' too.
drop function door_invite(uuid, uuid, text, bytea);
create function door_invite(p_staff uuid, p_account uuid, p_email text, p_token bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_had record;
    v_now record;
    v_was text;
begin
    if not ('manager' = any (public.app_roles())) then
        raise exception 'only a manager invites';
    end if;
    select s.account_id as id, a.email, a.password_hash is not null as set_up into strict v_had
    from public.staff s
    left join public.account a on a.id = s.account_id
    where s.clinic_id = public.app_clinic() and s.id = p_staff and s.disabled_at is null
    for update of s;
    if exists (select from public.staff s where s.account_id = v_had.id and s.clinic_id <> public.app_clinic()) then
        return 'elsewhere';
    end if;
    if v_had.set_up then
        v_was := 'renewed';
        select v_had.id as account, v_had.email as email into v_now;
    else
        select l.email into v_had.email from public.setup_link l
        where l.clinic_id = public.app_clinic() and l.staff_id = p_staff
        order by l.expires_at desc limit 1;
        -- an address that signed in here before: whoever has the link signs in by a name that colleagues know
        v_was := case
            when exists (select from public.account a
                         join public.staff s on s.account_id = a.id and s.clinic_id = public.app_clinic() and s.id <> p_staff
                         where a.email = p_email and a.password_hash is not null) then 'renewed'
            when v_had.email <> p_email then 'corrected' else 'invited' end;
        select f.account, p_email as email, f.taken into v_now
        from public.account_for(public.app_clinic(), p_staff, p_email, p_account) f;
        if v_now.taken then
            return 'taken';
        end if;
    end if;
    perform public.end_links(public.app_clinic(), p_staff, p_token);
    insert into public.setup_link (token_hash, account_id, clinic_id, staff_id, email, expires_at)
    values (p_token, v_now.account, public.app_clinic(), p_staff, v_now.email, public.app_now() + interval '24 hours')
    on conflict (token_hash) do nothing;
    return v_was;
end $$;

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

-- door_link is one link of a person of the manager's clinic, by its token.
create function door_link(p_staff uuid, p_token bytea)
returns table (email text, expires_at timestamptz, used_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    return query
        select l.email, l.expires_at, l.used_at
        from public.setup_link l
        where l.token_hash = p_token and l.clinic_id = public.app_clinic() and l.staff_id = p_staff
          and 'manager' = any (public.app_roles());
end $$;

-- door_set_up uses a set-up link up: password stored, every sign-in ended. It answers
-- whose sign-in to open, or nothing where the link opens nothing.
drop function door_set_up(bytea, text);
create function door_set_up(p_token bytea, p_password_hash text)
returns table (account_id uuid, staff_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_link record;
begin
    update public.setup_link l set used_at = public.app_now()
    from public.account a, public.staff s
    where l.token_hash = p_token and l.used_at is null and l.expires_at > public.app_now()
      and a.id = l.account_id and a.disabled_at is null
      and s.clinic_id = l.clinic_id and s.id = l.staff_id and s.account_id = a.id and s.disabled_at is null
    returning l.account_id, l.clinic_id, l.staff_id into v_link;
    if not found then
        return;
    end if;
    update public.account a set password_hash = p_password_hash, epoch = a.epoch + 1
    where a.id = v_link.account_id;
    delete from public.sign_in i where i.account_id = v_link.account_id;
    perform public.door_event(v_link.clinic_id, v_link.staff_id, null, array[]::text[], 'account.set_up');
    return query select v_link.account_id, v_link.staff_id;
end $$;

-- door_used is whose link was used within the last ten minutes: whoever sends the form
-- of a new password twice signs in with it.
create function door_used(p_token bytea) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select l.email from public.setup_link l
    where l.token_hash = p_token and l.account_id is not null and l.used_at > public.app_now() - interval '10 minutes'
$$;

revoke execute on function forget_account(uuid), end_links(uuid, uuid, bytea), account_for(uuid, uuid, text, uuid),
    door_invite(uuid, uuid, text, bytea), door_standing(), door_link(uuid, bytea), door_set_up(bytea, text), door_used(bytea)
from public;
grant execute on function
    door_invite(uuid, uuid, text, bytea), door_standing(), door_link(uuid, bytea), door_set_up(bytea, text), door_used(bytea)
to kap_app;
