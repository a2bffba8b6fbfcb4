package today

import (
	"kap/internal/clinic"
	"kap/internal/db"
)

// firstHourRows are the facts of a clinic's first hour, in a batch with others.
type firstHourRows struct {
	facts   *db.Rows[FirstHour]
	details *db.Rows[clinic.Details]
}

// queueFirstHour reads what a new clinic has; no row once everything has been there.
// What is asked for that end never ends itself: a closed room or a cover that is over
// counts, so that the list is gone for good. The demo clinic's people are not invited,
// and it has no first hour.
func queueFirstHour(b *db.Batch) firstHourRows {
	return firstHourRows{details: clinic.QueueDetails(b), facts: db.Queue[FirstHour](b, `
		select (select count(*)::int from room where closed_at is null) as rooms,
		    (select count(*)::int from room where closed_at is null and dosing) as dosing,
		    exists (select from staff_hours) as hours,
		    (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'roles', roles, 'lead', medical_lead,
		            'invited', account_id is not null) order by created_at, id), '[]')
		        from staff
		        where disabled_at is null) as people,
		    (select json_build_object('id', coalesce((array_agg(id order by version desc))[1], '00000000-0000-0000-0000-000000000000'),
		            'approved', coalesce(bool_or(approved_at is not null), false))
		        from protocol) as protocol,
		    (select coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'approved', approved)), '[]')
		        from (
		            select kind, (array_agg(id order by version desc))[1] as id, bool_or(approved_at is not null) as approved
		            from consent_text
		            group by kind) latest) as texts,
		    exists (select from cover where staff_id is null and ends_at > app_now()) as on_call,
		    z.clients_numbered > 0 as has_client
		from clinic z
		where z.id = app_clinic() and not z.demo
		  and not (z.address <> '' and z.phone <> '' and z.emergency_department <> '' and z.clients_numbered > 0
		    and exists (select from room where dosing) and exists (select from staff_hours)
		    and exists (select from cover where staff_id is null)
		    and exists (select from staff where medical_lead)
		    and (select '{prescriber,therapist,admin}' <@ array_agg(role)
		        from staff, unnest(roles) role
		        where account_id is not null)
		    and exists (select from protocol where approved_at is not null)
		    and not exists (
		        select from unnest($1::text[]) kind
		        where not exists (select from consent_text t where t.kind = kind and t.approved_at is not null)))`, needed())}
}

// firstHour is what came back; nil where the list is gone.
func (r firstHourRows) firstHour() *FirstHour {
	if r.facts == nil {
		return nil
	}
	f, found := r.facts.Maybe()
	if !found {
		return nil
	}
	f.Details, _ = r.details.Maybe()
	return &f
}
