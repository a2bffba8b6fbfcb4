package medication

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/eligibility"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/sign"
)

// Prescription is a prescription as it is stored, signed or a draft.
type Prescription struct {
	ID         uuid.UUID
	CourseID   uuid.UUID
	DecisionID *uuid.UUID // the decision in force when it was written
	Supersedes *uuid.UUID
	Order
	EndedReason string
	CreatedAt   time.Time
	RecordedBy  uuid.UUID
	Author      string // with credentials
	AuthorName  string
}

// Draft says whether it can still be changed.
func (o Prescription) Draft() bool { return o.SignedAt.IsZero() }

// MayChange refuses everybody but the author, and everybody once it is signed.
func (o Prescription) MayChange(staff uuid.UUID) error {
	switch {
	case !o.Draft():
		return problem.New(problem.Conflict, "This order is signed and stays as it is. To change it, write one that supersedes it.")
	case o.RecordedBy != staff:
		return problem.Newf(problem.Conflict, "%s wrote this draft; only its author changes or signs it. Write an order of your own.", o.Author)
	}
	return nil
}

// Document is what the prescriber signs.
func (o Prescription) Document(client uuid.UUID) sign.Document {
	return sign.Document{Kind: "prescription", ID: o.ID, Client: client, Content: struct {
		Course     uuid.UUID
		Decision   *uuid.UUID
		Supersedes *uuid.UUID
		Order      Order
	}{o.CourseID, o.DecisionID, o.Supersedes, o.Order}}
}

// State names where the order stands on a calendar day.
func (o Prescription) State(on time.Time) string {
	switch {
	case o.Draft():
		return "Draft, not signed"
	case !o.EndedAt.IsZero():
		return "Ended: " + o.EndedReason
	case on.After(o.ExpiresOn):
		return "Expired"
	}
	return "Active"
}

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

// checkHolds: a hold names its medicine and says what the client is told.
func (p Order) checkHolds(f *problem.Fields, b protocol.Body) {
	for i, h := range p.Holds {
		name := at("holds", i)
		if h.Medicine == "" {
			f.Add(name+"medicine", "Name the medicine.")
		}
		if h.Sentence == "" {
			f.Add(name+"sentence", "Write what the client is told, as it will be printed.")
		}
		if h.Before < 0 || h.After < 0 || h.Before > 24*14 || h.After > 24*14 {
			f.Add(name+"before", "Write hours before and after, at most two weeks.")
		}
		if h.Class != "" && !slices.ContainsFunc(b.Medicines, func(m protocol.MedicineRule) bool { return m.Class == h.Class }) {
			f.Add(name+"class", "Choose a class of the list, or none.")
		}
	}
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
