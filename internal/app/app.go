// Package app assembles the server: services, sessions, middleware, every
// step's routes, and the workers.
package app

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/go-chi/chi/v5"

	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/web"
)

// Options are what a server is made of.
type Options struct {
	DB       *db.DB
	Config   config.Config
	Log      *slog.Logger
	Key      []byte // of the digests of what forms post
	ShowDemo bool   // people of the demo clinic are shown at the door
}

// App is one server.
type App struct {
	Options
	signIns *scs.SessionManager
	steps   steps
	clock   *clock
	zones   zones
	due     func(context.Context) error // what time alone makes due, as the worker of one clinic; nil: nothing
}

// New assembles a server on a database.
func New(o Options) *App {
	o.DB.MAC = func(posted []byte) []byte {
		mac := hmac.New(sha256.New, o.Key)
		mac.Write(posted)
		return mac.Sum(nil)
	}
	a := &App{Options: o, clock: newClock(thisMachine())}
	a.zones.load = time.LoadLocation
	a.signIns = a.sessionManager()
	a.steps = newSteps(o.DB, a.signIns, o.ShowDemo)
	a.steps.address = a.address
	a.DB.AfterWrite = a.steps.afterWrite(a.reportProjection)
	a.due = a.steps.pathway.RefreshDue
	a.DB.Report = a.reportProjection
	return a
}

// Routes is every route of the server.
func (a *App) Routes() []endpoint.Route { return a.steps.routes() }

// Handler answers requests.
func (a *App) Handler() http.Handler {
	r := chi.NewRouter()
	r.Use(a.behindProxy, a.logged, a.recovered, a.headers, a.ownHost, a.ownForms)
	r.Handle(web.AssetBase()+"/*", a.assets())
	r.Get("/favicon.ico", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, web.AssetBase()+"/icon.svg", http.StatusSeeOther)
	})
	endpoint.Mount(r, endpoint.Options{
		DB: a.DB, Log: a.Log,
		Authenticate: a.authenticate, Anonymous: a.anonymous,
		Header: a.steps.header, EndSignIn: a.endSignIn,
	}, a.Routes())
	return r
}

// assets never expire: another tree has another address.
func (a *App) assets() http.Handler {
	files := http.StripPrefix(web.AssetBase(), http.FileServerFS(web.Static()))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/") { // a folder is no page
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		if r.URL.Path == web.AssetBase()+"/css/kap.css" {
			http.ServeContent(w, r, "kap.css", time.Time{}, bytes.NewReader(web.Sheet()))
			return
		}
		files.ServeHTTP(w, r)
	})
}

// Now is the machine's clock; Serve replaces it by one that the database corrects.
func Now() time.Time { return time.Now() }
