package medication

import (
	"strings"
	"time"

	"kap/internal/auth"
	"kap/internal/problem"
	"kap/internal/protocol"

	"github.com/google/uuid"
)

// TelephoneOrder is an order the prescriber gave by telephone: taken by a nurse, read
// back, and signed by the prescriber within the protocol's hours (24).
type TelephoneOrder struct {
	At         time.Time `form:"at"`
	Prescriber uuid.UUID `form:"prescriber"`
	Order      string    `form:"order"`
	ReadBack   bool      `form:"read_back"`
	SignedAt   time.Time `form:"-"`
}

// Check refuses an order taken by somebody who may not, or one that is not whole.
func (o TelephoneOrder) Check(actor auth.Actor, now time.Time) error {
	if !actor.Is(auth.Nurse) {
		return problem.New(problem.Forbidden, "A nurse takes a telephone order; otherwise the prescriber changes it on their own phone.")
	}
	var f problem.Fields
	if o.At.IsZero() || o.At.After(now) {
		f.Add("at", "Enter when the order was given; it cannot be in the future.")
	}
	if o.Prescriber == uuid.Nil {
		f.Add("prescriber", "Name the prescriber who gave the order.")
	}
	if strings.TrimSpace(o.Order) == "" {
		f.Add("order", "Write the order as it was given.")
	}
	if !o.ReadBack {
		f.Add("read_back", "Read the order back to the prescriber, then confirm it here.")
	}
	return f.Err()
}

// SignBy is when the prescriber's signature is due.
func (o TelephoneOrder) SignBy(b protocol.Body) time.Time {
	return o.At.Add(time.Duration(b.Lozenge.TelephoneOrder) * time.Hour)
}

// Overdue says whether the signature is missing beyond its time.
func (o TelephoneOrder) Overdue(now time.Time, b protocol.Body) bool {
	return o.SignedAt.IsZero() && now.After(o.SignBy(b))
}
