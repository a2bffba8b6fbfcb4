package readiness

import (
	"time"

	"kap/internal/client"
	"kap/internal/clinic"
	texts "kap/internal/consent"
	"kap/internal/course"
	"kap/internal/db"
	decisions "kap/internal/eligibility"
	"kap/internal/measure"
	"kap/internal/medication"
	"kap/internal/pause"
	prep "kap/internal/preparation"
	"kap/internal/protocol"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/staff"
	"kap/internal/vitals"
)

// gateRows are the facts readiness looks at, as they stood at one moment. All are read
// in one trip.
type gateRows struct {
	clinic       *db.Rows[clinic.Details]
	managers     *db.Rows[string]
	protocol     *db.Rows[protocol.Version]
	client       *db.Rows[client.Client]
	courses      *db.Rows[course.Course]
	visits       *db.Rows[schedule.Visit]
	consulted    *db.Rows[decisions.ConsultationAt]
	decisions    *db.Rows[decisions.DecisionAt]
	resting      *db.Rows[vitals.Resting]
	orders       *db.Rows[medication.Prescription]
	tallies      *db.Rows[medication.Tally]
	consents     *db.Rows[texts.LastAnswer]
	pauses       *db.Rows[pause.Pause]
	reviews      *db.Rows[pause.Review]
	preparations *db.Rows[prep.Session]
	goals        *db.Rows[prep.Goal]
	plans        *db.Rows[prep.Item]
	days         course.CourseDays
	responses    *db.Rows[measure.Response]
	medicines    *db.Rows[client.Medicine]
	pressures    *db.Rows[vitals.Reading]
	sizes        *db.Rows[vitals.Size]
	answers      *db.Rows[Answered]
	room         *db.Rows[Presence]
	covers       *db.Rows[staff.Cover]
	overrides    *db.Rows[pause.Override]
	acknowledged *db.Rows[acknowledgementRow]
	calls        *db.Rows[safety.Call]
	checks       *db.Rows[safety.RiskCheck]
	safetyPlan   *db.Rows[safety.SafetyPlan]
}

// queueGate reads what readiness of a session looks at, as it stood at a moment.
func queueGate(b *db.Batch, s Session, at time.Time) gateRows {
	return gateRows{
		clinic:       clinic.QueueDetails(b),
		managers:     QueueManagers(b),
		protocol:     protocol.QueueOfSession(b, s.ProtocolVersion, s.Course, at),
		client:       client.QueueClient(b, s.Client),
		courses:      course.QueueCourses(b, s.Client),
		visits:       schedule.QueueVisits(b, s.Client),
		consulted:    decisions.QueueConsultationsAt(b, s.Client, at),
		decisions:    decisions.QueueDecisionsAt(b, s.Client, at),
		resting:      vitals.QueueResting(b, s.Client, at),
		orders:       medication.QueueOrdersAt(b, s.Client, at),
		tallies:      medication.QueueTallies(b, s.Client, at),
		consents:     texts.QueueLastAnswers(b, s.Client, at),
		pauses:       pause.QueueOpen(b, s.Client, at),
		reviews:      pause.QueueOpenReviews(b, s.Client, at),
		preparations: prep.QueuePreparations(b, s.Client),
		goals:        prep.QueueGoals(b, s.Client),
		plans:        prep.QueueReadiness(b, s.Client, at),
		days:         course.QueueDosingDays(b, s.Client),
		responses:    measure.QueueResponses(b, s.Client, at),
		medicines:    client.QueueMedicines(b, s.Client, at),
		pressures:    vitals.QueuePressures(b, s.Client, at),
		sizes:        vitals.QueueSizes(b, s.Client, at),
		answers:      QueueAnswers(b, s, at),
		room:         QueuePresence(b, s.Client, s.ID),
		covers:       staff.QueueCoversAt(b, at),
		overrides:    pause.QueueOverrides(b, s.Client, at),
		acknowledged: queueAcknowledged(b, s, at),
		calls:        safety.QueueCalls(b, s.Client, at),
		checks:       safety.QueueChecks(b, s.Client, at),
		safetyPlan:   safety.QueuePlan(b, s.Client, at),
	}
}
