create table consultation (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	course_id uuid not null,
	appointment_id uuid,
	kind text not null default 'first' check (kind in ('first', 'follow-up', 'closing')),
	visit_mode text not null default 'here' check (visit_mode in ('here', 'video', 'audio', 'elsewhere')),
	held_at timestamptz not null default app_now(),
	answers jsonb not null default '{}',
	protocol_version integer,
	version integer not null default 1,
	signed_at timestamptz,
	signed_by uuid,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, appointment_id) references appointment (clinic_id, client_id, id),
	foreign key (clinic_id, protocol_version) references protocol (clinic_id, version),
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, signed_by) references staff,
	constraint consultation_signed_by_someone check ((signed_at is null) = (signed_by is null))
);
comment on column consultation.answers is 'sections by name, each structured answers and text; criteria by id';
create index consultation_of_client on consultation (clinic_id, client_id, held_at desc);
create index consultation_of_course on consultation (clinic_id, course_id);
create index consultation_of_appointment on consultation (clinic_id, appointment_id);
select protect('consultation', 'team', '{pathway,booking}');
select seal('consultation');

-- The prescriber's decision. Never changed: a new one supersedes.
create table eligibility_decision (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	course_id uuid not null,
	consultation_id uuid,
	supersedes uuid,
	decision text not null check (decision in
		('eligible', 'eligible_with_conditions', 'needs_more_information', 'deferred', 'declined', 'revoked')),
	indication text not null default '',
	rationale text not null default '',
	criteria jsonb not null default '[]',
	protocol_version integer,
	reasons jsonb not null default '[]',
	conditions jsonb not null default '[]',
	limits jsonb not null default '{}',
	visit_mode text not null default 'here' check (visit_mode in ('here', 'video', 'audio', 'elsewhere')),
	last_in_person_exam date,
	valid_from date,
	valid_until date,
	sessions integer not null default 0 check (sessions >= 0),
	decline_category text not null default '',
	decline_reason text not null default '',
	reapply_from date,
	deferred_until date,
	told_how text not null default '',
	referral text not null default '',
	signed_at timestamptz,
	signed_by uuid,
	primary key (clinic_id, id),
	unique (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, course_id) references course (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, consultation_id) references consultation (clinic_id, client_id, id),
	foreign key (clinic_id, client_id, supersedes) references eligibility_decision (clinic_id, client_id, id),
	foreign key (clinic_id, protocol_version) references protocol (clinic_id, version),
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, signed_by) references staff,
	constraint decision_signed_by_someone check ((signed_at is null) = (signed_by is null)),
	constraint eligible_is_dated check (signed_at is null or decision not in ('eligible', 'eligible_with_conditions')
		or (valid_from is not null and valid_until >= valid_from and indication <> '' and protocol_version is not null)),
	constraint deferred_until_a_day check (signed_at is null or decision <> 'deferred' or deferred_until is not null)
);
comment on column eligibility_decision.indication is 'ICD-10 code';
comment on column eligibility_decision.criteria is 'every criterion with answer, class, evidence, reason and mitigation';
comment on column eligibility_decision.conditions is '[{"id", "kind", "words", "due"}]; met ones are rows of condition_met';
comment on column eligibility_decision.limits is 'this client''s own limits of vitals';
comment on column eligibility_decision.sessions is 'further sessions authorised: those whose first lozenge is later than the signature';
create index eligibility_decision_of_course on eligibility_decision (clinic_id, course_id, signed_at desc);
create index eligibility_decision_of_client on eligibility_decision (clinic_id, client_id, signed_at desc);
create index eligibility_decision_of_consultation on eligibility_decision (clinic_id, consultation_id);
create index eligibility_decision_before on eligibility_decision (clinic_id, supersedes);
select protect('eligibility_decision', 'team', '{pathway,booking}');
select seal('eligibility_decision');

create table condition_met (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	entered_in_error_at timestamptz,
	decision_id uuid not null,
	condition text not null check (condition <> ''),
	evidence text not null default '',
	fact_kind text not null default '',
	fact uuid,
	at timestamptz not null default app_now(),
	by uuid not null default app_staff(),
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, decision_id) references eligibility_decision (clinic_id, client_id, id),
	foreign key (clinic_id, by) references staff
);
comment on column condition_met.condition is 'the id within eligibility_decision.conditions';
create unique index condition_met_once on condition_met (clinic_id, decision_id, condition) where entered_in_error_at is null;
create index condition_met_of_client on condition_met (clinic_id, client_id, at);
select protect('condition_met', 'team', '{pathway}');
select keep_as_written('condition_met');

create table information_request (
	clinic_id uuid not null default app_clinic() references clinic,
	id uuid not null,
	created_at timestamptz not null default app_now(),
	client_id uuid not null,
	recorded_by uuid default app_staff(),
	entered_in_error_at timestamptz,
	decision_id uuid not null,
	what text not null check (what <> ''),
	from_whom text not null default '',
	due date,
	received_at timestamptz,
	received_by uuid,
	received text not null default '',
	withdrawn_at timestamptz,
	primary key (clinic_id, id),
	foreign key (clinic_id, client_id, decision_id) references eligibility_decision (clinic_id, client_id, id),
	foreign key (clinic_id, recorded_by) references staff,
	foreign key (clinic_id, received_by) references staff
);
create index information_request_of on information_request (clinic_id, decision_id);
create index information_request_of_client on information_request (clinic_id, client_id, due);
select protect('information_request', 'team', '{pathway}');
