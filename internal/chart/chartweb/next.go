package chartweb

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/chart"
	"kap/internal/pathway"
	"kap/internal/task"
	"kap/web/ui"
)

// next is the panel: the most pressing step and what comes then.
func next(ctx context.Context, c chart.Care) ui.Next {
	step, some := c.Standing.Next()
	if !some {
		return ui.Next{What: "Nothing is left to do", Detail: c.Standing.Stage.Words() + "."}
	}
	n := ui.Next{What: step.What, Detail: step.Detail, Since: "since " + ui.Day(ctx, step.Since),
		Action: ui.NavItem{Label: step.Act, Href: step.Href}}
	n.Owner, n.OwnerRole = owner(ctx, c, step.Owner, step.Staff)
	if !step.Due.IsZero() {
		n.Due = "by " + due(ctx, step.Due)
	}
	for _, b := range step.Blocked {
		n.Blocked = append(n.Blocked, b.Words)
	}
	if len(c.Standing.Steps) > 1 {
		n.Then = c.Standing.Steps[1].What
	}
	if !mayOpen(ctx, step) {
		n.Action = ui.NavItem{}
	}
	return n
}

// due is a day where the whole day will do, else day and time.
func due(ctx context.Context, at time.Time) string {
	if local := at.In(ui.ShellOf(ctx).Zone); local.Hour() == 23 && local.Minute() == 59 {
		return ui.Day(ctx, at)
	}
	return ui.DayTime(ctx, at)
}

// mayOpen: a button that leads to a refusal is left out. Booking is the front
// desk's, the prescriber's acts the prescriber's.
func mayOpen(ctx context.Context, s pathway.Step) bool {
	actor := ui.ShellOf(ctx).Actor
	return actor.Is(s.Owner) || s.Owner == auth.Therapist && actor.Is(auth.Nurse, auth.Prescriber) && s.Kind != task.SignSession
}

func owner(ctx context.Context, c chart.Care, role auth.Role, staff uuid.UUID) (name, under string) {
	if staff == uuid.Nil {
		return capital(role.Word()), ""
	}
	name = c.Name(staff)
	if staff == ui.ShellOf(ctx).Actor.Staff {
		name = "You, " + name
	}
	return name, capital(role.Word())
}
