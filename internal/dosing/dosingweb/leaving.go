package dosingweb

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/web/ui"
)

func (s Screens) leavingForm() endpoint.Form[dosing.DepartureEntry] {
	return endpoint.Form[dosing.DepartureEntry]{
		Page: s.leavingPage,
		Submit: func(r *http.Request, d dosing.DepartureEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.Depart(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), d)
		},
	}
}

func (s Screens) lozengesForm() endpoint.Form[dosing.CountEntry] {
	return endpoint.Form[dosing.CountEntry]{
		Page: s.leavingPage,
		Submit: func(r *http.Request, l dosing.CountEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", at(r, "leaving")),
				s.Dosing.CountLozenges(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), l)
		},
	}
}

// leavingPage is every criterion with its value, how the client leaves, and the count.
func (s Screens) leavingPage(r *http.Request, f ui.Form) (templ.Component, error) {
	c, err := s.chart(r)
	if err != nil {
		return nil, err
	}
	count := refused(r, f, at(r, "lozenges"), "count-", true)
	if f.Action == count.Action {
		f = endpoint.Fresh(r, at(r, "leaving"))
	}
	for i, line := range c.Counted() {
		left := line.Off()
		if left < 0 {
			left = 0
		}
		count = count.Default(counted(i, "strength"), line.Strength.String()).Default(counted(i, "lost"), "0").
			Default(counted(i, "taken_home"), left.String())
	}
	f = f.Default("escort_name", c.Arrival.Escort.Name)
	return leavingPage(c, f, count), nil
}

func counted(i int, field string) string { return fmt.Sprintf("counts[%d].%s", i, field) }

// measuredNow are the criteria that stand on time and readings, as they are now.
func measuredNow(c dosing.Chart) []ui.Task {
	var tasks []ui.Task
	for _, x := range (dosing.DepartureEntry{At: c.Now}).Criteria(c.Stay(c.Now), c.Body)[:5] {
		if x.Key == "oriented" {
			continue
		}
		tasks = append(tasks, criterionRow(x))
	}
	return tasks
}

func criterionRow(x dosing.Criterion) ui.Task {
	t := ui.Task{Title: x.Title, Evidence: x.Value, State: "done", Word: "Met"}
	if !x.Met {
		t.State, t.Word, t.Held = "held", "Not yet", true
		if t.Evidence != "" {
			t.Evidence += ". "
		}
		t.Evidence += x.Sentence
	}
	return t
}

func orientedOptions() []ui.Option {
	var options []ui.Option
	for n := 4; n >= 0; n-- {
		options = append(options, ui.Option{Value: strconv.Itoa(n), Label: strconv.Itoa(n) + " of 4"})
	}
	return options
}

func mannerOptions() []ui.Option {
	hints := map[dosing.Manner]string{
		dosing.SafelyElse:    "Who takes the client, arranged by whom, prescriber told",
		dosing.AgainstAdvice: "Who advised to stay, whom you called",
		dosing.ToEmergency:   "Called, left, crew or hospital, handed over to, escort told",
	}
	var options []ui.Option
	for _, m := range dosing.Manners {
		options = append(options, ui.Option{Value: string(m), Label: m.Word(), Hint: hints[m]})
	}
	return options
}

// departureFacts are how the client left, in words.
func departureDetails(ctx context.Context, d dosing.Departure) []ui.Fact {
	facts := []ui.Fact{{Label: "How", Value: d.Manner.Word()}, {Label: "Left at", Value: ui.Clock(ctx, d.At)}, {Label: "Recorded by", Value: d.ByName}}
	x := d.Detail
	for _, f := range []ui.Fact{
		{Label: "Escort", Value: d.EscortName}, {Label: "Taken home by", Value: x.Who}, {Label: "Arranged by", Value: x.ArrangedBy},
		{Label: "Prescriber told", Value: clockOr(ctx, x.PrescriberToldAt)}, {Label: "Advised to stay by", Value: x.AdvisedBy},
		{Label: "Called", Value: x.Called}, {Label: "Emergency called", Value: clockOr(ctx, x.CalledAt)},
		{Label: "Left with the crew", Value: clockOr(ctx, x.LeftAt)}, {Label: "Crew or hospital", Value: x.Crew},
		{Label: "Handed over to", Value: x.HandedTo}, {Label: "Escort told", Value: string(x.EscortTold)}, {Label: "Words", Value: d.Text},
	} {
		if f.Value != "" {
			facts = append(facts, f)
		}
	}
	return facts
}

func clockOr(ctx context.Context, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return ui.Clock(ctx, t)
}

func (s Screens) instructionsPage(r *http.Request) (templ.Component, error) {
	c, err := s.chart(r)
	if err != nil {
		return nil, err
	}
	return instructionsPage(c, footOf(r.Context(), c)), nil
}

// footOf is the foot of a sheet about the session.
func footOf(ctx context.Context, c dosing.Chart) ui.PrintFoot {
	shell := ui.ShellOf(ctx)
	foot := ui.PrintFoot{Client: c.Client.LegalName, Number: c.Client.Number, By: shell.Actor.Name, At: ui.DayTime(ctx, shell.Now)}
	switch {
	case shell.Demo:
		foot.Mark = "rehearsal"
	case c.Session.SignedAt.IsZero():
		foot.Mark = "unsigned"
	}
	return foot
}
