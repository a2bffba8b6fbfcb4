-- What opens before anybody is known: accounts, sign-ins, attempts, set-up links.
-- None belongs to a clinic and none is granted: kap_app reaches them only through
-- the functions below, and none of those lists (but the demo clinic's people).

create table account (
    id uuid primary key,
    email text not null check (email = lower(btrim(email)) and length(email) between 3 and 254),
    password_hash text, -- null until the set-up link was used
    epoch integer not null default 1, -- counts up when roles, password or standing change: ends every sign-in
    disabled_at timestamptz,
    created_at timestamptz not null default app_now(),
    constraint account_email unique (email)
);

create table sign_in (
    token_hash bytea primary key,
    id uuid not null unique,
    account_id uuid references account (id), -- null: a demo person, who has no account
    clinic_id uuid not null,
    staff_id uuid not null,
    epoch integer not null default 0,
    mode text not null default 'open' check (mode in ('open', 'shield', 'handed_over')),
    data bytea not null,
    created_at timestamptz not null,
    active_at timestamptz not null, -- last human activity
    expires_at timestamptz not null
);
create index sign_in_expires on sign_in (expires_at);
create index sign_in_staff on sign_in (clinic_id, staff_id);

create table sign_in_attempt (
    id bigint generated always as identity primary key,
    email_hash bytea not null,
    source text not null,
    at timestamptz not null
);
create index sign_in_attempt_recent on sign_in_attempt (at, email_hash, source);

create table setup_link (
    token_hash bytea primary key,
    account_id uuid not null references account (id),
    clinic_id uuid not null,
    staff_id uuid not null,
    expires_at timestamptz not null,
    used_at timestamptz
);

-- door_look_up answers the hash to compare with, or nothing: unknown, disabled,
-- not set up and throttled are alike. Throttled per e-mail and source (5 in 15
-- minutes) and per source (40), so that nobody is locked out by a stranger.
create function door_look_up(p_email text, p_source text)
returns table (account_id uuid, password_hash text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_hash bytea := pg_catalog.sha256(pg_catalog.convert_to(lower(btrim(p_email)), 'UTF8'));
    v_since timestamptz := public.app_now() - interval '15 minutes';
begin
    if (select count(*) from public.sign_in_attempt a
        where a.at > v_since and a.source = p_source and a.email_hash = v_hash) >= 5
    or (select count(*) from public.sign_in_attempt a
        where a.at > v_since and a.source = p_source) >= 40 then
        return;
    end if;
    return query
        select a.id, a.password_hash
        from public.account a
        where a.email = lower(btrim(p_email))
          and a.disabled_at is null
          and a.password_hash is not null
          and exists (select from public.staff s where s.account_id = a.id and s.disabled_at is null);
end $$;

-- door_failed notes one failed sign-in and drops what is older than 90 days.
create function door_failed(p_email text, p_source text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_hash bytea := pg_catalog.sha256(pg_catalog.convert_to(lower(btrim(p_email)), 'UTF8'));
    v_since timestamptz := public.app_now() - interval '15 minutes';
begin
    delete from public.sign_in_attempt a where a.at < public.app_now() - interval '90 days';
    insert into public.sign_in_attempt (email_hash, source, at)
    select v_hash, p_source, public.app_now()
    where (select count(*) from public.sign_in_attempt a
           where a.at > v_since and a.source = p_source and a.email_hash = v_hash) < 5
      and (select count(*) from public.sign_in_attempt a
           where a.at > v_since and a.source = p_source) < 40; -- throttled already: one row more would tell nothing
end $$;

-- door_memberships are the clinics a person who just gave the right password works in.
create function door_memberships(p_account uuid)
returns table (staff_id uuid, clinic_name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    return query
        select s.id, c.name
        from public.staff s
        join public.clinic c on c.id = s.clinic_id
        where s.account_id = p_account and s.disabled_at is null
        order by c.name, s.id;
end $$;

-- door_open makes a sign-in for a person of a clinic, with its event.
create function door_open(p_token bytea, p_id uuid, p_account uuid, p_staff uuid, p_data bytea, p_expires timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_staff record;
begin
    select s.clinic_id, s.roles, a.epoch into strict v_staff
    from public.staff s
    join public.account a on a.id = s.account_id
    where s.id = p_staff and s.account_id = p_account
      and s.disabled_at is null and a.disabled_at is null;
    insert into public.sign_in (token_hash, id, account_id, clinic_id, staff_id, epoch, data, created_at, active_at, expires_at)
    values (p_token, p_id, p_account, v_staff.clinic_id, p_staff, v_staff.epoch, p_data, public.app_now(), public.app_now(), p_expires);
    perform public.door_event(v_staff.clinic_id, p_staff, p_id, v_staff.roles, 'sign_in.opened');
end $$;

-- door_open_demo is entered by choosing a person: only of a demo clinic, only
-- while no other clinic exists, checked here each time.
create function door_open_demo(p_token bytea, p_id uuid, p_staff uuid, p_data bytea, p_expires timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_staff record;
begin
    if exists (select from public.clinic c where not c.demo) then
        raise exception 'a real clinic is here: nobody enters without a password';
    end if;
    select s.clinic_id, s.roles into strict v_staff
    from public.staff s
    join public.clinic c on c.id = s.clinic_id
    where s.id = p_staff and c.demo and s.disabled_at is null;
    insert into public.sign_in (token_hash, id, clinic_id, staff_id, data, created_at, active_at, expires_at)
    values (p_token, p_id, v_staff.clinic_id, p_staff, p_data, public.app_now(), public.app_now(), p_expires);
    perform public.door_event(v_staff.clinic_id, p_staff, p_id, v_staff.roles, 'sign_in.opened');
end $$;

create function door_event(p_clinic uuid, p_staff uuid, p_sign_in uuid, p_roles text[], p_action text)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into public.audit_event (clinic_id, id, actor_kind, actor, sign_in, roles, action, subject_kind, subject, outcome)
    values (p_clinic, pg_catalog.gen_random_uuid(), 'staff', p_staff, p_sign_in, p_roles, p_action, 'sign_in', p_sign_in, 'ok');
end $$;

create function door_demo_people()
returns table (staff_id uuid, name text, credentials text, roles text[], medical_lead boolean, clinic_name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select from public.clinic c where not c.demo) then
        return;
    end if;
    return query
        select s.id, s.name, s.credentials, s.roles, s.medical_lead, c.name
        from public.staff s
        join public.clinic c on c.id = s.clinic_id
        where c.demo and s.disabled_at is null
        order by s.created_at, s.id;
end $$;

-- door_find reads a sign-in with everything a request needs to know of its
-- person. Idle for 15 minutes, ended, changed roles: not found. A human act
-- (p_active) moves the idle clock, at most once in 30 seconds.
create function door_find(p_token bytea, p_active boolean)
returns table (
    data bytea, sign_in_id uuid, account_id uuid, mode text, expires_at timestamptz,
    clinic_id uuid, clinic_name text, zone text, demo boolean,
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
               c.id, c.name, c.zone, c.demo,
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

-- door_keep updates what a sign-in carries; false: it is gone, and stays gone.
create function door_keep(p_token bytea, p_data bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update public.sign_in i set data = p_data where i.token_hash = p_token;
    return found;
end $$;

create function door_close(p_token bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_gone record;
begin
    delete from public.sign_in i where i.token_hash = p_token
    returning i.clinic_id, i.staff_id, i.id into v_gone;
    if found then
        perform public.door_event(v_gone.clinic_id, v_gone.staff_id, v_gone.id, array[]::text[], 'sign_in.closed');
    end if;
    delete from public.sign_in i where i.expires_at < public.app_now();
end $$;

-- door_set_up uses a set-up link up: password stored, every sign-in ended.
create function door_set_up(p_token bytea, p_password_hash text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_link record;
begin
    update public.setup_link l set used_at = public.app_now()
    where l.token_hash = p_token and l.used_at is null and l.expires_at > public.app_now()
    returning l.account_id, l.clinic_id, l.staff_id into v_link;
    if not found then
        return false;
    end if;
    update public.account a set password_hash = p_password_hash, epoch = a.epoch + 1
    where a.id = v_link.account_id;
    perform public.door_event(v_link.clinic_id, v_link.staff_id, null, array[]::text[], 'account.set_up');
    return true;
end $$;

-- door_invite gives a person of the manager's clinic an account and a set-up
-- link; it answers the same whether the account was there or not. Somebody who
-- has one gets another link (lost code, forgotten password). An account of another
-- clinic is neither joined nor given one: whoever holds a link sets the password.
create function door_invite(p_staff uuid, p_account uuid, p_email text, p_token bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_account uuid;
begin
    if not ('manager' = any (public.app_roles())) then
        raise exception 'only a manager invites';
    end if;
    select s.account_id into strict v_account
    from public.staff s
    where s.clinic_id = public.app_clinic() and s.id = p_staff and s.disabled_at is null;
    if v_account is null then
        insert into public.account (id, email) values (p_account, lower(btrim(p_email)))
        on conflict (email) do nothing;
        select a.id into strict v_account from public.account a where a.email = lower(btrim(p_email));
        if exists (select from public.staff s where s.account_id = v_account and s.clinic_id <> public.app_clinic()) then
            return;
        end if;
        update public.staff s set account_id = v_account
        where s.clinic_id = public.app_clinic() and s.id = p_staff;
    elsif exists (select from public.staff s where s.account_id = v_account and s.clinic_id <> public.app_clinic()) then
        raise exception 'the account is another clinic''s too';
    end if;
    update public.setup_link l set expires_at = public.app_now() -- a code that was lost is nobody's way in
    where l.account_id = v_account and l.used_at is null and l.expires_at > public.app_now() and l.token_hash <> p_token;
    insert into public.setup_link (token_hash, account_id, clinic_id, staff_id, expires_at)
    values (p_token, v_account, public.app_clinic(), p_staff, public.app_now() + interval '24 hours')
    on conflict (token_hash) do nothing;
end $$;

-- A changed role, lead or standing ends the person's sign-ins at the next request.
create function end_sign_ins() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if new.roles is distinct from old.roles or new.medical_lead is distinct from old.medical_lead
       or new.disabled_at is distinct from old.disabled_at then
        update public.account a set epoch = a.epoch + 1 where a.id = new.account_id;
        delete from public.sign_in i where i.clinic_id = new.clinic_id and i.staff_id = new.id;
    end if;
    return new;
end $$;

do $$
declare
    f regprocedure;
begin
    for f in select p.oid::regprocedure from pg_proc p
             where p.pronamespace = 'public'::regnamespace
               and (p.proname like 'door\_%' or p.proname = 'end_sign_ins') loop
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;

grant execute on function
    door_look_up(text, text), door_failed(text, text), door_memberships(uuid),
    door_open(bytea, uuid, uuid, uuid, bytea, timestamptz),
    door_open_demo(bytea, uuid, uuid, bytea, timestamptz),
    door_demo_people(), door_find(bytea, boolean), door_keep(bytea, bytea),
    door_close(bytea), door_set_up(bytea, text), door_invite(uuid, uuid, text, bytea)
to kap_app;
