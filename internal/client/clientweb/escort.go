package clientweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/client"
	"kap/internal/endpoint"
	"kap/web/ui"
)

func (s Screens) escortForm() endpoint.Form[client.EscortEntry] {
	return endpoint.Form[client.EscortEntry]{
		Page: s.escortsPage,
		Submit: func(r *http.Request, in client.EscortEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "/escorts")), s.Clients.AddEscort(r.Context(), endpoint.Client(r), endpoint.ID(r), in)
		},
	}
}

func (s Screens) endEscortForm() endpoint.Form[struct{}] {
	return endpoint.Form[struct{}]{
		Page: s.escortsPage,
		Submit: func(r *http.Request, _ struct{}) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "/escorts")), s.Clients.EndEscort(r.Context(), endpoint.Client(r), endpoint.Param(r, "escort"))
		},
	}
}

func (s Screens) escortsPage(r *http.Request, f ui.Form) (templ.Component, error) {
	escorts, err := s.Clients.Escorts(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	end := func(id string) ui.Form {
		return formFor(r, f, path(r, "/escorts/"+id+"/end"), "end-"+id+"-", struct{}{})
	}
	return escortsPage(escorts, formFor(r, f, path(r, "/escorts"), "", client.EscortEntry{}), end), nil
}
