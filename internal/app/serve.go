package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"
)

// Listen takes the wished address; where its port is busy and moving is
// allowed, the next free one.
func Listen(address string, mayMove bool) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err == nil || !mayMove {
		return l, err
	}
	host, port, splitErr := net.SplitHostPort(address)
	first, atoiErr := strconv.Atoi(port)
	if splitErr != nil || atoiErr != nil {
		return nil, err
	}
	for next := first + 1; next < first+50; next++ {
		if l, moved := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(next))); moved == nil {
			return l, nil
		}
	}
	return nil, err
}

// Serve answers on the listener until ctx ends, with the ops listener and the
// workers beside it. From here on the clock is the database's.
func (a *App) Serve(ctx context.Context, listener net.Listener, ops net.Listener) error {
	if err := a.clock.begin(ctx, a.DB.Ping); err != nil {
		return err
	}
	a.DB.Clock = a.clock.Now
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
		at, err := a.DB.Ping(r.Context())
		if err != nil {
			http.Error(w, "database away", http.StatusServiceUnavailable)
			return
		}
		wall, _ := a.clock.host()
		if off := wall.Sub(at).Abs(); off > drift {
			http.Error(w, "clock is off by "+off.Round(time.Second).String(), http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "ok\n")
	})
	return mux
}
