package todayweb

import (
	"context"
	"strings"
	"time"

	"kap/internal/auth"
	"kap/internal/task"
	"kap/web/ui"
)

// work is a task as a row of a work list.
func work(ctx context.Context, t task.Task, as auth.Role) ui.Work {
	w := ui.Work{Title: title(t), Why: t.Detail, Age: age(ctx, t), Owner: owner(ctx, t, as), Href: t.Where(), Danger: t.Urgent}
	if as == auth.Admin {
		w.Why = ""
	}
	w.Kind, w.State = taskState(ctx, t)
	return w
}

func works(ctx context.Context, tasks []task.Task, as auth.Role) []ui.Work {
	list := make([]ui.Work, len(tasks))
	for i, t := range tasks {
		list[i] = work(ctx, t, as)
	}
	return list
}

// waiting are tasks in other people's hands: they lead to the client, since only
// their owners may do them.
func waiting(ctx context.Context, tasks []task.Task) []ui.Work {
	list := works(ctx, tasks, "")
	for i, t := range tasks {
		if t.ClientID != nil {
			list[i].Href = "/clients/" + t.ClientID.String()
		}
	}
	return list
}

// ahead is how far the front desk's list looks: what is due later stands below it.
const ahead = 7 * 24 * time.Hour

// split tells the tasks that are due within a week, or at no time, from later ones.
func split(now time.Time, tasks []task.Task) (soon, later []task.Task) {
	for _, t := range tasks {
		if t.Due != nil && t.Due.After(now.Add(ahead)) {
			later = append(later, t)
		} else {
			soon = append(soon, t)
		}
	}
	return soon, later
}

func title(t task.Task) string {
	if t.ClientName == "" {
		return t.What
	}
	return t.ClientName + ": " + lower(t.What)
}

// lower makes a sentence's first letter small, but no abbreviation's.
func lower(s string) string {
	if len(s) < 2 || s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

func age(ctx context.Context, t task.Task) string {
	now := ui.ShellOf(ctx).Now
	switch {
	case t.Due == nil && t.Since.After(now): // it begins on a day to come
		return "from " + ui.Day(ctx, t.Since)
	case t.Due == nil || t.Overdue(now):
		return ago(ctx, t.Since)
	}
	if d := due(ctx, *t.Due); d != "today" {
		return "by " + d
	}
	return "today"
}

func due(ctx context.Context, at time.Time) string {
	s := ui.ShellOf(ctx)
	local := at.In(s.Zone)
	switch {
	case ui.Day(ctx, at) != ui.Day(ctx, s.Now):
		return ui.Day(ctx, at)
	case local.Hour() == 23 && local.Minute() == 59: // the whole day will do
		return "today"
	}
	return ui.Clock(ctx, at)
}

func taskState(ctx context.Context, t task.Task) (kind, word string) {
	now := ui.ShellOf(ctx).Now
	switch {
	case t.Urgent:
		return "danger", "Due now"
	case t.Overdue(now) && now.Sub(*t.Due) < time.Minute:
		return "overdue", "Due now"
	case t.Overdue(now):
		return "overdue", "Overdue " + ui.Ago(ctx, *t.Due)
	}
	return "todo", "To do"
}

// owner is whose a task is, as somebody reads it at work as a role: "You" where it is
// theirs, or anybody's of that role.
func owner(ctx context.Context, t task.Task, as auth.Role) string {
	own := t.OwnerRole == as || t.OwnerRole == auth.MedicalLead && as == auth.Prescriber
	switch {
	case t.OwnerStaff == nil && own, t.OwnerStaff != nil && *t.OwnerStaff == ui.ShellOf(ctx).Actor.Staff:
		return "You"
	case t.OwnerStaff == nil:
		return ui.Capital(t.OwnerRole.Word())
	}
	return t.OwnerName
}

// ago is how long something has been there; under a minute is now.
func ago(ctx context.Context, at time.Time) string {
	if ui.ShellOf(ctx).Now.Sub(at).Abs() < time.Minute {
		return "now"
	}
	return ui.Ago(ctx, at)
}
