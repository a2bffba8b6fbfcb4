package eligibility

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/protocol"
)

// Reminder is where an open request for information stands.
type Reminder struct {
	Due        int       // reminders that are due by now, sent or not
	Last       time.Time // calendar day of the latest of these; zero when there is none
	AskToClose bool      // the prescriber is asked to close; nothing closes itself
	Next       time.Time // calendar day of the next step; zero when there is none
}

// Remind says which reminders of a request asked on one calendar day are due on
// another: after 7 and 14 days, and after 30 the question whether to close.
func Remind(asked, today time.Time, b protocol.Body) Reminder {
	var r Reminder
	e := b.Eligibility
	for _, days := range e.InformationReminders {
		if on := asked.AddDate(0, 0, days); !on.After(today) {
			r.Due++
			r.Last = on
		} else if r.Next.IsZero() || on.Before(r.Next) {
			r.Next = on
		}
	}
	closing := asked.AddDate(0, 0, e.InformationClose)
	r.AskToClose = !closing.After(today)
	if r.Next.IsZero() && !r.AskToClose {
		r.Next = closing
	}
	return r
}

// Request is a request for information that a decision waits for.
type Request struct {
	ID         uuid.UUID
	DecisionID uuid.UUID
	What       string
	FromWhom   string
	Due        time.Time // calendar day
	ReceivedAt time.Time // zero: not yet
	Received   string
	ReceivedBy string // with credentials
}

// RequestAt is information that a decision still waited for at a moment.
type RequestAt struct {
	ID         uuid.UUID
	DecisionID uuid.UUID
	What       string
	FromWhom   string
	Due        time.Time // calendar day; zero: none
	CreatedAt  time.Time
}

// RequestsOf are what one decision waits for; nil: none.
func RequestsOf(requests []RequestAt, d *DecisionAt) []RequestAt {
	return slices.DeleteFunc(slices.Clone(requests), func(r RequestAt) bool { return d == nil || r.DecisionID != d.ID })
}
