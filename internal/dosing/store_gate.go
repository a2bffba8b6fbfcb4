package dosing

import (
	"time"

	"kap/internal/clinic"
	texts "kap/internal/consent"
	"kap/internal/course"
	"kap/internal/db"
	decisions "kap/internal/eligibility"
	"kap/internal/medication"
	"kap/internal/pause"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// gateRows are the facts readiness looks at, as they stood at one moment. All are read
// in one trip.
type gateRows struct {
	clinic       *db.Rows[clinic.Details]
	managers     *db.Rows[string]
	protocol     *db.Rows[protocol.Version]
	about        *db.Rows[aboutRow]
	decisions    *db.Rows[decisions.DecisionAt]
	measuredHere *db.Rows[time.Time]
	consulted    *db.Rows[decisions.ConsultationAt]
	orders       *db.Rows[medication.Ordered]
	tallies      *db.Rows[medication.Tally]
	consents     *db.Rows[texts.LastAnswer]
	pauses       *db.Rows[pause.Pause]
	reviews      *db.Rows[pause.Review]
	preparations *db.Rows[preparationRow]
	days         *db.Rows[course.CourseDay]
	measures     *db.Rows[measureRow]
	medicines    *db.Rows[medicineRow]
	readings     *db.Rows[vitals.Reading]
	weights      *db.Rows[weightRow]
	answers      *db.Rows[answerRow]
	room         *db.Rows[roomRow]
	overrides    *db.Rows[pause.Overridden]
	acknowledged *db.Rows[acknowledgementRow]
	calls        *db.Rows[Call]
	plans        *db.Rows[string]
}

// queueGate reads what readiness of a session looks at, as it stood at a moment.
func queueGate(b *db.Batch, s Session, at time.Time) gateRows {
	return gateRows{
		clinic:       clinic.QueueDetails(b),
		managers:     queueManagers(b),
		protocol:     protocol.QueueInForce(b),
		about:        queueAbout(b, s, at),
		decisions:    decisions.QueueDecisionsAt(b, s.Client, at),
		measuredHere: decisions.QueueMeasuredHere(b, s.Client, at),
		consulted:    decisions.QueueConsultationsAt(b, s.Client, at),
		orders:       medication.QueueOrdersAt(b, s.Client, at),
		tallies:      medication.QueueTallies(b, s.Client, at),
		consents:     texts.QueueLastAnswers(b, s.Client, at),
		pauses:       pause.QueueOpen(b, s.Client, at),
		reviews:      pause.QueueOpenReviews(b, s.Client, at),
		preparations: queuePreparations(b, s, at),
		days:         course.QueueDosingDays(b, s.Client),
		measures:     queueMeasures(b, s, at),
		medicines:    queueMedicines(b, s),
		readings:     queueReadings(b, s, at),
		weights:      queueWeights(b, s, at),
		answers:      queueAnswers(b, s, at),
		room:         queueRoom(b, s, at),
		overrides:    pause.QueueOverrides(b, s.Client, at),
		acknowledged: queueAcknowledged(b, s, at),
		calls:        queueCalls(b, s, at),
		plans:        queuePlans(b, s, at),
	}
}

// aboutRow is what one line can say of client and course.
type aboutRow struct {
	Kind        course.Kind
	Prescriber  string // of the course
	Sex         string
	Remote      bool // a visit of the course by video or telephone
	SafetyPlan  bool
	RiskChecked bool // today
	Goals       bool
}

func queueAbout(b *db.Batch, s Session, at time.Time) *db.Rows[aboutRow] {
	return db.Queue[aboutRow](b, `
		select c.kind, coalesce(w.name, '') as prescriber, p.sex_for_scoring as sex,
		    exists (
		        select from appointment a
		        where a.client_id = c.client_id and a.course_id = c.id and a.visit_mode in ('video', 'telephone')
		          and a.status not in ('cancelled', 'not_held', 'no_show')) as remote,
		    exists (
		        select from safety_plan l
		        where l.client_id = c.client_id and l.at <= $3) as safety_plan,
		    exists (
		        select from risk_check r
		        where r.client_id = c.client_id and r.at <= $3
		          and (r.at at time zone z.zone)::date = ($3::timestamptz at time zone z.zone)::date) as risk_checked,
		    exists (
		        select from goal g
		        where g.client_id = c.client_id and g.course_id = c.id and g.ended_at is null) as goals
		from course c
		join client p on p.id = c.client_id
		join clinic z on z.id = c.clinic_id
		left join staff w on w.clinic_id = c.clinic_id and w.id = c.prescriber_id
		where c.client_id = $1 and c.id = $2`, s.Client, s.Course, at)
}
