package verify

var signatures = []rule{
	{"I8", "the signed text does not hash to its signature", `
		select clinic_id, subject_kind as kind, subject, '' as detail
		from signature
		where sha256 <> sha256(convert_to(text, 'UTF8'))`},
	{"I8", "a signed row has no signature", `
		select t.clinic_id, t.kind, t.id as subject, '' as detail
		from (
		    select clinic_id, 'consultation' as kind, id from consultation where signed_at is not null
		    union all
		    select clinic_id, 'eligibility_decision', id from eligibility_decision where signed_at is not null
		    union all
		    select clinic_id, 'prescription', id from prescription where signed_at is not null
		    union all
		    select clinic_id, 'preparation_session', id from preparation_session where signed_at is not null
		    union all
		    select clinic_id, 'dosing_session', id from dosing_session where signed_at is not null
		    union all
		    select clinic_id, 'integration_session', id from integration_session where signed_at is not null
		) t
		where not exists (
		    select from signature s
		    where s.clinic_id = t.clinic_id and s.subject_kind = t.kind and s.subject = t.id)`},
	{"I8", "a signature of another client's record", `
		select s.clinic_id, s.subject_kind as kind, s.subject, '' as detail
		from signature s
		join eligibility_decision e on e.clinic_id = s.clinic_id and e.id = s.subject
		where s.client_id is distinct from e.client_id`},
	{"I13", "a signer had no right to sign", `
		select clinic_id, subject_kind as kind, subject, array_to_string(roles, ', ') as detail
		from signature
		where not case subject_kind
		    when 'consultation' then 'prescriber' = any(roles)
		    when 'eligibility_decision' then 'prescriber' = any(roles)
		    when 'prescription' then 'prescriber' = any(roles)
		    when 'preparation_session' then 'therapist' = any(roles)
		    when 'integration_session' then 'therapist' = any(roles)
		    when 'dosing_session' then 'therapist' = any(roles)
		    when 'protocol' then 'medical_lead' = any(roles)
		    when 'consent_text' then 'medical_lead' = any(roles)
		    else true end`},
}
