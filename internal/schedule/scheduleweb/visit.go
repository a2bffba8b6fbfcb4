package scheduleweb

import (
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/schedule"
	"kap/web/ui"
)

func (s Screens) visits(r *http.Request) (templ.Component, error) {
	visits, err := s.Schedule.Visits(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	ahead, past := split(visits)
	return visitsPage(ahead, past, at(r)), nil
}

// split tells what lies ahead or goes on from what is over, the latest first.
func split(visits []schedule.Visit) (ahead, past []schedule.Visit) {
	for _, v := range visits {
		if v.Status.Ahead() || v.Status == schedule.Arrived || v.Status == schedule.InProgress {
			ahead = append(ahead, v)
		} else {
			past = append([]schedule.Visit{v}, past...)
		}
	}
	return ahead, past
}

// at is the address of a client's visits.
func at(r *http.Request) string { return "/clients/" + endpoint.Client(r).String() + "/appointments" }

// visit is one visit and its forms.
type visit struct {
	schedule.Page
	at                                             string // of the visit
	person                                         string // of the client
	confirm, move, cancel, arrive, noShow, correct ui.Form
	escort, extend                                 ui.Form
	session                                        ui.Form // begins the dosing session of the visit
	actor                                          auth.Actor
	now                                            time.Time
	marked                                         bool // it was marked just now
}

func (s Screens) visit(r *http.Request) (templ.Component, error) {
	return s.visitPage(r, ui.Form{})
}

// visitPage draws the visit; f is the form of it that was refused, if one was.
func (s Screens) visitPage(r *http.Request, f ui.Form) (templ.Component, error) {
	page, err := s.Schedule.One(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
	if err != nil {
		return nil, err
	}
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	v := visit{Page: page, person: "/clients/" + endpoint.Client(r).String(), at: at(r) + "/" + page.ID.String(), actor: actor, now: ui.ShellOf(r.Context()).Now}
	for path, to := range map[string]*ui.Form{
		"/confirmation": &v.confirm, "/move": &v.move, "/cancellation": &v.cancel, "/arrival": &v.arrive, "/no-show": &v.noShow,
		"/correction": &v.correct, "/escort": &v.escort, "/extension": &v.extend,
	} {
		*to = endpoint.Fresh(r, v.at+path)
		if f.Action == v.at+path {
			*to = f
		}
		to.Prefix = path[1:] + "-"
	}
	v.marked = r.URL.Query().Get("marked") != "" && !f.Refused && v.mayTakeBack()
	v.move = endpoint.Filled(r, v.move, v.Moving())
	v.move.Values.Set("version", strconv.Itoa(v.Version)) // always the one that the page shows
	v.escort = endpoint.Filled(r, v.escort, v.asking())
	v.extend = endpoint.Filled(r, v.extend, schedule.ExtensionEntry{Version: v.Version})
	v.extend.Values.Set("version", strconv.Itoa(v.Version))
	v.cancel = endpoint.Filled(r, v.cancel, schedule.CancelEntry{})
	v.session = endpoint.Fresh(r, v.person)
	v.session.Action += "/dosing/new/" + v.session.ID
	return visitPage(v), nil
}

// mayChange says whether the actor may confirm, move and cancel it.
func (v visit) mayChange() bool { return v.Status.Ahead() && v.MayChange(v.actor) == nil }

// mayConfirm: only what is tentative and not over is confirmed.
func (v visit) mayConfirm() bool {
	return v.mayChange() && v.Status == schedule.Tentative && v.EndsAt.After(v.now)
}

// mayArrive: a client is here for a visit that is confirmed, and for one at a time.
// Whoever records the visit says in its own form that the client is here.
func (v visit) mayArrive() bool {
	return v.Status == schedule.Confirmed && v.today() && v.actor.May(auth.EditClient) && v.begin().Label == "" && v.elsewhere() == nil
}

// refused is a form that was refused and is not offered any more; its sentence stands alone.
func (v visit) refused() ui.Form {
	for _, one := range []struct {
		form    ui.Form
		offered bool
	}{
		{v.confirm, v.mayConfirm()}, {v.move, v.mayChange()}, {v.cancel, v.mayChange()}, {v.arrive, v.mayArrive()},
		{v.noShow, v.mayMiss()}, {v.correct, v.mayTakeBack()}, {v.escort, v.asksEscort()}, {v.extend, v.mayExtend()},
	} {
		if one.form.Refused && !one.offered {
			return one.form
		}
	}
	return ui.Form{}
}

// elsewhere is the other visit that the client is in now; nil for none.
func (v visit) elsewhere() *schedule.Visit {
	for _, o := range v.Others {
		if o.HoldsClient(v.now) {
			return &o
		}
	}
	return nil
}

// mayTakeBack: what was marked by mistake, while nothing has followed.
func (v visit) mayTakeBack() bool {
	return v.CanBeTakenBack(v.now, v.Zone) && v.MayTakeBack(v.actor) == nil
}

// asking is what the escort's form begins with: the one there is.
func (v visit) asking() (e schedule.EscortEntry) {
	if len(v.Escorts) == 1 {
		e.Escort = v.Escorts[0].ID
	}
	return e
}

// asksEscort: who may edit the client notes what an escort said.
func (v visit) asksEscort() bool { return v.AsksEscort() && v.actor.May(auth.EditClient) }

// mayExtend: whoever books the visit lets it end later, also while it goes on.
func (v visit) mayExtend() bool { return v.MayGrow() && v.MayChange(v.actor) == nil }

// final is the sentence that stands where whoever could take it back cannot any more.
func (v visit) final() string {
	if v.MayTakeBack(v.actor) != nil {
		return ""
	}
	return v.WhyFinal(v.now, v.Zone)
}

// unsaid: its time has passed and nobody has noted whether the client came.
func (v visit) unsaid() bool { return v.Status.Ahead() && v.EndsAt.Before(v.now) }

// mayMiss: a client who may still come has not missed the visit.
func (v visit) mayMiss() bool { return v.mayChange() && v.now.After(v.StartsAt) }

// today says whether the visit is on the clinic's day of now.
func (v visit) today() bool { return v.On(v.now, v.Zone) }
