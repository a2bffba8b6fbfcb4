create extension if not exists btree_gist;

-- What a transaction knows of its actor. db sets these with set_config(…, true)
-- in the trip that begins it; unset means nobody, and nobody sees nothing.
create function app_clinic() returns uuid language sql stable parallel safe
	as $$ select nullif(current_setting('app.clinic', true), '')::uuid $$;

create function app_staff() returns uuid language sql stable parallel safe
	as $$ select nullif(current_setting('app.staff', true), '')::uuid $$;

-- The actor and everyone they cover now, as an array literal: {id,id}.
create function app_staffs() returns uuid[] language sql stable parallel safe
	as $$ select coalesce(nullif(current_setting('app.staffs', true), ''), '{}')::uuid[] $$;

create function app_roles() returns text[] language sql stable parallel safe
	as $$ select coalesce(nullif(current_setting('app.roles', true), ''), '{}')::text[] $$;

create function app_purpose() returns text language sql stable parallel safe
	as $$ select nullif(current_setting('app.purpose', true), '') $$;

-- The clock of the transaction. The owner at work (init, psql) has none set and gets its start.
create function app_now() returns timestamptz language sql stable parallel safe
	as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, transaction_timestamp()) $$;

create table clinic (
	id uuid primary key,
	created_at timestamptz not null default app_now(),
	name text not null check (name <> ''),
	zone text not null default 'America/Denver',
	address text not null default '',
	emergency_department text not null default '',
	phone text not null default '',
	demo boolean not null default false,
	clients_numbered integer not null default 0
);
comment on column clinic.zone is 'IANA time zone; calendar days are counted in it';
comment on column clinic.emergency_department is 'nearest emergency department, as staff would say it on the phone';
comment on column clinic.demo is 'set when the clinic is made, never changed: only then may people be signed in without a password';
comment on column clinic.clients_numbered is 'the last number handed out: 42 is K-0042';

alter table clinic enable row level security;
create policy clinic_read on clinic for select to kap_app using (id = (select app_clinic()));
create policy clinic_edit on clinic for update to kap_app
	using (id = (select app_clinic())) with check (id = (select app_clinic()));
grant select, update (name, zone, address, emergency_department, phone) on clinic to kap_app;

create function clinic_zone_known() returns trigger language plpgsql as $$
begin
	perform now() at time zone new.zone;
	return new;
end $$;
create trigger clinic_zone_known before insert or update of zone on clinic
	for each row execute function clinic_zone_known();

-- Workers go from clinic to clinic, one transaction each.
create function clinic_ids() returns setof uuid
	language sql stable security definer set search_path = pg_catalog, pg_temp
	as $$ select id from public.clinic order by id $$;
revoke execute on function clinic_ids() from public;
grant execute on function clinic_ids() to kap_app;

-- protect writes grants and policies of one table by its class:
--   clinic  everyone who works in the clinic
--   front   the front desk, and the client's care team
--   team    the client's care team
--   author  the person who wrote the row (column author)
-- A purpose opens rows for select only, while a named computation runs.
-- Nothing is ever granted delete or truncate. Settings are read in sub-selects: as a
-- parameter they may use care_team's index, as a function call (not leakproof) they may not.
create function protect(t regclass, class text, purposes text[] default '{}') returns void
language plpgsql as $$
declare
	here text := 'clinic_id = (select app_clinic())';
	person text := case when t = to_regclass('client') then 'id' else 'client_id' end;
	on_team text := format(
		'exists (select from care_team c where c.clinic_id = %1$s.clinic_id and c.client_id = %1$s.%2$I'
		' and c.staff_id = any ((select app_staffs())::uuid[]) and c.since <= (select app_now()) and c.until > (select app_now()))',
		t, person);
	who text;
begin
	if exists (select from pg_attribute where attrelid = t and attname = 'entered_in_error_at' and not attisdropped) then
		here := here || ' and entered_in_error_at is null';
	end if;
	who := case class
		when 'clinic' then here
		when 'front' then format('%s and ((select ''admin'' = any (app_roles())) or %s)', here, on_team)
		when 'team' then format('%s and %s', here, on_team)
		when 'author' then here || ' and author = (select app_staff())'
	end;
	if who is null then
		raise exception 'protect(%): there is no class %', t, class;
	end if;
	execute format('alter table %s enable row level security', t);
	execute format('create policy %I on %s for select to kap_app using (%s)', t || '_read', t, who);
	execute format('create policy %I on %s for insert to kap_app with check (%s)', t || '_add', t, who);
	execute format('create policy %I on %s for update to kap_app using (%s) with check (%s)', t || '_edit', t, who, who);
	execute format('grant select, insert, update on %s to kap_app', t);
	if purposes <> '{}' then
		execute format('create policy %I on %s for select to kap_app using (%s and (select app_purpose()) = any (%L))',
			t || '_purpose', t, here, purposes);
	end if;
end $$;

-- keep_as_written: rows are added, never changed.
create function keep_as_written(t regclass) returns void language plpgsql as $$
begin
	execute format('revoke update on %s from kap_app', t);
	execute format('drop policy %I on %s', t || '_edit', t);
end $$;

-- What may still change on a signed row: that it was entered in error, and columns
-- that are no part of the signed text (passing).
create function same_content(was jsonb, becomes jsonb, passing text[]) returns boolean language sql immutable
	as $$ select was - passing - 'entered_in_error_at' = becomes - passing - 'entered_in_error_at' $$;

create function sealed_row() returns trigger language plpgsql as $$
declare
	passing text[] := tg_argv[1];
begin
	if to_jsonb(old) ->> tg_argv[0] is null then
		return case tg_op when 'DELETE' then old else new end;
	end if;
	if tg_op = 'UPDATE' and public.same_content(to_jsonb(old), to_jsonb(new), passing) then
		return new;
	end if;
	raise exception using errcode = 'KA001', table = tg_table_name,
		message = format('%s %s is signed', tg_table_name, old.id);
end $$;

-- seal: once the column (signed_at, approved_at) is set, the row's content stays.
create function seal(t regclass, signed_column text default 'signed_at', passing text[] default '{}') returns void
language plpgsql as $$
begin
	execute format('create trigger sealed before update or delete on %s for each row execute function sealed_row(%L, %L)',
		t, signed_column, passing);
end $$;

-- Reads the parent as owner, so that a parent the actor cannot see still counts,
-- and for share, so that it cannot be signed meanwhile.
create function below_sealed() returns trigger
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	parent text := tg_argv[0];
	link text := tg_argv[1];
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
		execute format('select signed_at from public.%I where clinic_id = $1 and id = $2 for share', parent)
			into signed using (row_of ->> 'clinic_id')::uuid, (row_of ->> link)::uuid;
		if signed is not null then
			raise exception using errcode = 'KA001', table = tg_table_name,
				message = format('%s %s is signed', parent, row_of ->> link);
		end if;
	end loop;
	return case tg_op when 'DELETE' then old else new end;
end $$;

-- below: nothing is added to, changed in or taken from what a signed parent holds.
create function below(child regclass, parent regclass, link text) returns void language plpgsql as $$
begin
	execute format('create trigger below_%1$s before insert or update or delete on %2$s'
		' for each row execute function below_sealed(%1$L, %3$L)', parent, child, link);
end $$;

revoke execute on function protect(regclass, text, text[]), keep_as_written(regclass),
	seal(regclass, text, text[]), below(regclass, regclass, text) from public;
