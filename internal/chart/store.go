package chart

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// queueOnTeam asks whether the reader, or somebody they cover, cares for the client
// now.
func queueOnTeam(b *db.Batch, client uuid.UUID) *db.Rows[bool] {
	return db.Queue[bool](b, `
		select exists (
		    select from care_team
		    where client_id = $1 and staff_id = any (app_staffs()) and since <= app_now() and until > app_now())`, client)
}

// standing is the stored projection of the latest course.
type standing struct {
	Stage, DeskLabel, Next, OwnerRole, OwnerName string
	Since                                        time.Time
	Due                                          *time.Time
	Paused                                       bool
}

func queueDesk(b *db.Batch, client uuid.UUID) *db.Rows[standing] {
	return db.Queue[standing](b, `
		select p.stage, p.desk_label, p.next, p.owner_role, coalesce(s.name, '') as owner_name, p.since, p.due, p.paused
		from pathway p
		join course c on c.clinic_id = p.clinic_id and c.id = p.course_id
		left join staff s on s.clinic_id = p.clinic_id and s.id = p.owner_staff
		where p.client_id = $1
		order by c.closed_at is null desc, c.opened_at desc
		limit 1`, client)
}

// queueVisits reads the visits of the last two weeks and all to come.
func queueVisits(b *db.Batch, client uuid.UUID) *db.Rows[Visit] {
	return db.Queue[Visit](b, `
		select a.id, a.kind, a.starts_at, a.ends_at, a.status, coalesce(r.name, '') as room, coalesce(s.name, '') as staff_name,
		    coalesce((
		        select e.can_collect
		        from escort_confirmation e
		        where e.client_id = $1 and e.appointment_id = a.id
		        order by e.at desc
		        limit 1), false) as escort_confirmed
		from appointment a
		left join room r on r.clinic_id = a.clinic_id and r.id = a.room_id
		left join staff s on s.clinic_id = a.clinic_id and s.id = a.staff_id
		where a.client_id = $1 and a.starts_at > app_now() - interval '14 days' and a.status <> 'cancelled'
		order by a.starts_at
		limit 50`, client)
}

func queueScores(b *db.Batch, client uuid.UUID) *db.Rows[Score] {
	return db.Queue[Score](b, `
		select instrument, at, round(total)::int as total, occasion, baseline
		from measure_response
		where client_id = $1 and instrument in ('phq9', 'gad7') and complete and total is not null
		order by at, id`, client)
}

func queueDoses(b *db.Batch, client uuid.UUID) *db.Rows[Dose] {
	return db.Queue[Dose](b, `
		select coalesce(d.number, 0) as number, coalesce(d.started_at, a.starts_at) as at, d.on_date is not null as taken,
		    coalesce((
		        select trim_scale(sum(i.mg))::text
		        from dosing_session s
		        join intake i on i.clinic_id = s.clinic_id and i.client_id = s.client_id and i.session_id = s.id
		        where s.client_id = $1 and s.dosing_day_id = d.id), '') as amount
		from dosing_day d
		left join appointment a on a.clinic_id = d.clinic_id and a.id = d.appointment_id
		where d.client_id = $1 and d.cancelled_at is null and d.place = 'here' and coalesce(d.started_at, a.starts_at) is not null
		order by 2`, client)
}

// queueLast reads the last session in which a lozenge was taken.
func queueLast(b *db.Batch, client uuid.UUID) *db.Rows[Session] {
	return db.Queue[Session](b, `
		select s.id, coalesce(d.number, 0) as number, s.started_at, s.left_at, s.signed_at,
		    coalesce((
		        select trim_scale(sum(i.mg))::text
		        from intake i
		        where i.client_id = $1 and i.session_id = s.id), '') as amount,
		    coalesce((
		        select string_agg(distinct i.kept, ', ')
		        from intake i
		        where i.client_id = $1 and i.session_id = s.id and i.kept <> ''), '') as kept,
		    v.systolic, v.diastolic,
		    coalesce((
		        select p.intention
		        from preparation_session p
		        where p.client_id = $1 and p.course_id = s.course_id and p.held_at < s.started_at and p.intention <> ''
		        order by p.held_at desc
		        limit 1), '') as intention,
		    coalesce(m.images, '') as images, coalesce(m.quotes, '') as quote, coalesce(t.name, '') as therapist,
		    coalesce(g.manner, '') as manner, coalesce(g.escort_name, '') as escort_name
		from dosing_session s
		left join dosing_day d on d.clinic_id = s.clinic_id and d.client_id = s.client_id and d.id = s.dosing_day_id
		left join staff t on t.clinic_id = s.clinic_id and t.id = s.therapist_id
		left join lateral (
		    select r.systolic, r.diastolic
		    from vitals r
		    where r.client_id = $1 and r.session_id = s.id and r.voided_at is null and r.systolic is not null
		    order by r.systolic desc
		    limit 1) v on true
		left join lateral (
		    select i.images, i.quotes
		    from impression i
		    where i.client_id = $1 and i.session_id = s.id and i.belongs = 'record'
		    order by i.quotes = '', i.at desc
		    limit 1) m on true
		left join lateral (
		    select l.manner, l.escort_name
		    from departure l
		    where l.client_id = $1 and l.session_id = s.id
		    order by l.at desc
		    limit 1) g on true
		where s.client_id = $1 and s.started_at is not null
		order by s.started_at desc
		limit 1`, client)
}
