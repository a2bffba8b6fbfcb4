package readinessweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/readiness"
	"kap/web/ui"
)

// readinessScreen is readiness with a form wherever the actor may use one.
type readinessScreen struct {
	readiness.ReadinessPage
	Lost    ui.Form // refused, and its form is gone: somebody was faster
	Clear   ui.Form
	Call    ui.Form
	NotHeld ui.Form
	Asked   []asked // items that a prescriber or the therapist may let pass
	Themes  []theme
	MayAct  bool // arrival check, clearing, calls
}

// asked is an item with the form that lets it pass.
type asked struct {
	readiness.Item
	Form ui.Form
	May  bool
}

// theme is the items under one heading.
type theme struct {
	Title string
	Items []readiness.Item
}

func (s Screens) readiness(r *http.Request) (templ.Component, error) {
	return s.readinessOf(r, ui.Form{})
}

// readinessOf draws everything; posted is the form that was refused, if one was.
func (s Screens) readinessOf(r *http.Request, posted ui.Form) (templ.Component, error) {
	p, err := s.Readiness.Readiness(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"))
	if err != nil {
		return nil, err
	}
	actor := ui.ShellOf(r.Context()).Actor
	lost := posted
	form := func(page, prefix string) ui.Form {
		f := endpoint.Fresh(r, at(r, page))
		if posted.Action == f.Action {
			f, lost = posted, ui.Form{}
		}
		f.Prefix = prefix
		return f
	}
	v := readinessScreen{ReadinessPage: p, Clear: form("clearance", "clear-"), Call: form("prescriber-calls", "call-"),
		NotHeld: form("not-held", "not-held-"), Themes: themes(p.Gate), MayAct: actor.May(auth.CheckArrival)}
	v.Call = v.Call.Default("at", now(r))
	if p.Open() {
		v.ask(actor, form)
	}
	if lost = v.hidden(lost, posted); lost.Refused {
		v.Lost = lost
	}
	return readinessPage(v), nil
}

// hidden is the posted form where the page no longer draws it; its sentences then stand
// at the top.
func (v readinessScreen) hidden(lost, posted ui.Form) ui.Form {
	drawn := v.Open() && v.MayAct
	switch posted.Action {
	case v.Clear.Action:
		drawn = drawn && v.Gate.May()
	case v.Call.Action, v.NotHeld.Action:
	default:
		return lost
	}
	if drawn {
		return ui.Form{}
	}
	return posted
}

// ask finds what a prescriber or the therapist may let pass.
func (v *readinessScreen) ask(actor auth.Actor, form func(page, prefix string) ui.Form) {
	for _, i := range v.Gate.Items {
		switch {
		case i.MayOverride():
			v.Asked = append(v.Asked, asked{i, form("overrides/"+i.ID, i.ID+"-"), actor.May(auth.Override)})
		case i.MayAcknowledge():
			v.Asked = append(v.Asked, asked{i, form("acknowledgements/"+i.ID, i.ID+"-"), actor.Is(auth.Therapist, auth.Prescriber)})
		}
	}
}

// themes are the items under their headings, in the order they are evaluated.
func themes(g readiness.Gate) []theme {
	var all []theme
	for _, i := range g.Items {
		found := false
		for k := range all {
			if all[k].Title == i.Theme {
				all[k].Items, found = append(all[k].Items, i), true
			}
		}
		if !found {
			all = append(all, theme{i.Theme, []readiness.Item{i}})
		}
	}
	return all
}

func (s Screens) clearForm() endpoint.Form[struct{}] {
	return endpoint.Form[struct{}]{
		Page: s.readinessOf,
		Submit: func(r *http.Request, _ struct{}) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", at(r, "intake")), s.Readiness.Clear(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r))
		},
	}
}

func (s Screens) acknowledgeForm() endpoint.Form[struct{}] {
	return endpoint.Form[struct{}]{
		Page: s.readinessOf,
		Submit: func(r *http.Request, _ struct{}) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", at(r, "readiness")), s.Readiness.Acknowledge(r.Context(), endpoint.Client(r),
				endpoint.Param(r, "session"), endpoint.ID(r), endpoint.Word(r, "item"))
		},
	}
}

func (s Screens) overrideForm() endpoint.Form[readiness.OverrideEntry] {
	return endpoint.Form[readiness.OverrideEntry]{
		Page: s.readinessOf,
		Submit: func(r *http.Request, in readiness.OverrideEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", at(r, "readiness")), s.Readiness.Override(r.Context(), endpoint.Client(r),
				endpoint.Param(r, "session"), endpoint.ID(r), endpoint.Word(r, "item"), in)
		},
	}
}

func (s Screens) callForm() endpoint.Form[readiness.CallEntry] {
	return endpoint.Form[readiness.CallEntry]{
		Page: s.readinessOf,
		Submit: func(r *http.Request, in readiness.CallEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", at(r, "readiness")), s.Readiness.LogCall(r.Context(), endpoint.Client(r),
				endpoint.Param(r, "session"), endpoint.ID(r), in)
		},
	}
}

// notHeld closes the session; a reason may be given.
type notHeld struct {
	Reason string `form:"not_started_reason"`
}

func (s Screens) notHeldForm() endpoint.Form[notHeld] {
	return endpoint.Form[notHeld]{
		Page: s.readinessOf,
		Submit: func(r *http.Request, in notHeld) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", at(r, "")), s.Readiness.NotStart(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), in.Reason)
		},
	}
}
