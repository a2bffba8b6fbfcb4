package integrationweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/client"
	"kap/internal/endpoint"
	"kap/internal/integration"
	"kap/internal/safety"
	"kap/web/ui"
)

// calling is the form of a safety call with the risk check of today.
type calling struct {
	Check *safety.RiskCheck
	At    string
	Form  ui.Form
	Reach client.Reach
}

func (s Screens) callForm() endpoint.Form[integration.SafetyCallEntry] {
	return endpoint.Form[integration.SafetyCallEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			check, err := s.Integrations.CheckToday(r.Context(), endpoint.Client(r))
			if err != nil {
				return nil, err
			}
			reach, err := s.Clients.Reach(r.Context(), endpoint.Client(r))
			f = f.Default("at", now(r)).Default("session", r.URL.Query().Get("session"))
			return callPage(calling{check, at(r), f, reach}), err
		},
		Submit: func(r *http.Request, c integration.SafetyCallEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s/safety", at(r)), s.Integrations.CallSafety(r.Context(), endpoint.Client(r), endpoint.ID(r), c)
		},
	}
}

// checkRisk is the address of a risk check that leads back to the call.
func (c calling) checkRisk() string {
	return c.At + "/risk-checks/new?then=call/" + c.Form.Value("session")
}
