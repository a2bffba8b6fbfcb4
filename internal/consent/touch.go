package consent

import (
	"slices"

	"kap/internal/problem"
)

// TouchKind is one kind of supportive touch a client can agree to.
type TouchKind string

// TouchKinds lists them in the order they are asked, from least to most.
var TouchKinds = []struct {
	Kind  TouchKind
	Words string
}{
	{"hand", "Holding a hand"},
	{"arm", "A hand on the forearm"},
	{"shoulder", "A hand on the shoulder"},
	{"back", "A hand on the upper back"},
	{"head", "A hand on the forehead"},
	{"feet", "A hand on the feet, over socks or blanket"},
	{"comfort", "Adjusting blanket, cushion or eyeshades"},
}

// TouchScope is the set of kinds of touch a client agrees to; empty is none.
type TouchScope []TouchKind

// Check refuses kinds that are not on the list.
func (s TouchScope) Check() error {
	for _, kind := range s {
		if kind.Words() == "" {
			return problem.At("scope", "Choose kinds of touch from the list.")
		}
	}
	return nil
}

// Words is the kind as people read it, or "" for a kind not on the list.
func (k TouchKind) Words() string {
	for _, t := range TouchKinds {
		if t.Kind == k {
			return t.Words
		}
	}
	return ""
}

// Within says whether every kind of s is in wider (invariant I11).
func (s TouchScope) Within(wider TouchScope) bool {
	for _, kind := range s {
		if !slices.Contains(wider, kind) {
			return false
		}
	}
	return true
}

// MayBecome refuses widening after the lozenge, also when the client asks for it
// then: the medicine may change what one would choose.
func (s TouchScope) MayBecome(next TouchScope, lozengeTaken bool) error {
	if err := next.Check(); err != nil {
		return err
	}
	if lozengeTaken && !next.Within(s) {
		return problem.At("scope", "After the lozenge touch can become less, never more. Talk about it before the next session.")
	}
	return nil
}
