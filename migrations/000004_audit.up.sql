-- Ids and counts, never content or names. Actor, client and subject are no foreign
-- keys: a refusal must not tell somebody else's record from one that is missing.
create table audit_event (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null default gen_random_uuid(),
	sequence bigint generated always as identity,
	at timestamptz not null default app_now(),
	noted_at timestamptz not null default clock_timestamp(),
	xid bigint not null default pg_current_xact_id()::text::bigint,
	actor_kind text not null check (actor_kind in ('staff', 'system', 'client')),
	actor uuid,
	worker text not null default '',
	sign_in uuid,
	roles text[] not null default '{}',
	action text not null check (action <> ''),
	client uuid,
	subject_kind text not null default '',
	subject uuid,
	rows integer not null default 0,
	purpose text not null default '',
	route text not null default '',
	outcome text not null default 'ok' check (outcome in ('ok', 'refused', 'not found', 'failed')),
	request_id text not null default '',
	primary key (clinic_id, id)
);
comment on column audit_event.noted_at is 'the database''s own clock';
comment on column audit_event.worker is 'which worker, where actor_kind is system';
comment on column audit_event.rows is 'how many people a list showed';
create unique index audit_event_sequence on audit_event (clinic_id, sequence);
create index audit_event_of_client on audit_event (clinic_id, client, at desc);
create index audit_event_of_actor on audit_event (clinic_id, actor, at desc);
create index audit_event_of_subject on audit_event (clinic_id, subject);
create index audit_event_at on audit_event (clinic_id, at desc);
create index audit_event_read_of_client on audit_event (clinic_id, client, sequence desc);
create index audit_event_read_of_actor on audit_event (clinic_id, actor, sequence desc);

alter table audit_event enable row level security;
create policy audit_event_add on audit_event for insert to kap_app with check (clinic_id = (select app_clinic()));
create policy audit_event_read on audit_event for select to kap_app
	using (clinic_id = (select app_clinic()) and (actor = (select app_staff()) or (select 'manager' = any (app_roles()))));
grant select, insert on audit_event to kap_app;

-- One row per actor, kind and route a minute, with a count.
create table refusal (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null default gen_random_uuid(),
	actor uuid not null,
	kind text not null,
	route text not null,
	minute timestamptz not null,
	count integer not null default 1,
	first_asked uuid,
	primary key (clinic_id, id),
	constraint refusal_once_a_minute unique (clinic_id, actor, minute, kind, route)
);
comment on column refusal.first_asked is 'the client first asked for in that minute, whether or not there is one';

alter table refusal enable row level security;
create policy refusal_read on refusal for select to kap_app
	using (clinic_id = (select app_clinic()) and (actor = (select app_staff()) or (select 'manager' = any (app_roles()))));
grant select on refusal to kap_app;

-- note_refusal counts one refusal and answers how many this actor had this minute.
create function note_refusal(kind text, route text, asked uuid) returns bigint
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	minute_now timestamptz := date_trunc('minute', public.app_now());
	who uuid := coalesce(public.app_staff(), '00000000-0000-0000-0000-000000000000');
begin
	insert into public.refusal (clinic_id, actor, kind, route, minute, first_asked)
	values (public.app_clinic(), who, note_refusal.kind, note_refusal.route, minute_now, asked)
	on conflict on constraint refusal_once_a_minute do update set count = refusal.count + 1;
	return (
		select sum(r.count)
		from public.refusal r
		where r.clinic_id = public.app_clinic() and r.actor = who and r.minute = minute_now);
end $$;
revoke execute on function note_refusal(text, text, uuid) from public;
grant execute on function note_refusal(text, text, uuid) to kap_app;

-- What a form's id became, so that the same form sent twice is answered the same.
create table submission (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	author uuid not null default app_staff(),
	mac bytea not null,
	at timestamptz not null default app_now(),
	answered text not null default '',
	primary key (clinic_id, id)
);
comment on column submission.mac is 'HMAC of the posted names and values as sent';
comment on column submission.answered is 'where the first try was sent on to';
select protect('submission', 'author');
