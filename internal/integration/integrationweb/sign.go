package integrationweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/sign"
	"kap/web/ui"
)

// signed is the hash of what was shown.
type signed struct {
	Shown string `form:"shown"`
}

func (s Screens) signForm() endpoint.Form[signed] {
	return endpoint.Form[signed]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			p, err := s.Integrations.One(r.Context(), endpoint.Client(r), endpoint.Param(r, "integration"))
			if err != nil {
				return nil, err
			}
			hash, err := sign.Shown(p.Document(endpoint.Client(r)))
			return signPage(screen{Page: p, At: at(r), Form: f}, hash), err
		},
		Submit: func(r *http.Request, in signed) (endpoint.Answer, error) {
			id := endpoint.Param(r, "integration")
			to := endpoint.SeeOther("%s/integrations/%s", at(r), id)
			return to, s.Integrations.Sign(r.Context(), endpoint.Client(r), id, in.Shown)
		},
	}
}
