package medication

import (
	"slices"
	"strings"
	"time"

	"kap/internal/choice"
	"kap/internal/problem"

	"github.com/google/uuid"
)

// MovementKind is what happened to lozenges of the client.
type MovementKind string

// The kinds of entry. Only dispensed, taken and lost change what is on hand; brought,
// taken home and count say where the lozenges were seen.
const (
	Dispensed    MovementKind = "dispensed"
	Brought      MovementKind = "brought"
	TakenLozenge MovementKind = "taken"
	Lost         MovementKind = "lost"
	TakenHome    MovementKind = "taken home"
	Count        MovementKind = "count"
	Correction   MovementKind = "correction"
)

var movementKinds = choice.List[MovementKind]{{Dispensed, "Dispensed"}, {Brought, "Brought"}, {TakenHome, "Taken home"}, {Lost, "Lost"},
	{Count, "Count"}, {Correction, "Correction"}, {TakenLozenge, "Taken"}}

// Choices are the kinds that are entered by hand; taken comes from the intakes.
func (MovementKind) Choices() []choice.Answer { return movementKinds[:len(movementKinds)-1].Answers() }

// Words are how a kind is read.
func (k MovementKind) Words() string { return movementKinds.Words(k) }

// Movement is one line of the client's lozenge ledger. It is never changed; a correction
// is an entry of its own, with reason and a second person.
type Movement struct {
	Kind         MovementKind
	Strength     Strength
	Units        Units // below zero only in a correction
	Corrects     MovementKind
	At           time.Time
	Reason       string
	RecordedBy   uuid.UUID `db:"-"` // who is signed in
	SecondPerson uuid.UUID
}

// OnHand is what the client has of each strength by the ledger: dispensed less taken
// less lost, corrections included.
func OnHand(entries []Movement) map[Strength]Units {
	hand := map[Strength]Units{}
	for _, e := range entries {
		kind := e.Kind
		if kind == Correction {
			kind = e.Corrects
		}
		if n := onHand(kind, e.Units); n != 0 {
			hand[e.Strength] += n
		}
	}
	return hand
}

// Short are the strengths of which less than nothing would be on hand (invariant I4),
// lowest first.
func Short(hand map[Strength]Units) []Strength {
	var short []Strength
	for s, u := range hand {
		if u < 0 {
			short = append(short, s)
		}
	}
	slices.Sort(short)
	return short
}

// Check refuses an entry that is not whole.
func (e Movement) Check(now time.Time) error {
	var f problem.Fields
	if !movementKinds.Has(e.Kind) {
		f.Add("kind", "Choose what happened to the lozenges.")
	}
	if e.Strength <= 0 {
		f.Add("strength", "Enter the mg of one lozenge, from the label.")
	}
	if e.Units < 0 && e.Kind != Correction {
		f.Add("units", "Enter how many lozenges; only a correction can take away.")
	}
	if e.At.IsZero() || e.At.After(now) {
		f.Add("at", "Enter when this was; it cannot be in the future.")
	}
	if e.Kind == Lost && strings.TrimSpace(e.Reason) == "" {
		f.Add("reason", "Write how the lozenges were lost.")
	}
	e.checkCorrection(&f)
	return f.Err()
}

func (e Movement) checkCorrection(f *problem.Fields) {
	if e.Kind != Correction {
		return
	}
	if !slices.Contains(Corrected, e.Corrects) {
		f.Add("corrects", "Choose what is corrected.")
	}
	secondPerson(f, e.Reason, e.RecordedBy, e.SecondPerson)
}
