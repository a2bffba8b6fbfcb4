package protocolweb_test

import (
	"context"
	"errors"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"kap/internal/auth"
	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/protocol"
	"kap/internal/protocol/protocolweb"
	"kap/web/ui"
)

// site is the screens as one person sees them.
type site struct {
	*dbtest.DB
	dbtest.Clinic
	who string
	http.Handler
}

func open(t *testing.T) *site {
	t.Parallel()
	d := dbtest.New(t)
	s := &site{DB: d, Clinic: d.Clinic(t)}
	owner, err := db.OpenOwner(context.Background(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	if err := owner.Write(context.Background(), func(tx *db.Tx) error {
		return errors.Join(protocol.InsertFirst(context.Background(), tx, s.Clinic.ID), consent.InsertFirst(context.Background(), tx, s.Clinic.ID))
	}); err != nil {
		t.Fatal(err)
	}
	router := chi.NewRouter()
	endpoint.Mount(router, endpoint.Options{DB: d.DB, Authenticate: s.signedIn, Anonymous: func(r *http.Request) *http.Request { return r },
		EndSignIn: func(*http.Request) {}, Log: slog.New(slog.DiscardHandler)},
		protocolweb.Screens{Protocol: protocol.Service{DB: d.DB}, Consents: consent.Service{DB: d.DB}}.Routes())
	s.Handler = router
	return s
}

func (s *site) signedIn(r *http.Request, _ bool) (*http.Request, bool, error) {
	actor := s.Staff[s.who]
	ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: time.UTC, Now: s.Now(), Actor: actor, SignedIn: true})
	return r.WithContext(ctx), true, nil
}

func (s *site) get(t *testing.T, who, path string) (page, at string) {
	t.Helper()
	s.who = who
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if to := w.Header().Get("Location"); to != "" {
		return s.get(t, who, to)
	}
	return html.UnescapeString(w.Body.String()), path
}

func (s *site) post(who, path string, values url.Values) *httptest.ResponseRecorder {
	s.who = who
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	s.ServeHTTP(w, r)
	return w
}

var (
	action = regexp.MustCompile(`action="(/protocol[^"]*)"`)
	inputs = regexp.MustCompile(`<input[^>]*>`)
	name   = regexp.MustCompile(` name="([^"]*)"`)
	value  = regexp.MustCompile(` value="([^"]*)"`)
)

// fields are the inputs of a page with what stands in them.
func fields(page string) url.Values {
	values := url.Values{}
	for _, input := range inputs.FindAllString(page, -1) {
		n, v := name.FindStringSubmatch(input), value.FindStringSubmatch(input)
		if n == nil || v == nil || strings.Contains(input, `type="radio"`) && !strings.Contains(input, " checked") {
			continue
		}
		values.Add(n[1], v[1])
	}
	return values
}

func TestTheMedicalLeadApprovesWhatIsShown(t *testing.T) {
	s := open(t)
	page, _ := s.get(t, "jonah", "/protocol")
	if !strings.Contains(page, "Came with the system") || strings.Contains(page, "Approve version") {
		t.Error("a therapist reads the draft and does not approve it")
	}
	page, _ = s.get(t, "miriam", "/protocol")
	to := action.FindStringSubmatch(page)[1]
	if w := s.post("ruth", to, fields(page)); w.Code != http.StatusForbidden {
		t.Errorf("the manager approves: got %d", w.Code)
	}
	w := s.post("miriam", to, fields(page))
	if w.Code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", w.Code, w.Body)
	}
	texts, err := consent.Service{DB: s.DB.DB}.Texts(s.As(context.Background(), "miriam"))
	if first, _ := consent.TextOf(texts, consent.Kinds[0]); err != nil || w.Header().Get("Location") != "/consent-texts/"+first.ID.String() {
		t.Errorf("the first consent text does not open: %s, %v", w.Header().Get("Location"), err)
	}
	if page, _ = s.get(t, "jonah", "/protocol"); !strings.Contains(page, "In force") || !strings.Contains(page, "Miriam Halvorsen") {
		t.Error("the page does not say who approved it")
	}
}

func TestTheManagerDraftsTheNextVersion(t *testing.T) {
	s := open(t)
	page, at := s.get(t, "ruth", "/protocol/new")
	typed := fields(page)
	typed.Set("numbers[pressure.rest]", "0")
	w := s.post("ruth", at, typed)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `id="numbers-pressure-rest-error"`) {
		t.Fatalf("a rest of 0 min: got %d", w.Code)
	}
	typed.Set("numbers[pressure.rest]", "10")
	typed.Set("numbers[vitals.temperature.possible.low]", "46")
	if w := s.post("ruth", at, typed); !strings.Contains(w.Body.String(), "This is 30.0 to 42.5") && !strings.Contains(w.Body.String(), "46.0") {
		t.Errorf("a temperature is refused in other units: %d %s", w.Code, regexp.MustCompile(`This is [^<]*`).FindString(w.Body.String()))
	}
	typed.Set("numbers[vitals.temperature.possible.low]", "28")
	if w := s.post("ruth", at, typed); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", w.Code, w.Body)
	}
	versions, err := protocol.Service{DB: s.DB.DB}.Versions(s.As(context.Background(), "ruth"))
	if err != nil {
		t.Fatal(err)
	}
	if len(versions) != 2 || versions[0].Number != 2 || versions[0].Body.Pressure.Rest != 10 || versions[0].Body.Vitals.Temperature.Possible.Low != 280 {
		t.Errorf("got %d versions; the latest %+v", len(versions), versions[0].Body.Pressure)
	}
	if page, _ := s.get(t, "jonah", "/protocol/new"); strings.Contains(page, "<form") && strings.Contains(page, "Save the draft") {
		t.Error("a therapist drafts")
	}
}

// TestTheLeadReadsWordsAndThenApproves: no placeholder and no unit of the store stands on
// the page, the act stands after all that is signed, and the top leads to every part.
func TestTheLeadReadsWordsAndThenApproves(t *testing.T) {
	s := open(t)
	page, _ := s.get(t, "miriam", "/protocol")
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
