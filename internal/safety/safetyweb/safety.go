package safetyweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/safety"
	"kap/web/ui"
)

// screen is the page with a form at everything that waits.
type screen struct {
	safety.Page
	At      string // the client's address
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
	v := screen{Page: p, At: at(r), Lost: posted}
	form := func(action, prefix string) ui.Form {
		f := endpoint.Fresh(r, at(r)+action)
		if posted.Action == f.Action {
			f, v.Lost = posted, ui.Form{}
		}
		f.Prefix = prefix
		return f
	}
	v.sort(actor, form)
	return safetyPage(v), nil
}

func (v *screen) sort(actor auth.Actor, form func(action, prefix string) ui.Form) {
	for _, c := range v.Calls {
		if !c.Waits() {
			v.Logged = append(v.Logged, c)
			continue
		}
		id := c.ID.String()
		v.Waiting = append(v.Waiting, urgentRow{c, actor.May(auth.CheckRisk), form("/urgent/"+id+"/answer", "urgent-"+id+"-")})
	}
	for _, i := range v.Incidents {
		if !i.Open() {
			v.Closed = append(v.Closed, i)
			continue
		}
		id := i.ID.String()
		v.Open = append(v.Open, incidentRow{i, actor.May(auth.CallSafety), form("/incidents/"+id+"/closing", "incident-"+id+"-")})
	}
}

func (s Screens) closeForm() endpoint.Form[safety.Closing] {
	return endpoint.Form[safety.Closing]{
		Page: s.page,
		Submit: func(r *http.Request, c safety.Closing) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s/safety", at(r)), s.Safety.CloseIncident(r.Context(), endpoint.Client(r), endpoint.Param(r, "incident"), c)
		},
	}
}

func (s Screens) comingForm() endpoint.Form[safety.Coming] {
	return endpoint.Form[safety.Coming]{
		Page: s.page,
		Submit: func(r *http.Request, c safety.Coming) (endpoint.Answer, error) {
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

func (s Screens) sent(r *http.Request) (templ.Component, error) { return sentPage(at(r)), nil }

// kindWords are an incident's kind as people read it.
var kindWords = map[safety.IncidentKind]string{
	safety.Unplanned: "A lozenge taken that was not planned", safety.NotCleared: "Started without being cleared",
	safety.TooEarly: "Too few days since the last dose", safety.BeyondAuthorized: "Beyond the sessions authorized",
	safety.Discrepancy: "Lozenge count does not match", safety.NotIntegrated: "No integration since the last dose",
	safety.NobodyPresent: "Nobody was in the room for a while",
}

func incidentWords(k safety.IncidentKind) string {
	if w, ok := kindWords[k]; ok {
		return w
	}
	return string(k)
}

var callWords = map[safety.CallKind]string{
	safety.Urgent: "Clinician now", safety.Prescriber: "Prescriber called", safety.EmergencyServices: "Emergency services called",
}
