package taskweb_test

import (
	"context"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/task"
	"kap/internal/task/taskweb"
	"kap/web/ui"
)

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
	router := chi.NewRouter()
	endpoint.Mount(router, endpoint.Options{DB: d.DB, Authenticate: s.signedIn, Anonymous: func(r *http.Request) *http.Request { return r },
		Header:    func(_ context.Context, id uuid.UUID) (*ui.Header, error) { return &ui.Header{ID: id}, nil },
		EndSignIn: func(*http.Request) {}, Log: slog.New(slog.DiscardHandler)},
		taskweb.Screens{Task: task.Service{DB: d.DB}}.Routes())
	s.Handler = router
	return s
}

func (s *site) signedIn(r *http.Request, _ bool) (*http.Request, bool, error) {
	actor := s.Staff[s.who]
	ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: time.UTC, Now: s.Now(), Actor: actor, SignedIn: true})
	return r.WithContext(ctx), true, nil
}

// leave opens a task about the clinic for a role, and answers where it is read.
func (s *site) leave(t *testing.T, kind task.Kind, role auth.Role, reader string) string {
	t.Helper()
	ctx := s.As(context.Background(), "ruth")
	err := s.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("task.opened", uuid.Nil, "task", uuid.Nil),
			task.Open(ctx, tx, task.New{Kind: kind, What: "Order pulse oximeters", OwnerRole: role})
	})
	if err != nil {
		t.Fatal(err)
	}
	mine, err := task.Service{DB: s.DB.DB}.Mine(s.As(context.Background(), reader))
	if err != nil || len(mine) == 0 {
		t.Fatalf("got %d tasks, %v", len(mine), err)
	}
	return "/tasks/" + mine[len(mine)-1].ID.String()
}

func (s *site) send(who, method, path, outcome string) (int, string) {
	s.who = who
	values := url.Values{"submission": {db.NewID().String()}, "outcome": {outcome}}
	r := httptest.NewRequest(method, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, html.UnescapeString(w.Body.String())
}

func TestATaskIsTickedOffOnItsPage(t *testing.T) {
	s := open(t)
	at := s.leave(t, task.ByHand, auth.Nurse, "tomas")
	if code, page := s.send("tomas", "GET", at, ""); code != http.StatusOK || !strings.Contains(page, "Order pulse oximeters") {
		t.Errorf("got %d\n%s", code, page)
	}
	if code, _ := s.send("jonah", "GET", at, ""); code != http.StatusNotFound {
		t.Errorf("another role: got %d", code)
	}
	if code, _ := s.send("tomas", "POST", at, " "); code != http.StatusUnprocessableEntity {
		t.Errorf("without an outcome: got %d", code)
	}
	if code, _ := s.send("tomas", "POST", at, "Ordered two"); code != http.StatusSeeOther {
		t.Errorf("got %d", code)
	}
	if _, page := s.send("tomas", "GET", at, ""); !strings.Contains(page, "Ordered two") || strings.Contains(page, "Mark as done") {
		t.Error("a closed task says what came of it and has no form")
	}
	if code, page := s.send("tomas", "POST", at, "Again"); code != http.StatusConflict || !strings.Contains(page, "closed already") {
		t.Errorf("twice: got %d", code)
	}
}

func TestAnActIsNotTickedOff(t *testing.T) {
	s := open(t)
	at := s.leave(t, task.SignSession, auth.Nurse, "tomas")
	if _, page := s.send("tomas", "GET", at, ""); strings.Contains(page, "<textarea") || !strings.Contains(page, "closes by itself") {
		t.Error("the page offers a form, or does not say why not")
	}
	if code, _ := s.send("tomas", "POST", at, "Done"); code != http.StatusConflict {
		t.Errorf("got %d, want a conflict", code)
	}
}
