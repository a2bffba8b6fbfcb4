// Package protocolweb is the screens of the clinic's numbers: read by everybody,
// drafted by the manager, approved by the medical lead.
package protocolweb

import (
	"kap/internal/auth"
	"kap/internal/consent"
	"kap/internal/endpoint"
	"kap/internal/protocol"
)

// Screens are the pages of this step.
type Screens struct {
	Protocol protocol.Service
	Consents consent.Service // what waits for the same reader
}

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	routes := []endpoint.Route{endpoint.Get("/protocol", auth.SignedIn, "", s.protocol)}
	routes = append(routes, endpoint.Create("/protocol/new", auth.DraftProtocol, "", s.draftForm())...)
	return append(routes,
		endpoint.Get("/protocol/{protocol}", auth.SignedIn, "", s.version),
		endpoint.Post("/protocol/{protocol}/signature", auth.Approve, s.approveForm()))
}
