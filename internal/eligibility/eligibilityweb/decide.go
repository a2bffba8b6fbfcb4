package eligibilityweb

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/eligibility"
	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/web/ui"
)

// choice is a decision as posted.
type choice struct {
	eligibility.DecisionEntry
	Then string `form:"then"` // rows: further rows, nothing is stored
}

// rowsWanted draws the form again with further rows and everything that was typed.
func (c choice) rowsWanted() error {
	if c.Then != "rows" {
		return nil
	}
	return problem.New(problem.Invalid, "Nothing is saved yet: further rows are ready below.")
}

func (s Screens) decideForm() endpoint.Form[choice] {
	return endpoint.Form[choice]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) { return s.writing(r, f, nil) },
		Submit: func(r *http.Request, c choice) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.ID(r)
			if err := c.rowsWanted(); err != nil {
				return endpoint.Answer{}, err
			}
			return endpoint.SeeOther("%s", decisionURL(client, id)), s.Eligibility.DraftDecision(r.Context(), client, id, c.DecisionEntry)
		},
	}
}

// draftForm changes a decision that is not signed yet.
func (s Screens) draftForm() endpoint.Form[choice] {
	return endpoint.Form[choice]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			read, err := s.Eligibility.Decision(r.Context(), endpoint.Client(r), endpoint.Param(r, "decision"))
			if err != nil {
				return nil, err
			}
			return s.writing(r, f, &read.Decision)
		},
		Submit: func(r *http.Request, c choice) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.Param(r, "decision")
			if err := c.rowsWanted(); err != nil {
				return endpoint.Answer{}, err
			}
			return endpoint.SeeOther("%s", decisionURL(client, id)), s.Eligibility.ChangeDraft(r.Context(), client, id, c.DecisionEntry)
		},
	}
}

// desk is what a decision's form is drawn from.
type desk struct {
	eligibility.Ground
	Client    uuid.UUID
	Findings  []eligibility.Finding // what stands in the way first, then what is weighed
	MayRevoke bool
}

func (s Screens) writing(r *http.Request, f ui.Form, draft *eligibility.Decision) (templ.Component, error) {
	ground, err := s.Eligibility.Ground(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	f = prefilled(r, f, ground, draft)
	d := desk{Ground: ground, Client: endpoint.Client(r), Findings: inOrder(judged(ground, eligibility.Diagnosis(f.Value("indication"))))}
	d.MayRevoke = draft == nil && ground.Before != nil && ground.Before.Kind.Authorizes()
	revoke := ui.Form{Action: f.Action, ID: f.ID, MadeFor: f.MadeFor, Prefix: "revoke-", Questions: f.Questions}
	if f.Refused && f.Value("decision") == string(eligibility.Revoked) {
		revoke.Values, revoke.Errors, revoke.Message, revoke.Refused = f.Values, f.Errors, f.Message, true
		f = prefilled(r, endpoint.Fresh(r, f.Action), ground, draft)
		f.ID = revoke.ID
	}
	revoke = revoke.Default("decision", string(eligibility.Revoked)).Default("visit_mode", string(eligibility.Here))
	return decidePage(f, revoke, d), nil
}

// prefilled is the draft, or what the protocol and the decision before suggest.
func prefilled(r *http.Request, f ui.Form, g eligibility.Ground, draft *eligibility.Decision) ui.Form {
	if draft != nil {
		return endpoint.Filled(r, f, draft.Entry())
	}
	return endpoint.Filled(r, f, g.Suggested(there(r, g)))
}

// there is what the weighed criteria need and is on record, in words by criterion.
func there(r *http.Request, g eligibility.Ground) map[string]string {
	words := map[string]string{"E15": g.Consultation.Answers.Capacity}
	if g.Plan != nil {
		words["E16"] = "Safety plan of " + ui.Day(r.Context(), g.Plan.At) + ", " + g.Plan.RecordedBy
	}
	return words
}

// judged are the findings; while no indication is coded yet, that is not held against
// the client.
func judged(g eligibility.Ground, indication eligibility.Diagnosis) []eligibility.Finding {
	findings := g.Findings(indication)
	for i := range findings {
		if findings[i].Key == "no_indication" && indication == "" {
			findings[i].Answer, findings[i].Effect, findings[i].Evidence = eligibility.NotAsked, eligibility.NotAnswered, "Code the indication below"
		}
	}
	return findings
}

var effectOrder = []eligibility.Effect{
	eligibility.Excludes, eligibility.Weigh, eligibility.AfterMeasure, eligibility.NotAnswered, eligibility.Warn, eligibility.Clear,
}

func inOrder(findings []eligibility.Finding) []eligibility.Finding {
	var ordered []eligibility.Finding
	for _, effect := range effectOrder {
		ordered = append(ordered, eligibility.With(effect, findings)...)
	}
	return ordered
}
