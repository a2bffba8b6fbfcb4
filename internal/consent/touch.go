package consent

import (
	"slices"
	"strings"

	"kap/internal/problem"
)

// Scope is what a yes covers: kinds of touch, or to whom information is released.
type Scope []string

// TouchKinds are the kinds of supportive touch, in the order they are asked.
var TouchKinds = []struct{ Kind, Words string }{
	{"hand", "Holding a hand"},
	{"arm", "A hand on the forearm"},
	{"shoulder", "A hand on the shoulder"},
	{"back", "A hand on the upper back"},
	{"head", "A hand on the forehead"},
	{"feet", "A hand on the feet, over socks or blanket"},
	{"comfort", "Adjusting blanket, cushion or eyeshades"},
}

func (s Scope) known() bool {
	for _, kind := range s {
		if TouchWords(kind) == "" {
			return false
		}
	}
	return true
}

// TouchWords is a kind of touch as people read it, or "" for one not on the list.
func TouchWords(kind string) string {
	for _, t := range TouchKinds {
		if t.Kind == kind {
			return t.Words
		}
	}
	return ""
}

// Within says whether everything in s is in wider (invariant I11).
func (s Scope) Within(wider Scope) bool {
	for _, kind := range s {
		if !slices.Contains(wider, kind) {
			return false
		}
	}
	return true
}

// MayBecome refuses a touch that widens after the lozenge, also when the client asks
// for it then: the medicine may change what one would choose.
func (s Scope) MayBecome(next Scope, lozengeTaken bool) error {
	if !next.known() {
		return problem.At("scope", "Choose kinds of touch from the list.")
	}
	if lozengeTaken && !next.Within(s) {
		return problem.At("scope", "After the lozenge touch can become less, never more. Talk about it before the next session.")
	}
	return nil
}

// Words are the kinds of touch as people read them; what is on no list stands as it is.
func (s Scope) Words() string {
	words := make([]string, len(s))
	for i, kind := range s {
		words[i] = kind
		if touch := TouchWords(kind); touch != "" {
			words[i] = touch
		}
	}
	return strings.Join(words, ", ")
}
