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

// stripLength is how many steps stand side by side before the past is folded.
const stripLength = 17

// fold splits off the oldest done steps where the strip would be too long.
func fold(steps []Step) (folded, shown []Step) {
	n := 0
	for n < len(steps) && steps[n].State == "done" && len(steps)-n > stripLength-1 {
		n++
	}
	if len(steps) <= stripLength {
		n = 0
	}
	return steps[:n], steps[n:]
}

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

func earlier(steps []Step) string { return strconv.Itoa(len(steps)) + " earlier" }
