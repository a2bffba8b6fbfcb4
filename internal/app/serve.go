package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"kap/migrations"
)

// Listen takes the wished address of a setting; where its port is busy and moving is
// allowed, the next free one.
func Listen(setting, address string, mayMove bool) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err == nil {
		return l, nil
	}
	host, port, _ := net.SplitHostPort(address)
	first, number := strconv.Atoi(port)
	if mayMove && number == nil && errors.Is(err, syscall.EADDRINUSE) {
		for next := first + 1; next < first+50; next++ {
			if l, moved := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(next))); moved == nil {
				return l, nil
			}
		}
	}
	return nil, fmt.Errorf("%s=%s: %s", setting, address, whyNot(err))
}

// whyNot is why an address cannot be listened on, as a sentence.
func whyNot(err error) string {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return "another program uses this port; stop it, or set another"
	case errors.Is(err, os.ErrPermission):
		return "ports below 1024 are the system's; set a higher one behind a proxy, or give the program CAP_NET_BIND_SERVICE"
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return "this machine does not have this address; set one it has, or localhost"
	}
	return err.Error()
}

// Serve answers on the listener until ctx ends, with the ops listener and the
// workers beside it. From here on the clock is the database's.
func (a *App) Serve(ctx context.Context, listener net.Listener, ops net.Listener) error {
	if err := a.clock.begin(ctx, a.DB.Ping); err != nil {
		return err
	}
	a.DB.Clock = a.clock.Now
	if err := a.fitZones(ctx); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	main := &http.Server{Handler: a.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute}
	group.Go(func() error { return serveUntil(ctx, main, listener, a.Config.TLSCert, a.Config.TLSKey) })
	if ops != nil {
		group.Go(func() error {
			return serveUntil(ctx, &http.Server{Handler: a.ops(), ReadHeaderTimeout: 10 * time.Second}, ops, "", "")
		})
	}
	group.Go(func() error { return a.work(ctx) })
	return group.Wait()
}

func serveUntil(ctx context.Context, server *http.Server, l net.Listener, cert, key string) error {
	go func() {
		<-ctx.Done()
		ending, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = server.Shutdown(ending)
	}()
	var err error
	if cert != "" {
		err = server.ServeTLS(l, cert, key)
	} else {
		err = server.Serve(l)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve: %w", err)
}

// ops answers whoever watches the server, apart from people.
func (a *App) ops() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if wrong := a.unready(r.Context()); wrong != "" {
			w.Header().Set("Retry-After", "10")
			http.Error(w, wrong, http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "ok\n")
	})
	return mux
}

// unready says what keeps the server from serving people well; "" where nothing does.
func (a *App) unready(ctx context.Context) string {
	ctx, cancel := context.WithTimeout(ctx, drift)
	defer cancel()
	at, err := a.DB.Ping(ctx)
	if err != nil {
		return "database away"
	}
	wall, _ := a.clock.host()
	if off := wall.Sub(at).Abs(); off > drift {
		return "clock is off by " + off.Round(time.Second).String()
	}
	if wrong := a.zones.said(); wrong != "" {
		return wrong
	}
	schema, err := a.DB.Schema(ctx)
	if err != nil {
		return "database away"
	}
	return unfit(schema, migrations.Latest())
}
