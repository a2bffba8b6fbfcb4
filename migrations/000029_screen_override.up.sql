-- A clinician may override a negative suicide screen (ASQ): it then counts as positive.
-- The answers stay as they were given.
create table screen_override (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	entered_in_error_at timestamptz,
	response_id uuid not null,
	reason text not null check (reason <> ''),
	at timestamptz not null default app_now(),
	by uuid not null default app_staff(),
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, response_id) references measure_response (clinic_id, client_id, id),
	foreign key (clinic_id, by) references staff
);
create unique index screen_overridden_once on screen_override (clinic_id, response_id) where entered_in_error_at is null;
create index screen_override_of_client on screen_override (clinic_id, client_id, at);
select protect('screen_override', 'team', '{pathway}');
select keep_as_written('screen_override');
select written_by('screen_override', 'insert', '{prescriber,therapist,nurse}');
