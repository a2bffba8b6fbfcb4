package protocolweb_test

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/protocol"
	"kap/internal/protocol/protocolweb"
	"kap/internal/testdesk"
)

// open is the screens of a clinic as it was founded.
func open(t *testing.T) *testdesk.Desk {
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return protocolweb.Screens{Protocol: protocol.Service{DB: d}, Consents: consent.Service{DB: d}}.Routes()
	})
	s.Found(func(ctx context.Context, tx *db.Tx) error {
		return errors.Join(protocol.InsertFirst(ctx, tx, s.ID), consent.InsertFirst(ctx, tx, s.ID))
	})
	return s
}

var action = regexp.MustCompile(`action="(/protocol[^"]*)"`)

func TestTheMedicalLeadApprovesWhatIsShown(t *testing.T) {
	s := open(t)
	page := s.Get("jonah", "/protocol").Page()
	if !strings.Contains(page, "Came with the system") || strings.Contains(page, "Approve version") {
		t.Error("a therapist reads the draft and does not approve it")
	}
	approval := s.Get("miriam", "/protocol")
	to := action.FindStringSubmatch(approval.Page())[1]
	if w := s.Post("ruth", to, approval.Typed()); w.Code != http.StatusForbidden {
		t.Errorf("the manager approves: got %d", w.Code)
	}
	w := s.Post("miriam", to, approval.Typed())
	if w.Code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", w.Code, w.Body)
	}
	texts, err := consent.Service{DB: s.DB.DB}.Texts(s.As(context.Background(), "miriam"))
	if first, _ := consent.TextOf(texts, consent.Kinds[0]); err != nil || w.To() != "/consent-texts/"+first.ID.String() {
		t.Errorf("the first consent text does not open: %s, %v", w.To(), err)
	}
	if page = s.Get("jonah", "/protocol").Page(); !strings.Contains(page, "In force") || !strings.Contains(page, "Miriam Halvorsen") {
		t.Error("the page does not say who approved it")
	}
}

func TestTheManagerDraftsTheNextVersion(t *testing.T) {
	s := open(t)
	page, at := s.Follow("ruth", "/protocol/new")
	typed := page.Typed()
	typed.Set("numbers[pressure.rest]", "0")
	w := s.Post("ruth", at, typed)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `id="numbers-pressure-rest-error"`) {
		t.Fatalf("a rest of 0 min: got %d", w.Code)
	}
	typed.Set("numbers[pressure.rest]", "10")
	typed.Set("numbers[vitals.temperature.possible.low]", "46")
	if w := s.Post("ruth", at, typed); !strings.Contains(w.Body.String(), "This is 30.0 to 42.5") && !strings.Contains(w.Body.String(), "46.0") {
		t.Errorf("a temperature is refused in other units: %d %s", w.Code, regexp.MustCompile(`This is [^<]*`).FindString(w.Body.String()))
	}
	typed.Set("numbers[vitals.temperature.possible.low]", "28")
	if w := s.Post("ruth", at, typed); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", w.Code, w.Body)
	}
	versions, err := protocol.Service{DB: s.DB.DB}.Versions(s.As(context.Background(), "ruth"))
	if err != nil {
		t.Fatal(err)
	}
	if len(versions) != 2 || versions[0].Number != 2 || versions[0].Body.Pressure.Rest != 10 || versions[0].Body.Vitals.Temperature.Possible.Low != 280 {
		t.Errorf("got %d versions; the latest %+v", len(versions), versions[0].Body.Pressure)
	}
	if page := s.Get("jonah", "/protocol/new").Page(); strings.Contains(page, "<form") && strings.Contains(page, "Save the draft") {
		t.Error("a therapist drafts")
	}
}

// TestTheLeadReadsWordsAndThenApproves: no placeholder and no unit of the store stands on
// the page, the act stands after all that is signed, and the top leads to every part.
func TestTheLeadReadsWordsAndThenApproves(t *testing.T) {
	s := open(t)
	page := s.Get("miriam", "/protocol").Page()
	_, shown, _ := strings.Cut(page, "<main")
	shown, _, _ = strings.Cut(shown, "</main>")
	for _, raw := range []string{"{", "}", "tenths", "year-month-day", "2026-12-31"} {
		if strings.Contains(shown, raw) {
			t.Errorf("the page shows %q", raw)
		}
	}
	for _, words := range []string{"an attempt within 3 months", "active within 3 months", "active, where the addiction itself is the indication",
		"Thu Dec 31, 2026", ">30.0<", ">Excludes<"} {
		if !strings.Contains(page, words) {
			t.Errorf("the page lacks %q", words)
		}
	}
	if strings.Index(page, "Approve version 1") < strings.Index(page, "What each class of medicines asks for") {
		t.Error("the act stands above what it signs")
	}
	for _, link := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if link[1] != "main" && !strings.Contains(page, `id="`+link[1]+`"`) {
			t.Errorf("#%s leads nowhere", link[1])
		}
	}
	if !strings.Contains(page, `href="#eligibility-criteria"`) || !strings.Contains(page, `href="#approve"`) {
		t.Error("the top does not lead to the criteria and to the act")
	}
}

// TestADraftIsReadAsItWasTyped: every whole number is typed as another and stands so in
// the form of the next version; a few that the rules bind to others stay.
func TestADraftIsReadAsItWasTyped(t *testing.T) {
	s := open(t)
	page, at := s.Follow("ruth", "/protocol/new")
	was, form, changed := page.Typed(), page.Typed(), 0
	for name := range form {
		if n, err := strconv.Atoi(form.Get(name)); err == nil && n > 0 && strings.HasPrefix(name, "numbers[") {
			form.Set(name, strconv.Itoa(n+1))
		}
	}
	answer := s.Post("ruth", at, form)
	for range 3 {
		for name := range form {
			if answer.Has(`id="` + ids.Replace(name) + `error"`) {
				form.Set(name, was.Get(name))
			}
		}
		if answer.Code != http.StatusSeeOther {
			answer = s.Post("ruth", at, form)
		}
	}
	answer.Is(http.StatusSeeOther)
	page, _ = s.Follow("ruth", "/protocol/new")
	read := page.Typed()
	for name := range form {
		if form.Get(name) != was.Get(name) {
			changed++
		}
		if strings.HasPrefix(name, "numbers[") && read.Get(name) != form.Get(name) {
			t.Errorf("%s: typed %s, read %s", name, form.Get(name), read.Get(name))
		}
	}
	if changed < 40 {
		t.Errorf("only %d numbers were changed", changed)
	}
}

// ids makes of an input's name the beginning of its sentence's id.
var ids = strings.NewReplacer("[", "-", ".", "-", "]", "-")
