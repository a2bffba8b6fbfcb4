package clientweb

import (
	"net/http"

	"github.com/a-h/templ"
)

func (s Screens) list(r *http.Request) (templ.Component, error) {
	q := r.URL.Query().Get("q")
	list, err := s.Clients.Clients(r.Context(), q)
	if err != nil {
		return nil, err
	}
	return listPage(q, list, r.URL.Query().Get("saved") != ""), nil
}
