package app_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// What a client brings in; neither refusal nor log may hold any of it.
var canaries = []string{"Quartzwhisker", "Zebulon", "555-0199", "0199"}

// desk is the whole server over a small clinic, and one client of Jonah's.
type desk struct {
	*dbtest.DB
	t       testing.TB
	clinic  dbtest.Clinic
	app     *app.App
	handler http.Handler
	log     *lines
	client  string // "/clients/<id>"
}

// lines is a log that several requests write to.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func open(t *testing.T, c config.Config) desk {
	t.Helper()
	d := dbtest.New(t)
	s := desk{DB: d, t: t, clinic: d.Clinic(t), log: &lines{}}
	s.run(`update clinic set demo = true`)
	samuel := s.clinic.Staff["miriam"] // a prescriber who is not the medical lead
	samuel.Staff = db.NewID()
	s.clinic.Staff["samuel"] = samuel
	s.run(`insert into staff (clinic_id, id, name, roles) values ($1, $2, 'Samuel Lee', '{prescriber}')`, s.clinic.ID, samuel.Staff)
	s.app = app.New(app.Options{DB: d.DB, Config: c, Key: make([]byte, 32), ShowDemo: true, Log: slog.New(slog.NewJSONHandler(s.log, nil))})
	s.handler = s.app.Handler()
	return s
}

func (s desk) run(sql string, args ...any) {
	s.t.Helper()
	if _, err := s.Owner.Exec(context.Background(), sql, args...); err != nil {
		s.t.Fatal(err)
	}
}

// person is somebody with a browser.
type person struct {
	desk
	cookie *http.Cookie
}

func (s desk) as(who string) *person {
	s.t.Helper()
	p := &person{desk: s}
	w := p.post("/sign-in/demo", url.Values{"person": {s.clinic.Staff[who].Staff.String()}})
	if cookies := w.Result().Cookies(); w.Code == 303 && len(cookies) == 1 {
		p.cookie = cookies[0]
		return p
	}
	s.t.Fatalf("sign in as %s: got %d %s", who, w.Code, w.Body)
	return nil
}

func (p *person) get(path string) *httptest.ResponseRecorder {
	return p.ask(httptest.NewRequest(http.MethodGet, path, nil))
}

func (p *person) post(path string, form url.Values) *httptest.ResponseRecorder {
	if form == nil {
		form = url.Values{}
	}
	if !form.Has("submission") {
		form.Set("submission", db.NewID().String())
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return p.ask(r)
}

func (p *person) ask(r *http.Request) *httptest.ResponseRecorder {
	if p.cookie != nil {
		r.AddCookie(p.cookie)
	}
	w := httptest.NewRecorder()
	p.handler.ServeHTTP(w, r)
	return w
}

// takeIn takes a client in at the front desk and answers their address.
func (s desk) takeIn(name string) string {
	s.t.Helper()
	grace := s.as("grace")
	at := grace.get("/clients/new").Header().Get("Location")
	preferred, year, phone := "Zebulon", "1984", "(303) 555-0199"
	if name != "Zebulon Quartzwhisker" { // somebody else, not likely the same
		preferred, year, phone = "Marisol", "1991", "(303) 555-0188"
	}
	w := grace.post(at, url.Values{
		"legal_name": {name}, "preferred_name": {preferred}, "born_month": {"3"}, "born_day": {"14"}, "born_year": {year},
		"phone": {phone}, "therapist_id": {s.clinic.Staff["jonah"].Staff.String()},
		"prescriber_id": {s.clinic.Staff["miriam"].Staff.String()},
	})
	if w.Code != 303 {
		s.t.Fatalf("take in: got %d %s", w.Code, w.Body)
	}
	s.Advance(time.Second)
	return w.Header().Get("Location")
}

// leaks is what of the client stands in a text that may hold nothing.
func leaks(text string) []string {
	var found []string
	for _, c := range canaries[:3] {
		if strings.Contains(text, c) {
			found = append(found, c)
		}
	}
	return found
}
