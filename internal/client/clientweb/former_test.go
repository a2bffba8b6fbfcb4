package clientweb_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"kap/internal/db"
)

var tags = regexp.MustCompile(`<[^>]*>`)

// row is what the list shows of Ana for a search; empty where she is not found.
func (s desk) row(who, q string) string {
	page := s.Get(who, "/clients?q="+url.QueryEscape(q)).Body.String()
	_, row, found := strings.Cut(page, `<th scope="row">`)
	if !found {
		return ""
	}
	row, _, _ = strings.Cut(row, "</th>")
	return strings.Join(strings.Fields(tags.ReplaceAllString(row, "")), " ")
}

// TestAFormerNameIsFoundAndShownAsFormer: it is kept with the change of details, stands in
// the search that finds it and on the details, and nowhere else.
func TestAFormerNameIsFoundAndShownAsFormer(t *testing.T) {
	s := open(t)
	at := s.take()
	s.change(at, "1", "legal_name", "Ana Lindqvist")
	for q, want := range map[string]string{
		"ruiz": "Anita legal name Ana Lindqvist formerly Ana Ruiz", "Ruíz": "Anita legal name Ana Lindqvist formerly Ana Ruiz",
		"riuz": "Anita legal name Ana Lindqvist formerly Ana Ruiz similar spelling",
		"ana":  "Anita legal name Ana Lindqvist", "lindqvist": "Anita legal name Ana Lindqvist", "lindquist": "Anita legal name Ana Lindqvist similar spelling",
		"eva": "",
	} {
		if got := s.row("grace", q); got != want {
			t.Errorf("%q: got %q want %q", q, got, want)
		}
	}
	if got := s.row("priya", "ruiz"); got != "" {
		t.Errorf("a therapist off the care team finds %q", got)
	}
	s.Answers("details", s.Get("jonah", at+"/details"), http.StatusOK, "Former names", "Ana Ruiz")
	s.Answers("assistant off the team", s.Get("ada", at+"/details"), http.StatusNotFound)
	for _, page := range []string{"/team", "/escorts", "/medicines"} {
		if strings.Contains(s.Get("jonah", at+page).Body.String(), "Ruiz") {
			t.Errorf("%s shows the former name", page)
		}
	}
	s.change(at, "2", "legal_name", "ANA LINDQVIST", "preferred_name", "Ana")
	if n := s.count(`select count(*) from former_name`); n != 2 {
		t.Errorf("%d former names: another way to write it is none, another preferred name is one", n)
	}
}

// TestAFormerNameIsRemoved: by whoever keeps the details; then nobody finds or reads it,
// and the record says who did it.
func TestAFormerNameIsRemoved(t *testing.T) {
	s := open(t)
	at := s.take()
	s.change(at, "1", "legal_name", "Ana Lindqvist")
	var id string
	if err := s.Owner.QueryRow(t.Context(), `select id::text from former_name`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	remove := at + "/former-names/" + id + "/removal"
	form := func() url.Values { return url.Values{"submission": {db.NewID().String()}} }
	for who, want := range map[string]int{"ada": http.StatusForbidden, "priya": http.StatusNotFound} {
		s.Answers(who, s.Post(who, remove, form()), want)
	}
	s.Answers("removed", s.Post("grace", remove, form()), http.StatusSeeOther)
	s.Answers("again", s.Post("grace", remove, form()), http.StatusNotFound)
	if got := s.row("grace", "ruiz"); got != "" {
		t.Errorf("found: %q", got)
	}
	if page := s.Get("grace", at+"/details").Body.String(); strings.Contains(page, "Ruiz") || strings.Contains(page, "Former names") {
		t.Error("the details show it")
	}
	if n := s.count(`select count(*) from audit_event where action = 'former_name.removed' and subject = '` + id + `' and client is not null`); n != 1 {
		t.Errorf("%d events", n)
	}
	s.change(at, "2", "legal_name", "Ana Ruiz")
	if got := s.row("grace", "ruiz"); got != "Anita legal name Ana Ruiz" {
		t.Errorf("as it is called again: %q", got)
	}
}

// TestANameThatIsTheClientsAgainIsNotFormer and what somebody else's page holds stays.
func TestANameThatIsTheClientsAgainIsNotFormer(t *testing.T) {
	s := open(t)
	at := s.take()
	s.change(at, "1", "legal_name", "Ana Lindqvist")
	s.change(at, "2", "legal_name", "Ana Ruíz")
	page := s.Get("grace", at+"/details")
	s.Answers("details", page, http.StatusOK, "Ana Lindqvist")
	if strings.Contains(page.Body.String(), "<bdi>Ana Ruiz</bdi></th>") {
		t.Error("the name of today stands among the former")
	}
}

// TestNamesOfEveryAlphabetAreInOrder: as they are folded, not as the database sorts.
func TestNamesOfEveryAlphabetAreInOrder(t *testing.T) {
	s := open(t)
	for i, name := range []string{"Zoe Ak", "Álvaro Bo", "Łukasz Cy", "łucja Do", "Ömer Em", "adam Fy"} {
		form := s.ana()
		form.Set("legal_name", name)
		form.Set("preferred_name", "")
		form.Set("phone", "")
		form.Set("born_year", []string{"1980", "1981", "1982", "1983", "1984", "1985"}[i])
		s.Answers(name, s.Post("grace", s.Get("grace", "/clients/new").To(), form), http.StatusSeeOther)
	}
	page := s.Get("grace", "/clients").Body.String()
	last := 0
	for _, name := range []string{"adam Fy", "Álvaro Bo", "łucja Do", "Łukasz Cy", "Ömer Em", "Zoe Ak"} {
		at := strings.Index(page, "<bdi>"+name+"</bdi>")
		if at < last {
			t.Errorf("%s is out of order", name)
		}
		last = at
	}
}

// TestADoubleIsAskedAbout: names swapped and a letter off on one birth date, and a phone.
func TestADoubleIsAskedAbout(t *testing.T) {
	s := open(t)
	at := s.take()
	s.change(at, "1", "legal_name", "Ana Lindqvist")
	for _, c := range []struct {
		name, legal, day, phone, why string
	}{
		{"swapped, a letter off", "Lindkvist Ana", "14", "", "same birth date"},
		{"a former name", "Ana Ruiz", "14", "", "same birth date"},
		{"a phone with its country", "Bo Ek", "15", "+1 303 555 0142", "same phone number"},
	} {
		form := s.ana()
		form.Set("legal_name", c.legal)
		form.Set("preferred_name", "")
		form.Set("born_day", c.day)
		form.Set("phone", c.phone)
		w := s.Post("grace", s.Get("grace", "/clients/new").To(), form)
		s.Answers(c.name, w, http.StatusUnprocessableEntity, "Likely the same", "K-0001", c.why)
	}
	if n := s.count(`select count(*) from audit_event where action = 'clients.compared' and cardinality(shown) = 1`); n != 3 {
		t.Errorf("%d looks name whom they showed", n)
	}
}

// change stores other details over a version.
func (s desk) change(at, version string, typed ...string) {
	s.T.Helper()
	form := s.ana()
	form.Set("legal_name", "Ana Lindqvist")
	for i := 0; i < len(typed); i += 2 {
		form.Set(typed[i], typed[i+1])
	}
	form.Set("version", version)
	form.Set("submission", db.NewID().String())
	s.Answers("change", s.Post("grace", at+"/details", form), http.StatusSeeOther)
}

func (s desk) count(sql string) (n int) {
	s.T.Helper()
	if err := s.Owner.QueryRow(s.T.Context(), sql).Scan(&n); err != nil {
		s.T.Fatal(err)
	}
	return n
}
