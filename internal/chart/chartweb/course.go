package chartweb

import (
	"context"
	"fmt"

	"kap/internal/chart"
	"kap/internal/eligibility"
	"kap/internal/pathway"
	"kap/web/ui"
)

// strip is the course as the design system draws it.
func strip(ctx context.Context, marks []pathway.Mark) []ui.Step {
	s := ui.ShellOf(ctx)
	steps := make([]ui.Step, len(marks))
	for i, m := range marks {
		steps[i] = ui.Step{Kind: m.Kind, Label: m.Label, State: m.State, Href: m.Href, Under: "Planned"}
		switch {
		case m.State == "today" && !m.At.IsZero():
			steps[i].Under = ui.Clock(ctx, m.At)
		case m.State == "held" && m.At.IsZero():
			steps[i].Under = "Not booked"
		case !m.At.IsZero():
			steps[i].Under = m.At.In(s.Zone).Format("Jan 2")
		}
	}
	return steps
}

// left is the sentence below the sessions that are left.
func left(ctx context.Context, c chart.Care) string {
	s := c.Standing
	words := fmt.Sprintf("%d of %d planned doses taken.", s.Stage.Taken, s.Stage.Of)
	d := eligibility.SignedLast(c.Facts.Decisions, c.Facts.Course.ID)
	switch {
	case d != nil && d.Kind.Authorizes():
		return words + " Authorized until " + d.ValidUntil.Format("Mon Jan 2, 2006") + "."
	case d != nil:
		return words + " No decision authorizes further sessions."
	}
	return words + " No decision is signed yet."
}
