package todayweb

import (
	"context"
	"time"

	"kap/internal/auth"
	"kap/internal/task"
	"kap/internal/today"
	"kap/web/ui"
)

// next is the panel on top: the one most pressing thing.
func next(ctx context.Context, h today.Home) (ui.Next, bool) {
	s := ui.ShellOf(ctx)
	p := h.Next(s.Now, endOfDay(s))
	first, mine := firstNext(h.First)
	switch {
	case p.Visit == nil && (p.Task == nil || !p.Task.Urgent) && (mine || p.Task == nil && first.What != ""):
		return first, true
	case p.Task != nil:
		return taskNext(ctx, h, *p.Task), true
	case p.Visit != nil:
		return visitNext(ctx, h, *p.Visit), true
	}
	return ui.Next{}, false
}

func endOfDay(s ui.Shell) time.Time {
	y, m, d := s.Now.In(s.Zone).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, s.Zone)
}

func taskNext(ctx context.Context, h today.Home, t task.Task) ui.Next {
	n := ui.Next{What: title(t), Owner: owner(ctx, t, h.As), Since: since(ctx, t.Since),
		Action: ui.NavItem{Label: t.Act(), Href: t.Where()}}
	if h.As != auth.Admin {
		n.Detail = t.Detail
	}
	if t.OwnerStaff != nil || n.Owner == "You" {
		n.OwnerRole = ui.Capital(t.OwnerRole.Word())
	}
	if t.Due != nil {
		n.Due = "due " + due(ctx, *t.Due)
	}
	return n
}

// since is when something came up; a day to come is none.
func since(ctx context.Context, at time.Time) string {
	if at.After(ui.ShellOf(ctx).Now) {
		return "from " + ui.When(ctx, at)
	}
	return "since " + ui.When(ctx, at)
}

func visitNext(ctx context.Context, h today.Home, v today.Visit) ui.Next {
	n := ui.Next{What: v.ClientName + " at " + ui.Clock(ctx, v.StartsAt), Detail: ui.Capital(kindWords(v)) + ". " + where(v),
		Owner: v.StaffName, Blocked: v.Held(), Action: ui.NavItem{Label: "Open the visit", Href: visitHref(v, h.As)}}
	if v.Mine {
		n.Owner = "You"
	}
	if v.Here() {
		n.What = v.ClientName + " is here"
	}
	if h.As == auth.Admin {
		n.Blocked = nil
		if kind, word := deskState(v); v.Kind == "dosing" && kind != "ready" && !v.Here() {
			n.Blocked = []string{word}
		}
	}
	return n
}
