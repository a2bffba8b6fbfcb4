package todayweb

import (
	"strconv"
	"strings"

	"kap/internal/auth"
	"kap/internal/today"
	"kap/web/ui"
)

// stepTask is a step of the clinic's first hour as a row: a link for who can do it, whom
// it waits for to everybody else.
func stepTask(s today.Step) ui.Task {
	t := ui.Task{Title: s.What, Evidence: s.Why, State: "done", Word: "Done", Href: s.Href}
	if s.Done {
		return t
	}
	if s.Lacks != "" {
		t.Evidence = s.Lacks + ". " + s.Why
	}
	t.State, t.Word = "todo", "To do"
	if !s.Mine {
		t.State, t.Word = "waiting", "Waits for "+whom(s)
	}
	return t
}

// whom are those who can do a step: "Grace Kim", or "a medical lead" where there is none.
func whom(s today.Step) string {
	switch {
	case len(s.Names) == 0 && s.Owner == "front desk":
		return "the front desk"
	case len(s.Names) == 0:
		return "a " + s.Owner
	}
	return strings.Join(s.Names, " or ")
}

// firstNext is the step to come as the panel on top.
func firstNext(steps []today.Step) (ui.Next, bool) {
	s, then := today.Upcoming(steps)
	if s == nil {
		return ui.Next{}, false
	}
	n := ui.Next{What: s.What, Detail: s.Why, Owner: whom(*s), OwnerRole: ui.Capital(s.Owner)}
	if s.Lacks != "" {
		n.Detail = s.Lacks + "."
	}
	if s.Mine {
		n.Owner, n.Action = "You", ui.NavItem{Label: s.Act, Href: s.Href}
	}
	if then != nil {
		n.Then = then.What
	}
	return n, s.Mine
}

// theirs are the steps to do and those done that a reader is shown: all of them to who
// sets the clinic up, their own to the others.
func theirs(h today.Home) (open, done []today.Step) {
	for _, s := range h.First {
		switch {
		case !s.Mine && (h.As == auth.Therapist || h.As == auth.Nurse || h.As == auth.MedicalAssistant):
		case s.Done:
			done = append(done, s)
		default:
			open = append(open, s)
		}
	}
	return open, done
}

// stepsTitle counts: "Setting up the clinic, 3 of 9 done".
func stepsTitle(steps []today.Step) string {
	done := 0
	for _, s := range steps {
		if s.Done {
			done++
		}
	}
	return "Setting up the clinic, " + strconv.Itoa(done) + " of " + strconv.Itoa(len(steps)) + " done"
}

// idle is what an empty list says: in a new clinic what it waits for, else words.
func idle(h today.Home, words string) string {
	s, _ := today.Upcoming(h.First)
	switch {
	case s == nil:
		return words
	case s.Mine:
		return "The clinic is being set up: what needs you now stands above."
	}
	return "The clinic is being set up. This waits for " + whom(*s) + ": " + lower(s.What) + "."
}
