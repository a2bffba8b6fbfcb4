package verify

// signable are the rows that can be signed, and whether they are.
const signable = `
		    select clinic_id, client_id, 'consultation' as kind, id, signed_at is not null as signed from consultation
		    union all
		    select clinic_id, client_id, 'eligibility_decision', id, signed_at is not null from eligibility_decision
		    union all
		    select clinic_id, client_id, 'prescription', id, signed_at is not null from prescription
		    union all
		    select clinic_id, client_id, 'preparation_session', id, signed_at is not null from preparation_session
		    union all
		    select clinic_id, client_id, 'dosing_session', id, signed_at is not null from dosing_session
		    union all
		    select clinic_id, client_id, 'integration_session', id, signed_at is not null from integration_session
		    union all
		    select clinic_id, client_id, 'consent', id, signed_at is not null from consent
		    union all
		    select clinic_id, null, 'consent_text', id, approved_at is not null from consent_text
		    union all
		    select clinic_id, null, 'protocol', id, approved_at is not null from protocol`

var signatures = []rule{
	{"I8", "the signed text does not hash to its signature", `
		select clinic_id, subject_kind as kind, subject, '' as detail
		from signature
		where sha256 <> sha256(convert_to(text, 'UTF8'))`},
	{"I8", "a signed row has no signature", `
		select t.clinic_id, t.kind, t.id as subject, '' as detail
		from (` + signable + `) t
		where t.signed and not exists (
		    select from signature s
		    where s.clinic_id = t.clinic_id and s.subject_kind = t.kind and s.subject = t.id)`},
	{"I8", "a signature under a row that is not signed", `
		select t.clinic_id, t.kind, t.id as subject, '' as detail
		from (` + signable + `) t
		join signature s on s.clinic_id = t.clinic_id and s.subject_kind = t.kind and s.subject = t.id
		where not t.signed`},
	{"I8", "a signature of another client's record", `
		select s.clinic_id, s.subject_kind as kind, s.subject, '' as detail
		from signature s
		join (` + signable + `) t on t.clinic_id = s.clinic_id and t.kind = s.subject_kind and t.id = s.subject
		where s.client_id is distinct from t.client_id`},
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
