package journey

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/demo"
)

// person does what somebody does at the screen, by the words they read: in a
// browser (tab), or without script over HTTP (reader).
type person interface {
	open(url string)
	fill(label, value string)
	choose(legend, label string)
	press(label string)
	follow(label string)
	sees(text string)
	at() string // where they are now
}

// house is a server on a database of its own, with the demo clinic's people
// and nobody in their care yet.
type house struct {
	t   testing.TB
	db  *dbtest.DB
	url string

	posts atomic.Int32 // forms that were read
	gate  sync.RWMutex // locked: forms are read and not answered yet
}

// openHouse starts one. The clock stands still until the test moves it.
func openHouse(t testing.TB) *house {
	t.Helper()
	d := dbtest.NewFrom(t, "founded", found)
	a := app.New(app.Options{DB: d.DB, Config: config.Config{}, Key: make([]byte, 32), ShowDemo: true,
		Log: slog.New(slog.NewTextHandler(testLog{t}, &slog.HandlerOptions{Level: slog.LevelError}))})
	h := &house{t: t, db: d}
	server := httptest.NewServer(h.counting(a.Handler()))
	t.Cleanup(server.Close)
	h.url = server.URL
	return h
}

// found makes the demo clinic, a year before, with its protocol and consent texts approved.
func found(ctx context.Context, appDSN, ownerDSN string) error {
	before := func() time.Time { return dbtest.Noon.AddDate(-1, 0, 0) }
	owner, err := db.OpenOwner(ctx, ownerDSN, before)
	if err != nil {
		return err
	}
	defer owner.Close()
	clinic, err := demo.Found(ctx, owner, app.FirstTexts)
	if err != nil {
		return err
	}
	d, err := db.Open(ctx, appDSN)
	if err != nil {
		return err
	}
	defer d.Close()
	d.Clock = before
	return demo.NewHouse(d, clinic).Approve(ctx)
}

func (h *house) counting(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r)
		if r.Method == http.MethodPost {
			h.posts.Add(1)
			h.gate.RLock() // nothing was sent yet: what leads on fits the server's buffer
			defer h.gate.RUnlock()
		}
	})
}

// testLog shows the server's errors with the test they belong to.
type testLog struct{ t testing.TB }

func (l testLog) Write(p []byte) (int, error) {
	l.t.Log(strings.TrimSpace(string(p)))
	return len(p), nil
}

// enter signs a person of the clinic in.
func (h *house) enter(p person, name string) {
	p.open(h.url + "/sign-in")
	p.press(name)
}
