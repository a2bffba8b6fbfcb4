package todayweb

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kap/internal/auth"
	"kap/internal/pathway"
	"kap/internal/task"
	"kap/internal/today"
	"kap/internal/vitals"
	"kap/web/ui"
)

// under is the line below the title: the date and how much there is.
func under(ctx context.Context, h today.Home) string {
	s := ui.ShellOf(ctx)
	date := s.Now.In(s.Zone).Format("Monday, January 2, 2006") + "."
	if h.As == auth.Manager {
		return date
	}
	return fmt.Sprintf("%s %s. %s.", date, counted(len(h.Visits), "visit", "visits"), needing(len(h.Needs)))
}

func needing(n int) string {
	if n == 0 {
		return "Nothing needs you"
	}
	return counted(n, "thing needs you", "things need you")
}

func counted(n int, one, many string) string {
	switch n {
	case 0:
		return "No " + many
	case 1:
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// capital is a role as the name of a link.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func visitHref(v today.Visit, as auth.Role) string {
	client := "/clients/" + v.ClientID.String()
	if as != auth.Admin && v.SessionID != nil {
		return client + "/dosing/" + v.SessionID.String()
	}
	return client + "/appointments/" + v.ID.String()
}

// kindWords is what a visit is: "dosing session 4 of 6".
func kindWords(v today.Visit) string {
	if v.Kind == "dosing" && v.Dose > 0 {
		return fmt.Sprintf("dosing session %d of %d", v.Dose, v.Planned)
	}
	if v.Kind == "dosing" {
		return "dosing session"
	}
	return v.Kind
}

// where is a visit's place and person: "Aspen. Jonah Weiss."
func where(v today.Visit) string {
	var parts []string
	for _, part := range []string{v.Room, modeWords[v.VisitMode], v.StaffName} {
		if part != "" {
			parts = append(parts, part+".")
		}
	}
	return strings.Join(parts, " ")
}

var modeWords = map[string]string{"video": "By video", "telephone": "By telephone", "elsewhere": "Elsewhere"}

// visitState is a visit's state in words. The front desk reads its label and where
// the client is, never what blocks.
func visitState(v today.Visit, as auth.Role, now time.Time) (kind, word string) {
	switch {
	case v.SessionStat == "arrived" || v.SessionStat == "cleared" || v.SessionStat == "" && v.Here():
		return "now", "Here"
	case v.SessionStat == "dosed":
		return "now", "In session"
	case v.Status == "no_show":
		return "overdue", "No show"
	case v.Status == "not_held" || v.SessionStat == "not_started":
		return "held", "Not held today"
	case v.Over(now):
		return over(v)
	case v.Kind == "dosing":
		return readiness(v, as)
	case v.Status == "tentative":
		return "planned", "Tentative"
	}
	return "booked", "Expected"
}

func over(v today.Visit) (kind, word string) {
	switch {
	case v.SessionStat == "signed", v.Status == "done":
		return "done", "Done"
	case v.SessionStat == "left":
		return "waiting", "Left, not signed"
	}
	return "overdue", "Not written down"
}

func readiness(v today.Visit, as auth.Role) (kind, word string) {
	if as == auth.Admin {
		return deskState(v)
	}
	if len(v.Blocked) > 0 {
		return "held", "Held up"
	}
	return "ready", "Ready"
}

// deskState is the front desk's label: "Ready", or what is missing.
func deskState(v today.Visit) (kind, word string) {
	switch {
	case v.Paused:
		return "held", "Paused"
	case v.DeskLabel == "Ready":
		return "ready", "Ready"
	case v.DeskLabel == "":
		return "todo", "To do"
	}
	return "missing", lacking(pathway.DeskLabels(v.DeskLabel))
}

// lacking tells what is missing from who has it: "With the prescriber. Missing: Escort".
func lacking(labels []string) string {
	var with, missing []string
	for _, label := range labels {
		if strings.HasPrefix(label, "With the ") || label == "Paused" {
			with = append(with, label+".")
		} else {
			missing = append(missing, label)
		}
	}
	words := strings.Join(with, " ")
	if len(missing) > 0 {
		words += " Missing: " + strings.Join(missing, ", ")
	}
	return strings.TrimSuffix(strings.TrimSpace(words), ".")
}

// work is a task as a row of a work list.
func work(ctx context.Context, t task.Task, as auth.Role) ui.Work {
	w := ui.Work{Title: title(t), Why: t.Detail, Age: age(ctx, t), Owner: owner(ctx, t), Href: taskHref(t), Danger: t.Urgent}
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

// taskHref is where a task is done: its own page where it says no other.
func taskHref(t task.Task) string {
	switch {
	case t.Href != "":
		return t.Href
	case t.ClientID != nil:
		return "/clients/" + t.ClientID.String() + "/tasks/" + t.ID.String()
	}
	return "/tasks/" + t.ID.String()
}

func age(ctx context.Context, t task.Task) string {
	if t.Due == nil || t.Overdue(ui.ShellOf(ctx).Now) {
		return ui.Ago(ctx, t.Since)
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
	case t.Overdue(now):
		return "overdue", "Overdue " + ui.Ago(ctx, *t.Due)
	}
	return "todo", "To do"
}

func owner(ctx context.Context, t task.Task) string {
	if t.OwnerStaff == nil {
		return capital(t.OwnerRole.Word())
	}
	if *t.OwnerStaff == ui.ShellOf(ctx).Actor.Staff {
		return "You"
	}
	return t.OwnerName
}

// next is the panel on top: the one most pressing thing.
func next(ctx context.Context, h today.Home) (ui.Next, bool) {
	s := ui.ShellOf(ctx)
	p := h.Next(s.Now, endOfDay(s))
	switch {
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
	n := ui.Next{What: title(t), Owner: owner(ctx, t), Since: "since " + ui.DayTime(ctx, t.Since),
		Action: ui.NavItem{Label: "Open", Href: taskHref(t)}}
	if h.As != auth.Admin {
		n.Detail = t.Detail
	}
	if t.OwnerStaff != nil {
		n.OwnerRole = capital(t.OwnerRole.Word())
	}
	if t.Due != nil {
		n.Due = "due " + due(ctx, *t.Due)
	}
	return n
}

func visitNext(ctx context.Context, h today.Home, v today.Visit) ui.Next {
	n := ui.Next{What: v.ClientName + " at " + ui.Clock(ctx, v.StartsAt), Detail: capital(kindWords(v)) + ". " + where(v),
		Owner: v.StaffName, Blocked: v.Blocked, Action: ui.NavItem{Label: "Open the visit", Href: visitHref(v, h.As)}}
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

func windowWords(ctx context.Context, w today.Window) string {
	words := fmt.Sprintf("Dose %d", w.Dose)
	switch {
	case w.Next != nil:
		return words + ", integration " + ui.DayTime(ctx, *w.Next)
	case w.Held:
		return words + ", integration held"
	}
	return words + ", no integration yet"
}

// readingState is when the next reading of somebody here is due.
func readingState(ctx context.Context, r today.Reading) (kind, word string) {
	if r.Next == nil {
		if r.Status == "dosed" {
			return "done", "All readings taken"
		}
		return "todo", "Baseline before the lozenge"
	}
	at := r.Next.Name() + ", due " + ui.Clock(ctx, r.Next.At)
	switch r.Next.State {
	case vitals.Late:
		return "overdue", at + ", late " + ui.Ago(ctx, r.Next.At)
	case vitals.Due:
		return "now", at
	}
	return "booked", at
}
