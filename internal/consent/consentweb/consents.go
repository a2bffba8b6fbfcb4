package consentweb

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kap/internal/consent"
	"kap/internal/endpoint"
	"kap/web/ui"
)

// screen is the page of a client's consents.
type screen struct {
	consent.Page
	Rows []row
	Lost ui.Form // refused, and its form is gone: somebody was faster
}

// row is one kind of consent with what may be done about it.
type row struct {
	consent.Standing
	Latest   *consent.Consent
	Text     *consent.TextVersion // in force, nil where none is
	New      string               // where it is signed
	Withdraw ui.Form
	Narrow   ui.Form
}

// Withdrawable says whether there is a yes that stands.
func (r row) Withdrawable() bool {
	return r.Latest != nil && r.Latest.Answer == consent.Yes && r.Latest.Withdrawn.IsZero()
}

// Narrowable says whether there is touch that could become less and stay some.
func (r row) Narrowable() bool {
	return r.Kind == consent.Touch && r.Withdrawable() && len(r.Latest.Scope) > 1
}

func (s Screens) consents(r *http.Request) (templ.Component, error) { return s.page(r, ui.Form{}) }

// page draws every kind; posted is the form that was refused, if one was.
func (s Screens) page(r *http.Request, posted ui.Form) (templ.Component, error) {
	p, err := s.Consents.Read(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	base := "/clients/" + endpoint.Client(r).String() + "/consents/"
	v := screen{Page: p, Lost: posted}
	form := func(action, prefix string, in any) ui.Form {
		f := endpoint.Fresh(r, base+action)
		if posted.Refused && posted.Action == f.Action {
			f, v.Lost = posted, ui.Form{}
		}
		f.Prefix = prefix
		return endpoint.Filled(r, f, in)
	}
	for _, standing := range p.Standings {
		v.Rows = append(v.Rows, rowOf(p, standing, base, form))
	}
	return consentsPage(v), nil
}

func rowOf(p consent.Page, standing consent.Standing, base string, form func(action, prefix string, in any) ui.Form) row {
	slug := slugOf(standing.Kind)
	of := row{Standing: standing, Latest: consent.LatestOf(p.Latest, standing.Kind), New: base + slug + "/new"}
	if text, found := consent.TextOf(p.Texts, standing.Kind); found {
		of.Text = &text
	}
	if of.Withdrawable() {
		id := of.Latest.ID.String()
		of.Withdraw = form(id+"/withdrawal", "withdraw-"+slug+"-", consent.WithdrawalEntry{})
		of.Narrow = form(id+"/narrowing", "narrow-"+slug+"-", consent.NarrowingEntry{Scope: of.Latest.Scope})
	}
	return of
}

// slugOf is a kind in an address.
func slugOf(kind consent.Kind) string { return strings.ReplaceAll(string(kind), " ", "-") }

func kindOf(r *http.Request) consent.Kind {
	return consent.Kind(strings.ReplaceAll(endpoint.Word(r, "kind"), "-", " "))
}

func (s Screens) withdrawForm() endpoint.Form[consent.WithdrawalEntry] {
	return endpoint.Form[consent.WithdrawalEntry]{
		Page: s.page,
		Submit: func(r *http.Request, in consent.WithdrawalEntry) (endpoint.Answer, error) {
			return back(r), s.Consents.Withdraw(r.Context(), endpoint.Client(r), endpoint.Param(r, "consent"), in)
		},
	}
}

func (s Screens) narrowForm() endpoint.Form[consent.NarrowingEntry] {
	return endpoint.Form[consent.NarrowingEntry]{
		Page: s.page,
		Submit: func(r *http.Request, in consent.NarrowingEntry) (endpoint.Answer, error) {
			return back(r), s.Consents.Narrow(r.Context(), endpoint.Client(r), endpoint.Param(r, "consent"), in)
		},
	}
}

func (s Screens) consent(r *http.Request) (templ.Component, error) {
	c, err := s.Consents.One(r.Context(), endpoint.Client(r), endpoint.Param(r, "consent"))
	if err != nil {
		return nil, err
	}
	return consentPage(c, back(r).To), nil
}

func back(r *http.Request) endpoint.Answer {
	return endpoint.SeeOther("/clients/%s/consents", endpoint.Client(r))
}
