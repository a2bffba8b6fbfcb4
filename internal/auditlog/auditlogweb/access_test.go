package auditlogweb_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auditlog"
	"kap/internal/auditlog/auditlogweb"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/web/ui"
)

// house has one client whose chart Jonah opened yesterday and Miriam today.
type house struct {
	*dbtest.DB
	dbtest.Clinic
	t      *testing.T
	router chi.Router
	client uuid.UUID
}

func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	h := house{d, d.Clinic(t), t, chi.NewRouter(), db.NewID()}
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	endpoint.Mount(h.router, endpoint.Options{
		DB: d.DB,
		Authenticate: func(r *http.Request, _ bool) (*http.Request, bool, error) {
			actor := h.Staff[r.Header.Get("Who")]
			ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: zone, Now: d.Now(), Actor: actor, SignedIn: true})
			return r.WithContext(ctx), true, nil
		},
		Anonymous: func(r *http.Request) *http.Request { return r },
		EndSignIn: func(*http.Request) {},
		Log:       slog.New(slog.NewTextHandler(t.Output(), nil)),
	}, auditlogweb.Screens{Record: auditlog.Service{DB: d.DB}}.Routes())
	d.Advance(-24 * time.Hour)
	h.looks("jonah", "chart.viewed")
	d.Advance(24 * time.Hour)
	h.looks("miriam", "medicines.viewed")
	return h
}

// looks is a page of the client that somebody opened.
func (h house) looks(who, action string) {
	h.t.Helper()
	ctx := db.WithRequest(h.As(context.Background(), who), &db.Request{Route: "GET /x", Viewed: &audit.Event{Action: action, Client: h.client}})
	if err := h.Read(ctx, func(*db.View) error { return nil }); err != nil {
		h.t.Fatal(err)
	}
}

func (h house) get(who, path string) (int, string) {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Who", who)
	w := httptest.NewRecorder()
	h.router.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func TestTheManagerFindsWhoOpenedARecord(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		path          string
		jonah, miriam bool
	}{
		{"/access", true, true},
		{"/access?client=" + h.client.String(), true, true},
		{"/access?client=" + db.NewID().String(), false, false},
		{"/access?client=k-0042", false, false},
		{"/access?person=" + h.Staff["jonah"].Staff.String(), true, false},
		{"/access?day=2026-11-23", true, false},
		{"/access?day=2026-11-24", false, true},
		{"/access?before=1", false, false},
	} {
		status, page := h.get("ruth", c.path)
		if status != http.StatusOK {
			t.Errorf("%s: got %d", c.path, status)
		}
		if got := strings.Contains(page, "Chart viewed"); got != c.jonah {
			t.Errorf("%s: Jonah's line shown %v want %v", c.path, got, c.jonah)
		}
		if got := strings.Contains(page, "Medicines viewed"); got != c.miriam {
			t.Errorf("%s: Miriam's line shown %v want %v", c.path, got, c.miriam)
		}
	}
}

func TestOnlyTheManagerReadsTheRecord(t *testing.T) {
	h := open(t)
	for _, who := range []string{"miriam", "jonah", "tomas", "ada", "grace"} {
		if status, _ := h.get(who, "/access"); status != http.StatusForbidden {
			t.Errorf("%s: got %d want 403", who, status)
		}
	}
}

func TestWhatCannotBeReadIsSaidAtItsField(t *testing.T) {
	h := open(t)
	for path, want := range map[string]string{
		"/access?client=Ana": "Type a client number", "/access?day=soon": "Type a real date", "/access?person=x": "Choose a person",
	} {
		if _, page := h.get("ruth", path); !strings.Contains(page, want) {
			t.Errorf("%s: %q is not on the page", path, want)
		}
	}
}

func TestReadingTheRecordIsOnTheRecord(t *testing.T) {
	h := open(t)
	h.get("ruth", "/access")
	if _, page := h.get("ruth", "/access"); !strings.Contains(page, "Access viewed") {
		t.Error("the manager's own look is missing")
	}
}
