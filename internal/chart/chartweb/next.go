package chartweb

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/chart"
	"kap/internal/pathway"
	"kap/internal/task"
	"kap/web/ui"
)

// calling is what somebody must do at once and the pathway did not ask for: a clinician
// called by the front desk, an incident. It stands before everything else.
func calling(c chart.Care) (task.Task, bool) {
	for _, t := range others(c) {
		if t.Urgent {
			return t, true
		}
	}
	return task.Task{}, false
}

// callingNext is the panel of what calls.
func callingNext(ctx context.Context, c chart.Care, t task.Task) ui.Next {
	n := ui.Next{What: t.What, Detail: t.Detail, Owner: taskOwner(ctx, t), OwnerRole: ui.Capital(t.OwnerRole.Word()), Since: "since " + ui.When(ctx, t.Since),
		Action: ui.NavItem{Label: t.Act(), Href: t.Where()}}
	if step, some := c.Standing.Next(); some {
		n.Then = step.What
	}
	return n
}

// behind are the steps that do not stand in the panel.
func behind(c chart.Care) []pathway.Step {
	if _, calls := calling(c); calls || len(c.Standing.Steps) == 0 {
		return c.Standing.Steps
	}
	return c.Standing.Steps[1:]
}

// next is the panel: the most pressing step and what comes then.
func next(ctx context.Context, c chart.Care) ui.Next {
	if t, calls := calling(c); calls {
		return callingNext(ctx, c, t)
	}
	step, some := c.Standing.Next()
	if !some {
		return ui.Next{What: "Nothing is left to do", Detail: c.Standing.Stage.Words() + "."}
	}
	n := ui.Next{What: step.What, Detail: step.Detail, Since: "since " + ui.Day(ctx, step.Since), Action: action(ctx, step), Unsaid: step.Now}
	n.Owner, n.OwnerRole = owner(ctx, c, step.Owner, step.Staff)
	if !step.Due.IsZero() {
		n.Due = "by " + ui.When(ctx, step.Due)
	}
	for _, b := range step.Blocked {
		n.Blocked = append(n.Blocked, b.Words)
	}
	if len(c.Standing.Steps) > 1 {
		n.Then = c.Standing.Steps[1].What
	}
	return n
}

// written are the consultations that a prescriber writes down without a booking, by
// the visit that the front desk would book.
var written = map[string]ui.NavItem{
	"consultation": {Label: "Write the consultation", Href: "first"},
	"follow-up":    {Label: "Write the follow-up", Href: "follow-up"},
	"closing":      {Label: "Write the closing visit", Href: "closing"},
}

// action is the step's button, empty where the reader may not press it. A visit that
// the front desk books may also be booked by its therapist, and written down by the
// prescriber.
func action(ctx context.Context, s pathway.Step) ui.NavItem {
	actor := ui.ShellOf(ctx).Actor
	client, kind, booking := strings.Cut(s.Href, "/appointments/new?kind=")
	switch {
	case mayOpen(ctx, s):
		return ui.NavItem{Label: s.Act, Href: s.Href}
	case booking && actor.May(auth.BookTalk) && (kind == "integration" || kind == "preparation"):
		return ui.NavItem{Label: s.Act, Href: s.Href}
	case booking && actor.May(auth.Consult) && written[kind].Label != "":
		return ui.NavItem{Label: written[kind].Label, Href: client + "/consultations/new?kind=" + written[kind].Href}
	}
	return ui.NavItem{}
}

// mayOpen: a button that leads to a refusal is left out. Booking is the front
// desk's, the prescriber's acts the prescriber's, the talks the therapist's.
func mayOpen(ctx context.Context, s pathway.Step) bool {
	actor := ui.ShellOf(ctx).Actor
	if strings.Contains(s.Href, "/integrations/new") && !actor.May(auth.Integrate) ||
		strings.Contains(s.Href, "/preparations/new") && !actor.May(auth.Prepare) {
		return false
	}
	return actor.Is(s.Owner) || s.Owner == auth.Therapist && actor.Is(auth.Nurse, auth.Prescriber) && s.Kind != task.SignSession
}

func owner(ctx context.Context, c chart.Care, role auth.Role, staff uuid.UUID) (name, under string) {
	if staff == uuid.Nil {
		return ui.Capital(role.Word()), ""
	}
	name = c.Name(staff)
	if staff == ui.ShellOf(ctx).Actor.Staff {
		name = "You, " + name
	}
	return name, ui.Capital(role.Word())
}
