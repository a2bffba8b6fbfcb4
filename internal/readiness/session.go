package readiness

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/vitals"
)

// Status is where a dosing session stands.
type Status string

// The way of a session: arrived, cleared, dosed, left, signed; or not started
// from arrived or cleared, which is signed too but keeps its status.
const (
	Arrived    Status = "arrived"
	Cleared    Status = "cleared"
	Dosed      Status = "dosed"
	Left       Status = "left"
	Signed     Status = "signed"
	NotStarted Status = "not_started"
)

// Here says whether the client is in the clinic for it: arrived and not gone.
func (s Status) Here() bool { return s == Arrived || s == Cleared || s == Dosed }

// Word is the status as people say it.
func (s Status) Word() string {
	switch s {
	case Arrived:
		return "arrived"
	case Cleared:
		return "ready for the lozenge"
	case Dosed:
		return "in session"
	case Left:
		return "left"
	case Signed:
		return "signed"
	case NotStarted:
		return "not held today"
	}
	return string(s)
}

// Session is one dosing session (FHIR Procedure). Times are zero until they happen, ids
// are zero where there is none.
type Session struct {
	ID              uuid.UUID
	Client          uuid.UUID `db:"client_id"`
	Course          uuid.UUID `db:"course_id"`
	Appointment     uuid.UUID `db:"appointment_id"` // zero: without a booking
	DosingDay       uuid.UUID `db:"dosing_day_id"`  // from the first lozenge on
	Therapist       uuid.UUID `db:"therapist_id"`
	TherapistName   string
	Room            uuid.UUID `db:"room_id"`
	RoomName        string
	Decision        uuid.UUID `db:"decision_id"`     // in force at the first lozenge
	Prescription    uuid.UUID `db:"prescription_id"` // as Decision
	ProtocolVersion int       // the course's on arrival; the session keeps it
	Limits          vitals.Limits
	Weight          vitals.Tenths // kg, the weight the dose was judged by; zero until then

	Status     Status
	ArrivedAt  time.Time
	ClearedAt  time.Time // the latest clearing
	StartedAt  time.Time // the first lozenge
	LastIntake time.Time // the latest lozenge, boosters included
	EndedAt    time.Time // left, or decided not to start
	SignedAt   time.Time
	Unplanned  bool // a lozenge was taken outside the plan; an incident is open

	NotStartedReason string // may stay empty: who does not want to is not asked why
	FromPaper        bool   // kept on paper and entered afterwards
	PresenceGap      string // why nobody was in the room for a while
	Words            string
	Version          int
}

// SessionsOf are the sessions of one course.
func SessionsOf(sessions []Session, course uuid.UUID) []Session {
	return slices.DeleteFunc(slices.Clone(sessions), func(s Session) bool { return s.Course != course })
}

// Href is the address of a page of the session: "readiness", "intake"; empty is the room.
func (s Session) Href(page string) string {
	return strings.TrimSuffix("/clients/"+s.Client.String()+"/dosing/"+s.ID.String()+"/"+page, "/")
}

// Sealed says whether the session is signed; nothing is added to it any more.
func (s Session) Sealed() bool { return !s.SignedAt.IsZero() || s.Status == Signed }

// Running says whether the medicine was taken and the client is still here.
func (s Session) Running() bool { return s.Status == Dosed }

// UnderTheMedicine says whether at a moment a lozenge had been taken and the client had not
// left yet.
func (s Session) UnderTheMedicine(at time.Time) bool {
	return !s.StartedAt.IsZero() && !s.StartedAt.After(at) && (s.EndedAt.IsZero() || s.EndedAt.After(at))
}

// accepts is what every entry needs: an unsigned session, and a time within it.
// Entries are judged at the time they are about, so a late one is welcome.
func (s Session) accepts(what string, at time.Time) error {
	if s.Sealed() {
		return problem.Newf(problem.Conflict, "This session is signed: the %s can no longer be added.", what)
	}
	if at.Before(s.ArrivedAt) {
		return problem.At("at", "The %s cannot be before the client arrived. Correct the time.", what)
	}
	if !s.EndedAt.IsZero() && at.After(s.EndedAt) {
		return problem.Newf(problem.Conflict, "The client's session had ended by then. Correct the time of the %s, or record it in the client's chart.", what)
	}
	return nil
}

// AcceptsVitals says whether a reading taken at `at` belongs to the session:
// from arriving until leaving, until it is signed.
func (s Session) AcceptsVitals(at time.Time) error { return s.accepts("reading", at) }

// AcceptsEvents is the same for one-tap events.
func (s Session) AcceptsEvents(at time.Time) error { return s.accepts("event", at) }

// AcceptsPresence is the same for who is in the room.
func (s Session) AcceptsPresence(at time.Time) error { return s.accepts("time in the room", at) }

// AcceptsArrival says whether the arrival check may still be answered: until
// the first lozenge. The escort may be replaced until then too.
func (s Session) AcceptsArrival() error {
	if s.Status == Arrived || s.Status == Cleared {
		return nil
	}
	return s.refuse("The arrival check closed with the first lozenge. Record what you learned as an event.")
}

// AcceptsImpressions says whether impressions may be written: after the first
// lozenge, the same day, until the session is signed.
func (s Session) AcceptsImpressions() error {
	if s.Status == Dosed || s.Status == Left {
		return nil
	}
	return s.refuse("Impressions begin once the lozenge is taken. Nothing was taken in this session yet.")
}

// AcceptsMouth says whether the minutes a lozenge was kept may still be noted: until
// the session is signed.
func (s Session) AcceptsMouth() error {
	if s.Sealed() {
		return s.refuse("")
	}
	return nil
}

// refuse gives the sentence, unless being signed or not started explains more.
func (s Session) refuse(sentence string) error {
	if s.Sealed() {
		return problem.New(problem.Conflict, "This session is signed: nothing can be added to it.")
	}
	if s.Status == NotStarted {
		return problem.New(problem.Conflict, "This session was not held today. A new visit needs a new arrival.")
	}
	return problem.New(problem.Conflict, sentence)
}
