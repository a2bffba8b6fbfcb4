package clientweb

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kap/internal/client"
	"kap/internal/endpoint"
	"kap/web/ui"
)

func (s Screens) detailsForm() endpoint.Form[client.Details] {
	return endpoint.Form[client.Details]{
		Page: s.detailsPage,
		Submit: func(r *http.Request, in client.Details) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s?saved=yes", path(r, "/details")), s.Clients.ChangeDetails(r.Context(), endpoint.Client(r), in)
		},
	}
}

// detailsPage shows what is stored beside what was typed where somebody else
// changed it meanwhile; saving again then stores what was typed.
func (s Screens) detailsPage(r *http.Request, f ui.Form) (templ.Component, error) {
	c, err := s.Clients.Client(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	stored := c.Details()
	var differ []client.Difference
	if f.Refused && f.Value("version") != number(c.Version) {
		differ = detailsOf(f).Differences(stored)
		f.Values.Set("version", number(c.Version))
	}
	return detailsPage(c, prefill(f, stored), differ, r.URL.Query().Get("saved") != "" && !f.Refused), nil
}

// prefill puts what is stored into a form that was not posted.
func prefill(f ui.Form, d client.Details) ui.Form {
	for _, field := range []struct{ name, value string }{
		{"legal_name", d.LegalName}, {"preferred_name", d.PreferredName}, {"pronouns", d.Pronouns},
		{"born_month", d.BornMonth}, {"born_day", d.BornDay}, {"born_year", d.BornYear},
		{"sex_for_scoring", d.SexForScoring}, {"phone", d.Phone}, {"email", d.Email}, {"address", d.Address},
		{"emergency_name", d.EmergencyName}, {"emergency_phone", d.EmergencyPhone},
		{"emergency_relation", d.EmergencyRelation}, {"version", number(d.Version)},
	} {
		f = f.Default(field.name, field.value)
	}
	return f
}

// detailsOf reads a form back as it was posted.
func detailsOf(f ui.Form) client.Details {
	return client.Details{
		LegalName: f.Value("legal_name"), PreferredName: f.Value("preferred_name"), Pronouns: f.Value("pronouns"),
		BornMonth: f.Value("born_month"), BornDay: f.Value("born_day"), BornYear: f.Value("born_year"),
		SexForScoring: f.Value("sex_for_scoring"), Phone: f.Value("phone"), Email: f.Value("email"),
		Address: f.Value("address"), EmergencyName: f.Value("emergency_name"),
		EmergencyPhone: f.Value("emergency_phone"), EmergencyRelation: f.Value("emergency_relation"),
	}
}

func number(n int) string { return strconv.Itoa(n) }

// facts are the details as somebody reads them who does not change them.
func facts(c client.Client) []ui.Fact {
	return []ui.Fact{
		{Label: "Legal name", Value: c.LegalName},
		{Label: "Preferred name", Value: orNotGiven(c.PreferredName)},
		{Label: "Pronouns", Value: orNotGiven(c.Pronouns)},
		{Label: "Birth date", Value: ui.BirthDay(c.Born)},
		{Label: "Phone", Value: orNotGiven(c.Phone)},
		{Label: "E-mail", Value: orNotGiven(c.Email)},
		{Label: "Address", Value: orNotGiven(c.Address)},
		{Label: "Emergency contact", Value: orNotGiven(emergency(c))},
	}
}

func emergency(c client.Client) string {
	words := c.EmergencyName
	if c.EmergencyRelation != "" {
		words += " (" + c.EmergencyRelation + ")"
	}
	if c.EmergencyPhone != "" {
		words += ", " + c.EmergencyPhone
	}
	return words
}

func orNotGiven(s string) string {
	if s == "" {
		return "Not given"
	}
	return s
}
