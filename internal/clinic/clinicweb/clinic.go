package clinicweb

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
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
	Differ []clinic.Difference // another manager saved meanwhile
	Ahead  int                 // visits, where the zone was about to change
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

func (s Screens) changeForm() endpoint.Form[clinic.Entry] {
	return endpoint.Form[clinic.Entry]{
		Page: s.changePage,
		Submit: func(r *http.Request, e clinic.Entry) (endpoint.Answer, error) {
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
	v := screen{Page: p, Form: endpoint.CameFrom(r, prefill(f, p.Details), "/"), Saved: r.URL.Query().Get("saved") != "" && !f.Refused}
	if f.Refused && f.Value("version") != strconv.Itoa(p.Version) {
		v.Differ = typed(f).Differences(p.Details)
		v.Form.Values.Set("version", strconv.Itoa(p.Version))
	}
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

// prefill puts what is stored into a form that was not posted.
func prefill(f ui.Form, d clinic.Details) ui.Form {
	for _, field := range []struct{ name, value string }{
		{"name", d.Name}, {"initials", d.Initials}, {"address", d.Address}, {"phone", d.Phone},
		{"emergency_department", d.EmergencyDepartment}, {"zone", d.Zone}, {"version", strconv.Itoa(d.Version)},
	} {
		f = f.Default(field.name, field.value)
	}
	return f
}

// typed reads a form back as it was posted.
func typed(f ui.Form) clinic.Entry {
	return clinic.Entry{Name: f.Value("name"), Initials: f.Value("initials"), Address: f.Value("address"), Phone: f.Value("phone"),
		EmergencyDepartment: f.Value("emergency_department"), Zone: f.Value("zone")}
}

// facts are the details as somebody reads them who does not change them.
func facts(d clinic.Details) []ui.Fact {
	phone := orMissing("Phone", d.Phone)
	phone.Href = ui.Telephone(d.Phone)
	return []ui.Fact{
		{Label: "Name", Value: d.Name}, orMissing("Address", d.Address), phone,
		orMissing("Nearest emergency department", d.EmergencyDepartment), {Label: "Time zone", Value: d.Zone},
	}
}

func orMissing(label, value string) ui.Fact {
	if value == "" {
		return ui.Fact{Label: label, Value: "Not on record yet: a manager types it", Warn: true}
	}
	return ui.Fact{Label: label, Value: value}
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
