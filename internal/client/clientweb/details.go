package clientweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/client"
	"kap/internal/endpoint"
	"kap/web/ui"
)

func (s Screens) detailsForm() endpoint.Form[client.DetailsEntry] {
	return endpoint.Form[client.DetailsEntry]{
		Page: s.detailsPage,
		Submit: func(r *http.Request, in client.DetailsEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s?saved=yes", path(r, "/details")), s.Clients.ChangeDetails(r.Context(), endpoint.Client(r), in)
		},
	}
}

// detailsPage shows what is stored beside what was typed where somebody else
// changed it meanwhile; saving again then stores what was typed.
func (s Screens) detailsPage(r *http.Request, f ui.Form) (templ.Component, error) {
	c, err := s.Clients.Client(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	f, differ := endpoint.Newer(r, f, c.Entry())
	saved := r.URL.Query().Get("saved") != "" && !f.Refused
	return detailsPage(c, endpoint.Filled(r, f, c.Entry()), differ, saved), nil
}
