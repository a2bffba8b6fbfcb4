package eligibilityweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/sign"
	"kap/web/ui"
)

// shown is the hash of the text that the check-and-sign page displayed.
type shown struct {
	Shown string `form:"shown"`
}

// signatureForm shows a consultation as it will be signed.
func (s Screens) signatureForm() endpoint.Form[shown] {
	return endpoint.Form[shown]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			client := endpoint.Client(r)
			o, err := s.Eligibility.Consultation(r.Context(), client, endpoint.Param(r, "consultation"))
			if err != nil {
				return nil, err
			}
			hash, err := sign.Shown(o.Consultation.Document(client))
			if err != nil {
				return nil, err
			}
			why := ""
			if err := o.Consultation.MayChange(ui.ShellOf(r.Context()).Actor.Staff); err != nil {
				why = err.Error()
			}
			return checkConsultationPage(with(f, "shown", hash), client, o, why), nil
		},
		Submit: func(r *http.Request, in shown) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.Param(r, "consultation")
			return endpoint.SeeOther("%s", consultationURL(client, id)),
				s.Eligibility.SignConsultation(r.Context(), client, id, in.Shown)
		},
	}
}
