package chartweb

import (
	"context"
	"fmt"
	"slices"
	"strings"
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

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

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
		w := ui.Work{Title: t.What, Why: t.Detail, Age: ui.Ago(ctx, t.Since), Owner: taskOwner(ctx, t), State: "To do", Href: t.Href, Danger: t.Urgent}
		if w.Href == "" && t.ClientID != nil {
			w.Href = "/clients/" + t.ClientID.String() + "/tasks/" + t.ID.String()
		}
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
		return capital(t.OwnerRole.Word())
	case *t.OwnerStaff == ui.ShellOf(ctx).Actor.Staff:
		return "You"
	}
	return t.OwnerName
}

// left is the sentence below the sessions that are left.
func left(ctx context.Context, c chart.Care) string {
	s := c.Standing
	words := fmt.Sprintf("%d of %d planned doses taken.", s.Stage.Taken, s.Stage.Of)
	for i := len(c.Facts.Decisions) - 1; i >= 0; i-- {
		d := c.Facts.Decisions[i]
		if d.SignedAt == nil {
			continue
		}
		if d.Kind.Authorizes() && d.ValidUntil != nil {
			return words + " Authorized until " + d.ValidUntil.Format("Mon Jan 2, 2006") + "."
		}
		return words + " No decision authorizes further sessions."
	}
	return words + " No decision is signed yet."
}

// lastTitle is the heading of the last dosing session.
func lastTitle(ctx context.Context, s chart.Session) string {
	if s.Number == 0 {
		return "Last dosing: unplanned, " + ui.Day(ctx, s.StartedAt)
	}
	return fmt.Sprintf("Last dosing: dose %d, %s", s.Number, ui.Day(ctx, s.StartedAt))
}

func lastState(ctx context.Context, s chart.Session) (kind, word string) {
	switch {
	case s.SignedAt != nil:
		return "signed", "Signed"
	case s.LeftAt == nil:
		return "now", "In session"
	}
	return "waiting", "Not signed, " + ui.Ago(ctx, *s.LeftAt)
}

// lastFacts are the last session in five lines.
func lastFacts(ctx context.Context, s chart.Session) []ui.Fact {
	var facts []ui.Fact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, ui.Fact{Label: label, Value: value})
		}
	}
	add("Taken", taken(ctx, s))
	add("Intention", s.Intention)
	add("Images", s.Images)
	if s.Systolic != nil && s.Diastolic != nil {
		add("Highest pressure", fmt.Sprintf("%d/%d mmHg", *s.Systolic, *s.Diastolic))
	}
	if s.LeftAt != nil {
		add("Left", ui.Clock(ctx, *s.LeftAt)+manner(s))
	}
	add("Therapist", s.Therapist)
	return facts
}

func taken(ctx context.Context, s chart.Session) string {
	words := ui.Clock(ctx, s.StartedAt)
	if s.Amount != "" {
		words = s.Amount + " mg at " + words
	}
	if s.Kept != "" {
		words += ", " + s.Kept
	}
	return words
}

func manner(s chart.Session) string {
	switch s.Manner {
	case "escort":
		return " with " + s.EscortName
	case "safe_arrangement":
		return " by another safe arrangement"
	case "against_advice":
		return " against advice"
	case "emergency":
		return " to emergency care"
	}
	return ""
}

// link is one thing that can be written down about the client.
type link struct {
	permission  auth.Permission
	label, path string
}

// acts are what the reader may begin here, in the order of care.
func acts(ctx context.Context, client uuid.UUID) []ui.NavItem {
	var items []ui.NavItem
	for _, l := range []link{
		{auth.Consult, "Write a consultation", "/consultations/new"},
		{auth.Decide, "Decide on eligibility", "/decisions/new"},
		{auth.Prescribe, "Prescribe", "/prescriptions/new"},
		{auth.Prepare, "Write a preparation visit", "/preparations/new"},
		{auth.RecordConsent, "Consents", "/consents"},
		{auth.EnterMeasure, "Enter PHQ-9", "/measures/phq9/new"},
		{auth.EnterMeasure, "Enter GAD-7", "/measures/gad7/new"},
		{auth.CheckRisk, "Record a risk check", "/risk-checks/new"},
		{auth.CallSafety, "Record an adverse event", "/adverse-events/new"},
		{auth.Book, "Book a visit", "/appointments/new"},
	} {
		if ui.ShellOf(ctx).Actor.May(l.permission) {
			items = append(items, ui.NavItem{Label: l.label, Href: "/clients/" + client.String() + l.path})
		}
	}
	return items
}

func visitState(v chart.Visit) (kind, word string) {
	switch v.Status {
	case "tentative":
		return "planned", "Tentative"
	case "arrived", "in_progress":
		return "now", "Here"
	case "done":
		return "done", "Done"
	case "not_held":
		return "held", "Not held"
	case "no_show":
		return "overdue", "No show"
	}
	return "booked", "Booked"
}

// deskNext is the panel as the front desk reads it.
func deskNext(ctx context.Context, d chart.Desk) ui.Next {
	n := ui.Next{What: d.Next, Owner: d.OwnerName, OwnerRole: capital(auth.Role(d.OwnerRole).Word()), Since: "since " + ui.Day(ctx, d.Since)}
	if d.Next == "" {
		n = ui.Next{What: "Nothing is left to do"}
		return n
	}
	if n.Owner == "" {
		n.Owner, n.OwnerRole = n.OwnerRole, ""
	}
	if d.Due != nil {
		n.Due = "by " + due(ctx, *d.Due)
	}
	for _, label := range pathway.DeskLabels(d.Label) {
		if label != "Ready" && label != d.Next && label != "Not needed" {
			n.Blocked = append(n.Blocked, label)
		}
	}
	if len(d.Tasks) > 0 && d.Tasks[0].What == d.Next {
		n.Action = ui.NavItem{Label: "Open", Href: d.Tasks[0].Href}
	}
	return n
}

func standing(d chart.Desk) string {
	if d.Stage == "" {
		return "No course is open"
	}
	if d.Paused {
		return d.Stage + ", paused"
	}
	return d.Stage
}
