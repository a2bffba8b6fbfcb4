package courseweb_test

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
	"kap/internal/course/courseweb"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/web/ui"
)

// ward is the step's screens with Ana taken in; at is her address.
type ward struct {
	*dbtest.DB
	router chi.Router
	at     string
	t      *testing.T
}

func open(t *testing.T) ward {
	d := dbtest.New(t)
	clinic, router, id := d.Clinic(t), chi.NewRouter(), db.NewID()
	courses, clients := course.Service{DB: d.DB}, client.Service{DB: d.DB}
	err := courses.TakeIn(clinic.As(t.Context(), "grace"), id, course.Referral{
		Details:      client.Details{LegalName: "Ana Ruiz", BornMonth: "3", BornDay: "14", BornYear: "1984"},
		PrescriberID: clinic.Staff["miriam"].Staff, TherapistID: clinic.Staff["jonah"].Staff,
	})
	if err != nil {
		t.Fatal(err)
	}
	endpoint.Mount(router, endpoint.Options{
		DB: d.DB,
		Authenticate: func(r *http.Request, _ bool) (*http.Request, bool, error) {
			actor := clinic.Staff[r.Header.Get("Who")]
			ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: time.UTC, Now: d.Now(), Actor: actor, SignedIn: true})
			return r.WithContext(ctx), true, nil
		},
		Anonymous: func(r *http.Request) *http.Request { return r },
		Header:    func(ctx context.Context, id uuid.UUID) (*ui.Header, error) { return clients.Header(ctx, id) },
		EndSignIn: func(*http.Request) {},
		Log:       slog.New(slog.NewTextHandler(t.Output(), nil)),
	}, courseweb.Screens{Courses: courses}.Routes())
	return ward{DB: d, router: router, at: "/clients/" + id.String() + "/course", t: t}
}

// ask sends a request of somebody's and checks what is answered; a nil form is a GET.
func (w ward) ask(who, below string, form url.Values, status int, words ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	w.Advance(time.Second)
	r := httptest.NewRequest(http.MethodGet, w.at+below, nil)
	if form != nil {
		form.Set("submission", db.NewID().String())
		r = httptest.NewRequest(http.MethodPost, w.at+below, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Who", who)
	answer := httptest.NewRecorder()
	w.router.ServeHTTP(answer, r)
	if answer.Code != status {
		w.t.Errorf("%s %s: got %d want %d", who, below, answer.Code, status)
	}
	for _, word := range words {
		if !strings.Contains(answer.Body.String(), word) {
			w.t.Errorf("%s %s: %q is not on the page", who, below, word)
		}
	}
	return answer
}

func TestWhoOpensTheCoursePage(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.ask("grace", "", nil, http.StatusOK, "Close the course", "0 held of 6 planned", "Jonah Weiss, LCSW")
	w.ask("jonah", "", nil, http.StatusOK, "Ketamine that was not taken here")
	w.ask("priya", "", nil, http.StatusNotFound)
	w.ask("ruth", "", nil, http.StatusForbidden)
	w.ask("jonah", "/close", nil, http.StatusForbidden)
}

func TestTheReasonsOfferedAreTheActorsOwn(t *testing.T) {
	t.Parallel()
	w := open(t)
	desk := w.ask("grace", "/close", nil, http.StatusOK, "Moved away", "a prescriber closes the course")
	if strings.Contains(desk.Body.String(), "Clinical reasons") {
		t.Error("the front desk is offered clinical reasons")
	}
	w.ask("miriam", "/close", nil, http.StatusOK, "Clinical reasons")
	w.ask("grace", "/close", url.Values{"reason": {"moved"}}, http.StatusUnprocessableEntity, "closing visit", "lozenges that are left")
	w.ask("grace", "/close", url.Values{"reason": {"clinical"}, "visit": {"held"}, "leftover": {"none"}}, http.StatusForbidden)
}

func TestACourseIsClosedAndAnotherBegins(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.ask("miriam", "/close", url.Values{"reason": {"clinical"}, "visit": {"held"}, "leftover": {"take-back"}, "words": {"too much"}}, http.StatusSeeOther)
	desk := w.ask("grace", "", nil, http.StatusOK, "Closed", "Begin another course")
	for _, word := range []string{"Clinical reasons", "too much"} {
		if strings.Contains(desk.Body.String(), word) {
			t.Errorf("the front desk reads %q", word)
		}
	}
	w.ask("jonah", "", nil, http.StatusOK, "Clinical reasons", "too much")
	at := strings.TrimPrefix(w.ask("grace", "/restart", nil, http.StatusSeeOther).Header().Get("Location"), w.at)
	w.ask("grace", at, url.Values{}, http.StatusUnprocessableEntity, "Choose whether")
	w.ask("grace", at, url.Values{"kind": {"maintenance"}}, http.StatusSeeOther)
	w.ask("grace", "", nil, http.StatusOK, "Maintenance course", "Earlier courses")
	w.ask("grace", "/restart/"+db.NewID().String(), nil, http.StatusOK, "A course is open")
}

func TestADayElsewhereIsTold(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.ask("grace", "/elsewhere", url.Values{"on_date": {"2026-11-20"}, "place": {"home"}}, http.StatusForbidden)
	w.ask("jonah", "/elsewhere", url.Values{"place": {"home"}}, http.StatusUnprocessableEntity, "Type the day", "0 held of 6")
	w.ask("jonah", "/elsewhere", url.Values{"on_date": {"2026-11-20"}, "place": {"home"}}, http.StatusSeeOther)
	w.ask("jonah", "", nil, http.StatusOK, "4 days after the last session", "Fri Nov 20, 2026", "At home")
}
