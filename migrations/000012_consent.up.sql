create table consent_text (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	kind text not null check (kind in ('treatment', 'touch', 'recording', 'telehealth', 'release', 'psychotherapy notes')),
	version integer not null check (version > 0),
	language text not null default 'en',
	title text not null,
	text text not null check (text <> ''),
	sha256 bytea not null,
	drafted_by uuid default app_staff(),
	approved_by uuid,
	approved_at timestamptz,
	own_draft boolean not null default false,
	primary key (clinic_id, id),
	foreign key (clinic_id, drafted_by) references staff,
	foreign key (clinic_id, approved_by) references staff,
	constraint consent_text_version_once unique (clinic_id, kind, language, version),
	constraint consent_text_hash_true check (sha256 = sha256(convert_to(text, 'UTF8'))),
	constraint consent_text_approved_by_someone check ((approved_by is null) = (approved_at is null)),
	constraint consent_text_approved_by_another check (own_draft or approved_by <> drafted_by)
);
comment on column consent_text.sha256 is 'of the text in UTF-8';
comment on column consent_text.drafted_by is 'null: version 1, which comes with the system';
create index consent_text_hash on consent_text (clinic_id, sha256);
select protect('consent_text', 'clinic');
select seal('consent_text', 'approved_at');

create table consent (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	course_id uuid,
	kind text not null check (kind in ('treatment', 'touch', 'recording', 'telehealth', 'release', 'psychotherapy notes')),
	text_id uuid not null,
	text_sha256 bytea not null,
	answer text not null check (answer in ('yes', 'no')),
	scope text[] not null default '{}',
	signed_name text not null default '',
	signed_how text not null default 'typed' check (signed_how in ('typed', 'drawn', 'paper')),
	drawing text not null default '',
	signed_at timestamptz not null,
	explained_by uuid,
	explained_at timestamptz,
	witness uuid,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id) references client,
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, text_id) references consent_text,
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, explained_by) references staff,
	foreign key (clinic_id, witness) references staff,
	constraint treatment_consent_explained check (kind <> 'treatment' or answer = 'no' or explained_by is not null)
);
comment on column consent.scope is 'touch: hand, shoulder, head, feet, embrace; recording: sound, picture; release: to whom';
comment on column consent.signed_at is 'when the client signed';
comment on column consent.drawing is 'SVG path of a drawn signature';
create index consent_of_client on consent (clinic_id, client_id, kind, signed_at desc);
create index consent_of_course on consent (clinic_id, course_id);
create index consent_of_text on consent (clinic_id, text_id);
select protect('consent', 'team', '{pathway}');
select seal('consent');

create table consent_change (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	consent_id uuid not null,
	change text not null check (change in ('withdrawn', 'narrowed')),
	scope text[] not null default '{}',
	by text not null default 'client',
	at timestamptz not null default app_now(),
	words text not null default '',
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, consent_id) references consent (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff
);
comment on column consent_change.scope is 'what is left of it';
create index consent_change_of on consent_change (clinic_id, consent_id, at);
create index consent_change_of_client on consent_change (clinic_id, client_id, at desc);
select protect('consent_change', 'team', '{pathway}');
select keep_as_written('consent_change');
