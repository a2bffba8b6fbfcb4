package today

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/schedule"
	"kap/internal/spine"
	"kap/internal/task"
)

const visitColumns = `
		select a.id, a.client_id, ` + spine.Called + ` as client_name, c.number, a.kind,
		    a.starts_at, a.ends_at, a.status, a.visit_mode, coalesce(r.name, '') as room, coalesce(s.name, '') as staff_name,
		    coalesce(a.staff_id = any (app_staffs()), false) as mine,
		    coalesce(d.number, 0) as dose, coalesce(k.planned_doses, 0) as planned,
		    coalesce(p.stage, '') as stage, coalesce(p.desk_label, '') as desk_label,
		    coalesce(p.paused, false) as paused, coalesce(p.stale or p.changes_at <= app_now(), true) as stale,
		    n.course_id is not null as weighed, coalesce(n.blocked_by, '{}') as blocked, e.id as session_id, coalesce(e.status, '') as session_stat, e.started_at
		from appointment a
		join client c on c.clinic_id = a.clinic_id and c.id = a.client_id
		left join room r on r.clinic_id = a.clinic_id and r.id = a.room_id
		left join staff s on s.clinic_id = a.clinic_id and s.id = a.staff_id
		left join course k on k.clinic_id = a.clinic_id and k.id = a.course_id
		left join dosing_day d on d.clinic_id = a.clinic_id and d.appointment_id = a.id and d.cancelled_at is null
		left join pathway p on p.clinic_id = a.clinic_id and p.course_id = a.course_id
		left join pathway_step n on n.clinic_id = a.clinic_id and n.course_id = a.course_id and n.kind = 'dosing session'
		    and a.kind = 'dosing' and n.due = a.starts_at
		left join dosing_session e on e.clinic_id = a.clinic_id and e.appointment_id = a.id
		where a.starts_at >= $1 and a.starts_at < $2 and a.status <> '` + string(schedule.Cancelled) + `'`

// queueVisits reads the visits that begin between two instants, as far as one sees
// the clients.
func queueVisits(b *db.Batch, from, until time.Time) *db.Rows[Visit] {
	return db.Queue[Visit](b, visitColumns+`
		order by a.starts_at, a.id`, from, until)
}

// queueMyVisits reads the visits that are mine or that I take part in.
func queueMyVisits(b *db.Batch, from, until time.Time, staffs []uuid.UUID) *db.Rows[Visit] {
	return db.Queue[Visit](b, visitColumns+`
		  and (a.staff_id = any ($3) or exists (
		      select from booking q
		      where q.clinic_id = a.clinic_id and q.appointment_id = a.id and q.active and q.staff_id = any ($3)))
		order by a.starts_at, a.id`, from, until, staffs)
}

// queueDosing reads the dosing sessions that begin between two instants.
func queueDosing(b *db.Batch, from, until time.Time) *db.Rows[Visit] {
	return db.Queue[Visit](b, visitColumns+`
		  and a.kind = 'dosing'
		order by a.starts_at, a.id`, from, until)
}

// queueWaiting reads what waits in other people's hands for the clients one is
// prescriber or primary therapist of, the oldest first.
func queueWaiting(b *db.Batch, a auth.Actor) *db.Rows[task.Task] {
	return db.Queue[task.Task](b, `
		select t.id, t.client_id, `+spine.Called+` as client_name,
		    t.kind, t.what, t.detail, t.href, t.owner_role, t.owner_staff, coalesce(o.name, '') as owner_name,
		    t.since, t.due, t.urgent, t.from_pathway, t.fact_kind, t.fact,
		    t.closed_at, '' as closed_by, t.outcome
		from course k
		join task t on t.clinic_id = k.clinic_id and t.client_id = k.client_id and t.closed_at is null
		join client c on c.clinic_id = k.clinic_id and c.id = k.client_id
		left join staff o on o.clinic_id = t.clinic_id and o.id = t.owner_staff
		where `+spine.Open+` and (k.therapist_id = any ($1) or k.prescriber_id = any ($1))
		  and not (coalesce(t.owner_staff = any ($1), false) or t.owner_staff is null and t.owner_role = any ($2))
		order by t.urgent desc, t.since, t.id
		limit 50`, a.Staffs, words(a.Roles))
}

func words(roles []auth.Role) []string {
	list := make([]string, len(roles))
	for i, role := range roles {
		list[i] = string(role)
	}
	return list
}

// queueWindows reads the last dosing day of each of one's clients, while its
// integration window is open (protocol 5: about 14 days).
func queueWindows(b *db.Batch, staffs []uuid.UUID) *db.Rows[Window] {
	return db.Queue[Window](b, `
		select client_id, client_name, dose, day, days as of, held, next
		from (
		    select distinct on (k.client_id) k.client_id, `+spine.Called+` as client_name,
		        coalesce(d.number, 0) as dose, (app_now() at time zone z.zone)::date - d.on_date as day,
		        coalesce((
		            select (p.body -> 'integration' ->> 'window')::int
		            from protocol p
		            where p.clinic_id = k.clinic_id and p.approved_at is not null
		            order by p.version = k.protocol_version desc nulls last, p.version desc
		            limit 1), 14) as days,
		        d.integrated_at is not null as held,
		        (select min(a.starts_at)
		        from appointment a
		        where a.clinic_id = k.clinic_id and a.client_id = k.client_id and a.kind = 'integration'
		          and a.starts_at > app_now() and a.status in `+schedule.Ahead+`) as next
		    from course k
		    join client c on c.clinic_id = k.clinic_id and c.id = k.client_id
		    join clinic z on z.id = k.clinic_id
		    join dosing_day d on d.clinic_id = k.clinic_id and d.client_id = k.client_id and d.course_id = k.id and d.on_date is not null
		    where `+spine.Open+` and (k.therapist_id = any ($1) or k.prescriber_id = any ($1))
		    order by k.client_id, d.on_date desc) w
		where day <= days
		order by held, day desc, client_name`, staffs)
}
