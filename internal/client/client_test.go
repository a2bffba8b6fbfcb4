package client_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/problem"
)

var now = time.Date(2026, time.November, 24, 19, 0, 0, 0, time.UTC)

func ana(change func(*client.DetailsEntry)) client.DetailsEntry {
	d := client.Details{LegalName: "Ana Ruiz", Born: time.Date(1984, 3, 14, 0, 0, 0, 0, time.UTC), SexForScoring: "female",
		Phone: "(303) 555-0142", Email: "ana@example.org"}.Entry()
	change(&d)
	return d
}

func TestDetailsAreRefusedAtTheirField(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*client.DetailsEntry)
		want   string
	}{
		{"whole", func(*client.DetailsEntry) {}, ""},
		{"only name and birth date", func(d *client.DetailsEntry) { d.SexForScoring, d.Phone, d.Email = "", "", "" }, ""},
		{"no name", func(d *client.DetailsEntry) { d.LegalName = "" }, "legal_name"},
		{"no birth date", func(d *client.DetailsEntry) { d.BornMonth, d.BornDay, d.BornYear = "", "", "" }, "born"},
		{"the 30th of February", func(d *client.DetailsEntry) { d.BornMonth, d.BornDay = "2", "30" }, "born"},
		{"the leap day", func(d *client.DetailsEntry) { d.BornMonth, d.BornDay = "2", "29" }, ""},
		{"no leap year", func(d *client.DetailsEntry) { d.BornMonth, d.BornDay, d.BornYear = "2", "29", "1983" }, "born"},
		{"a word for the month", func(d *client.DetailsEntry) { d.BornMonth = "March" }, "born_month"},
		{"the 13th month and no year", func(d *client.DetailsEntry) { d.BornMonth, d.BornYear = "13", "" }, "born_month born_year"},
		{"the 32nd and two digits", func(d *client.DetailsEntry) { d.BornDay, d.BornYear = "32", "84" }, "born_day born_year"},
		{"no day", func(d *client.DetailsEntry) { d.BornDay = "" }, "born_day"},
		{"two digits", func(d *client.DetailsEntry) { d.BornYear = "84" }, "born_year"},
		{"today", func(d *client.DetailsEntry) { d.BornMonth, d.BornDay, d.BornYear = "11", "24", "2026" }, ""},
		{"tomorrow", func(d *client.DetailsEntry) { d.BornMonth, d.BornDay, d.BornYear = "11", "25", "2026" }, "born"},
		{"1900", func(d *client.DetailsEntry) { d.BornYear = "1900" }, "born_year"},
		{"1901", func(d *client.DetailsEntry) { d.BornYear = "1901" }, ""},
		{"another sex", func(d *client.DetailsEntry) { d.SexForScoring = "other" }, "sex_for_scoring"},
		{"six digits", func(d *client.DetailsEntry) { d.Phone = "555 014" }, "phone"},
		{"seven digits", func(d *client.DetailsEntry) { d.Phone = "555 0142" }, ""},
		{"sixteen digits", func(d *client.DetailsEntry) { d.Phone = "1234567890123456" }, "phone"},
		{"no at", func(d *client.DetailsEntry) { d.Email = "ana.example.org" }, "email"},
		{"two ats", func(d *client.DetailsEntry) { d.Email = "ana@b@example.org" }, "email"},
		{"a phone without a person", func(d *client.DetailsEntry) { d.EmergencyPhone = "303 555 0199" }, "emergency_name"},
	} {
		got := ""
		if p, ok := problem.As(ana(c.change).Check(now)); ok {
			for _, f := range p.Fields {
				got = strings.TrimSpace(got + " " + f.Name)
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q want %q", c.name, got, c.want)
		}
	}
}

func TestAgeIsWholeYears(t *testing.T) {
	c := client.Client{Details: client.Details{Born: time.Date(2008, 2, 29, 0, 0, 0, 0, time.UTC)}}
	for day, want := range map[string]int{"2026-02-28": 17, "2026-03-01": 18, "2026-11-24": 18, "2027-02-28": 18} {
		on, _ := time.Parse("2006-01-02", day)
		if got := c.Age(on); got != want {
			t.Errorf("on %s: got %d want %d", day, got, want)
		}
	}
}

func TestLikelyTheSamePerson(t *testing.T) {
	born := time.Date(1984, 3, 14, 0, 0, 0, 0, time.UTC)
	ruiz := client.Client{Details: client.Details{LegalName: "Ana Ruiz", Born: born}}
	for _, c := range []struct {
		name  string
		other client.Client
		want  bool
	}{
		{"the same", client.Client{Details: client.Details{LegalName: "Ana Ruiz", Born: born}}, true},
		{"another order", client.Client{Details: client.Details{LegalName: "Ruiz, Ana", Born: born}}, true},
		{"case", client.Client{Details: client.Details{LegalName: "ANA ruiz", Born: born}}, true},
		{"accents", client.Client{Details: client.Details{LegalName: "Ána Ruíz", Born: born}}, true},
		{"a middle name", client.Client{Details: client.Details{LegalName: "Ana María Ruiz", Born: born}}, true},
		{"a preferred first name", client.Client{Details: client.Details{LegalName: "Anabel Ruiz", PreferredName: "Ana", Born: born}}, true},
		{"another first name", client.Client{Details: client.Details{LegalName: "Eva Ruiz", Born: born}}, false},
		{"part of a name", client.Client{Details: client.Details{LegalName: "Anabel Ruiz", Born: born}}, false},
		{"another day", client.Client{Details: client.Details{LegalName: "Ana Ruiz", Born: born.AddDate(0, 0, 1)}}, false},
		{"no name", client.Client{Details: client.Details{LegalName: "-", Born: born}}, false},
	} {
		if got := client.Alike(ruiz, c.other); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
		if got := client.Alike(c.other, ruiz); got != c.want {
			t.Errorf("%s, the other way round: got %v", c.name, got)
		}
	}
}

func TestTheSearchTellsWhatWasTyped(t *testing.T) {
	born := time.Date(1984, 3, 14, 0, 0, 0, 0, time.UTC)
	for q, want := range map[string]client.Search{
		"":               {Words: []string{}},
		"Ruiz, Ana":      {Words: []string{"ruiz", "ana"}},
		"O'Néill":        {Words: []string{"oneill"}},
		"K-0042":         {Words: []string{"k", "0042"}},
		"3/14/1984":      {Words: []string{}, Born: &born},
		"1984-03-14":     {Words: []string{}, Born: &born},
		"Mar 14, 1984":   {Words: []string{}, Born: &born},
		"(303) 555-0142": {Words: []string{}, Digits: "3035550142"},
		"0142":           {Words: []string{}, Digits: "0142"},
		"42":             {Words: []string{"42"}},
	} {
		if diff := cmp.Diff(want, client.ParseSearch(q)); diff != "" {
			t.Errorf("%q: %s", q, diff)
		}
	}
}

func TestNobodyAskedIsNotNoAllergies(t *testing.T) {
	for _, c := range []struct {
		name  string
		rows  []client.Allergy
		want  []string
		known bool
	}{
		{"nobody asked", nil, nil, false},
		{"asked, none", []client.Allergy{{AllergyEntry: client.AllergyEntry{Substance: client.NoneKnown}}}, nil, true},
		{"latex", []client.Allergy{{AllergyEntry: client.AllergyEntry{Substance: "latex"}}}, []string{"latex"}, true},
		{"ended", []client.Allergy{{AllergyEntry: client.AllergyEntry{Substance: "latex"}, EndedAt: now}}, nil, false},
	} {
		got, known := client.Allergies(c.rows)
		if diff := cmp.Diff(c.want, got); diff != "" || known != c.known {
			t.Errorf("%s: known %v %s", c.name, known, diff)
		}
	}
}

func TestTheFrontDesksIdentityBarHasNothingClinical(t *testing.T) {
	facts := client.Facts{
		Client:    client.Client{Details: client.Details{LegalName: "Ana Ruiz", Born: now}},
		Allergies: []client.Allergy{{AllergyEntry: client.AllergyEntry{Substance: "latex"}}},
		Risk:      client.Risk{Ideation: "active"},
	}
	desk := client.HeaderOf(facts, auth.Actor{Roles: []auth.Role{auth.Admin}}, now)
	if desk.Clinical || desk.AllergiesKnown || len(desk.Allergies) > 0 || desk.Risk != "" {
		t.Errorf("front desk: %+v", desk)
	}
	nurse := client.HeaderOf(facts, auth.Actor{Roles: []auth.Role{auth.Nurse}}, now)
	if !nurse.Clinical || len(nurse.Allergies) != 1 || nurse.Risk != "active ideation" {
		t.Errorf("nurse: %+v", nurse)
	}
}

func TestWhoSeesAClientAfterTakingThemIn(t *testing.T) {
	me, other := uuid.New(), uuid.New()
	for _, c := range []struct {
		role  auth.Role
		named uuid.UUID
		want  bool
	}{
		{auth.Therapist, me, true},
		{auth.Therapist, other, false},
		{auth.Therapist, uuid.Nil, false},
		{auth.Admin, other, true},
	} {
		a := auth.Actor{Staff: me, Staffs: []uuid.UUID{me}, Roles: []auth.Role{c.role}}
		if got := client.Sees(a, client.Places(uuid.Nil, c.named)); got != c.want {
			t.Errorf("%+v: got %v", c, got)
		}
	}
}
