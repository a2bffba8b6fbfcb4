-- What the client took. An intake that happened is always recordable.
create table intake (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	session_id uuid,
	gate_check_id uuid,
	prescription_id uuid,
	kind text not null default 'first' check (kind in ('first', 'booster')),
	place text not null default 'here' check (place in ('here', 'home', 'elsewhere')),
	at timestamptz not null default app_now(),
	mg numeric(8,2) not null check (mg > 0),
	minutes integer check (minutes between 0 and 180),
	kept text not null default '' check (kept in ('', 'spat', 'swallowed')),
	planned boolean not null default true,
	incident_id uuid,
	from_paper boolean not null default false,
	witness uuid,
	time_uncertain boolean not null default false,
	words text not null default '',
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, session_id) references dosing_session (clinic_id, client_id, id),
	foreign key (clinic_id, session_id, gate_check_id) references gate_check (clinic_id, session_id, id),
	foreign key (clinic_id, client_id, prescription_id) references prescription (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, incident_id) references incident (clinic_id, client_id, id),
	foreign key (clinic_id, witness) references staff,
	foreign key (clinic_id, recorded_by) references staff,
	constraint here_in_a_session check (place <> 'here' or session_id is not null),
	constraint cleared_or_unplanned check (session_id is null or gate_check_id is not null or from_paper or not planned),
	constraint unplanned_opens_an_incident check (planned or incident_id is not null or session_id is null or from_paper)
);
comment on column intake.mg is 'the sum of its lines, exactly';
comment on column intake.minutes is 'in the mouth; null while it is';
comment on column intake.kept is 'what became of it after the mouth; empty: still there, or not known';
comment on column intake.gate_check_id is 'the check evaluated as it was taken';
create index intake_of_session on intake (clinic_id, session_id, at);
create index intake_of_client on intake (clinic_id, client_id, at desc);
create index intake_of_prescription on intake (clinic_id, prescription_id);
create index intake_of_incident on intake (clinic_id, incident_id);
create unique index one_first_intake on intake (clinic_id, session_id) where kind = 'first' and entered_in_error_at is null;
select protect('intake', 'team', '{pathway,booking}');
select below('intake', 'dosing_session', 'session_id');

create table intake_line (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	entered_in_error_at timestamptz,
	intake_id uuid not null,
	units numeric(5,1) not null check (units > 0 and units * 2 = trunc(units * 2)),
	strength numeric(5,1) not null check (strength > 0),
	mg numeric(8,2) not null generated always as (units * strength) stored,
	lot text not null default '',
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, intake_id) references intake (clinic_id, client_id, id),
	constraint intake_strength_once unique (clinic_id, intake_id, strength, lot)
);
comment on column intake_line.units is 'lozenges, in halves';
comment on column intake_line.strength is 'mg of one lozenge';
create index intake_line_of on intake_line (clinic_id, intake_id);
create index intake_line_of_client on intake_line (clinic_id, client_id);
select protect('intake_line', 'team', '{pathway,booking}');
select keep_as_written('intake_line');

alter table supply_entry add constraint supply_entry_intake
	foreign key (clinic_id, client_id, intake_id) references intake (clinic_id, client_id, id);

-- Looked at when the transaction ends, so that an intake and its lines come in any order.
create function intake_sums_exactly() returns trigger
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	which uuid := case tg_table_name when 'intake' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'intake_id' end;
	said numeric;
	summed numeric;
begin
	select i.mg, (select sum(l.units * l.strength) from public.intake_line l
		where l.clinic_id = i.clinic_id and l.intake_id = i.id and l.entered_in_error_at is null)
	into said, summed
	from public.intake i
	where i.clinic_id = new.clinic_id and i.id = which and i.entered_in_error_at is null;
	if said is distinct from summed then
		raise check_violation using constraint = 'intake_sums_exactly', table = tg_table_name,
			message = format('intake %s says %s mg, its lines %s mg', which, said, summed);
	end if;
	return null;
end $$;
create constraint trigger intake_sums_exactly after insert or update on intake
	deferrable initially deferred for each row execute function intake_sums_exactly();
create constraint trigger intake_sums_exactly after insert or update on intake_line
	deferrable initially deferred for each row execute function intake_sums_exactly();
