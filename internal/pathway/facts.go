package pathway

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/course"
	"kap/internal/eligibility"
	"kap/internal/integration"
	"kap/internal/measure"
	"kap/internal/pause"
	"kap/internal/preparation"
	"kap/internal/protocol"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/task"
)

// Facts are what is on record of one client's latest course.
type Facts struct {
	Client        uuid.UUID
	Course        course.Course
	Zone          *time.Location       // of the clinic
	Body          protocol.Body        // the course's version, else the one in force
	Pauses        []Pause              // open
	Reviews       []Review             // open
	Consultations []Consultation       // by time
	Decisions     []Decision           // by time, drafts last
	Requests      []Request            // of the latest decision, open
	Prescriptions []Prescription       // by time
	Preparations  []preparation.Record // by time
	Goals         int                  // that stand
	Consents      []Consent
	Visits        []schedule.Visit   // of the course, by time; cancelled ones are of no account
	Days          []course.CourseDay // every day with ketamine
	Sessions      []Session
	Integrations  []integration.Record // by time
	Calls         []safety.SafetyCall
	Responses     []measure.Recorded // to questionnaires, the latest first
	Checks        []safety.Checked   // of risk
	Supply        float64            // lozenges on hand
	Open          []Opened
}

// Pause stands in the way until somebody lifts it.
type Pause struct {
	ID       uuid.UUID
	Kind     pause.Kind
	OpenedAt time.Time
}

// Review is a question for the prescriber.
type Review struct {
	ID       uuid.UUID
	Kind     pause.ReviewKind
	OpenedAt time.Time
}

// Consultation is a visit with the prescriber.
type Consultation struct {
	ID            uuid.UUID
	Kind          string // first, follow-up, closing
	AppointmentID *uuid.UUID
	HeldAt        time.Time
	SignedAt      *time.Time
}

// Decision is one decision about eligibility; drafts have no signature.
type Decision struct {
	ID            uuid.UUID
	Kind          eligibility.Kind
	CreatedAt     time.Time
	SignedAt      *time.Time
	ValidUntil    *time.Time // a day
	DeferredUntil *time.Time // a day
	Sessions      int
	Unmet         []string `db:"-"` // conditions that are not met, in words
}

// Request is information somebody waits for.
type Request struct {
	ID        uuid.UUID
	What      string
	FromWhom  string
	Due       *time.Time // a day
	CreatedAt time.Time
	Reminded  *time.Time // when whoever was asked was last reminded
}

// Prescription is one order of lozenges.
type Prescription struct {
	ID        uuid.UUID
	CreatedAt time.Time
	SignedAt  *time.Time
	EndedAt   *time.Time
	ExpiresOn time.Time // a day
}

// Consent is where one kind stands against the text in force.
type Consent struct {
	Kind      consent.Kind
	Answer    consent.Answer // empty: not asked
	ThisText  bool           // the latest answer is to the text in force
	Withdrawn bool
}

// Session is one dosing session, from arrival on.
type Session struct {
	ID            uuid.UUID
	AppointmentID *uuid.UUID
	DosingDayID   *uuid.UUID
	TherapistID   *uuid.UUID
	Status        string
	ArrivedAt     time.Time
	StartedAt     *time.Time
	LeftAt        *time.Time
	NotStartedAt  *time.Time
	SignedAt      *time.Time
}

// Opened is an open task that the pathway did not open.
type Opened struct {
	Kind task.Kind
	Fact *uuid.UUID
}
