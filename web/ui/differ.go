package ui

import "context"

// Difference is one answer that two people gave differently.
type Difference struct {
	Name                 string // of the input, where a form was compared
	Label, Stored, Typed string
}

// Differences of what is stored to what was typed, both of one struct, in its order.
func Differences(ctx context.Context, stored, typed any) []Difference {
	const nothing = "Nothing"
	var differ []Difference
	said := EveryFactOf(ctx, typed, nothing)
	for i, fact := range EveryFactOf(ctx, stored, nothing) {
		if fact.Value != said[i].Value {
			differ = append(differ, Difference{Label: fact.Label, Stored: fact.Value, Typed: said[i].Value})
		}
	}
	return differ
}
