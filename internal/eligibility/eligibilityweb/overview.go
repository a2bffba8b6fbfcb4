package eligibilityweb

import (
	"fmt"
	"net/http"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/eligibility"
	"kap/internal/endpoint"
)

func (s Screens) overview(r *http.Request) (templ.Component, error) {
	o, err := s.Eligibility.Overview(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	return overviewPage(endpoint.Client(r), o), nil
}

func consultationURL(client, id uuid.UUID) string {
	return fmt.Sprintf("/clients/%s/consultations/%s", client, id)
}

func decisionURL(client, id uuid.UUID) string {
	return fmt.Sprintf("/clients/%s/decisions/%s", client, id)
}

// decisionState is the kind of ui.State and its word.
func decisionState(d eligibility.Decision) (kind, word string) {
	switch {
	case d.Draft():
		return "todo", "Draft, not signed"
	case d.Kind.Authorizes():
		return "signed", "Signed"
	}
	return "held", "Signed"
}
