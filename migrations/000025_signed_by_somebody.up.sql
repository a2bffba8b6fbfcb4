-- Who signs leaves a signature: looked at when the transaction ends, as owner, so that a
-- signature whose client the signer no longer sees still counts. Who passes row-level
-- security by (the owner at work) is not asked here: kap verify looks at that.
create function signed_by_somebody() returns trigger
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	row_of jsonb := to_jsonb(new);
begin
	if not exists (
		select from public.signature s
		where s.clinic_id = new.clinic_id and s.subject_kind = tg_table_name and s.subject = new.id
		and s.client_id is not distinct from (row_of ->> 'client_id')::uuid
		and s.signer = (row_of ->> tg_argv[0])::uuid) then
		raise check_violation using constraint = 'signed_by_somebody', table = tg_table_name,
			message = format('%s %s is signed, and holds no signature of %s', tg_table_name, new.id, tg_argv[0]);
	end if;
	return null;
end $$;

-- wants_signature: the column that seals a row is set only with a signature of the
-- person the row names.
create function wants_signature(t regclass, signed_column text, signer_column text) returns void
language plpgsql as $$
begin
	execute format('create constraint trigger signed_by_somebody after insert or update of %2$I on %1$s'
		' deferrable initially deferred for each row when (new.%2$I is not null and row_security_active(%1$L))'
		' execute function signed_by_somebody(%3$L)', t, signed_column, signer_column);
end $$;
revoke execute on function wants_signature(regclass, text, text) from public;

select wants_signature(t, 'signed_at', 'signed_by')
from unnest('{consultation,eligibility_decision,prescription,preparation_session,dosing_session,integration_session}'::regclass[]) t;
select wants_signature('consent', 'signed_at', 'witness');
select wants_signature(t, 'approved_at', 'approved_by') from unnest('{protocol,consent_text}'::regclass[]) t;
