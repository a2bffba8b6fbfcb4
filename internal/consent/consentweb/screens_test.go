package consentweb_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/consent"
	"kap/internal/consent/consentweb"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/web/ui"
)

// desk is the step's screens over a small clinic with Ana in Jonah's care.
type desk struct {
	*dbtest.DB
	clinic dbtest.Clinic
	router chi.Router
	ana    string // the address of her pages
	t      *testing.T
}

func open(t *testing.T) desk {
	t.Parallel()
	d := dbtest.New(t)
	id := db.NewID()
	s := desk{DB: d, clinic: d.Clinic(t), router: chi.NewRouter(), ana: "/clients/" + id.String(), t: t}
	clients := client.Service{DB: d.DB}
	endpoint.Mount(s.router, endpoint.Options{
		DB: d.DB,
		Authenticate: func(r *http.Request, _ bool) (*http.Request, bool, error) {
			actor := s.clinic.Staff[r.Header.Get("Who")]
			ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: time.UTC, Now: d.Now(), Actor: actor, SignedIn: true})
			return r.WithContext(ctx), true, nil
		},
		Anonymous: func(r *http.Request) *http.Request { return r },
		Header:    func(ctx context.Context, id uuid.UUID) (*ui.Header, error) { return clients.Header(ctx, id) },
		EndSignIn: func(*http.Request) {},
		Log:       slog.New(slog.NewTextHandler(t.Output(), nil)),
	}, consentweb.Screens{Consents: consent.Service{DB: d.DB}}.Routes())
	s.fill(id)
	return s
}

func (s desk) fill(id uuid.UUID) {
	s.t.Helper()
	owner, err := db.OpenOwner(s.t.Context(), s.OwnerDSN, s.Now)
	if err != nil {
		s.t.Fatal(err)
	}
	defer owner.Close()
	if err := owner.Write(s.t.Context(), func(tx *db.Tx) error { return consent.InsertFirst(s.t.Context(), tx, s.clinic.ID) }); err != nil {
		s.t.Fatal(err)
	}
	err = course.Service{DB: s.DB.DB}.TakeIn(s.clinic.As(s.t.Context(), "grace"), id, course.Referral{
		Details:      client.Details{LegalName: "Ana Ruiz", BornMonth: "3", BornDay: "14", BornYear: "1984", Phone: "303 555 0142"},
		PrescriberID: s.clinic.Staff["miriam"].Staff, TherapistID: s.clinic.Staff["jonah"].Staff,
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s desk) get(who, path string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.ask(who, httptest.NewRequest(http.MethodGet, path, nil))
}

func (s desk) post(who, path string, form url.Values) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.ask(who, r)
}

func (s desk) ask(who string, r *http.Request) *httptest.ResponseRecorder {
	s.t.Helper()
	s.Advance(time.Second)
	r.Header.Set("Who", who)
	w := httptest.NewRecorder()
	s.router.ServeHTTP(w, r)
	return w
}

// answers checks status and words of a page.
func (s desk) answers(what string, w *httptest.ResponseRecorder, status int, words ...string) {
	s.t.Helper()
	if w.Code != status {
		s.t.Errorf("%s: got %d, want %d: %s", what, w.Code, status, w.Body.String())
	}
	for _, word := range words {
		if !strings.Contains(w.Body.String(), word) {
			s.t.Errorf("%s: does not say %q", what, word)
		}
	}
}

// hidden is the value of a hidden field of a page.
func hidden(page, name string) string {
	_, rest, _ := strings.Cut(page, `name="`+name+`" value="`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// approve approves the latest text of a kind as the medical lead.
func (s desk) approve(kind consent.Kind) {
	s.t.Helper()
	texts, err := consent.Service{DB: s.DB.DB}.Texts(s.clinic.As(s.t.Context(), "miriam"))
	if err != nil {
		s.t.Fatal(err)
	}
	v, _ := consent.TextOf(texts, kind)
	page := s.get("miriam", "/consent-texts/"+v.ID.String())
	s.answers("text", page, http.StatusOK, v.Title(), v.SHA256(), "Approve version")
	s.answers("approve", s.post("miriam", "/consent-texts/"+v.ID.String()+"/signature",
		url.Values{"submission": {db.NewID().String()}, "shown": {hidden(page.Body.String(), "shown")}}), http.StatusSeeOther)
}

// TestTextsHoldNoPlaceholders: what a client reads and signs is whole sentences.
func TestTextsHoldNoPlaceholders(t *testing.T) {
	s := open(t)
	texts, err := consent.Service{DB: s.DB.DB}.Texts(s.clinic.As(t.Context(), "miriam"))
	if err != nil || len(texts) != len(consent.Drafts()) {
		t.Fatalf("%d texts, %v", len(texts), err)
	}
	for _, text := range texts {
		page := s.get("miriam", "/consent-texts/"+text.ID.String()).Body.String()
		_, shown, _ := strings.Cut(page, "<main")
		shown, _, _ = strings.Cut(shown, "</main>")
		if strings.ContainsAny(shown, "{}") || !strings.Contains(shown, "Approve version 1") {
			t.Errorf("%s shows a placeholder", text.Kind.Words())
		}
	}
}

func TestSigningWithTheClient(t *testing.T) {
	s := open(t)
	s.answers("before approval", s.get("jonah", s.ana+"/consents"), http.StatusOK, "Text not approved")
	at := s.get("jonah", s.ana+"/consents/touch/new").Header().Get("Location")
	s.answers("nothing to sign", s.get("jonah", at), http.StatusOK, "not approved yet")
	s.approve(consent.Touch)
	page := s.get("jonah", at)
	s.answers("the page", page, http.StatusOK, "Touch during treatment", "it is never sexual", "Holding a hand", "You sign as witness")
	form := url.Values{"text_sha256": {hidden(page.Body.String(), "text_sha256")}, "answer": {"yes"}, "signed_how": {"typed"}}
	s.answers("half filled in", s.post("jonah", at, form), http.StatusUnprocessableEntity, "Mark which kinds of touch", "full name")
	form["scope"], form["signed_name"] = []string{"hand", "feet"}, []string{"Ana Ruiz"}
	for range 2 {
		s.answers("sign", s.post("jonah", at, form), http.StatusSeeOther)
	}
	s.answers("saved", s.get("jonah", s.ana+"/consents"), http.StatusOK, "Signed", "Yes: Holding a hand, A hand on the feet", "Make touch less", "Withdraw touch")
	s.answers("back", s.get("jonah", at), http.StatusOK, "Saved at")
	s.answers("not the nurse's client", s.get("tomas", s.ana+"/consents"), http.StatusNotFound)
	s.answers("another therapist", s.get("priya", s.ana+"/consents"), http.StatusNotFound)
	s.answers("front desk", s.get("grace", s.ana+"/consents"), http.StatusForbidden)
}

func TestATextThatChangedMeanwhileIsReadAgain(t *testing.T) {
	s := open(t)
	s.approve(consent.Recording)
	at := s.get("jonah", s.ana+"/consents/recording/new").Header().Get("Location")
	old := hidden(s.get("jonah", at).Body.String(), "text_sha256")
	draft := s.get("ruth", "/consent-texts/recording/new").Header().Get("Location")
	s.answers("draft", s.get("ruth", draft), http.StatusOK, "Audio or video recording", "Version 1, to compare")
	w := s.post("ruth", draft, url.Values{"text": {"Recording, shorter\n\nWhy\nTo remember."}})
	s.answers("drafted", w, http.StatusSeeOther)
	s.answers("both versions", s.get("ruth", w.Header().Get("Location")), http.StatusOK, "What differs from version 1", "<ins>", "<del>", "Only the medical lead approves")
	s.answers("the therapist drafts", s.get("jonah", draft), http.StatusForbidden)
	s.approve(consent.Recording)
	form := url.Values{"text_sha256": {old}, "answer": {"no"}, "signed_how": {"typed"}, "signed_name": {"Ana Ruiz"}}
	w = s.post("jonah", at, form)
	s.answers("signed the old text", w, http.StatusConflict, "The text changed", "Recording, shorter")
	form.Set("text_sha256", hidden(w.Body.String(), "text_sha256"))
	s.answers("signed the new one", s.post("jonah", at, form), http.StatusSeeOther)
	s.answers("no is an answer", s.get("jonah", s.ana+"/consents"), http.StatusOK, "Signed: no")
}

func TestWithdrawingOnThePage(t *testing.T) {
	s := open(t)
	s.approve(consent.Treatment)
	s.answers("not on the team", s.get("ada", s.ana+"/consents/treatment/new"), http.StatusNotFound)
	at := s.get("miriam", s.ana+"/consents/treatment/new").Header().Get("Location")
	page := s.get("miriam", at)
	s.answers("who explains", page, http.StatusOK, "Explained by", "Jonah Weiss, LCSW", "selected")
	form := url.Values{"text_sha256": {hidden(page.Body.String(), "text_sha256")}, "answer": {"yes"}, "signed_how": {"typed"},
		"signed_name": {"Ana Ruiz"}, "explained_by": {s.clinic.Staff["jonah"].Staff.String()}}
	s.answers("sign", s.post("miriam", at, form), http.StatusSeeOther)
	body := s.get("jonah", s.ana+"/consents").Body.String()
	before, _, found := strings.Cut(body, "/withdrawal")
	if !found {
		t.Fatal("nothing to withdraw")
	}
	one := s.ana + "/consents/" + before[len(before)-36:]
	s.answers("as signed", s.get("jonah", one), http.StatusOK, "Consent to ketamine-assisted psychotherapy", "Ana Ruiz", "Miriam Halvorsen, PMHNP", "witness")
	withdraw := func() *httptest.ResponseRecorder {
		return s.post("jonah", one+"/withdrawal", url.Values{"submission": {db.NewID().String()}})
	}
	s.answers("withdraw", withdraw(), http.StatusSeeOther)
	s.answers("withdraw again", withdraw(), http.StatusConflict, "withdrawn already")
	s.answers("withdrawn", s.get("jonah", s.ana+"/consents"), http.StatusOK, "Withdrawn")
}
