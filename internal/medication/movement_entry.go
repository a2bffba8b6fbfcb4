package medication

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// MovementEntry is a line of the ledger as it is typed.
type MovementEntry struct {
	Kind         MovementKind `form:"kind" label:"What happened"`
	Strength     Strength     `form:"strength" label:"One lozenge" unit:"mg"`
	Units        Units        `form:"units" label:"Lozenges"`
	Less         bool         `form:"less" label:"The correction takes away"`
	Corrects     MovementKind `form:"corrects" label:"What a correction corrects"`
	Lot          string       `form:"lot"`
	At           time.Time    `form:"at" label:"When"` // zero: now
	Reason       string       `form:"reason"`
	SecondPerson uuid.UUID    `form:"second_person" label:"Second person who counted"`
}

// movement is the line of what was typed.
func (t MovementEntry) movement(by uuid.UUID, now time.Time) Movement {
	e := Movement{Kind: t.Kind, Strength: t.Strength, Units: t.Units, Corrects: t.Corrects, At: t.At, Reason: t.Reason,
		RecordedBy: by, SecondPerson: t.SecondPerson}
	if e.At.IsZero() {
		e.At = now
	}
	if e.Kind == Correction && t.Less {
		e.Units = -e.Units
	}
	if e.Kind != Correction {
		e.Corrects = ""
	}
	return e
}

// Against refuses a line that cannot be by what is on hand: a count that differs needs
// a reason and a second person, and nobody can lose or correct away more than there is.
// Lozenges that were taken are always recorded.
func (e Movement) Against(hand map[Strength]Units) error {
	var f problem.Fields
	switch e.Kind {
	case Count:
		if e.Units != hand[e.Strength] {
			secondPerson(&f, e.Reason, e.RecordedBy, e.SecondPerson)
		}
	case Lost, Correction:
		after := OnHand([]Movement{{Kind: Dispensed, Strength: e.Strength, Units: hand[e.Strength]}, e})
		if len(Short(after)) > 0 {
			f.Add("units", "By the ledger %s of %s mg are on hand; this would leave less than none. Count again, and correct what was dispensed first.",
				hand[e.Strength], e.Strength)
		}
	}
	return f.Err()
}

func at(list string, i int) string { return fmt.Sprintf("%s[%d].", list, i) }

// Corrected are the kinds a correction adds to or takes from.
var Corrected = []MovementKind{Dispensed, TakenLozenge, Lost, Brought, TakenHome}

// strengths are those of the ledger and of orders, lowest first.
func strengths(ledger []LedgerLine, orders []Prescription) []Strength {
	var all []Strength
	for _, k := range ledger {
		all = append(all, k.Strength)
	}
	for _, o := range orders {
		all = append(all, o.Strength)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
