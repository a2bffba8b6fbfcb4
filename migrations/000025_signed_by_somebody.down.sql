do $$
declare
	t regclass;
begin
	foreach t in array '{consultation,eligibility_decision,prescription,preparation_session,dosing_session,
		integration_session,consent,protocol,consent_text}'::regclass[] loop
		execute format('drop trigger signed_by_somebody on %s', t);
	end loop;
end $$;
drop function wants_signature(regclass, text, text);
drop function signed_by_somebody();
