create table client (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	recorded_by uuid default app_staff(),
	number text not null,
	legal_name text not null check (legal_name <> ''),
	preferred_name text not null default '',
	pronouns text not null default '',
	born date not null check (born > '1900-01-01'),
	sex_for_scoring text not null default 'unknown' check (sex_for_scoring in ('female', 'male', 'unknown')),
	phone text not null default '',
	email text not null default '',
	address text not null default '',
	emergency_name text not null default '',
	emergency_phone text not null default '',
	emergency_relation text not null default '',
	version integer not null default 1,
	primary key (clinic_id, id),
	foreign key (clinic_id, recorded_by) references staff,
	constraint client_number_once unique (clinic_id, number)
);
comment on column client.number is 'for people: K-0042; the database hands it out';
comment on column client.sex_for_scoring is 'for scoring and dosing rules, apart from gender';
create index client_by_name on client (clinic_id, lower(legal_name));
create index client_by_phone on client (clinic_id, phone);

create function number_client() returns trigger
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	n integer;
begin
	if tg_op = 'UPDATE' then
		new.number := old.number;
		return new;
	end if;
	update public.clinic set clients_numbered = clients_numbered + 1 where id = new.clinic_id
		returning clients_numbered into n;
	new.number := 'K-' || lpad(n::text, greatest(4, length(n::text)), '0');
	return new;
end $$;
create trigger number_client before insert or update of number on client
	for each row execute function number_client();

-- Who is caring for whom, from when until when: this is what opens a client's record.
create table care_team (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	staff_id uuid not null,
	role text not null check (role in ('prescriber', 'therapist', 'nurse', 'medical_assistant')),
	since timestamptz not null default app_now(),
	until timestamptz not null default 'infinity',
	reason text not null check (reason <> ''),
	recorded_by uuid default app_staff(),
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, staff_id) references staff,
	foreign key (clinic_id, recorded_by) references staff,
	constraint care_team_lasts check (since <= until)
);
comment on column care_team.reason is 'named, booked, on duty, cover';
create index care_team_of_client on care_team (clinic_id, client_id, staff_id, until);
create index care_team_of_staff on care_team (clinic_id, staff_id, until);
create unique index care_team_open_once on care_team (clinic_id, client_id, staff_id, role) where until = 'infinity';

create function care_team_is_clinical() returns trigger language plpgsql as $$
begin
	if not exists (select from public.staff s where s.clinic_id = new.clinic_id and s.id = new.staff_id and new.role = any (s.roles)) then
		raise check_violation using constraint = 'care_team_is_clinical',
			message = format('staff %s does not work as %s', new.staff_id, new.role);
	end if;
	return new;
end $$;
create trigger care_team_is_clinical before insert or update of staff_id, role on care_team
	for each row execute function care_team_is_clinical();

-- A member names others; whoever took the client in names the first. Read as owner:
-- a policy of care_team that selects care_team would recurse.
create function may_name_care_team(client uuid) returns boolean
	language sql stable security definer set search_path = pg_catalog, pg_temp as $$
	select exists (
		select from public.care_team c
		where c.clinic_id = public.app_clinic() and c.client_id = client
		and c.staff_id = any (public.app_staffs()) and c.since <= public.app_now() and c.until > public.app_now())
	or exists (
		select from public.client p
		where p.clinic_id = public.app_clinic() and p.id = client and p.recorded_by = public.app_staff()
		and not exists (select from public.care_team c where c.clinic_id = p.clinic_id and c.client_id = p.id))
$$;
revoke execute on function may_name_care_team(uuid) from public;
grant execute on function may_name_care_team(uuid) to kap_app;

alter table care_team enable row level security;
create policy care_team_read on care_team for select to kap_app
	using (clinic_id = (select app_clinic())
		and ((select 'admin' = any (app_roles())) or staff_id = any ((select app_staffs())::uuid[])));
create policy care_team_purpose on care_team for select to kap_app
	using (clinic_id = (select app_clinic()) and (select app_purpose()) = any ('{pathway,booking}'));
create policy care_team_add on care_team for insert to kap_app
	with check (clinic_id = (select app_clinic())
		and ((select 'admin' = any (app_roles())) or may_name_care_team(client_id)));
create policy care_team_edit on care_team for update to kap_app
	using (clinic_id = (select app_clinic()) and ((select 'admin' = any (app_roles())) or may_name_care_team(client_id)))
	with check (clinic_id = (select app_clinic()) and ((select 'admin' = any (app_roles())) or may_name_care_team(client_id)));
-- A prescriber who cares for the client may replace somebody, so must see who that is.
create policy care_team_prescriber_read on care_team for select to kap_app
	using (clinic_id = (select app_clinic()) and (select 'prescriber' = any (app_roles())) and may_name_care_team(client_id));
grant select, insert, update on care_team to kap_app;

-- The person who writes a client down is not on a care team yet.
select protect('client', 'front', '{pathway,booking}');
drop policy client_add on client;
create policy client_add on client for insert to kap_app with check (clinic_id = (select app_clinic()));

create table escort (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	name text not null check (name <> ''),
	phone text not null default '',
	relation text not null default '',
	adult boolean not null default false,
	ended_at timestamptz,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, recorded_by) references staff
);
comment on column escort.adult is 'said to be 18 or older';
select protect('escort', 'front', '{pathway}');

create table allergy (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	substance text not null check (substance <> ''),
	reaction text not null default '',
	severity text not null default '' check (severity in ('', 'mild', 'moderate', 'severe')),
	ended_at timestamptz,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, recorded_by) references staff
);
create index allergy_of_client on allergy (clinic_id, client_id, created_at);
select protect('allergy', 'team', '{pathway}');

create table medicine (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	name text not null check (name <> ''),
	class text not null default '',
	dose text not null default '',
	as_needed boolean not null default false,
	last_taken_at timestamptz,
	started_on date,
	stopped_on date,
	source text not null default '',
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, recorded_by) references staff
);
comment on column medicine.class is 'a class of the protocol''s medicine table; empty: not in our list';
comment on column medicine.source is 'who said so: client, pharmacy, PDMP, referrer';
create index medicine_of_client on medicine (clinic_id, client_id, created_at);
select protect('medicine', 'team', '{pathway}');

-- The manager reads the access record by client, and of the client only the number.
create function client_of_number(p_number text) returns uuid
	language sql stable security definer set search_path = pg_catalog, pg_temp as $$
	select c.id from public.client c
	where c.clinic_id = public.app_clinic() and c.number = p_number and 'manager' = any (public.app_roles())
$$;
create function client_number(p_client uuid) returns text
	language sql stable security definer set search_path = pg_catalog, pg_temp as $$
	select c.number from public.client c
	where c.clinic_id = public.app_clinic() and c.id = p_client and 'manager' = any (public.app_roles())
$$;
revoke execute on function client_of_number(text), client_number(uuid) from public;
grant execute on function client_of_number(text), client_number(uuid) to kap_app;
