package preparation

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/problem"
	"kap/internal/sign"
)

// Session is a preparation session as it is kept: a draft until it is signed.
type Session struct {
	ID            uuid.UUID
	CourseID      uuid.UUID
	AppointmentID *uuid.UUID
	Visit
	HeldBy     uuid.UUID // zero where it was held elsewhere
	HeldByName string    // with credentials
	Version    int
	SignedAt   *time.Time
	SignerName string
}

// Signed says whether anything of it can still change.
func (r Session) Signed() bool { return r.SignedAt != nil }

// MayChange refuses a signed session, and one that somebody else held whom the actor
// does not cover.
func (r Session) MayChange(a auth.Actor) error {
	switch {
	case r.Signed():
		return problem.New(problem.Conflict, "This preparation session is signed: nothing in it can be changed. Write what is new into the next session.")
	case r.HeldBy != uuid.Nil && r.HeldBy != a.Staff && !slices.Contains(a.Staffs, r.HeldBy):
		return problem.Newf(problem.Conflict, "%s held this session and finishes it. Begin one of your own for what you went through.", r.HeldByName)
	}
	return nil
}

// Document is what is signed: everything the session's page shows of it.
func (r Session) Document(client uuid.UUID) sign.Document {
	return sign.Document{Kind: "preparation_session", ID: r.ID, Client: client, Content: struct {
		CourseID        uuid.UUID
		HeldAt          time.Time
		Minutes         int
		Place           Place
		HeldWhere       string
		HeldBy          uuid.UUID
		Intention       string
		Emotional       Emotional
		Setting         Setting
		Topics          []string
		Touch           string
		IntegrationPlan string
		Words           string
	}{r.CourseID, r.HeldAt, r.Minutes, r.Place, r.HeldWhere, r.HeldBy, r.Intention, r.Emotional, r.Setting,
		r.Topics, r.Touch, r.IntegrationPlan, r.Words}}
}

// Visits are those of one course, as Held counts them.
func Visits(records []Session, course uuid.UUID) []Visit {
	var of []Visit
	for _, r := range records {
		if r.CourseID == course {
			of = append(of, r.Visit)
		}
	}
	return of
}

// Intention is what the client means to turn to, in their words, as said at one session.
type Intention struct {
	SessionID uuid.UUID
	CourseID  uuid.UUID
	Words     string
	SaidAt    time.Time
	By        string // who wrote it down
}

// IntentionAt is the latest intention for a course that was said by a moment, zero for
// none; said comes the latest first.
func IntentionAt(said []Intention, course uuid.UUID, at time.Time) Intention {
	for _, i := range said {
		if i.CourseID == course && !i.SaidAt.After(at) {
			return i
		}
	}
	return Intention{}
}
