drop function door_used(bytea);
drop function door_link(uuid, bytea);
drop function door_standing();
drop function door_set_up(bytea, text);
drop function door_invite(uuid, uuid, text, bytea);
drop function account_for(uuid, uuid, text, uuid);
drop function end_links(uuid, uuid, bytea);
drop function forget_account(uuid);

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

revoke execute on function door_set_up(bytea, text), door_invite(uuid, uuid, text, bytea) from public;
grant execute on function door_set_up(bytea, text), door_invite(uuid, uuid, text, bytea) to kap_app;

drop index setup_link_of_staff;
alter table setup_link drop column email;
delete from setup_link where account_id is null;
alter table setup_link alter column account_id set not null;
