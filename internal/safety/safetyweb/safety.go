package safetyweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/endpoint"
	"kap/internal/safety"
	"kap/web/ui"
)

// screen is the page with a form at everything that waits.
type screen struct {
	safety.Page
	At      string // the client's address
	Reach   client.Reach
	Lost    ui.Form
	Waiting []urgentRow
	Open    []incidentRow
	Closed  []safety.Incident
	Logged  []safety.Call
}

type urgentRow struct {
	safety.Call
	May  bool
	Form ui.Form
}

type incidentRow struct {
	safety.Incident
	May  bool
	Form ui.Form
}

func (s Screens) safety(r *http.Request) (templ.Component, error) { return s.page(r, ui.Form{}) }

// page draws everything; posted is the form that was refused, if one was.
func (s Screens) page(r *http.Request, posted ui.Form) (templ.Component, error) {
	p, err := s.Safety.Read(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	reach, err := s.Clients.Reach(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	v := screen{Page: p, At: at(r), Reach: reach, Lost: posted}
	form := func(action, prefix string, entry any) ui.Form {
		f := endpoint.Fresh(r, at(r)+action)
		if posted.Action == f.Action {
			f, v.Lost = posted, ui.Form{}
		}
		f.Prefix = prefix
		return endpoint.Filled(r, f, entry)
	}
	v.sort(actor, form)
	return safetyPage(v), nil
}

func (v *screen) sort(actor auth.Actor, form func(action, prefix string, entry any) ui.Form) {
	for _, c := range v.Calls {
		if !c.Waits() {
			v.Logged = append(v.Logged, c)
			continue
		}
		id := c.ID.String()
		v.Waiting = append(v.Waiting, urgentRow{c, actor.May(auth.CheckRisk), form("/urgent/"+id+"/answer", "urgent-"+id+"-", safety.ComingEntry{})})
	}
	for _, i := range v.Incidents {
		if !i.Open() {
			v.Closed = append(v.Closed, i)
			continue
		}
		id := i.ID.String()
		v.Open = append(v.Open, incidentRow{i, actor.May(auth.CallSafety), form("/incidents/"+id+"/closing", "incident-"+id+"-", safety.ClosingEntry{})})
	}
}

func (s Screens) closeForm() endpoint.Form[safety.ClosingEntry] {
	return endpoint.Form[safety.ClosingEntry]{
		Page: s.page,
		Submit: func(r *http.Request, c safety.ClosingEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s/safety", at(r)), s.Safety.CloseIncident(r.Context(), endpoint.Client(r), endpoint.Param(r, "incident"), c)
		},
	}
}

func (s Screens) comingForm() endpoint.Form[safety.ComingEntry] {
	return endpoint.Form[safety.ComingEntry]{
		Page: s.page,
		Submit: func(r *http.Request, c safety.ComingEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s/safety", at(r)), s.Safety.AnswerUrgent(r.Context(), endpoint.Client(r), endpoint.Param(r, "escalation"), c)
		},
	}
}

func (s Screens) urgentForm() endpoint.Form[struct{}] {
	return endpoint.Form[struct{}]{
		Page: func(_ *http.Request, f ui.Form) (templ.Component, error) { return urgentPage(f), nil },
		Submit: func(r *http.Request, _ struct{}) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s/urgent/sent", at(r)), s.Safety.RaiseUrgent(r.Context(), endpoint.Client(r), endpoint.ID(r))
		},
	}
}

func (s Screens) sent(r *http.Request) (templ.Component, error) {
	reach, err := s.Clients.Reach(r.Context(), endpoint.Client(r))
	return sentPage(at(r), reach), err
}
