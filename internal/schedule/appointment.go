package schedule

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/problem"
)

// Appointment is a visit to book.
type Appointment struct {
	ID           uuid.UUID
	ClientID     uuid.UUID
	CourseID     uuid.UUID // zero: the client's open course, where there is one
	Kind         Kind
	StartsAt     time.Time
	EndsAt       time.Time     // of the visit, without turnover
	Turnover     time.Duration // after the visit, for staff and room
	Status       Status        // Tentative or Confirmed
	StaffID      uuid.UUID     // whose visit it is
	RoomID       uuid.UUID     // zero: none
	VisitMode    string        // here, video, telephone, elsewhere
	Reason       string        // why this day, in words for the desk
	TentativeFor string        // why not confirmed, in words for the desk
}

// Held is one resource kept busy for a span.
type Held struct {
	Staff, Room, Client uuid.UUID // exactly one
	From, To            time.Time
}

// Resource is the id of who or what is busy.
func (h Held) Resource() uuid.UUID {
	for _, id := range []uuid.UUID{h.Staff, h.Room} {
		if id != uuid.Nil {
			return id
		}
	}
	return h.Client
}

// Holds is what the visit keeps busy: the client for the visit itself, staff and
// room for the turnover too.
func (a Appointment) Holds() []Held {
	free := a.EndsAt.Add(a.Turnover)
	held := []Held{{Client: a.ClientID, From: a.StartsAt, To: a.EndsAt}}
	if a.StaffID != uuid.Nil {
		held = append(held, Held{Staff: a.StaffID, From: a.StartsAt, To: free})
	}
	if a.RoomID != uuid.Nil {
		held = append(held, Held{Room: a.RoomID, From: a.StartsAt, To: free})
	}
	return held
}

// Visit is a booked appointment as people read it; nothing of it is clinical.
type Visit struct {
	ID              uuid.UUID
	ClientID        uuid.UUID
	CourseID        *uuid.UUID
	Kind            Kind
	StartsAt        time.Time
	EndsAt          time.Time
	FreeAt          time.Time // when staff and room are free: EndsAt and the turnover
	StaffUntil      time.Time // somebody is booked for it until, turnover not counted; zero: nobody is
	RoomUntil       time.Time // the same of a room
	CreatedAt       time.Time
	EscortConfirmed bool // as said last
	Status          Status
	StaffID         *uuid.UUID
	StaffName       string // with credentials
	RoomID          *uuid.UUID
	RoomName        string
	VisitMode       string
	Reason          string
	TentativeFor    string
	ArrivedAt       *time.Time
	CancelledAt     *time.Time
	CancelledBy     string
	CancelledReason string
	NoticeHours     *int
	ReturnsTo       Status // before the desk marked it; empty: nothing is to be taken back
	Version         int
}

// Remote says whether it is held by video or telephone, or was; one that is not held is of
// no account.
func (v Visit) Remote() bool {
	return (v.VisitMode == "video" || v.VisitMode == "telephone") && v.Status.Active()
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

// VisitsOf are those of one course.
func VisitsOf(visits []Visit, course uuid.UUID) []Visit {
	var of []Visit
	for _, v := range visits {
		if v.CourseID != nil && *v.CourseID == course {
			of = append(of, v)
		}
	}
	return of
}

// Appointment is the visit as what is booked, to be moved.
func (v Visit) Appointment() Appointment {
	a := Appointment{
		ID: v.ID, ClientID: v.ClientID, Kind: v.Kind, StartsAt: v.StartsAt, EndsAt: v.EndsAt, Turnover: v.FreeAt.Sub(v.EndsAt),
		Status: v.Status, VisitMode: v.VisitMode, Reason: v.Reason, TentativeFor: v.TentativeFor,
	}
	if v.CourseID != nil {
		a.CourseID = *v.CourseID
	}
	if v.StaffID != nil {
		a.StaffID = *v.StaffID
	}
	if v.RoomID != nil {
		a.RoomID = *v.RoomID
	}
	return a
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
func (v Visit) MayChange(a auth.Actor) error { return MayBook(a, v.Kind, v.Appointment().StaffID) }

// mustBeAhead refuses a change to a visit that is over, running or cancelled.
func (v Visit) mustBeAhead(what string) error {
	if v.Status.Ahead() {
		return nil
	}
	return problem.Newf(problem.Conflict, "This visit is marked %q; it cannot be %s any more.", v.Status.Words(), what)
}
