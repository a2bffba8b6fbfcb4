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

// removeNameForm takes away a former name that must not be shown.
func (s Screens) removeNameForm() endpoint.Form[struct{}] {
	return endpoint.Form[struct{}]{
		Page: s.detailsPage,
		Submit: func(r *http.Request, _ struct{}) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "/details")), s.Clients.RemoveFormerName(r.Context(), endpoint.Client(r), endpoint.Param(r, "name"))
		},
	}
}

// detailsPage shows what is stored beside what was typed where somebody else
// changed it meanwhile; saving again then stores what was typed.
func (s Screens) detailsPage(r *http.Request, f ui.Form) (templ.Component, error) {
	c, err := s.Clients.Known(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	edit, differ := endpoint.Newer(r, formFor(r, f, path(r, "/details"), "", c.Entry()), c.Entry())
	saved := r.URL.Query().Get("saved") != "" && !f.Refused
	remove := func(id string) ui.Form {
		return formFor(r, f, path(r, "/former-names/"+id+"/removal"), "remove-"+id+"-", struct{}{})
	}
	return detailsPage(c, edit, remove, differ, saved), nil
}
