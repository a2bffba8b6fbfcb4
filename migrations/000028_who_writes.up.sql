-- Postgres asks again who may write: not only whose row it is but as what somebody
-- works (clinical.md 8, who may; internal/auth/policy.go). These stand beside the policies
-- of a table's class, and both must hold.

-- written_by: rows of a table are added, or changed, by these roles alone.
create function written_by(t regclass, act text, roles text[]) returns void language plpgsql as $$
declare
	holds text := format('(select app_roles()) && %L::text[]', roles);
begin
	execute format('create policy %I on %s as restrictive for %s to kap_app %s', t || '_' || act || '_by', t, act,
		case act when 'insert' then format('with check (%s)', holds) else format('using (%1$s) with check (%1$s)', holds) end);
end $$;
revoke execute on function written_by(regclass, text, text[]) from public;

-- Staff, rooms and hours: the manager. An account is joined by the door alone.
select written_by(t, act, '{manager}')
from unnest('{staff,room,staff_hours,time_off}'::regclass[]) t, unnest('{insert,update}'::text[]) act;
select written_by('clinic', 'update', '{manager}');
revoke update on staff from kap_app;
grant update (name, credentials, roles, medical_lead, disabled_at) on staff to kap_app;

-- Cover: the front desk; who covers whom stays as it was named.
select written_by('cover', act, '{admin}') from unnest('{insert,update}'::text[]) act;
revoke update on cover from kap_app;
grant update (starts_at, ends_at) on cover to kap_app;

-- Protocol and consent texts: the manager drafts, the medical lead approves, and
-- approving changes nothing of what was drafted.
select written_by(t, 'insert', '{manager}'), written_by(t, 'update', '{medical_lead}') from unnest('{protocol,consent_text}'::regclass[]) t;
create policy protocol_drafted on protocol as restrictive for insert to kap_app
	with check (approved_at is null and not own_draft and drafted_by = (select app_staff()));
create policy protocol_approved on protocol as restrictive for update to kap_app
	using (true) with check (approved_by = (select app_staff()));
create policy consent_text_drafted on consent_text as restrictive for insert to kap_app
	with check (approved_at is null and not own_draft and drafted_by = (select app_staff()));
create policy consent_text_approved on consent_text as restrictive for update to kap_app
	using (true) with check (approved_by = (select app_staff()));
revoke update on protocol, consent_text from kap_app;
grant update (approved_by, approved_at, own_draft) on protocol, consent_text to kap_app;

-- Tasks: of one's own clients (the front desk: of any), in one's own name; steps of the
-- pathway are kept by keep_pathway alone. Of a task nothing changes but that it closes.
create policy task_insert_by on task as restrictive for insert to kap_app
	with check (not from_pathway and closed_at is null and recorded_by is not distinct from (select app_staff())
		and (client_id is null or (select 'admin' = any (app_roles())) or exists (
			select from care_team c where c.clinic_id = task.clinic_id and c.client_id = task.client_id
			and c.staff_id = any ((select app_staffs())::uuid[]) and c.since <= (select app_now()) and c.until > (select app_now()))));
revoke update on task from kap_app;
grant update (closed_at, closed_by, outcome) on task to kap_app;

-- The calendar: of a visit that the front desk or the client's care team holds.
create policy booking_insert_by on booking as restrictive for insert to kap_app
	with check ((select app_roles()) && '{prescriber,therapist,nurse,medical_assistant,admin}'::text[]
		and exists (select from appointment a where a.clinic_id = booking.clinic_id and a.id = booking.appointment_id));
create policy booking_update_by on booking as restrictive for update to kap_app
	using ((select app_roles()) && '{prescriber,therapist,nurse,medical_assistant,admin}'::text[]
		and exists (select from appointment a where a.clinic_id = booking.clinic_id and a.id = booking.appointment_id));

-- Who takes a client in, and who names a care team.
select written_by('client', 'insert', '{admin,prescriber,therapist}'), written_by('client', 'update', '{admin,prescriber,therapist,nurse}');
select written_by('care_team', act, '{admin,prescriber,therapist}') from unnest('{insert,update}'::text[]) act;

-- What a prescriber alone decides, and what a therapist alone writes.
select written_by(t, act, '{prescriber}')
from unnest('{consultation,eligibility_decision,prescription}'::regclass[]) t, unnest('{insert,update}'::text[]) act;
select written_by('override', 'insert', '{prescriber}');
select written_by(t, act, '{therapist}')
from unnest('{preparation_session,integration_session,impression}'::regclass[]) t, unnest('{insert,update}'::text[]) act;
