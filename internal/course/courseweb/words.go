package courseweb

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"kap/internal/auth"
	"kap/internal/course"
	"kap/web/ui"
)

// reasons are those that the actor may close for.
func reasons(actor auth.Actor) []ui.Option {
	return slices.DeleteFunc(ui.Answers(course.ClosingReason("").Choices()), func(o ui.Option) bool {
		return !actor.May(course.ClosingReason(o.Value).Permission())
	})
}

// kinds are those of a course, with how far apart its sessions are.
func kinds() []ui.Option {
	options := ui.Answers(course.Kind("").Choices())
	options[0].Hint, options[1].Hint = "About every 14 days", "Further apart, after a completed course"
	return options
}

// courseFacts is one course in labels and values.
func courseFacts(ctx context.Context, c course.Course, days []course.CourseDay) []ui.Fact {
	facts := []ui.Fact{
		{Label: "Kind", Value: c.Kind.Words()},
		{Label: "Referred by", Value: cmp.Or(c.ReferredBy, "Not said")},
		{Label: "Opened", Value: ui.Day(ctx, c.OpenedAt)},
		{Label: "Therapist", Value: cmp.Or(c.TherapistName, "Not named")},
		{Label: "Prescriber", Value: cmp.Or(c.PrescriberName, "Not named")},
		{Label: "Dosing sessions", Value: strconv.Itoa(course.Taken(course.Of(days, c.ID))) + " held of " + strconv.Itoa(c.PlannedDoses) + " planned"},
	}
	if c.Open() {
		return facts
	}
	facts = append(facts, ui.Fact{Label: "Closed", Value: ui.Day(ctx, *c.ClosedAt) + ", " + cmp.Or(c.ClosedBy, "by the system")})
	for _, more := range []ui.Fact{
		{Label: "Because", Value: c.ClosedReason.Words()},
		{Label: "Closing visit", Value: c.ClosingVisit.Words()},
		{Label: "Lozenges left", Value: c.Leftover.Words()},
		{Label: "Words", Value: c.ClosingWords},
	} {
		if more.Value != "" {
			facts = append(facts, more)
		}
	}
	return facts
}

// dose is a day's number in its course.
func dose(d course.CourseDay) string {
	if d.Number == 0 {
		return "Ketamine"
	}
	return "Dose " + strconv.Itoa(d.Number)
}

// dayWords is a date that has no zone; a planned day may not have one yet.
func dayWords(d course.CourseDay) string {
	if d.Day.IsZero() {
		return "Not booked"
	}
	return d.Day.Format("Mon Jan 2, 2006")
}

func visitCount(n int) string {
	switch n {
	case 0:
		return "No visits are booked."
	case 1:
		return "One booked visit is cancelled in the same act:"
	}
	return strconv.Itoa(n) + " booked visits are cancelled in the same act:"
}
