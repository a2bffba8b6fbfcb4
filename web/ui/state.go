package ui

// mark is how a kind of state is drawn: its icon and its tone.
type mark struct{ icon, tone string }

// marks are the kinds of State, Tag and Banner. The word always stands beside the
// icon; red is only for danger to a person, a refused form or a call for help.
var marks = map[string]mark{
	"ready":   {"ready", "good"},
	"done":    {"done", "quiet"},
	"signed":  {"done", "quiet"},
	"now":     {"now", "good"},
	"booked":  {"booked", "quiet"},
	"planned": {"planned", "quiet"},
	"none":    {"none", "quiet"},
	"todo":    {"none", "quiet"},
	"waiting": {"waiting", "wait"},
	"wait":    {"waiting", "wait"},
	"held":    {"held", "wait"},
	"missing": {"late", "wait"},
	"overdue": {"late", "wait"},
	"danger":  {"stop", "stop"},
	"stop":    {"stop", "stop"},
	"good":    {"ready", "good"},
	"info":    {"info", "quiet"},
	"sealed":  {"lock", "quiet"},
}

// markOf is the mark of a kind; an unknown one is an empty ring.
func markOf(kind string) mark {
	if m, ok := marks[kind]; ok {
		return m
	}
	return mark{"none", "quiet"}
}

// tagIcon differs from a state's for a risk: a flag, not a stop.
func tagIcon(kind string) string {
	if kind == "danger" {
		return "flag"
	}
	return markOf(kind).icon
}
