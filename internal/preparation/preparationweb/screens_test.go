package preparationweb_test

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
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/preparation"
	"kap/internal/preparation/preparationweb"
	"kap/internal/protocol"
	"kap/internal/sign"
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
	}, preparationweb.Screens{Preparations: preparation.Service{DB: d.DB}}.Routes())
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
	if err := owner.Write(s.t.Context(), func(tx *db.Tx) error { return protocol.InsertFirst(s.t.Context(), tx, s.clinic.ID) }); err != nil {
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

// approve puts the protocol in force.
func (s desk) approve() {
	s.t.Helper()
	p, ctx := protocol.Service{DB: s.DB.DB}, s.clinic.As(s.t.Context(), "miriam")
	versions, err := p.Versions(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	shown, err := sign.Shown(versions[0].Document())
	if err != nil {
		s.t.Fatal(err)
	}
	if err := p.Approve(ctx, versions[0].ID, shown); err != nil {
		s.t.Fatal(err)
	}
}

func form(pairs ...string) url.Values {
	f := url.Values{"submission": {db.NewID().String()}}
	for i := 0; i < len(pairs); i += 2 {
		f.Add(pairs[i], pairs[i+1])
	}
	return f
}

func TestPreparingCheckingAndSigning(t *testing.T) {
	s := open(t)
	s.approve()
	at := s.get("jonah", s.ana+"/preparations/new").Header().Get("Location")
	s.answers("the guide", s.get("jonah", at), http.StatusOK, "Letting go of control", "Goal 4", "no food for 4 hours", "Devices for vitals ready", `value="53"`)
	f := form("held_at", "2026-11-24T18:00", "minutes", "53", "place", "elsewhere", "topics", "intention", "topics", "setting",
		"intention", "to rest", "hopes", "<b>sleep</b>", "setting.music", "her own", "goals[0].words", "sleep through", "goals[0].rating", "2",
		"goals[1].words", "see my sister", "items[emergency plan].state", "done", "items[emergency plan].evidence", "12 Oak St")
	s.answers("elsewhere, where?", s.post("jonah", at, f), http.StatusUnprocessableEntity, "with whom and where", "see my sister", "&lt;b&gt;sleep")
	f.Set("place", "here")
	w := s.post("jonah", at, f)
	s.answers("saved", w, http.StatusSeeOther)
	one := w.Header().Get("Location")
	page := s.get("jonah", one)
	s.answers("check", page, http.StatusOK, "Draft: it counts once", "to rest", "&lt;b&gt;sleep", "her own", "sleep through", "2 of 10", "Sign this session")
	s.answers("the draft again", s.get("jonah", one+"/draft"), http.StatusOK, "to rest", "her own", "12 Oak St", "see my sister")
	s.answers("the prescriber reads", s.get("miriam", one), http.StatusOK, "The therapist who held it signs it")
	s.answers("the prescriber signs", s.post("miriam", one+"/signature", form()), http.StatusForbidden)
	s.answers("another text", s.post("jonah", one+"/signature", form("shown", "0")), http.StatusConflict, "changed since it was shown")
	shown := hidden(page.Body.String(), "shown")
	s.answers("sign", s.post("jonah", one+"/signature", form("shown", shown)), http.StatusSeeOther)
	s.answers("signed", s.get("jonah", one), http.StatusOK, "Signed", "Jonah Weiss, LCSW")
	s.answers("no draft any more", s.get("jonah", one+"/draft"), http.StatusConflict)
	f.Set("version", "1")
	s.answers("changed all the same", s.post("jonah", one+"/draft", f), http.StatusConflict, "is signed")
	s.answers("overview", s.get("tomas", s.ana+"/preparations"), http.StatusNotFound)
	s.answers("overview", s.get("miriam", s.ana+"/preparations"), http.StatusOK, "1 signed here", "12 Oak St", "“<bdi>to rest</bdi>”", "Not yet gone through: goals")
	s.answers("front desk", s.get("grace", s.ana+"/preparations"), http.StatusForbidden)
}

func TestGoalsOverTheCourse(t *testing.T) {
	s := open(t)
	goals := s.ana + "/goals"
	s.answers("none yet", s.get("jonah", goals), http.StatusOK, "No goals are agreed yet")
	s.answers("one", s.post("jonah", goals, form("goals[0].words", "sleep")), http.StatusUnprocessableEntity, "Agree on 2 to 4 goals", `id="goals"`)
	s.answers("two", s.post("jonah", goals, form("goals[0].words", "sleep", "goals[0].rating", "3", "goals[1].words", "work")), http.StatusSeeOther)
	s.Advance(7 * 24 * time.Hour)
	s.answers("again", s.post("jonah", goals, form("goals[0].words", "sleep", "goals[0].rating", "7", "goals[1].words", "work")), http.StatusSeeOther)
	s.answers("practice", s.post("jonah", goals+"/practices", form("words", "walk each morning")), http.StatusSeeOther)
	s.answers("no practice", s.post("jonah", goals+"/practices", form()), http.StatusUnprocessableEntity, "Write the practice")
	s.answers("over the course", s.get("miriam", goals), http.StatusOK, "3 on Tue Nov 24, 7 on Tue Dec 1", ">+4<", "walk each morning", "Not asked")
	s.answers("another therapist", s.get("priya", goals), http.StatusNotFound)
	s.answers("the prescriber", s.post("miriam", goals, form()), http.StatusForbidden)
}
