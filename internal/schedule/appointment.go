package schedule

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/problem"
)

// Appointment is what is booked of a visit. An id that is zero is nobody and nothing.
type Appointment struct {
	ID           uuid.UUID
	ClientID     uuid.UUID
	CourseID     uuid.UUID `db:"course_id,read"` // zero on booking: the client's open course, where there is one
	Kind         Kind
	StartsAt     time.Time
	EndsAt       time.Time     // of the visit, without turnover
	Turnover     time.Duration `db:"turnover,read"` // after the visit, for staff and room
	Status       Status
	StaffID      uuid.UUID // whose visit it is
	RoomID       uuid.UUID
	VisitMode    VisitMode
	Reason       string // why this day, in words for the desk
	TentativeFor string // why not confirmed, in words for the desk
}

// FreeAt is when staff and room are free again.
func (a Appointment) FreeAt() time.Time { return a.EndsAt.Add(a.Turnover) }

// Held is one resource kept busy for a span.
type Held struct {
	StaffID, RoomID, ClientID uuid.UUID // exactly one
	StartsAt, EndsAt          time.Time
}

// Resource is the id of who or what is busy.
func (h Held) Resource() uuid.UUID { return cmp.Or(h.StaffID, h.RoomID, h.ClientID) }

// Holds is what the visit keeps busy: the client for the visit itself, staff and
// room for the turnover too.
func (a Appointment) Holds() []Held {
	held := []Held{{ClientID: a.ClientID, StartsAt: a.StartsAt, EndsAt: a.EndsAt}}
	if a.StaffID != uuid.Nil {
		held = append(held, Held{StaffID: a.StaffID, StartsAt: a.StartsAt, EndsAt: a.FreeAt()})
	}
	if a.RoomID != uuid.Nil {
		held = append(held, Held{RoomID: a.RoomID, StartsAt: a.StartsAt, EndsAt: a.FreeAt()})
	}
	return held
}

// Visit is a booked appointment as people read it; nothing of it is clinical.
type Visit struct {
	Appointment
	StaffName       string // with credentials
	RoomName        string
	StaffUntil      time.Time // somebody is booked for it until, turnover not counted; zero: nobody is
	RoomUntil       time.Time // the same of a room
	EscortConfirmed bool      // as said last
	CreatedAt       time.Time
	ArrivedAt       time.Time // zero: not yet
	CancelledAt     time.Time // zero: it is not
	CancelledBy     Canceller
	CancelledReason string
	NoticeHours     *int
	ReturnsTo       Status // before the desk marked it; empty: nothing is to be taken back
	Version         int
}

// Remote says whether it is held by video or telephone, or was; one that is not held is of
// no account.
func (v Visit) Remote() bool {
	return (v.VisitMode == Video || v.VisitMode == Telephone) && v.Status.Active()
}

// Remote says whether a visit of a course is held by video or telephone.
func Remote(visits []Visit, course uuid.UUID) bool {
	return slices.ContainsFunc(VisitsOf(visits, course), Visit.Remote)
}

// VisitWith is the visit with an id; false where it is not among them.
func VisitWith(visits []Visit, id uuid.UUID) (Visit, bool) {
	for _, v := range visits {
		if v.ID == id {
			return v, true
		}
	}
	return Visit{}, false
}

// VisitsOf are those of one course; without a course none.
func VisitsOf(visits []Visit, course uuid.UUID) []Visit {
	var of []Visit
	for _, v := range visits {
		if v.CourseID == course && course != uuid.Nil {
			of = append(of, v)
		}
	}
	return of
}

// AheadOf are the visits that are booked and begin after a moment.
func AheadOf(visits []Visit, now time.Time) []Visit {
	var ahead []Visit
	for _, v := range visits {
		if v.Status.Ahead() && v.StartsAt.After(now) {
			ahead = append(ahead, v)
		}
	}
	return ahead
}

// MayBook refuses a visit that the actor does not book: the front desk books all, a
// therapist their own talk visits (protocol 8).
func MayBook(a auth.Actor, kind Kind, of uuid.UUID) error {
	if a.May(auth.Book) || kind.OfTherapist() && slices.Contains(a.Staffs, of) && a.May(auth.BookTalk) {
		return nil
	}
	if kind.OfTherapist() {
		return problem.New(problem.Forbidden, "You book, move and cancel your own visits. Ask the front desk about others.")
	}
	return problem.New(problem.Forbidden, "The front desk books, moves and cancels these visits. Ask them.")
}

// MayChange is MayBook for a visit that is booked.
func (v Visit) MayChange(a auth.Actor) error { return MayBook(a, v.Kind, v.StaffID) }

// mustBeAhead refuses a change to a visit that is over, running or cancelled.
func (v Visit) mustBeAhead(what string) error {
	if v.Status.Ahead() {
		return nil
	}
	return problem.Newf(problem.Conflict, "This visit is marked %q; it cannot be %s any more.", v.Status.Words(), what)
}
