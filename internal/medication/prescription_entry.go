package medication

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/eligibility"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// PrescriptionEntry is an order as it is typed, with the visit that issuing it rests on. Issued and
// expiry days that are left out are today and the longest that is allowed.
type PrescriptionEntry struct {
	Order
	eligibility.Visit
	Supersedes uuid.UUID `form:"supersedes"` // zero: none
}

// Entry is what a form begins with: a draft as it was typed, the order with this id that
// is to be superseded, or a fresh one.
func (b Bench) Entry(draft *Prescription, supersedes uuid.UUID) PrescriptionEntry {
	t := PrescriptionEntry{Order: Fresh(b.Protocol, b.Today), Visit: b.Decision.Visit}
	for _, o := range b.Orders {
		if draft == nil && o.ID == supersedes && !o.Draft() {
			fresh := t.Order
			t.Order, t.Supersedes = o.Order, o.ID
			t.IssuedOn, t.ExpiresOn, t.PDMPCheckedAt = fresh.IssuedOn, fresh.ExpiresOn, time.Time{}
		}
	}
	if draft == nil {
		return t
	}
	t.Order = draft.Order
	if draft.Visit != (eligibility.Visit{}) {
		t.Visit = draft.Visit
	}
	if draft.Supersedes != nil {
		t.Supersedes = *draft.Supersedes
	}
	return t
}

// order makes the order of what was typed; holds are the prescriber's own words, so
// they get author and day.
func (t PrescriptionEntry) order(author string, today time.Time, b protocol.Body) Order {
	p := t.Order
	p.Visit = t.Visit
	if p.IssuedOn.IsZero() {
		p.IssuedOn = today
	}
	if p.ExpiresOn.IsZero() {
		p.ExpiresOn = addMonths(p.IssuedOn, b.Lozenge.PrescriptionMonths)
	}
	holds := []OwnHold{}
	for _, h := range p.Holds {
		if h != (OwnHold{}) {
			h.Author, h.On = author, today
			holds = append(holds, h)
		}
	}
	p.Holds = holds
	return p
}

// Fresh is an order with the protocol's usual values: the first session's dose in
// lozenges of 100 mg.
func Fresh(b protocol.Body, today time.Time) Order {
	strength := Milligrams(100)
	start := Units(2 * b.Lozenge.FirstSession / 100)
	return Order{
		Form: Forms[0].Value, Strength: strength, StartUnits: start, MaxUnits: start, MinutesInMouth: b.Lozenge.MouthLeast,
		AfterMouth: AfterMouths[0].Value, IssuedOn: today, ExpiresOn: addMonths(today, b.Lozenge.PrescriptionMonths),
	}
}

// EndingEntry is why an order ends before its day.
type EndingEntry struct {
	Reason string `form:"ended_reason"`
}

// Check wants a reason.
func (e EndingEntry) Check() error {
	if e.Reason == "" {
		return problem.At("ended_reason", "Write why the order ends.")
	}
	return nil
}
