-- What was signed, word for word.
create table signature (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid,
	subject_kind text not null check (subject_kind <> ''),
	subject uuid not null,
	version integer not null default 1,
	text text not null check (text <> ''),
	form integer not null,
	sha256 bytea not null,
	signer uuid not null default app_staff(),
	signer_name text not null,
	credentials text not null default '',
	roles text[] not null,
	meaning text not null check (meaning <> ''),
	at timestamptz not null default app_now(),
	factor text not null default 'signed in',
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, signer) references staff,
	constraint signature_hash_true check (sha256 = sha256(convert_to(text, 'UTF8'))),
	constraint signed_once unique (clinic_id, subject_kind, subject, version, signer, meaning)
);
comment on column signature.client_id is 'null: protocol and consent texts';
comment on column signature.version is 'of the subject';
comment on column signature.text is 'the canonical text itself: sorted keys, decimals as strings, UTC microseconds';
comment on column signature.form is 'version of the canonical form';
comment on column signature.roles is 'held when signing, as are name and credentials';
comment on column signature.meaning is 'author, co-signer, approval';
create index signature_of_client on signature (clinic_id, client_id, at desc);
create index signature_of_signer on signature (clinic_id, signer, at desc);

alter table signature enable row level security;
create policy signature_read on signature for select to kap_app
	using (clinic_id = (select app_clinic()) and (client_id is null or exists (
		select from care_team c where c.clinic_id = signature.clinic_id and c.client_id = signature.client_id
		and c.staff_id = any ((select app_staffs())::uuid[]) and c.since <= (select app_now()) and c.until > (select app_now()))));
create policy signature_add on signature for insert to kap_app
	with check (clinic_id = (select app_clinic()) and signer = (select app_staff()) and (client_id is null or exists (
		select from care_team c where c.clinic_id = signature.clinic_id and c.client_id = signature.client_id
		and c.staff_id = any ((select app_staffs())::uuid[]) and c.since <= (select app_now()) and c.until > (select app_now()))));
create policy signature_purpose on signature for select to kap_app
	using (clinic_id = (select app_clinic()) and (select app_purpose()) = any ('{pathway}'));
grant select, insert on signature to kap_app;

-- Why a row was taken out of its client's record (wrong client). The row stays.
create table taken_out (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null default gen_random_uuid(),
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	subject_kind text not null,
	subject uuid not null,
	reason text not null check (reason <> ''),
	by uuid not null,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, by) references staff,
	constraint taken_out_once unique (clinic_id, subject_kind, subject)
);
create index taken_out_of_client on taken_out (clinic_id, client_id, created_at desc);
select protect('taken_out', 'team');
select keep_as_written('taken_out');
revoke insert on taken_out from kap_app;
drop policy taken_out_add on taken_out;

-- enter_in_error is the only way to set entered_in_error_at: by the row's author
-- or the medical lead, with a reason and an event.
create function enter_in_error(kind text, subject uuid, reason text) returns boolean
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	row_of jsonb;
	me uuid := public.app_staff();
begin
	if not exists (select from pg_attribute a where a.attrelid = to_regclass(format('public.%I', kind))
		and a.attname = 'entered_in_error_at' and not a.attisdropped) then
		raise exception 'enter_in_error: % has no such mark', kind;
	end if;
	execute format('select to_jsonb(t) from public.%I t where t.clinic_id = $1 and t.id = $2'
		' and t.entered_in_error_at is null for update', kind)
		into row_of using public.app_clinic(), subject;
	if row_of is null or me is null or not ('medical_lead' = any (public.app_roles())
		or coalesce(me::text in (row_of ->> 'recorded_by', row_of ->> 'by', row_of ->> 'opened_by'), false)) then
		return false;
	end if;
	execute format('update public.%I set entered_in_error_at = $3 where clinic_id = $1 and id = $2', kind)
		using public.app_clinic(), subject, public.app_now();
	insert into public.taken_out (clinic_id, client_id, subject_kind, subject, reason, by)
	values (public.app_clinic(), (row_of ->> 'client_id')::uuid, kind, subject, enter_in_error.reason, me);
	insert into public.audit_event (clinic_id, actor_kind, actor, roles, action, client, subject_kind, subject)
	values (public.app_clinic(), 'staff', me, public.app_roles(), kind || '.entered_in_error',
		(row_of ->> 'client_id')::uuid, kind, subject);
	return true;
end $$;
comment on function enter_in_error(text, uuid, text) is 'false: not there, or not yours to take out';
revoke execute on function enter_in_error(text, uuid, text) from public;
grant execute on function enter_in_error(text, uuid, text) to kap_app;
