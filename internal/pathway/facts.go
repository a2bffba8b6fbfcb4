package pathway

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/course"
	"kap/internal/eligibility"
	"kap/internal/medication"
	"kap/internal/pause"
	"kap/internal/protocol"
	"kap/internal/task"
)

// Facts are what is on record of one client's latest course.
type Facts struct {
	Client        uuid.UUID
	Course        Course
	Zone          *time.Location               // of the clinic
	Body          protocol.Body                // the course's version, else the one in force
	Pauses        []pause.Pause                // open
	Reviews       []pause.Review               // open
	Consultations []eligibility.ConsultationAt // by time
	Decisions     []eligibility.DecisionAt     // by time, drafts last
	MeasuredHere  time.Time                    // a blood pressure was last measured here; zero: never
	Requests      []Request                    // of the latest decision, open
	Prescriptions []medication.Ordered         // the latest first
	Preparations  []Talk
	Goals         int
	Consents      []consent.LastAnswer // of every kind
	Visits        []Visit              // appointments, by time
	Days          []course.CourseDay   // every day with ketamine
	Sessions      []Session
	Integrations  []Talk
	Calls         []Call // safety calls that reached the client
	Measures      []Measure
	Lozenges      map[medication.Strength]medication.Units // on hand
	Open          []Opened
}

// Course is the course itself.
type Course struct {
	ID           uuid.UUID
	Kind         course.Kind
	OpenedAt     time.Time
	PlannedDoses int
	TherapistID  uuid.UUID // zero: not named
	PrescriberID uuid.UUID
	ClosedAt     *time.Time
	ClosedReason course.ClosingReason
	Zone         string
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

// Talk is a preparation or an integration session.
type Talk struct {
	ID            uuid.UUID
	AppointmentID *uuid.UUID
	DosingDayID   *uuid.UUID // integration: the dosing it works on
	HeldAt        time.Time
	Place         string
	HeldBy        *uuid.UUID
	CompletedAt   *time.Time
	SignedAt      *time.Time
}

// Visit is one appointment.
type Visit struct {
	ID              uuid.UUID
	Kind            string
	StartsAt        time.Time
	EndsAt          time.Time
	Status          string
	StaffID         *uuid.UUID
	Room            string
	VisitMode       string
	CreatedAt       time.Time
	EscortConfirmed bool
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

// Call is a safety call that reached the client.
type Call struct {
	SessionID   *uuid.UUID
	DosingDayID *uuid.UUID
	At          time.Time
}

// Measure is the latest answer to one questionnaire, or the latest that is not complete.
type Measure struct {
	ID         uuid.UUID
	Instrument string
	At         time.Time
	Partial    bool // some answer is open: it counts as no questionnaire
	Alert      bool // asks for a clinician and no risk check was made since
	Unasked    bool // what could ask for a clinician was left open, and nobody asked since
}

// Opened is an open task that the pathway did not open.
type Opened struct {
	Kind task.Kind
	Fact *uuid.UUID
}
