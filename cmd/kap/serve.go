package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/migrations"
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
	d, err := openDatabase(ctx, c, os.Stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.stop()) }()
	if c.PrivatePostgres() {
		if err := migrations.Up(ctx, d.owner); err != nil {
			return err
		}
	}
	return serveOn(ctx, c, d, *demo)
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
	return listenAndServe(ctx, c, a, demo)
}

// keyFor reads the key; the private Postgres of development has one made.
func keyFor(c config.Config) ([]byte, error) {
	if c.PrivatePostgres() {
		return app.MakeKey(c.KeyFile)
	}
	return app.ReadKey(c.KeyFile)
}

func listenAndServe(ctx context.Context, c config.Config, a *app.App, demo bool) error {
	listener, err := app.Listen(c.Addr, !c.InProduction())
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	ops, err := app.Listen(c.OpsAddr, !c.InProduction())
	if err != nil {
		return fmt.Errorf("listen for ops: %w", err)
	}
	say(c, listener.Addr(), demo)
	return a.Serve(ctx, listener, ops)
}

func say(c config.Config, at net.Addr, demo bool) {
	_, port, _ := net.SplitHostPort(at.String())
	host, wished, _ := net.SplitHostPort(c.Addr)
	if port != wished {
		fmt.Printf("Port %s is busy; using %s.\n", wished, port)
	}
	scheme := "http"
	if c.ServesTLS() {
		scheme = "https"
	}
	fmt.Printf("The clinic is at %s://%s\n", scheme, net.JoinHostPort(host, port))
	if demo {
		fmt.Println("Sign in as any of the demo people shown there. Ctrl-C stops it; the data stays.")
	}
}

func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
