package todayweb

import (
	"context"
	"time"

	"kap/internal/auth"
	"kap/internal/readiness"
	"kap/internal/schedule"
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

// inRoom is what whoever sees to a client who is here has to do next. What may hold it up
// besides stands in the room.
func inRoom(ctx context.Context, h today.Home, v today.Visit, n ui.Next) ui.Next {
	n.What, n.Unsaid = v.ClientName+" is here", true
	if v.Kind != schedule.Dosing {
		return n
	}
	n.Action.Label = "Open the room"
	n.What = roomAct(ctx, h, v) + ": " + v.ClientName
	if next := h.Reading(v); next != nil {
		n.Action = ui.NavItem{Label: "Take the reading", Href: visitHref(v, h.As) + "/vitals"}
	}
	if h.As == auth.Nurse || h.As == auth.MedicalAssistant {
		n.Owner, n.OwnerRole = v.Room, "Room"
	}
	return n
}

// roomAct is the next thing to do in the room of a session: "Next reading +30, due 12:10 pm".
func roomAct(ctx context.Context, h today.Home, v today.Visit) string {
	switch v.Session.Status {
	case "":
		return "Begin the arrival check"
	case readiness.Arrived:
		return "Arrival and readiness"
	case readiness.Cleared:
		return "Ready for the lozenge"
	}
	if next := h.Reading(v); next != nil {
		_, words := readingState(ctx, today.Reading{Visit: v, Next: next})
		return "Next reading " + words
	}
	return "All readings taken; see to the leaving"
}

func visitNext(ctx context.Context, h today.Home, v today.Visit) ui.Next {
	n := ui.Next{What: v.ClientName + " at " + ui.Clock(ctx, v.StartsAt), Detail: ui.Capital(kindWords(v)) + ". " + where(v),
		Owner: v.StaffName, Blocked: v.Held(), Action: ui.NavItem{Label: "Open the visit", Href: visitHref(v, h.As)}}
	if v.Mine {
		n.Owner = "You"
	}
	if v.Here() {
		return inRoom(ctx, h, v, n)
	}
	if h.As == auth.Admin {
		n.Blocked = nil
		if kind, word := deskState(v); v.Kind == "dosing" && kind != "ready" && !v.Here() {
			n.Blocked = []string{word}
		}
	}
	return n
}
