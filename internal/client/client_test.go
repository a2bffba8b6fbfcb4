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
	born := time.Date(1984, 3, 12, 0, 0, 0, 0, time.UTC)
	named := func(legal, preferred string) client.Details {
		return client.Details{LegalName: legal, PreferredName: preferred, Born: born, Phone: "303 555 0142"}
	}
	of := func(d client.Details, born time.Time, phone string) client.Details {
		d.Born, d.Phone = born, phone
		return d
	}
	ruiz := of(named("Ana Ruiz", ""), born, "+1 (303) 555-0142")
	for _, c := range []struct {
		name  string
		other client.Details
		want  string
	}{
		{"the same", of(named("Ana Ruiz", ""), born, ""), "same birth date"},
		{"another order", of(named("Ruiz, Ana", ""), born, ""), "same birth date"},
		{"case", of(named("ANA ruiz", ""), born, ""), "same birth date"},
		{"accents", of(named("Ána Ruíz", ""), born, ""), "same birth date"},
		{"a middle name", of(named("Ana María Ruiz", ""), born, ""), "same birth date"},
		{"a preferred first name", of(named("Anabel Ruiz", "Ana"), born, ""), "same birth date"},
		{"a letter off", of(named("Ana Ruis", ""), born, ""), "same birth date"},
		{"a letter off in a short name", of(named("Ada Ruiz", ""), born, ""), "same birth date"},
		{"neighbours swapped, and the names", of(named("Riuz Ana", ""), born, ""), "same birth date"},
		{"written as one", of(named("Anaruiz", ""), born, ""), "same birth date"},
		{"another first name", of(named("Eva Ruiz", ""), born, ""), ""},
		{"part of a name", of(named("Anabel Ruiz", ""), born, ""), ""},
		{"one name twice", of(named("Ana Ana", ""), born, ""), ""},
		{"another day", of(named("Ana Ruiz", ""), born.AddDate(0, 0, 1), ""), ""},
		{"month and day swapped", of(named("Ruiz Ana", ""), time.Date(1984, 12, 3, 0, 0, 0, 0, time.UTC), ""), "same name, and month and day"},
		{"swapped, and a letter off", of(named("Ana Ruis", ""), time.Date(1984, 12, 3, 0, 0, 0, 0, time.UTC), ""), ""},
		{"the same phone", of(named("Bo Lund", ""), born.AddDate(1, 0, 0), "1 303 555 0142"), "same phone number"},
		{"another phone", of(named("Bo Lund", ""), born.AddDate(1, 0, 0), "303 555 0143"), ""},
		{"no phone", of(named("Bo Lund", ""), born.AddDate(1, 0, 0), ""), ""},
		{"no name", of(named("-", ""), born, ""), ""},
	} {
		one, other := client.KeyOf(ruiz), client.KeyOf(c.other)
		for _, got := range []string{one.Alike(other, nil), other.Alike(one, nil)} {
			if (got == "") != (c.want == "") || !strings.HasPrefix(got, c.want) {
				t.Errorf("%s: got %q", c.name, got)
			}
		}
	}
	lund := client.KeyOf(named("Ana Lund", ""))
	lund.Phone = ""
	if got := client.KeyOf(ruiz).Alike(lund, []client.FormerName{{Name: "Ana Ruiz", NameKey: "ana ruiz"}}); got == "" {
		t.Error("an earlier name does not count")
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
