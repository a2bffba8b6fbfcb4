-- Reads through the parent: the line of an intake is below the session the intake is in.
create function below_sealed_through() returns trigger
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	parent text := tg_argv[0];
	link text := tg_argv[1];
	above text := tg_argv[2];
	link_above text := tg_argv[3];
	row_of jsonb;
	signed timestamptz;
begin
	if tg_op = 'UPDATE' and public.same_content(to_jsonb(old), to_jsonb(new), '{}') then
		return new;
	end if;
	foreach row_of in array case tg_op
		when 'INSERT' then array[to_jsonb(new)]
		when 'DELETE' then array[to_jsonb(old)]
		else array[to_jsonb(old), to_jsonb(new)] end
	loop
		execute format('select a.signed_at from public.%I p join public.%I a on a.clinic_id = p.clinic_id and a.id = p.%I'
			' where p.clinic_id = $1 and p.id = $2 for share of a', parent, above, link_above)
			into signed using (row_of ->> 'clinic_id')::uuid, (row_of ->> link)::uuid;
		if signed is not null then
			raise exception using errcode = 'KA001', table = tg_table_name,
				message = format('%s of %s %s is signed', above, parent, row_of ->> link);
		end if;
	end loop;
	return case tg_op when 'DELETE' then old else new end;
end $$;

create trigger below_intake_line before insert or update or delete on intake_line
	for each row execute function below_sealed_through('intake', 'intake_id', 'dosing_session', 'session_id');
