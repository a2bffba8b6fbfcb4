package main

import (
	"context"
	"database/sql"
	"os"
	"strings"
	"testing"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
)

// tried is a machine on which the private Postgres was tried.
func tried(t *testing.T) config.Config {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "kap-clean-")
	if err != nil {
		dir, err = os.MkdirTemp("/tmp", "kap-clean-")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return config.Config{Env: config.Development, Data: dir}
}

// holds puts a clinic into it.
func holds(t *testing.T, c config.Config, demo bool) {
	t.Helper()
	err := asOwner(context.Background(), c, func(_ database, owner *db.Owner) error {
		return owner.Write(context.Background(), func(tx *db.Tx) error {
			_, err := db.Exec(context.Background(), tx, `
				insert into clinic (id, created_at, name, demo) values ($1, $2, 'Larkspur', $3)
				on conflict do nothing`, db.NewID(), app.Now(), demo)
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// beside does something to the server, as its superuser and outside any transaction.
func beside(t *testing.T, dsn, statement string) {
	t.Helper()
	conn, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestOnlyTheDemoIsThrownAwayAndOnlyWhereSomebodyAgrees(t *testing.T) {
	c, ctx := tried(t), context.Background()
	there := func() bool {
		_, err := os.Stat(c.PostgresFolder() + "/data/PG_VERSION")
		return err == nil
	}
	if err := cleanDemo(ctx, c, []string{"--yes"}); err != nil {
		t.Errorf("nothing to remove: %v", err)
	}
	holds(t, c, true)
	if err := cleanDemo(ctx, c, nil); err == nil || !strings.Contains(err.Error(), "nothing was removed") || !there() {
		t.Errorf("nobody agreed: %v", err)
	}
	d, err := openDatabase(ctx, c, os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	if err := cleanDemo(ctx, c, []string{"--yes"}); err == nil || !strings.Contains(err.Error(), "stop it first") || !there() {
		t.Errorf("while it runs: %v", err)
	}
	super := strings.Replace(d.owner, "kap_owner@", "postgres@", 1)
	beside(t, super, `create database ledger`)
	if err := d.stop(); err != nil {
		t.Fatal(err)
	}
	if err := cleanDemo(ctx, c, []string{"--yes"}); err == nil || !strings.Contains(err.Error(), "holds the database ledger") || !there() {
		t.Errorf("beside a database of somebody's own: %v", err)
	}
	if d, err = openDatabase(ctx, c, os.Stderr); err != nil {
		t.Fatal(err)
	}
	beside(t, super, `drop database ledger`)
	if err := d.stop(); err != nil {
		t.Fatal(err)
	}
	if err := cleanDemo(ctx, c, []string{"--yes"}); err != nil || there() {
		t.Errorf("agreed: %v", err)
	}
	holds(t, c, false)
	if err := cleanDemo(ctx, c, []string{"--yes"}); err == nil || !strings.Contains(err.Error(), "not the demo") || !there() {
		t.Errorf("a clinic of somebody's own: %v", err)
	}
	c.DatabaseURL = "postgres://kap_app@db/kap"
	if err := cleanDemo(ctx, c, []string{"--yes"}); err == nil || !strings.Contains(err.Error(), "KAP_DATABASE_URL is set") {
		t.Errorf("a server of somebody's own: %v", err)
	}
}
