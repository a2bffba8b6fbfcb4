package medication

import (
	"slices"

	"kap/internal/fold"
)

// Tally is how many lozenges of one strength and lot the client's ledger tells of under
// one kind, corrections counted under the kind they correct.
type Tally struct {
	Kind     MovementKind
	Strength Strength
	Lot      string
	Units    Units
}

// Held is what the client has of each strength and lot, where it is anything.
func Held(tallies []Tally) []Portion {
	return portions(tallies, func(t Tally) Units { return onHand(t.Kind, t.Units) })
}

// Labels are the strengths and lots that were dispensed. One without a lot has no label
// to be compared with.
func Labels(tallies []Tally) []Portion {
	labels := portions(tallies, func(t Tally) Units {
		if t.Kind == Dispensed {
			return t.Units
		}
		return 0
	})
	return slices.DeleteFunc(labels, func(p Portion) bool { return p.Lot == "" })
}

// portions adds up what counts of each strength and lot, in the order of the tallies. A lot
// is one however it was read off the label: LK-2207, lk 2207.
func portions(tallies []Tally, counts func(Tally) Units) []Portion {
	var all []Portion
	for _, t := range tallies {
		i := slices.IndexFunc(all, func(p Portion) bool { return p.Strength == t.Strength && fold.Term(p.Lot) == fold.Term(t.Lot) })
		if i < 0 {
			i, all = len(all), append(all, Portion{Line{Strength: t.Strength}, t.Lot})
		}
		all[i].Units += counts(t)
	}
	return slices.DeleteFunc(all, func(p Portion) bool { return p.Units <= 0 })
}

// HeldOf is what the client has of each strength; below zero more was taken or lost than
// the ledger knew of.
func HeldOf(tallies []Tally) map[Strength]Units {
	hand := map[Strength]Units{}
	for _, t := range tallies {
		if n := onHand(t.Kind, t.Units); n != 0 {
			hand[t.Strength] += n
		}
	}
	return hand
}

// onHand is what lozenges under a kind add to what is on hand, or take from it.
func onHand(kind MovementKind, units Units) Units {
	switch kind {
	case Dispensed:
		return units
	case TakenLozenge, Lost:
		return -units
	}
	return 0
}
