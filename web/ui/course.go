package ui

import "strconv"

// Step is one visit or act of a course of care.
type Step struct {
	Kind  string // talk, prescriber, dose: circle, square, lozenge
	Label string // "Dose 2"
	Under string // a date or a word: "Nov 21", "Planned"
	State string // done, today, booked, planned, held
	Href  string
}

// How many marks stand side by side on a wide page, and on one below 1160 px.
const (
	stripLength  = 17
	narrowLength = 11
)

// stretch is the part of the course that stands on the strip: its steps from, and
// before, these places. What lies around it is folded into a mark each.
type stretch struct{ from, to int }

// wide folds only the past: on a wide page the whole way ahead is shown.
func wide(steps []Step) stretch {
	s := stretch{0, len(steps)}
	if len(steps) > stripLength {
		s.from = min(past(steps), len(steps)-stripLength+1)
	}
	return s
}

// narrow folds all but the last two steps that were reached, then what is furthest ahead.
func narrow(steps []Step) stretch {
	s := wide(steps)
	if len(steps) <= narrowLength {
		return s
	}
	s.from = max(s.from, min(reached(steps)-2, len(steps)-narrowLength+1), 0)
	room := narrowLength
	if s.from > 0 {
		room--
	}
	if s.to-s.from > room {
		s.to = s.from + room - 1
	}
	return s
}

// past is how many steps are done before the first that is not.
func past(steps []Step) int {
	n := 0
	for n < len(steps) && steps[n].State == "done" {
		n++
	}
	return n
}

// reached is how many steps lie behind: up to today's, or to the last that is done.
func reached(steps []Step) int {
	n := 0
	for i, s := range steps {
		switch s.State {
		case "today":
			return i
		case "done":
			n = i + 1
		}
	}
	return n
}

// foldedState is how the past that is folded away stands.
func foldedState(folded []Step) (state, word string) {
	if past(folded) == len(folded) {
		return "done", "all done"
	}
	return "held", "not all done"
}

// holds says whether a step's place is on the stretch.
func (s stretch) holds(i int) bool { return i >= s.from && i < s.to }

// spoken is a step's state as read aloud before its date.
func (s Step) spoken() string {
	switch s.State {
	case "done":
		return "Done, "
	case "today":
		return "Today, "
	case "booked":
		return "Booked, "
	case "held":
		return "Held up: "
	}
	return ""
}

func (s Step) class() string {
	switch s.State {
	case "done":
		return "is-done"
	case "today":
		return "is-now"
	case "held":
		return "ahead is-held"
	}
	return "ahead"
}

func earlier(n int) string { return strconv.Itoa(n) + " earlier" }

func later(n int) string { return strconv.Itoa(n) + " later" }
