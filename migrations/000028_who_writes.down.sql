do $$
declare
	p record;
begin
	for p in select polname, polrelid::regclass as t from pg_policy where not polpermissive loop
		execute format('drop policy %I on %s', p.polname, p.t);
	end loop;
end $$;
revoke update on staff, cover, protocol, consent_text, task from kap_app;
grant update on staff, cover, protocol, consent_text, task to kap_app;
drop function written_by(regclass, text, text[]);
