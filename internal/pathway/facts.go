package pathway

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/course"
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

// Facts are what is on record of one client's latest course.
type Facts struct {
	Client        uuid.UUID
	Course        course.Course
	Zone          *time.Location               // of the clinic
	Body          protocol.Body                // the course's version, else the one in force
	Pauses        []pause.Pause                // open
	Reviews       []pause.Review               // open
	Consultations []eligibility.ConsultationAt // by time
	Decisions     []eligibility.DecisionAt     // by time, drafts last
	Requests      []eligibility.RequestAt      // of the latest decision, open
	Reminded      map[uuid.UUID]time.Time      // when whoever was asked was last reminded, by request
	Prescriptions []medication.Prescription    // the latest first
	Preparations  []preparation.Session        // by time
	Goals         int                          // that stand
	Consents      []consent.LastAnswer         // of every kind
	Pressures     []vitals.Resting             // the latest of each source, the latest first
	MeasuredHere  time.Time                    // a blood pressure was last measured here; zero: never
	Visits        []schedule.Visit             // of the course, by time; cancelled ones are of no account
	Days          []course.CourseDay           // every day with ketamine
	Sessions      []readiness.Session
	Integrations  []integration.Session // by time
	Calls         []safety.SafetyCall
	Responses     []measure.Response                       // to questionnaires, the latest first
	Checks        []safety.RiskCheck                       // of risk
	Lozenges      map[medication.Strength]medication.Units // on hand
	Open          []task.Mark                              // tasks that the pathway did not open
}
