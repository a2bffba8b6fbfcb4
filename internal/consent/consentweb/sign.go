package consentweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/consent"
	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/web/ui"
)

// signForm is the page on which a client signs, with the text in full.
func (s Screens) signForm() endpoint.Form[consent.ConsentEntry] {
	return endpoint.Form[consent.ConsentEntry]{
		Page: s.signPage,
		Submit: func(r *http.Request, in consent.ConsentEntry) (endpoint.Answer, error) {
			return back(r), s.Consents.Record(r.Context(), endpoint.Client(r), endpoint.ID(r), kindOf(r), in)
		},
	}
}

func (s Screens) signPage(r *http.Request, f ui.Form) (templ.Component, error) {
	a, err := s.Consents.Ask(r.Context(), endpoint.Client(r), kindOf(r))
	if problem.Is(err, problem.Conflict) {
		return notYetPage(kindOf(r), err.Error(), back(r).To), nil
	}
	if err != nil {
		return nil, err
	}
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	// What is posted is what this page shows: after a conflict the new text, and with it
	// its hash, stands here.
	if f.Refused && f.Value("text_sha256") != a.Text.SHA256() {
		f.Values.Set("text_sha256", a.Text.SHA256())
	}
	e := consent.ConsentEntry{TextSHA256: a.Text.SHA256(), SignedHow: consent.OnScreen}
	if a.Text.Kind == consent.Treatment && actor.May(auth.ExplainConsent) {
		e.ExplainedBy = actor.Staff
	}
	return signPage(a, endpoint.Filled(r, f, e), ui.OptionsOf(a.Explainers), back(r).To), nil
}

func answers(kind consent.Kind) []ui.Option {
	yes, no := "Yes, the client agrees", "No"
	if kind == consent.Touch {
		yes = "Yes, to the kinds marked below"
	}
	return []ui.Option{{Value: "yes", Label: yes}, {Value: "no", Label: no, Hint: noHint(kind)}}
}

func noHint(kind consent.Kind) string {
	if consent.Required(kind, consent.CourseFacts{}) == consent.AnAnswer {
		return "A complete answer; it does not change the treatment"
	}
	return ""
}
