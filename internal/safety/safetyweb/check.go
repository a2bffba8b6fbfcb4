package safetyweb

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/endpoint"
	"kap/internal/safety"
	"kap/web/ui"
)

// checking is a risk check with where the person was on the way to.
type checking struct {
	safety.Checking
	Then string `form:"then"` // "call/" and a session, or "integration/" and a session's id
}

func (s Screens) checkForm() endpoint.Form[checking] {
	return endpoint.Form[checking]{
		Page: s.checkPage,
		Submit: func(r *http.Request, in checking) (endpoint.Answer, error) {
			to := endpoint.SeeOther("%s", onward(at(r), in.Then, endpoint.ID(r)))
			return to, s.Safety.CheckRisk(r.Context(), endpoint.Client(r), endpoint.ID(r), in.Checking)
		},
	}
}

func (s Screens) checkPage(r *http.Request, f ui.Form) (templ.Component, error) {
	page, err := s.Safety.Read(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	query := r.URL.Query()
	f = f.Default("at", now(r)).Default("session", query.Get("session")).Default("then", query.Get("then"))
	return riskCheckPage(page, withPlan(f, page.Plan)), nil
}

// withPlan fills in the safety plan that holds, to be changed.
func withPlan(f ui.Form, p safety.Planned) ui.Form {
	for name, text := range map[string]string{
		"warning_signs": p.WarningSigns, "steadying": p.Steadying, "people": p.People,
		"professionals": p.Professionals, "safe_place": p.SafePlace, "reasons": p.Reasons,
	} {
		f = f.Default("safety_plan."+name, text)
	}
	return f
}

// onward is where a finished check leads: back to the visit it was made in, or to itself.
func onward(client, then string, check uuid.UUID) string {
	what, id, _ := strings.Cut(then, "/")
	session, err := uuid.Parse(id)
	switch {
	case what == "integration" && err == nil:
		return fmt.Sprintf("%s/integrations/%s", client, session)
	case what == "call" && err == nil:
		return fmt.Sprintf("%s/safety-calls/new?session=%s", client, session)
	case what == "call":
		return client + "/safety-calls/new"
	}
	return fmt.Sprintf("%s/risk-checks/%s", client, check)
}

func (s Screens) check(r *http.Request) (templ.Component, error) {
	c, err := s.Safety.Check(r.Context(), endpoint.Client(r), endpoint.Param(r, "check"))
	return checkedPage(c, at(r)), err
}

// now is the present minute, as a field for date and time takes it.
func now(r *http.Request) string {
	shell := ui.ShellOf(r.Context())
	return shell.Now.In(shell.Zone).Format("2006-01-02T15:04")
}

var yesNo = options("yes", "Yes", "no", "No")

var dispositions = []ui.Option{
	{Value: string(safety.UsualCare), Label: "Usual care"},
	{Value: string(safety.PlanMade), Label: "Safety plan made or updated", Hint: "Fill in the plan below"},
	{Value: string(safety.PrescriberCalled), Label: "Prescriber called", Hint: "Fill in who, when and the instruction below"},
	{Value: string(safety.NotLeftAlone), Label: "Not left alone", Hint: "And handed to one of these:"},
	{Value: string(safety.ToEscort), Label: "The escort"},
	{Value: string(safety.ToED), Label: "Emergency department"},
	{Value: string(safety.ToEmergency), Label: "911"},
	{Value: string(safety.ToLifeline), Label: "988 Lifeline"},
}

func options(words ...string) []ui.Option {
	var list []ui.Option
	for n := 0; n+1 < len(words); n += 2 {
		list = append(list, ui.Option{Value: words[n], Label: words[n+1]})
	}
	return list
}

// done are the dispositions of a check, in words.
func done(c safety.Checked) string {
	var words []string
	for _, o := range dispositions {
		for _, d := range c.Dispositions {
			if string(d) == o.Value {
				words = append(words, o.Label)
			}
		}
	}
	return strings.Join(words, ", ")
}

func checkFacts(c safety.Checked, day, called string) []ui.Fact {
	facts := []ui.Fact{
		{Label: "When", Value: day},
		{Label: "Thoughts of suicide", Value: string(c.Ideation), Warn: c.Ideation == safety.IdeationActive},
		{Label: "Intent", Value: string(c.Intent), Warn: c.Intent == safety.Yes},
		{Label: "Plan", Value: string(c.Plan), Warn: c.Plan == safety.Yes},
		{Label: "Access to means", Value: string(c.Means), Warn: c.Means == safety.Yes},
		{Label: "Attempt since the last check", Value: string(c.Attempt), Warn: c.Attempt == safety.Yes},
		{Label: "Change", Value: changeWords(c.Change)},
		{Label: "What was done", Value: done(c)},
	}
	if c.CalledTo != "" {
		facts = append(facts, ui.Fact{Label: "Prescriber called", Value: c.CalledTo + ", " + called},
			ui.Fact{Label: "Instruction", Value: c.Instruction})
	}
	return append(facts, ui.Fact{Label: "Checked by", Value: c.RecordedBy})
}

// changes are the answers to "since the last check"; without one before, it is the first,
// and whoever checks says so: nothing is answered for them.
func changes(first bool) []ui.Option {
	if first {
		return options(string(safety.FirstCheck), "This is the first")
	}
	return options(string(safety.Better), "Better", string(safety.Unchanged), "Unchanged", string(safety.Worse), "Worse")
}

func changeWords(c safety.Change) string {
	if c == safety.FirstCheck {
		return "first check"
	}
	return string(c)
}
