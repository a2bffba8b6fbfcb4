create table staff (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	account_id uuid references account (id),
	name text not null check (name <> ''),
	credentials text not null default '',
	roles text[] not null,
	medical_lead boolean not null default false,
	disabled_at timestamptz,
	primary key (clinic_id, id),
	constraint staff_roles_known check (roles <@ '{prescriber,therapist,nurse,medical_assistant,admin,manager}'::text[]),
	constraint staff_has_a_role check (cardinality(roles) > 0),
	constraint medical_lead_prescribes check (not medical_lead or 'prescriber' = any (roles))
);
comment on table staff is 'a person''s membership in this clinic';
comment on column staff.account_id is 'how they sign in; null until they are invited';
comment on column staff.credentials is 'as printed after the name: LCSW, PMHNP';
create unique index staff_account_once on staff (clinic_id, account_id);
create index staff_account on staff (account_id);
create index staff_by_name on staff (clinic_id, name);
select protect('staff', 'clinic');

create table cover (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	staff_id uuid,
	covered_by uuid not null,
	starts_at timestamptz not null,
	ends_at timestamptz not null,
	recorded_by uuid default app_staff(),
	primary key (clinic_id, id),
	foreign key (clinic_id, staff_id) references staff,
	foreign key (clinic_id, covered_by) references staff,
	foreign key (clinic_id, recorded_by) references staff,
	constraint cover_lasts check (starts_at < ends_at),
	constraint cover_by_another check (staff_id <> covered_by)
);
comment on column cover.staff_id is 'who is away; null covers every prescriber: on call';
create index cover_by on cover (clinic_id, covered_by, ends_at);
create index cover_of on cover (clinic_id, staff_id, ends_at);
select protect('cover', 'clinic');

-- Whoever covers sees what the absent person sees, so must work with clients.
create function cover_is_clinical() returns trigger language plpgsql as $$
begin
	if not exists (select from staff s where s.clinic_id = new.clinic_id and s.id = new.covered_by
		and s.roles && '{prescriber,therapist,nurse,medical_assistant}'::text[]) then
		raise check_violation using constraint = 'cover_is_clinical',
			message = format('staff %s does not work with clients', new.covered_by);
	end if;
	return new;
end $$;
create trigger cover_is_clinical before insert or update of covered_by on cover
	for each row execute function cover_is_clinical();

-- A changed role, lead or standing ends the person's sign-ins at the next request.
create trigger end_sign_ins after update on staff for each row execute function end_sign_ins();
