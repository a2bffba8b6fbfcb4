package eligibilityweb

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/eligibility"
	"kap/internal/endpoint"
	"kap/internal/sign"
	"kap/web/ui"
)

// decision is the page to check and sign, and later to read.
func (s Screens) decision(r *http.Request) (templ.Component, error) {
	return s.decisionPage(r, endpoint.Fresh(r, r.URL.Path))
}

// papers are the forms of a decision's page; one of them may have been refused.
type papers struct{ Sign, Met, Received ui.Form }

func (s Screens) decisionPage(r *http.Request, f ui.Form) (templ.Component, error) {
	client, id := endpoint.Client(r), endpoint.Param(r, "decision")
	read, err := s.Eligibility.Decision(r.Context(), client, id)
	if err != nil {
		return nil, err
	}
	base := decisionURL(client, id)
	forms := papers{endpoint.Fresh(r, base+"/signature"), endpoint.Fresh(r, base+"/conditions-met"), endpoint.Fresh(r, base+"/information")}
	for _, form := range []*ui.Form{&forms.Sign, &forms.Met, &forms.Received} {
		if form.Action == f.Action {
			*form = f
		}
	}
	hash, err := sign.Shown(read.Decision.Document(client))
	if err != nil {
		return nil, err
	}
	forms.Sign = with(forms.Sign, "shown", hash)
	return decisionPage(client, read, forms, signable(r, read)), nil
}

// signable is why the reader cannot sign, empty where they can.
func signable(r *http.Request, read eligibility.Read) string {
	actor := ui.ShellOf(r.Context()).Actor
	if !actor.May(auth.Decide) {
		return "A prescriber signs this."
	}
	if err := read.Decision.MayChange(actor.Staff); err != nil {
		return err.Error()
	}
	return ""
}

func (s Screens) signForm() endpoint.Form[shown] {
	return endpoint.Form[shown]{
		Page: s.decisionPage,
		Submit: func(r *http.Request, in shown) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.Param(r, "decision")
			return endpoint.SeeOther("%s", decisionURL(client, id)), s.Eligibility.SignDecision(r.Context(), client, id, in.Shown)
		},
	}
}

func (s Screens) metForm() endpoint.Form[eligibility.ConditionMetEntry] {
	return endpoint.Form[eligibility.ConditionMetEntry]{
		Page: s.decisionPage,
		Submit: func(r *http.Request, e eligibility.ConditionMetEntry) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.Param(r, "decision")
			return endpoint.SeeOther("%s", decisionURL(client, id)),
				s.Eligibility.MeetCondition(r.Context(), client, id, endpoint.ID(r), e)
		},
	}
}

func (s Screens) receivedForm() endpoint.Form[eligibility.ReceivedEntry] {
	return endpoint.Form[eligibility.ReceivedEntry]{
		Page: s.decisionPage,
		Submit: func(r *http.Request, e eligibility.ReceivedEntry) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.Param(r, "decision")
			return endpoint.SeeOther("%s", decisionURL(client, id)), s.Eligibility.ReceiveInformation(r.Context(), client, id, e)
		},
	}
}

// openConditions are those of a signed decision that are not met.
func openConditions(read eligibility.Read) []ui.Option {
	var list []ui.Option
	for _, c := range read.Decision.Unmet(eligibility.MetIDs(read.Met, read.Decision.ID), read.Measured) {
		list = append(list, ui.Option{Value: c.ID, Label: c.Words})
	}
	return list
}

func openRequests(read eligibility.Read) []ui.Option {
	var list []ui.Option
	for _, a := range read.Asked {
		if a.ReceivedAt.IsZero() {
			list = append(list, ui.Option{Value: a.ID.String(), Label: a.What + ", from " + a.FromWhom})
		}
	}
	return list
}

// readsReasons: why somebody was declined is read by prescribers and therapists of the
// care team; others read the category.
func readsReasons(a auth.Actor) bool { return a.Is(auth.Prescriber, auth.Therapist) }

func metBy(read eligibility.Read, condition string) *eligibility.ConditionMet {
	i := slices.IndexFunc(read.Met, func(m eligibility.ConditionMet) bool { return m.Condition == condition })
	if i < 0 {
		return nil
	}
	return &read.Met[i]
}
