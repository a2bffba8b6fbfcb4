// Package consentweb is the screens of consents: what a client agreed to, signing,
// withdrawing and making less, and the texts themselves.
package consentweb

import (
	"kap/internal/auth"
	"kap/internal/consent"
	"kap/internal/endpoint"
)

// Screens are the pages of this step.
type Screens struct{ Consents consent.Service }

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	const texts, consents = "/consent-texts", "/clients/{client}/consents"
	routes := []endpoint.Route{
		endpoint.Get(texts, auth.SignedIn, "", s.texts),
		endpoint.Get(texts+"/{text}", auth.SignedIn, "", s.text),
		endpoint.Post(texts+"/{text}/signature", auth.Approve, s.approveForm()),
		endpoint.Get(consents, auth.ViewCare, "consents.viewed", s.consents),
		endpoint.Get(consents+"/{consent}", auth.ViewCare, "consent.viewed", s.consent),
		endpoint.Post(consents+"/{consent}/withdrawal", auth.RecordConsent, s.withdrawForm()),
		endpoint.Post(consents+"/{consent}/narrowing", auth.RecordConsent, s.narrowForm()),
	}
	routes = append(routes, endpoint.Create(texts+"/{kind}/new", auth.DraftProtocol, "", s.draftForm())...)
	return append(routes, endpoint.Create(consents+"/{kind}/new", auth.RecordConsent, "consent_text.viewed", s.signForm())...)
}
