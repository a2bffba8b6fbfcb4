package medicationweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
)

func (s Screens) prescriptions(r *http.Request) (templ.Component, error) {
	client := endpoint.Client(r)
	orders, today, err := s.Medication.Prescriptions(r.Context(), client)
	if err != nil {
		return nil, err
	}
	return ordersPage(client, orders, today), nil
}
