package clientweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/client"
	"kap/internal/client/clientweb"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/staff"
	"kap/internal/testdesk"
)

// desk is the step's screens over a small clinic.
type desk struct{ *testdesk.Desk }

func open(t *testing.T) desk {
	return desk{testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return clientweb.Screens{Clients: client.Service{DB: d}, Courses: course.Service{DB: d}, Staff: staff.Service{DB: d}}.Routes()
	})}
}

func (s desk) ana() url.Values {
	return url.Values{
		"legal_name": {"Ana Ruiz"}, "preferred_name": {"Anita"}, "born_month": {"3"}, "born_day": {"14"}, "born_year": {"1984"},
		"phone": {"(303) 555-0142"}, "therapist_id": {s.Staff["jonah"].Staff.String()},
		"prescriber_id": {s.Staff["miriam"].Staff.String()},
	}
}

// take takes Ana in at the front desk and answers her address.
func (s desk) take() string {
	s.T.Helper()
	at := s.Get("grace", "/clients/new").To()
	w := s.Post("grace", at, s.ana())
	s.Answers("take in", w, http.StatusSeeOther)
	return w.To()
}

func TestAClientIsTakenInAndBackStoresNothingTwice(t *testing.T) {
	s := open(t)
	at := s.Get("grace", "/clients/new").To()
	s.Answers("form", s.Get("grace", at), http.StatusOK, "Jonah Weiss, LCSW", "Birth date")
	first := s.Post("grace", at, s.ana())
	s.Answers("saved", first, http.StatusSeeOther)
	again := s.Post("grace", at, s.ana())
	if to := again.To(); again.Code != http.StatusSeeOther || to != first.To() {
		t.Errorf("again: got %d to %q", again.Code, to)
	}
	s.Answers("after Back", s.Get("grace", at), http.StatusOK, "Saved at")
	changed := s.ana()
	changed.Set("legal_name", "Anna Ruiz")
	s.Answers("another body", s.Post("grace", at, changed), http.StatusConflict, "Anna Ruiz")
	s.Answers("list", s.Get("grace", "/clients"), http.StatusOK, "1 client", "Anita", "K-0001")
}

func TestLikelyTheSameIsShownOnlyToWhomSees(t *testing.T) {
	s := open(t)
	s.take()
	form := s.ana()
	form.Set("legal_name", "ruíz ANA")
	for who, want := range map[string]string{"grace": "K-0001", "priya": "Another client is here already"} {
		at := s.Get(who, "/clients/new").To()
		w := s.Post(who, at, form)
		s.Answers(who, w, http.StatusUnprocessableEntity, want, "create all the same", "ruíz ANA")
		if who == "priya" && strings.Contains(w.Body.String(), "K-0001") {
			t.Error("a therapist off the care team is shown the client")
		}
	}
	form.Set("anyway", "true")
	at := s.Get("priya", "/clients/new").To()
	w := s.Post("priya", at, form)
	if to := w.To(); to != "/clients?saved=yes" {
		t.Errorf("led to %q", to)
	}
	s.Answers("saved for others", s.Get("priya", "/clients?saved=yes"), http.StatusOK, "0 clients", "not on their care team")
}

func TestTheSearch(t *testing.T) {
	s := open(t)
	s.take()
	for q, found := range map[string]bool{
		"ruiz ana": true, "ANITA": true, "k-0001": true, "0001": true, "k 0001": true, "3/14/1984": true, "1984-03-14": true,
		"303 555 0142": true, "555-0142": true, "0143": false, "3/15/1984": false, "ruiz eva": false, "%": true, "jonah": false, "": true,
	} {
		got := strings.Contains(s.Get("grace", "/clients?q="+url.QueryEscape(q)).Body.String(), "K-0001")
		if got != found {
			t.Errorf("%q: got %v", q, got)
		}
	}
	if w := s.Get("priya", "/clients?q=ruiz"); strings.Contains(w.Body.String(), "K-0001") {
		t.Error("another therapist finds the client")
	}
	var rows int
	err := s.Owner.QueryRow(t.Context(), `select rows from audit_event where action = 'clients.listed' and actor = $1 order by sequence limit 1`,
		s.Staff["grace"].Staff).Scan(&rows)
	if err != nil {
		t.Error(err)
	}
}

func TestAnotherTherapistFindsNothing(t *testing.T) {
	s := open(t)
	at := s.take()
	for _, page := range []string{"/details", "/team", "/escorts", "/medicines"} {
		s.Answers(page, s.Get("priya", at+page), http.StatusNotFound)
		s.Answers(page, s.Get("jonah", at+page), http.StatusOK)
	}
	s.Answers("front desk, medicines", s.Get("grace", at+"/medicines"), http.StatusForbidden)
	s.Answers("nobody's", s.Get("grace", "/clients/"+db.NewID().String()+"/details"), http.StatusNotFound)
	s.Answers("write", s.Post("priya", at+"/escorts", url.Values{"submission": {db.NewID().String()}}), http.StatusNotFound)
}

// TestDetailsAreReadAsTheyWereTyped: every field comes back as itself, when a client is
// taken in and after a change.
func TestDetailsAreReadAsTheyWereTyped(t *testing.T) {
	s := open(t)
	form := testdesk.Form("legal_name", "Ana Maria Ruiz", "preferred_name", "Anita", "pronouns", "she/her",
		"born_month", "3", "born_day", "4", "born_year", "1985", "sex_for_scoring", "female", "phone", "303 555 0142",
		"email", "ana@example.org", "address", "1 Elm Court\nDenver", "emergency_name", "Lucia Ruiz",
		"emergency_phone", "303 555 0199", "emergency_relation", "sister")
	at := s.Post("grace", s.Get("grace", "/clients/new").To(), form).To()
	for _, version := range []string{"1", "2"} {
		form.Set("version", version)
		typed := s.Get("grace", at+"/details").Typed()
		typed.Del("made_for")
		if diff := cmp.Diff(form, typed); diff != "" {
			t.Errorf("saving %s (-typed +read):\n%s", version, diff)
		}
		for name, value := range map[string]string{"legal_name": "Ruiz, Ana", "preferred_name": "Mia", "pronouns": "they/them",
			"born_month": "12", "born_day": "31", "born_year": "1984", "sex_for_scoring": "unknown", "phone": "303 555 0100",
			"email": "mia@example.org", "address": "2 Oak Street", "emergency_name": "Otto Lind", "emergency_phone": "303 555 0111",
			"emergency_relation": "friend"} {
			form.Set(name, value)
		}
		s.Answers("change", s.Post("grace", at+"/details", form), http.StatusSeeOther)
	}
}

// TestWhatTheClientBringsIsReadAsItWasTyped does so for a medicine, an allergy and an escort.
func TestWhatTheClientBringsIsReadAsItWasTyped(t *testing.T) {
	s := open(t)
	s.TakeIn("ada")
	s.Ask("jonah", s.At+"/medicines", testdesk.Form("name", "Lorazepam", "class", "benzodiazepine", "dose", "0.5 mg", "as_needed", "true",
		"last_taken_at", "2026-11-23T21:30", "started_on", "2026-10-05", "source", "pharmacy"), http.StatusSeeOther)
	s.Ask("jonah", s.At+"/allergies", testdesk.Form("substance", "Latex", "reaction", "hives", "severity", "severe"), http.StatusSeeOther)
	s.Ask("grace", s.At+"/escorts", testdesk.Form("name", "Leo Ruiz", "phone", "303 555 0177", "relation", "brother", "adult", "true"), http.StatusSeeOther)
	ctx, clients := s.As(t.Context(), "jonah"), client.Service{DB: s.DB.DB}
	care, err := clients.Care(ctx, s.Client)
	escorts, otherwise := clients.Escorts(ctx, s.Client)
	if err != nil || otherwise != nil {
		t.Fatal(err, otherwise)
	}
	got := []any{care.Medicines[0].MedicineEntry, care.Allergies[0].AllergyEntry, escorts[0].EscortEntry}
	want := []any{
		client.MedicineEntry{Name: "Lorazepam", Class: "benzodiazepine", Dose: "0.5 mg", AsNeeded: true,
			LastTakenAt: time.Date(2026, 11, 24, 4, 30, 0, 0, time.UTC), StartedOn: time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC), Source: "pharmacy"},
		client.AllergyEntry{Substance: "Latex", Reaction: "hives", Severity: "severe"},
		client.EscortEntry{Name: "Leo Ruiz", Phone: "303 555 0177", Relation: "brother", Adult: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-typed +read):\n%s", diff)
	}
	s.Answers("page", s.Get("jonah", s.At+"/medicines"), http.StatusOK, "Pharmacy", "Severe", "Mon Nov 23, 9:30 pm", "Who said so", "How badly")
	if page := s.Ask("ada", s.At+"/details", nil, http.StatusOK, "Birth date Mar 14, 1984", "Pronouns Not given"); page.Has(`name="legal_name"`) {
		t.Error("a medical assistant has a form")
	}
}

func TestTwoPeopleEditDetails(t *testing.T) {
	s := open(t)
	at := s.take()
	form := s.ana()
	form.Set("version", "1")
	form.Set("submission", db.NewID().String())
	form.Set("phone", "303 555 0111")
	s.Answers("first", s.Post("grace", at+"/details", form), http.StatusSeeOther)
	form.Set("submission", db.NewID().String())
	form.Set("phone", "303 555 0222")
	w := s.Post("jonah", at+"/details", form)
	s.Answers("second", w, http.StatusConflict, "303 555 0111", "303 555 0222", `name="version" value="2"`)
	form.Set("version", "2")
	form.Set("submission", db.NewID().String())
	s.Answers("knowingly", s.Post("jonah", at+"/details", form), http.StatusSeeOther)
	s.Answers("stored", s.Get("grace", at+"/details"), http.StatusOK, "303 555 0222")
}

func TestMedicinesAndAllergies(t *testing.T) {
	s := open(t)
	at := s.take()
	s.Answers("nobody asked", s.Get("jonah", at+"/medicines"), http.StatusOK, "Nobody has asked yet", "Not asked")
	medicine := url.Values{"submission": {db.NewID().String()}, "name": {"Kava <b>"}, "class": {"not-listed"}, "source": {"client"}, "started_on": {"2026-11-10"}}
	s.Answers("add", s.Post("jonah", at+"/medicines", medicine), http.StatusSeeOther)
	s.Answers("twice", s.Post("jonah", at+"/medicines", medicine), http.StatusSeeOther)
	page := s.Get("tomas", at+"/medicines")
	s.Answers("nurse off the team", page, http.StatusNotFound)
	page = s.Get("jonah", at+"/medicines")
	s.Answers("page", page, http.StatusOK, "Kava &lt;b&gt;", "Not in our list", "Stopped on")
	if n := strings.Count(page.Body.String(), `<th scope="row"><bdi>Kava`); n != 1 {
		t.Errorf("the medicine stands there %d times", n)
	}
	s.Answers("no class", s.Post("jonah", at+"/medicines", url.Values{"submission": {db.NewID().String()}, "name": {"Kava"}}),
		http.StatusUnprocessableEntity, "Choose what kind of medicine it is", "Choose who said so")
	stop := at + "/medicines/" + medicine.Get("submission") + "/stop"
	s.Answers("ahead", s.Post("jonah", stop, url.Values{"submission": {db.NewID().String()}, "stopped_on": {"2026-11-25"}}),
		http.StatusUnprocessableEntity, "lies ahead")
	s.Answers("before it was begun", s.Post("jonah", stop, url.Values{"submission": {db.NewID().String()}, "stopped_on": {"2026-11-09"}}),
		http.StatusUnprocessableEntity, "taken since Tue Nov 10")
	s.Answers("stop", s.Post("jonah", stop, url.Values{"submission": {db.NewID().String()}, "stopped_on": {"2026-11-24"}}), http.StatusSeeOther)
	s.Answers("stopped", s.Get("jonah", at+"/medicines"), http.StatusOK, "Stopped Tue Nov 24, 2026")

	s.Answers("none", s.Post("jonah", at+"/allergies", url.Values{"submission": {db.NewID().String()}, "none_known": {"true"}}), http.StatusSeeOther)
	s.Answers("bar", s.Get("jonah", at+"/medicines"), http.StatusOK, "None known")
	s.Answers("latex", s.Post("jonah", at+"/allergies", url.Values{"submission": {db.NewID().String()}, "substance": {"Latex"}}), http.StatusSeeOther)
	s.Answers("none after latex", s.Post("jonah", at+"/allergies", url.Values{"submission": {db.NewID().String()}, "none_known": {"true"}}),
		http.StatusUnprocessableEntity, "Allergies are on record")
	if w := s.Get("grace", at+"/details"); strings.Contains(w.Body.String(), "Latex") {
		t.Error("the front desk reads an allergy")
	}
}

func TestEscorts(t *testing.T) {
	s := open(t)
	at := s.take()
	s.Answers("a child", s.Post("grace", at+"/escorts", url.Values{"submission": {db.NewID().String()}, "name": {"Leo"}, "phone": {"303 555 0177"}}),
		http.StatusUnprocessableEntity, "18 or older")
	id := db.NewID().String()
	s.Answers("add", s.Post("grace", at+"/escorts", url.Values{"submission": {id}, "name": {"Leo Ruiz"}, "phone": {"303 555 0177"}, "adult": {"true"}, "relation": {"brother"}}),
		http.StatusSeeOther)
	s.Answers("bar", s.Get("jonah", at+"/escorts"), http.StatusOK, "Leo Ruiz (brother)", "No longer collects")
	s.Answers("end", s.Post("grace", at+"/escorts/"+id+"/end", url.Values{"submission": {db.NewID().String()}}), http.StatusSeeOther)
	s.Answers("end again", s.Post("grace", at+"/escorts/"+id+"/end", url.Values{"submission": {db.NewID().String()}}), http.StatusNotFound)
}

func TestAnotherTherapistIsNamed(t *testing.T) {
	s := open(t)
	at := s.take()
	naming := url.Values{
		"submission": {db.NewID().String()}, "prescriber_id": {s.Staff["miriam"].Staff.String()},
		"therapist_id": {s.Staff["priya"].Staff.String()}, "reason": {"Closer to home"},
	}
	s.Answers("therapist names", s.Post("jonah", at+"/team", naming), http.StatusForbidden)
	s.Answers("front desk names", s.Post("grace", at+"/team", naming), http.StatusSeeOther)
	s.Answers("old", s.Get("jonah", at+"/team"), http.StatusNotFound)
	s.Answers("new", s.Get("priya", at+"/team"), http.StatusOK, "Priya Nair, LMFT", "Your own place")
	var reviews int
	err := s.Owner.QueryRow(t.Context(), `select count(*) from review where kind = 'therapist' and reason like '%Closer to home'`).Scan(&reviews)
	if err != nil || reviews != 1 {
		t.Errorf("reviews: got %d %v", reviews, err)
	}
}
