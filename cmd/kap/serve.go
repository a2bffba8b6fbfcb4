package main

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"

	"golang.org/x/sync/errgroup"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
)

func serve(ctx context.Context, c config.Config, args []string) (err error) {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	demo := flags.Bool("demo", false, "fill an empty database with the demo clinic and show its people at the door")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *demo && (c.InProduction() || !loopback(c.Addr)) {
		return errors.New("--demo lets anybody in: it works only in development, on a loopback address")
	}
	d, err := openToServe(ctx, c)
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, d.stop())
		if d.dir != "" {
			fmt.Printf("Stopped. The data stays in %s.\n", d.dir)
		}
	}()
	if c.PrivatePostgres() {
		if err := bringUp(ctx, d.owner); err != nil {
			return err
		}
	}
	return serveOn(ctx, c, d, *demo)
}

// openToServe opens the database, once a server of somebody else's lets us in.
func openToServe(ctx context.Context, c config.Config) (database, error) {
	if !c.PrivatePostgres() {
		sayPlace(os.Stderr, c.DatabaseURL)
		if err := db.Reach(ctx, "KAP_DATABASE_URL", c.DatabaseURL); err != nil {
			return database{}, err
		}
	}
	return openDatabase(ctx, c, os.Stderr)
}

func serveOn(ctx context.Context, c config.Config, d database, demo bool) error {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	if demo {
		if err := fillIfEmpty(ctx, c, d); err != nil {
			return err
		}
	}
	pool, err := db.Open(ctx, d.app)
	if err != nil {
		return err
	}
	defer pool.Close()
	pool.Clock = app.Now
	if err := app.FitSchema(ctx, pool, log); err != nil {
		return err
	}
	if demo {
		if err := app.DemoAlone(ctx, pool); err != nil {
			return err
		}
	}
	key, err := keyFor(c)
	if err != nil {
		return err
	}
	a := app.New(app.Options{DB: pool, Config: c, Log: log, Key: key, ShowDemo: demo})
	return listenAndServe(ctx, c, a, d, demo)
}

// keyFor reads the key; the private Postgres of development has one made.
func keyFor(c config.Config) ([]byte, error) {
	if c.PrivatePostgres() {
		return app.MakeKey(c.KeyFile)
	}
	return app.ReadKey(c.KeyFile)
}

// listenAndServe serves until ctx ends, and keeps the private Postgres running meanwhile.
func listenAndServe(ctx context.Context, c config.Config, a *app.App, d database, demo bool) error {
	if c.ServesTLS() {
		if _, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey); err != nil {
			return fmt.Errorf("KAP_TLS_CERT and KAP_TLS_KEY cannot be used (%w): name a certificate and its key, readable by this user", err)
		}
	}
	listener, err := app.Listen("KAP_ADDR", c.Addr, !c.InProduction())
	if err != nil {
		return err
	}
	defer listener.Close()
	ops, err := app.Listen("KAP_OPS_ADDR", c.OpsAddr, !c.InProduction())
	if err != nil {
		return err
	}
	defer ops.Close()
	say(c, listener.Addr(), d.dir, demo)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return a.Serve(ctx, listener, ops) })
	group.Go(func() error { return d.keep(ctx, func(sentence string) { a.Log.Warn(sentence) }) })
	return group.Wait()
}

func say(c config.Config, at net.Addr, dir string, demo bool) {
	_, port, _ := net.SplitHostPort(at.String())
	host, wished, _ := net.SplitHostPort(c.Addr)
	if port != wished {
		fmt.Printf("Port %s is busy; using %s.\n", wished, port)
	}
	fmt.Printf("The clinic is at %s\n", reachedAt(c, host, port))
	if demo {
		fmt.Println("Sign in as any of the demo people shown there. Ctrl-C stops it.")
	}
	if dir != "" {
		fmt.Printf("The data stays in %s.\n", dir)
	}
}

// reachedAt is the address people use: where they reach a production server is a
// setting, elsewhere it is where this one listens.
func reachedAt(c config.Config, host, port string) string {
	switch {
	case c.InProduction():
		return c.PublicURL
	case c.ServesTLS():
		return "https://" + net.JoinHostPort(host, port)
	}
	return "http://" + net.JoinHostPort(host, port)
}

func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
