package pathway

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// latest is the client's latest course: the open one, else the last that closed.
const latest = `(
		    select l.id
		    from course l
		    where l.client_id = $1
		    order by l.closed_at is null desc, l.opened_at desc
		    limit 1)`

// Queued are the facts of one client, in a batch with other reads.
type Queued struct {
	client        uuid.UUID
	course        *db.Rows[Course]
	body          *db.Rows[bodyRow]
	pauses        *db.Rows[Pause]
	reviews       *db.Rows[Review]
	consultations *db.Rows[Consultation]
	decisions     *db.Rows[decisionRow]
	pressures     *db.Rows[vitals.Resting]
	requests      *db.Rows[Request]
	prescriptions *db.Rows[Prescription]
	preparations  *db.Rows[Talk]
	goals         *db.Rows[int]
	consents      *db.Rows[Consent]
	visits        *db.Rows[Visit]
	days          *db.Rows[course.CourseDay]
	sessions      *db.Rows[Session]
	integrations  *db.Rows[Talk]
	calls         *db.Rows[Call]
	measures      *db.Rows[Measure]
	supply        *db.Rows[float64]
	open          *db.Rows[Opened]
}

type bodyRow struct{ Body protocol.Body }

// Queue reads the facts of one client's latest course, as far as the reader sees
// them, at a moment: a care team sees all.
func Queue(b *db.Batch, client uuid.UUID, at time.Time) Queued {
	return Queued{
		client: client, course: queueCourse(b, client), body: queueBody(b, client),
		pauses: queuePauses(b, client), reviews: queueReviews(b, client),
		consultations: queueConsultations(b, client), decisions: queueDecisions(b, client), pressures: vitals.QueueResting(b, client, at), requests: queueRequests(b, client),
		prescriptions: queuePrescriptions(b, client), preparations: queuePreparations(b, client), goals: queueGoals(b, client),
		consents: queueConsents(b, client), visits: queueVisits(b, client), days: course.QueueDosingDays(b, client),
		sessions: queueSessions(b, client), integrations: queueIntegrations(b, client), calls: queueCalls(b, client),
		measures: queueMeasures(b, client), supply: queueSupply(b, client), open: queueOpened(b, client),
	}
}

// Facts are what came back; false where the client has no course.
func (q Queued) Facts() (f Facts, found bool, err error) {
	c, found := q.course.Maybe()
	if !found {
		return f, false, nil
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return f, false, fmt.Errorf("load the clinic's zone: %w", err)
	}
	f = Facts{
		Client: q.client, Course: c, Zone: zone, Body: protocol.Default(), Pauses: q.pauses.All(), Reviews: q.reviews.All(),
		Consultations: q.consultations.All(), Decisions: decisions(q.decisions.All(), vitals.MeasuredHere(q.pressures.All())), Requests: q.requests.All(),
		Prescriptions: q.prescriptions.All(), Preparations: q.preparations.All(), Consents: q.consents.All(),
		Visits: q.visits.All(), Days: q.days.All(), Sessions: q.sessions.All(), Integrations: q.integrations.All(),
		Calls: q.calls.All(), Measures: q.measures.All(), Open: q.open.All(),
	}
	if row, approved := q.body.Maybe(); approved {
		f.Body = row.Body
	}
	f.Goals, _ = q.goals.Maybe()
	f.Supply, _ = q.supply.Maybe()
	return f, true, nil
}

func queueCourse(b *db.Batch, client uuid.UUID) *db.Rows[Course] {
	return db.Queue[Course](b, `
		select c.id, c.kind, c.opened_at, c.planned_doses,
		    coalesce(c.therapist_id, '00000000-0000-0000-0000-000000000000') as therapist_id,
		    coalesce(c.prescriber_id, '00000000-0000-0000-0000-000000000000') as prescriber_id,
		    c.closed_at, c.closed_reason, z.zone
		from course c
		join clinic z on z.id = c.clinic_id
		where c.client_id = $1 and c.id = `+latest, client)
}

// queueBody: the version the course goes by, else the one in force.
func queueBody(b *db.Batch, client uuid.UUID) *db.Rows[bodyRow] {
	return db.Queue[bodyRow](b, `
		select p.body
		from protocol p
		join clinic z on z.id = p.clinic_id
		where p.approved_at is not null and p.effective_from <= (app_now() at time zone z.zone)::date
		order by coalesce(p.version = (select c.protocol_version from course c where c.client_id = $1 and c.id = `+latest+`), false) desc,
		    p.version desc
		limit 1`, client)
}

func queuePauses(b *db.Batch, client uuid.UUID) *db.Rows[Pause] {
	return db.Queue[Pause](b, `
		select id, kind, opened_at
		from pause
		where client_id = $1 and course_id = `+latest+` and lifted_at is null
		order by opened_at, id`, client)
}

func queueReviews(b *db.Batch, client uuid.UUID) *db.Rows[Review] {
	return db.Queue[Review](b, `
		select id, kind, opened_at
		from review
		where client_id = $1 and course_id = `+latest+` and answered_at is null
		order by opened_at, id`, client)
}

// queueVisits reads what is booked and what was; cancelled ones are of no account.
func queueVisits(b *db.Batch, client uuid.UUID) *db.Rows[Visit] {
	return db.Queue[Visit](b, `
		select a.id, a.kind, a.starts_at, a.ends_at, a.status, a.staff_id, coalesce(r.name, '') as room, a.visit_mode, a.created_at,
		    coalesce((
		        select e.can_collect
		        from escort_confirmation e
		        where e.client_id = $1 and e.appointment_id = a.id
		        order by e.at desc
		        limit 1), false) as escort_confirmed
		from appointment a
		left join room r on r.clinic_id = a.clinic_id and r.id = a.room_id
		where a.client_id = $1 and a.course_id = `+latest+` and a.status <> 'cancelled'
		order by a.starts_at, a.id`, client)
}

func queueOpened(b *db.Batch, client uuid.UUID) *db.Rows[Opened] {
	return db.Queue[Opened](b, `
		select kind, fact
		from task
		where client_id = $1 and closed_at is null and not from_pathway`, client)
}
