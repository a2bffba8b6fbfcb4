package clinicweb

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/clinic"
	"kap/internal/endpoint"
	"kap/web/ui"
)

// screen is what a manager changes the details by.
type screen struct {
	clinic.Page
	Form   ui.Form
	Differ []ui.Difference // another manager saved meanwhile
	Ahead  int             // visits, where the zone was about to change
	Saved  bool
}

// clinic is the details to read, and for a manager to change.
func (s Screens) clinic(r *http.Request) (templ.Component, error) {
	if ui.ShellOf(r.Context()).Actor.May(auth.ManageStaff) {
		return s.changePage(r, endpoint.Fresh(r, "/clinic"))
	}
	d, err := s.Clinic.Details(r.Context())
	return readPage(d), err
}

func (s Screens) changeForm() endpoint.Form[clinic.DetailsEntry] {
	return endpoint.Form[clinic.DetailsEntry]{
		Page: s.changePage,
		Submit: func(r *http.Request, e clinic.DetailsEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("/clinic?saved=yes"), s.Clinic.Change(r.Context(), e)
		},
	}
}

// changePage shows what is stored beside what was typed where somebody else changed it
// meanwhile; saving again then stores what was typed.
func (s Screens) changePage(r *http.Request, f ui.Form) (templ.Component, error) {
	p, err := s.Clinic.Page(r.Context())
	if err != nil {
		return nil, err
	}
	v := screen{Page: p, Saved: r.URL.Query().Get("saved") != "" && !f.Refused}
	stored := clinic.DetailsEntry{Details: p.Details}
	f, v.Differ = endpoint.Newer(r, f, stored)
	v.Form = endpoint.CameFrom(r, endpoint.Filled(r, f, stored), "/")
	if v.turns() {
		v.Ahead, err = s.Schedule.Ahead(r.Context())
	}
	return changePage(v), err
}

// turns says whether what was typed would change the zone and can.
func (v screen) turns() bool {
	return v.Form.Refused && v.Form.Value("zone") != v.Zone && v.Form.Error("zone") == ""
}

// initialsHint suggests some, and says what stands above the page while there are none.
func (v screen) initialsHint() string {
	hint := "One to three letters, drawn beside the name"
	if like := clinic.Suggest(v.Name); like != "" {
		hint += ", like " + like
	}
	if v.Initials == "" {
		return hint + ". There are none yet: a leaf is drawn."
	}
	return hint + ". Without any, a leaf is drawn."
}

// facts are the details as somebody reads them who does not change them; what is said in
// an emergency and missing stands last.
func facts(ctx context.Context, d clinic.Details) []ui.Fact {
	facts := ui.FactsOf(ctx, d)
	for _, word := range d.Missing() {
		facts = append(facts, ui.Fact{Label: ui.Capital(word), Value: "Not on record yet: a manager types it", Warn: true})
	}
	return facts
}

func zoneOptions(zones []string) []ui.Option {
	options := make([]ui.Option, len(zones))
	for i, zone := range zones {
		options[i].Value = zone
	}
	return options
}

// aheadWords say what becomes of the visits ahead when the zone changes.
func aheadWords(ctx context.Context, n int, to string) string {
	visits := "No visit lies ahead."
	switch {
	case n == 1:
		visits = "1 visit lies ahead: it keeps its moment and is shown at another time of day."
	case n > 1:
		visits = fmt.Sprintf("%d visits lie ahead: they keep their moment and are shown at another time of day.", n)
	}
	s := ui.ShellOf(ctx)
	zone, err := time.LoadLocation(to)
	if err != nil {
		return visits
	}
	return visits + " Now it is " + ui.DayTime(ctx, s.Now) + "; it would be " + s.Now.In(zone).Format("Mon Jan 2, 3:04 pm") + "."
}
