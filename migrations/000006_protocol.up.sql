-- All numbers of the clinic, versioned. Nothing is signed or confirmed until the medical lead approves.
create table protocol (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	version integer not null check (version > 0),
	body jsonb not null,
	effective_from date not null,
	drafted_by uuid default app_staff(),
	approved_by uuid,
	approved_at timestamptz,
	own_draft boolean not null default false,
	primary key (clinic_id, id),
	foreign key (clinic_id, drafted_by) references staff,
	foreign key (clinic_id, approved_by) references staff,
	constraint protocol_version_once unique (clinic_id, version),
	constraint protocol_approved_by_someone check ((approved_by is null) = (approved_at is null)),
	constraint protocol_approved_by_another check (own_draft or approved_by <> drafted_by)
);
comment on column protocol.drafted_by is 'null: version 1, which comes with the system';
comment on column protocol.own_draft is 'approved by who drafted it, where only one prescriber works';
select protect('protocol', 'clinic');
select seal('protocol', 'approved_at');
