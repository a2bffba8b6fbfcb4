package pathway

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/clinic"
	"kap/internal/consent"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/integration"
	"kap/internal/measure"
	"kap/internal/medication"
	"kap/internal/pause"
	"kap/internal/preparation"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/task"
	"kap/internal/vitals"
)

// Queued are the facts of one client, in a batch with other reads.
type Queued struct {
	client        uuid.UUID
	courses       *db.Rows[course.Course]
	clinic        *db.Rows[clinic.Details]
	body          *db.Rows[protocol.Version]
	pauses        *db.Rows[pause.Pause]
	reviews       *db.Rows[pause.Review]
	consultations *db.Rows[eligibility.ConsultationAt]
	decisions     *db.Rows[eligibility.DecisionAt]
	pressures     *db.Rows[vitals.Resting]
	requests      *db.Rows[eligibility.RequestAt]
	prescriptions *db.Rows[medication.Prescription]
	preparations  *db.Rows[preparation.Session]
	goals         *db.Rows[preparation.Goal]
	consents      *db.Rows[consent.LastAnswer]
	visits        *db.Rows[schedule.Visit]
	days          course.CourseDays
	sessions      *db.Rows[readiness.Session]
	integrations  *db.Rows[integration.Session]
	calls         *db.Rows[safety.SafetyCall]
	responses     *db.Rows[measure.Response]
	checks        *db.Rows[safety.RiskCheck]
	tallies       *db.Rows[medication.Tally]
	marks         *db.Rows[task.Mark]
}

// Queue reads the facts of one client's latest course, as far as the reader sees
// them, at a moment: a care team sees all.
func Queue(b *db.Batch, client uuid.UUID, at time.Time) Queued {
	return Queued{
		client: client, courses: course.QueueCourses(b, client), clinic: clinic.QueueDetails(b), body: protocol.QueueOfCourse(b, client),
		pauses: pause.QueueOpen(b, client, at), reviews: pause.QueueOpenReviews(b, client, at),
		consultations: eligibility.QueueConsultationsAt(b, client, at), decisions: eligibility.QueueDecisionsAt(b, client, at), pressures: vitals.QueueResting(b, client, at), requests: eligibility.QueueRequestsAt(b, client, at),
		prescriptions: medication.QueueOrdersAt(b, client, at), preparations: preparation.QueuePreparations(b, client), goals: preparation.QueueGoals(b, client),
		consents: consent.QueueLastAnswers(b, client, at), visits: schedule.QueueVisits(b, client), days: course.QueueDosingDays(b, client),
		sessions: readiness.QueueSessions(b, client), integrations: integration.QueueIntegrations(b, client), calls: integration.QueueSafetyCalls(b, client),
		responses: measure.QueueResponses(b, client, at), checks: safety.QueueChecks(b, client, at), tallies: medication.QueueTallies(b, client, at), marks: task.QueueMarks(b, client),
	}
}

// Facts are what came back; false where the client has no course.
func (q Queued) Facts() (f Facts, found bool, err error) {
	c, found := q.courses.Maybe()
	if !found {
		return f, false, nil
	}
	where, err := q.clinic.One()
	if err != nil {
		return f, false, err
	}
	zone, err := calendar.Zone(where.Zone)
	if err != nil {
		return f, false, err
	}
	f = Facts{
		Client: q.client, Course: c, Zone: zone, Body: protocol.BodyOf(q.body), Pauses: pause.Of(q.pauses.All(), c.ID), Reviews: pause.ReviewsOf(q.reviews.All(), c.ID),
		Consultations: eligibility.ConsultationsOf(q.consultations.All(), c.ID), Decisions: eligibility.DecisionsOf(q.decisions.All(), c.ID),
		Pressures: q.pressures.All(), MeasuredHere: vitals.MeasuredHere(q.pressures.All()),
		Prescriptions: medication.OrdersOf(q.prescriptions.All(), c.ID), Consents: q.consents.All(), Days: q.days.All(), Sessions: readiness.SessionsOf(q.sessions.All(), c.ID),
		Calls: q.calls.All(), Responses: q.responses.All(), Checks: q.checks.All(),
	}
	f.Requests = eligibility.RequestsOf(q.requests.All(), f.decision())
	q.fillVisits(&f)
	q.fillMarks(&f)
	f.Lozenges = medication.HeldOf(q.tallies.All())
	return f, true, nil
}

// fillVisits picks what belongs to the course, by time.
func (q Queued) fillVisits(f *Facts) {
	for _, v := range schedule.VisitsOf(q.visits.All(), f.Course.ID) {
		if v.Status != schedule.Cancelled {
			f.Visits = append(f.Visits, v)
		}
	}
	for _, r := range slices.Backward(q.preparations.All()) {
		if r.CourseID == f.Course.ID {
			f.Preparations = append(f.Preparations, r)
		}
	}
	for _, r := range slices.Backward(q.integrations.All()) {
		if r.CourseID == f.Course.ID {
			f.Integrations = append(f.Integrations, r)
		}
	}
	f.Goals = len(preparation.Standing(q.goals.All(), f.Course.ID))
}

// fillMarks tells what is open from when somebody was reminded.
func (q Queued) fillMarks(f *Facts) {
	f.Reminded = map[uuid.UUID]time.Time{}
	for _, m := range q.marks.All() {
		switch {
		case m.ClosedAt.IsZero():
			f.Open = append(f.Open, m)
		case m.Fact != nil:
			f.Reminded[*m.Fact] = m.ClosedAt
		}
	}
}
