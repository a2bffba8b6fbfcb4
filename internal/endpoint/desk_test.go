package endpoint_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/web/ui"
)

// canary is the client's name: no refusal may hold it.
const canary = "Zebulon Quartzwhisker"

// reading is what a form of the test desk takes in.
type reading struct {
	Name     string            `form:"name"`
	Systolic int               `form:"systolic"` // mmHg
	At       time.Time         `form:"at"`
	Seen     bool              `form:"seen"`
	Lines    []line            `form:"lines"`
	Answers  map[string]string `form:"answers"`
	Author   string            // of the server alone: no input reaches it
	line
}

// Check says what is missing.
func (r reading) Check() error {
	if r.Name == "" {
		return problem.At("name", "Name the room.")
	}
	return nil
}

type line struct {
	Dose int `form:"dose"`
}

// desk is a few routes of every kind over a real database.
type desk struct {
	*dbtest.DB
	t      *testing.T
	clinic dbtest.Clinic
	router chi.Router
	client uuid.UUID
	log    *bytes.Buffer
	read   *reading // what the last submit was given
	ended  *int     // how often a sign-in was ended
	acts   *[]bool  // whether each request counted as a human act
}

func open(t *testing.T) desk {
	d := dbtest.New(t)
	s := desk{DB: d, t: t, clinic: d.Clinic(t), router: chi.NewRouter(), client: db.NewID(), log: &bytes.Buffer{},
		read: &reading{}, ended: new(int), acts: &[]bool{}}
	endpoint.Mount(s.router, s.options(), s.routes())
	return s
}

func (s desk) options() endpoint.Options {
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		s.t.Fatal(err)
	}
	return endpoint.Options{
		DB: s.DB.DB, Log: slog.New(slog.NewTextHandler(s.log, nil)),
		Authenticate: func(r *http.Request, active bool) (*http.Request, bool, error) {
			*s.acts = append(*s.acts, active)
			actor, known := s.clinic.Staff[r.Header.Get("Who")]
			shell := ui.Shell{Zone: zone, Now: s.Now(), Actor: actor, SignedIn: known}
			return r.WithContext(ui.WithShell(auth.With(r.Context(), actor), shell)), known, nil
		},
		Anonymous: func(r *http.Request) *http.Request { return r },
		Header: func(_ context.Context, id uuid.UUID) (*ui.Header, error) {
			if id != s.client {
				return nil, problem.Missing()
			}
			return &ui.Header{ID: id, Preferred: canary, Legal: canary, Born: dbtest.Noon}, nil
		},
		EndSignIn: func(*http.Request) { *s.ended++ },
	}
}

func (s desk) routes() []endpoint.Route {
	page := func(r *http.Request) (templ.Component, error) {
		return ui.Page("Chart"), s.Read(r.Context(), func(*db.View) error { return nil })
	}
	stream := endpoint.Get("/clients/{client}/stream", auth.ViewCare, "stream.viewed", page)
	stream.Background = true
	routes := []endpoint.Route{
		endpoint.Get("/clients/{client}/chart", auth.ViewCare, "chart.viewed", page), stream,
		endpoint.Get("/search", auth.SignedIn, "", page),
		endpoint.Get("/broken", auth.SignedIn, "", func(*http.Request) (templ.Component, error) {
			return nil, errors.New("the disk is gone")
		}),
		endpoint.Get("/busy", auth.SignedIn, "", func(*http.Request) (templ.Component, error) {
			return nil, problem.New(problem.TooMany, "Wait a minute.")
		}),
		endpoint.Get("/half", auth.SignedIn, "", func(*http.Request) (templ.Component, error) {
			return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
				_, _ = io.WriteString(w, canary)
				return errors.New("in the middle")
			}), nil
		}),
	}
	routes = append(routes, endpoint.Create("/rooms/new", auth.SignedIn, "", s.form())...)
	routes = append(routes, endpoint.Show("/room", auth.ManageStaff, "", s.form())...)
	return append(routes, endpoint.Show("/clients/{client}/room", auth.ViewCare, "room.viewed", s.form())...)
}

// form adds a room: the smallest thing a clinic can store.
func (s desk) form() endpoint.Form[reading] {
	return endpoint.Form[reading]{
		Page: func(_ *http.Request, f ui.Form) (templ.Component, error) {
			return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
				fields := templ.Join(ui.Text(f, ui.Field{Name: "name", Label: "Name"}),
					ui.Text(f, ui.Field{Name: "systolic", Label: "Systolic"}))
				tag := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
					return ui.FormTag(f).Render(templ.WithChildren(ctx, fields), w)
				})
				return ui.Page("Room").Render(templ.WithChildren(ctx, tag), w)
			}), nil
		},
		Submit: func(r *http.Request, in reading) (endpoint.Answer, error) {
			*s.read = in
			return endpoint.SeeOther("/rooms/%s", endpoint.ID(r)), s.add(r.Context(), endpoint.ID(r), in)
		},
	}
}

func (s desk) add(ctx context.Context, id uuid.UUID, in reading) error {
	if err := in.Check(); err != nil {
		return err
	}
	return s.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		_, err := db.Exec(ctx, tx, `insert into room (id, name) values ($1, $2)`, id, in.Name)
		if db.Violates(err, "room_name_once") {
			err = problem.New(problem.Conflict, "There is a room of that name.")
		}
		return audit.Did("room.added", uuid.Nil, "room", id), err
	})
}

func (s desk) get(who, path string) *httptest.ResponseRecorder {
	return s.ask(who, httptest.NewRequest(http.MethodGet, path, nil))
}

func (s desk) post(who, path string, values url.Values) *httptest.ResponseRecorder {
	return s.send(who, path, values.Encode())
}

func (s desk) send(who, path, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.ask(who, r)
}

func (s desk) ask(who string, r *http.Request) *httptest.ResponseRecorder {
	r.Header.Set("Who", who)
	w := httptest.NewRecorder()
	s.router.ServeHTTP(w, r)
	return w
}

// submission is a form's hidden id with further names and values.
func submission(pairs ...string) url.Values {
	v := url.Values{"submission": {db.NewID().String()}}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

func (s desk) count(sql string, args ...any) (n int) {
	s.t.Helper()
	if err := s.Owner.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		s.t.Fatal(err)
	}
	return n
}

func (s desk) answered(what string, w *httptest.ResponseRecorder, status int, words ...string) {
	s.t.Helper()
	if w.Code != status {
		s.t.Errorf("%s: got %d want %d\n%s", what, w.Code, status, w.Body)
	}
	for _, word := range words {
		if !strings.Contains(w.Body.String(), word) {
			s.t.Errorf("%s: %q is not on the page\n%s", what, word, w.Body)
		}
	}
}
