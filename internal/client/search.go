package client

import (
	"strings"
	"time"
)

// Search is what somebody typed to find a client: words of names in any order,
// a client number, a birth date, or a phone number.
type Search struct {
	Words  []string   // each must occur; folded
	Born   *time.Time // a whole date was typed
	Digits string     // of a phone number; at least four
}

var bornLayouts = []string{"2006-01-02", "1/2/2006", "1-2-2006", "1.2.2006", "Jan 2, 2006", "Jan 2 2006", "January 2, 2006", "January 2 2006"}

// ParseSearch reads the one box of the search.
func ParseSearch(q string) Search {
	q = strings.TrimSpace(q)
	for _, layout := range bornLayouts {
		if born, err := time.Parse(layout, q); err == nil {
			return Search{Words: []string{}, Born: &born}
		}
	}
	if d := digits(q); len(d) >= 4 && strings.Trim(q, "0123456789+-(). ") == "" {
		return Search{Words: []string{}, Digits: d}
	}
	words := fold(q)
	if words == nil {
		words = []string{}
	}
	return Search{Words: words}
}
