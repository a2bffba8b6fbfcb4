-- What a person searches and sorts by is folded once, in Go (internal/fold), and stored
-- beside the name: a lower() or a collation of the server says something else on the next
-- one. These columns compare byte by byte, whatever the database was made with. Whatever
-- writes a name writes its key; kap migrate fills and renews them all (internal/refold).
alter table client add column legal_key text collate "C" not null default '';
alter table client add column preferred_key text collate "C" not null default '';
alter table staff add column name_key text collate "C" not null default '';
alter table room add column name_key text collate "C" not null default '';
alter table medicine add column name_key text collate "C" not null default '';
comment on column client.legal_key is 'legal_name folded';
comment on column client.preferred_key is 'preferred_name folded';
comment on column staff.name_key is 'name folded';
comment on column room.name_key is 'name folded';
comment on column medicine.name_key is 'name folded';
drop index client_by_name;
create index client_by_name on client (clinic_id, legal_key, id);
drop index staff_by_name;
create index staff_by_name on staff (clinic_id, name_key);
grant update (name_key) on staff to kap_app;

-- Names a client had before: kept where their details change, found and shown as former.
-- A name that must not be shown is removed by whoever keeps the details; the row stays and
-- nothing reads it.
create table former_name (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	name text not null check (name <> ''),
	name_key text collate "C" not null default '',
	removed_at timestamptz,
	removed_by uuid,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, removed_by) references staff,
	constraint former_name_removed_by_somebody check ((removed_at is null) = (removed_by is null))
);
comment on column former_name.created_at is 'until when it was the name';
comment on column former_name.removed_at is 'shown and found no more';
create index former_name_of_client on former_name (clinic_id, client_id);
select protect('former_name', 'front', '{booking}');
select written_by('former_name', act, '{admin,prescriber,therapist,nurse}') from unnest('{insert,update}'::text[]) act;
revoke update on former_name from kap_app;
grant update (removed_at, removed_by) on former_name to kap_app;
