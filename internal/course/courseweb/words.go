package courseweb

import (
	"context"
	"strconv"

	"kap/internal/auth"
	"kap/internal/course"
	"kap/web/ui"
)

// reasons are those that the actor may close for.
func reasons(actor auth.Actor) []ui.Option {
	var options []ui.Option
	for _, r := range course.ClosingReasons {
		if actor.May(r.Permission()) {
			options = append(options, ui.Option{Value: string(r), Label: r.Words()})
		}
	}
	return options
}

var visits = []ui.Option{
	{Value: string(course.VisitHeld), Label: "Held"},
	{Value: string(course.VisitRefused), Label: "Refused by the client"},
	{Value: string(course.VisitNotReached), Label: "The client could not be reached"},
}

var leftovers = []ui.Option{
	{Value: string(course.NoneLeft), Label: "None are left"},
	{Value: string(course.TakenBack), Label: "The client brings them to a take-back site"},
	{Value: string(course.WithThem), Label: "They stay with the client, who owns them"},
	{Value: string(course.NotKnown), Label: "Not known"},
}

var kinds = []ui.Option{
	{Value: string(course.First), Label: "Course as at first", Hint: "About every 14 days"},
	{Value: string(course.Maintenance), Label: "Maintenance course", Hint: "Further apart, after a completed course"},
}

func labelOf(options []ui.Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return ""
}

// courseFacts is one course in labels and values.
func courseFacts(ctx context.Context, c course.Course, days []course.CourseDay) []ui.Fact {
	facts := []ui.Fact{
		{Label: "Kind", Value: labelOf(kinds, string(c.Kind))},
		{Label: "Referred by", Value: or(c.ReferredBy, "Not said")},
		{Label: "Opened", Value: ui.Day(ctx, c.OpenedAt)},
		{Label: "Therapist", Value: or(c.TherapistName, "Not named")},
		{Label: "Prescriber", Value: or(c.PrescriberName, "Not named")},
		{Label: "Dosing sessions", Value: strconv.Itoa(course.Taken(course.Of(days, c.ID))) + " held of " + strconv.Itoa(c.PlannedDoses) + " planned"},
	}
	if c.Open() {
		return facts
	}
	facts = append(facts, ui.Fact{Label: "Closed", Value: ui.Day(ctx, *c.ClosedAt) + ", " + or(c.ClosedBy, "by the system")})
	for _, more := range []ui.Fact{
		{Label: "Because", Value: c.ClosedReason.Words()},
		{Label: "Closing visit", Value: labelOf(visits, string(c.ClosingVisit))},
		{Label: "Lozenges left", Value: labelOf(leftovers, string(c.Leftover))},
		{Label: "Words", Value: c.ClosingWords},
	} {
		if more.Value != "" {
			facts = append(facts, more)
		}
	}
	return facts
}

func or(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

// dose is a day's number in its course.
func dose(d course.CourseDay) string {
	if d.Number == 0 {
		return "Ketamine"
	}
	return "Dose " + strconv.Itoa(d.Number)
}

func place(d course.CourseDay) string {
	switch d.Place {
	case "home":
		return "At home"
	case "elsewhere":
		return "Elsewhere"
	}
	return "Here"
}

// dayWords is a date that has no zone; a planned day may not have one yet.
func dayWords(d course.CourseDay) string {
	if d.Day.Year() == 1 {
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
