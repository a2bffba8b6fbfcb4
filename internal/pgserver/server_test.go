package pgserver_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"kap/internal/pgserver"
)

func start(t *testing.T, dir string, durable bool) *pgserver.Server {
	t.Helper()
	s, err := pgserver.Start(t.Context(), pgserver.Options{Dir: dir, Durable: durable, Log: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Stop() })
	return s
}

func ask(t *testing.T, dsn, statement string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var answer string
	if err := conn.QueryRow(t.Context(), statement).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func do(t *testing.T, dsn, statement string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

func TestTheServerStartsAgainOnTheSameDataAndHasItsRoles(t *testing.T) {
	dir := folder(t)
	s := start(t, dir, false)
	do(t, s.DSN("kap_owner", "kap"), `create table kept ()`)
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	s = start(t, dir, true)
	if got := ask(t, s.DSN("kap_app", "kap"), `select to_regclass('kept')::text`); got != "kept" {
		t.Errorf("data after a second start: %q", got)
	}
	const rights = `select concat(rolsuper, rolbypassrls, rolcreatedb, rolcreaterole) from pg_roles where rolname = current_user`
	for _, role := range []string{"kap_owner", "kap_app"} {
		if got := ask(t, s.DSN(role, "kap"), rights); got != "ffff" {
			t.Errorf("%s has rights it must not have: %s", role, got)
		}
	}
	if got := ask(t, s.DSN("kap_app", "kap"), `show fsync`); got != "on" {
		t.Errorf("durable server runs with fsync %s", got)
	}
}

func TestTheLogOfADurableServerTellsNothingOfClients(t *testing.T) {
	s := start(t, folder(t), true)
	dsn := s.DSN("kap_owner", "kap")
	do(t, dsn, `create table client (name text primary key)`)
	do(t, dsn, `insert into client values ('Wren')`)
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), `insert into client values ('Wren')`); err == nil {
		t.Fatal("the second Wren was accepted")
	}
	log, err := os.ReadFile(filepath.Join(s.Dir(), "postgres.log"))
	if err != nil || !strings.Contains(string(log), "client_pkey") {
		t.Errorf("the refusal is not in the log: %v\n%s", err, log)
	}
	if strings.Contains(string(log), "Wren") {
		t.Errorf("a name is in the log:\n%s", log)
	}
}

func TestOneFolderHasOneServer(t *testing.T) {
	dir := folder(t)
	start(t, dir, false)
	if _, err := pgserver.Start(t.Context(), pgserver.Options{Dir: dir}); !errors.Is(err, pgserver.ErrInUse) {
		t.Errorf("second server on one folder: %v", err)
	}
}

func TestOnlyTheOwnerReachesTheSocketAndNothingListensOnTheNetwork(t *testing.T) {
	dir := folder(t)
	s := start(t, dir, false)
	info, err := os.Stat(filepath.Join(s.Dir(), "socket"))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("socket folder: %v %v", info, err)
	}
	if got := ask(t, s.DSN("postgres", "kap"), `show listen_addresses`); got != "" {
		t.Errorf("listens on %q", got)
	}
}

// folder is a temp folder the server's user may enter, unlike t.TempDir for root; in
// memory where there is such a place, since a new database is a thousand files.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "kap-pgserver-")
	if err != nil {
		dir, err = os.MkdirTemp("/tmp", "kap-pgserver-")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}
