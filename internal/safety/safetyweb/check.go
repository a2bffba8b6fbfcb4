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
	safety.RiskCheckEntry
	Then string `form:"then"` // "call/" and a session, or "integration/" and a session's id
}

func (s Screens) checkForm() endpoint.Form[checking] {
	return endpoint.Form[checking]{
		Page: s.checkPage,
		Submit: func(r *http.Request, in checking) (endpoint.Answer, error) {
			to := endpoint.SeeOther("%s", onward(at(r), in.Then, endpoint.ID(r)))
			return to, s.Safety.CheckRisk(r.Context(), endpoint.Client(r), endpoint.ID(r), in.RiskCheckEntry)
		},
	}
}

func (s Screens) checkPage(r *http.Request, f ui.Form) (templ.Component, error) {
	page, err := s.Safety.Read(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	reach, err := s.Clients.Reach(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	query := r.URL.Query()
	f = f.Default("session", query.Get("session")).Default("then", query.Get("then"))
	e := safety.RiskCheckEntry{RiskCheck: safety.RiskCheck{At: ui.ShellOf(r.Context()).Now}, SafetyPlan: page.Plan}
	e.SafetyPlan.AgreedWithUs = false // it is gone through anew
	return riskCheckPage(page, reach, endpoint.Filled(r, f, e)), nil
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

// dispositions are what may be done, with what each asks for.
func dispositions() []ui.Option {
	hints := map[safety.Disposition]string{safety.PlanMade: "Fill in the plan below",
		safety.PrescriberCalled: "Fill in who, when and the instruction below", safety.NotLeftAlone: "And handed to one of these:"}
	options := ui.Answers(safety.Disposition("").Choices())
	for i, o := range options {
		options[i].Hint = hints[safety.Disposition(o.Value)]
	}
	return options
}

// changes are the answers to "since the last check"; without one before, it is the first,
// and whoever checks says so: nothing is answered for them.
func changes(first bool) []ui.Option {
	all := ui.Answers(safety.Change("").Choices())
	if first {
		return all[:1]
	}
	return all[1:]
}
