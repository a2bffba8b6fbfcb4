package chartweb

import (
	"context"
	"slices"

	"kap/internal/chart"
	"kap/internal/pathway"
	"kap/internal/task"
	"kap/web/ui"
)

// others are the tasks that are no step of the course: written by hand, or opened by
// what happened. The steps stand above them.
func others(c chart.Care) []task.Task {
	return slices.DeleteFunc(slices.Clone(c.Tasks), func(t task.Task) bool {
		return t.FromPathway || slices.ContainsFunc(c.Standing.Steps, func(s pathway.Step) bool {
			return s.Opened && s.Kind == t.Kind
		})
	})
}

// works are tasks as rows of a work list.
func works(ctx context.Context, tasks []task.Task) []ui.Work {
	list := make([]ui.Work, len(tasks))
	now := ui.ShellOf(ctx).Now
	for i, t := range tasks {
		w := ui.Work{Title: t.What, Why: t.Detail, Age: ui.Ago(ctx, t.Since), Owner: taskOwner(ctx, t), State: "To do", Href: t.Where(), Danger: t.Urgent}
		switch {
		case t.Urgent:
			w.State = "Due now"
		case t.Overdue(now):
			w.Kind, w.State = "overdue", "Overdue "+ui.Ago(ctx, *t.Due)
		case t.Due != nil:
			w.Age = "by " + ui.Day(ctx, *t.Due)
		}
		list[i] = w
	}
	return list
}

func taskOwner(ctx context.Context, t task.Task) string {
	switch {
	case t.OwnerStaff == nil:
		return ui.Capital(t.OwnerRole.Word())
	case *t.OwnerStaff == ui.ShellOf(ctx).Actor.Staff:
		return "You"
	}
	return t.OwnerName
}
