package dosingweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/web/ui"
)

func (s Screens) helpForm() endpoint.Form[dosing.HelpEntry] {
	return endpoint.Form[dosing.HelpEntry]{
		Page: s.helpPage,
		Submit: func(r *http.Request, c dosing.HelpEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.CallHelp(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), c)
		},
	}
}

func (s Screens) helpPage(r *http.Request, f ui.Form) (templ.Component, error) {
	c, err := s.chart(r)
	if err != nil {
		return nil, err
	}
	return helpPage(c, f.Default("kind", "prescriber").Default("called", c.Around.PrescriberName)), nil
}
