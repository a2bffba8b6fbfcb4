package clientweb

import (
	"net/http"
	"strconv"

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
	var differ []ui.Difference
	if version := strconv.Itoa(c.Version); f.Refused && f.Value("version") != version {
		differ = ui.Differences(r.Context(), c.Details, endpoint.Posted[client.DetailsEntry](r, f).Whole())
		f.Values.Set("version", version)
	}
	saved := r.URL.Query().Get("saved") != "" && !f.Refused
	return detailsPage(c, endpoint.Filled(r, f, c.Entry()), differ, saved), nil
}
