package pgserver_test

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"kap/internal/pgserver"
	"kap/migrations"
)

// TestAnyFolderNameWillDo starts one database under many names and asks it by every way
// the program has, and by psql.
func TestAnyFolderNameWillDo(t *testing.T) {
	root := folder(t)
	last := filepath.Join(root, "plain")
	start(t, last, false).Stop()
	for _, name := range []string{"with a space, 100%20 a+b", "a&b=c #1 what?", `it's "quoted" naïve Ü 日本`, `-rf $HOME back\slash`, "new\nline"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(root, name)
			if err := os.Rename(last, dir); err != nil {
				t.Fatal(err)
			}
			last = dir
			s := start(t, dir, false)
			if got := ask(t, s.DSN("kap_app", "kap"), `select 'yes'`); got != "yes" {
				t.Errorf("pgx: got %q", got)
			}
			askByOthers(t, s)
			if err := s.Stop(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func askByOthers(t *testing.T, s *pgserver.Server) {
	t.Helper()
	conns, err := sql.Open("pgx", s.DSN("kap_app", "kap"))
	if err != nil {
		t.Fatal(err)
	}
	defer conns.Close()
	if err := conns.Ping(); err != nil {
		t.Errorf("database/sql: %v", err)
	}
	if _, err := migrations.Status(t.Context(), s.DSN("kap_owner", "kap")); err != nil {
		t.Errorf("migrations: %v", err)
	}
	psql, err := exec.LookPath("psql")
	if err != nil {
		t.Skip("SKIPPED: there is no psql on this machine")
	}
	if out, err := exec.Command(psql, "-XAtc", "select 'yes'", s.DSN("kap_app", "kap")).CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != "yes" {
		t.Errorf("psql: %v %s", err, out)
	}
}

func TestALongFolderNameStillHasAShortSocket(t *testing.T) {
	dir := filepath.Join(folder(t), strings.Repeat("long", 25))
	s := start(t, dir, false)
	if got := ask(t, s.DSN("kap_app", "kap"), `select 'yes'`); got != "yes" {
		t.Error("no answer")
	}
	short, err := os.Readlink(filepath.Join(dir, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(short); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("its folder: %v %v", info, err)
	}
	s.Stop()
	if _, err := os.Stat(short); err == nil {
		t.Errorf("%s stays behind", short)
	}
}

func TestTheShortSocketOfAKilledRunIsRemoved(t *testing.T) {
	dir := filepath.Join(folder(t), strings.Repeat("long", 25))
	start(t, dir, false).Stop()
	left, err := os.MkdirTemp("/tmp", "kap-socket-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(left, filepath.Join(dir, "socket")); err != nil {
		t.Fatal(err)
	}
	start(t, dir, false)
	if _, err := os.Stat(left); err == nil {
		t.Errorf("%s stays behind", left)
	}
}

func TestOnlyOursIsRemoved(t *testing.T) {
	dir := folder(t)
	s := start(t, dir, false)
	letters := filepath.Join(dir, "letters.txt")
	write(t, letters, "Dear all")
	if size, err := s.Size(); err != nil || size < 1<<20 {
		t.Errorf("size %d %v", size, err)
	}
	if err := s.Remove(); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 || left[0].Name() != "letters.txt" {
		t.Errorf("left %v %v", left, err)
	}
	if _, there, err := pgserver.Find(pgserver.Options{Dir: dir}); there || err != nil {
		t.Errorf("still found: %v", err)
	}
}
