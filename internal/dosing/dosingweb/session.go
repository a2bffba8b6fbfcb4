package dosingweb

import (
	"context"

	"kap/internal/dosing"
	"kap/internal/readiness"
	"kap/internal/vitals"
	"kap/web/ui"
)

func before(c dosing.Chart) bool {
	return c.Session.Status == readiness.Arrived || c.Session.Status == readiness.Cleared
}

// nextOf is what comes next in the session, and whose it is.
func nextOf(ctx context.Context, c dosing.Chart) ui.Next {
	n := ui.Next{Owner: c.Session.TherapistName, OwnerRole: "Therapist"}
	switch {
	case !c.Session.SignedAt.IsZero():
		n.What, n.Detail = "Nothing: this session is signed", "Anything more is added in the client's chart."
		n.Action = ui.NavItem{Label: "Read the record", Href: c.Session.Href("signature")}
	case c.Session.Status == readiness.NotStarted:
		n.What = "Check and sign that it was not held today"
		n.Action = ui.NavItem{Label: "Check and sign", Href: c.Session.Href("signature")}
	case c.Session.Status == readiness.Left:
		n.What, n.Detail = "Check and sign the session", "The client left at "+ui.Clock(ctx, c.Session.EndedAt)
		n.Action = ui.NavItem{Label: "Check and sign", Href: c.Session.Href("signature")}
	default:
		return nextBefore(ctx, c, n)
	}
	return n
}

// nextBefore is the first step that is not done, and what holds up the lozenge. What
// readiness has to say besides stands on its page.
func nextBefore(ctx context.Context, c dosing.Chart, n ui.Next) ui.Next {
	n.Unsaid = true
	for _, step := range stepsBefore(ctx, c) {
		if step.State == "held" {
			n.Blocked = append(n.Blocked, step.Title+": "+step.Evidence)
		}
	}
	for _, step := range stepsBefore(ctx, c) {
		if step.State != "done" {
			n.What, n.Detail = step.Title, step.Evidence
			if step.Href != "" {
				n.Action = ui.NavItem{Label: step.Title, Href: step.Href}
			}
			return n
		}
	}
	return n
}

// stepsBefore are the steps on the way to the lozenge.
func stepsBefore(ctx context.Context, c dosing.Chart) []ui.Task {
	return []ui.Task{
		presenceStep(ctx, c), arrivalStep(ctx, c), pressureStep(c), readinessStep(ctx, c),
		{Title: "The lozenge", Evidence: "Readiness is looked at again as it is taken", State: "todo", Word: "To do", Href: c.Session.Href("intake")},
	}
}

func presenceStep(ctx context.Context, c dosing.Chart) ui.Task {
	t := ui.Task{Title: "Somebody is with the client", Evidence: "Say so on this page", State: "todo", Word: "To do"}
	for _, p := range c.Here() {
		if !p.ConfirmedAt.IsZero() {
			t.Evidence, t.State, t.Word = p.Name+", since "+ui.Clock(ctx, p.In), "done", "Done"
		}
	}
	return t
}

func arrivalStep(ctx context.Context, c dosing.Chart) ui.Task {
	t := ui.Task{Title: "Arrival check", Evidence: "Questions of the day, lozenges, escort", State: "todo", Word: "To do", Href: c.Session.Href("arrival-check")}
	if !c.Arrival.CheckedAt.IsZero() {
		t.Evidence, t.State, t.Word = "Last saved "+ui.Clock(ctx, c.Arrival.CheckedAt)+", "+c.Arrival.CheckedBy, "done", "Answered"
	}
	return t
}

func pressureStep(c dosing.Chart) ui.Task {
	d := c.Pressure()
	t := ui.Task{Title: "Vitals before the lozenge", Evidence: d.Words(c.Clinic.Location()), State: "todo", Word: "To do", Href: c.Session.Href("vitals")}
	switch {
	case d.Permits():
		t.State, t.Word = "done", "Within limits"
	case d.Stage == vitals.Ended, d.Stage == vitals.Decided:
		t.State, t.Word, t.Held = "held", "Held", true
	case d.Stage == vitals.Repeat, d.Stage == vitals.Stale:
		t.State, t.Word = "waiting", "Measure again"
	}
	return t
}

func readinessStep(ctx context.Context, c dosing.Chart) ui.Task {
	t := ui.Task{Title: "Readiness", Evidence: "May the dose start?", State: "todo", Word: "To do", Href: c.Session.Href("readiness")}
	if c.Session.Status == readiness.Cleared {
		t.Evidence, t.State, t.Word = "Signed "+ui.Clock(ctx, c.Session.ClearedAt), "done", "Ready"
	}
	return t
}
