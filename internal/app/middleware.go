package app

import (
	"context"
	"net"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'"

// headers are on every answer.
func (a *App) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if a.Config.Secure() {
			h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// ownHost answers only to the address people use, in production.
func (a *App) ownHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a.Config.InProduction() && !strings.EqualFold(r.Host, a.Config.Host()) {
			http.Error(w, "This server answers at another address.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ownForms refuses what another site's page sends.
func (a *App) ownForms(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "This form was sent from another site and was not read. Open the clinic's own page and send it from there.", http.StatusForbidden)
	}))
	return protection.Handler(next)
}

// behindProxy takes the address of who asks from the proxy that serves https
// for us: the last hop it noted, and only when a machine nearby passes it on.
// Without it everybody would be one source, and a stranger's wrong passwords
// would close the door to the whole clinic.
func (a *App) behindProxy(next http.Handler) http.Handler {
	if !a.Config.InProduction() || a.Config.ServesTLS() {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		peer, port, err := net.SplitHostPort(r.RemoteAddr)
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		last := net.ParseIP(strings.TrimSpace(hops[len(hops)-1]))
		if ip := net.ParseIP(peer); err == nil && last != nil && ip != nil && (ip.IsLoopback() || ip.IsPrivate()) {
			r.RemoteAddr = net.JoinHostPort(last.String(), port)
		}
		next.ServeHTTP(w, r)
	})
}

// logged writes one line a request: route and ids, never names, notes or bodies.
func (a *App) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := a.DB.Clock()
		wrapped := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		next.ServeHTTP(wrapped, r)
		route := ""
		if c := chi.RouteContext(r.Context()); c != nil {
			route = c.RoutePattern()
		}
		a.Log.InfoContext(r.Context(), "request", "method", r.Method, "route", route,
			"status", status(r, wrapped), "bytes", wrapped.BytesWritten(),
			"ms", float64(a.DB.Clock().Sub(began).Microseconds())/1000)
	})
}

// status is what was answered; 499 is nothing to somebody who had hung up.
func status(r *http.Request, w middleware.WrapResponseWriter) int {
	if w.Status() == 0 && r.Context().Err() != nil {
		return 499
	}
	return w.Status()
}

// recovered turns a panic into the plain apology; the stack goes to the log.
func (a *App) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if cause := recover(); cause != nil && cause != http.ErrAbortHandler {
				a.Log.ErrorContext(r.Context(), "panic", "cause", cause, "stack", string(debug.Stack()))
				http.Error(w, "Something went wrong on our side. What you sent may have been saved: look before you send it again.", http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

func (a *App) reportProjection(ctx context.Context, err error) {
	if ctx.Err() != nil { // whoever asked has gone, and the write with them
		return
	}
	a.Log.ErrorContext(ctx, "pathway", "error", err.Error())
}
