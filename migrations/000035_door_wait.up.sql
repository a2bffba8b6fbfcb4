-- door_wait says whether tries of this e-mail from this source, or any from it, wait for
-- now. It tells what the source did itself and nothing of accounts: an e-mail that nobody
-- has waits like any other.
create function door_wait(p_email text, p_source text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_hash bytea := pg_catalog.sha256(pg_catalog.convert_to(lower(btrim(p_email)), 'UTF8'));
    v_since timestamptz := public.app_now() - interval '15 minutes';
begin
    return (select count(*) from public.sign_in_attempt a
            where a.at > v_since and a.source = p_source and a.email_hash = v_hash) >= 5
        or (select count(*) from public.sign_in_attempt a
            where a.at > v_since and a.source = p_source) >= 40;
end $$;
revoke execute on function door_wait(text, text) from public;
grant execute on function door_wait(text, text) to kap_app;
