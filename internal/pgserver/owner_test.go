package pgserver_test

import (
	"errors"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"kap/internal/pgserver"
)

// TestAFolderStartsAgainWhoeverWouldBeChosenNow is the first run on a machine that had
// only nobody, before the package brought the user postgres.
func TestAFolderStartsAgainWhoeverWouldBeChosenNow(t *testing.T) {
	dir := folder(t)
	if os.Geteuid() == 0 {
		belongsTo(t, dir, "nobody")
	}
	for n := range 3 {
		s := start(t, dir, n > 0) // the first without waiting for the disk
		if n == 0 {
			do(t, s.DSN("kap_owner", "kap"), `create table kept ()`)
		}
		if got := ask(t, s.DSN("kap_app", "kap"), `select to_regclass('kept')::text`); got != "kept" {
			t.Errorf("start %d: the data is %q", n+1, got)
		}
		if err := s.Stop(); err != nil {
			t.Fatal(err)
		}
	}
}

// An earlier program gave the folder to another user and left the data to the first.
func TestTheDatasOwnerDecidesNotTheFolders(t *testing.T) {
	needsRoot(t)
	dir := folder(t)
	belongsTo(t, dir, "nobody")
	start(t, dir, false).Stop()
	if err := os.Chown(dir, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	start(t, dir, true).Stop()
}

func TestAnOrdinaryUserStartsThreeTimesAndAfterRoot(t *testing.T) {
	needsRoot(t)
	dir := folder(t)
	belongsTo(t, dir, "nobody")
	start(t, dir, false).Stop()
	for range 3 {
		if said := startAs(t, "nobody", dir); said != "started" {
			t.Fatalf("got %q", said)
		}
	}
	start(t, dir, true).Stop()
	if said := startAs(t, "nobody", dir); said != "started" {
		t.Errorf("after root: %q", said)
	}
}

func TestWhatStandsInAnOrdinaryUsersWayIsSaidInASentence(t *testing.T) {
	needsRoot(t)
	for _, c := range []struct {
		name    string
		arrange func(t *testing.T, dir string)
		says    string
	}{
		{"the folder may not be written", func(*testing.T, string) {}, "set KAP_DATA to a folder that can be written"},
		{"another user's database", func(t *testing.T, dir string) {
			belongsTo(t, dir, "daemon")
			start(t, dir, false).Stop()
		}, "belongs to the user daemon"},
		{"another version's database", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "data", "PG_VERSION"), "9\n")
			belongsTo(t, dir, "nobody")
			belongsTo(t, filepath.Join(dir, "data"), "nobody")
		}, "was made by PostgreSQL 9, which is not on this machine"},
		{"something that is no database", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "data", "letters.txt"), "Dear all")
			belongsTo(t, dir, "nobody")
			belongsTo(t, filepath.Join(dir, "data"), "nobody")
		}, "holds something that is not a database"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := folder(t)
			c.arrange(t, dir)
			said := startAs(t, "nobody", dir)
			if !strings.Contains(said, c.says) || strings.Contains(said, "\n") {
				t.Errorf("got %q, want one sentence with %q", said, c.says)
			}
		})
	}
}

func TestAFullDiskIsSaidAndLeavesNothingHalfMade(t *testing.T) {
	needsRoot(t)
	dir := folder(t)
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: a small disk cannot be mounted here: %s", out)
	}
	t.Cleanup(func() { exec.Command("umount", "-l", dir).Run() })
	_, err := pgserver.Start(t.Context(), pgserver.Options{Dir: filepath.Join(dir, "postgres"), Durable: true})
	if err == nil || !strings.Contains(err.Error(), "is full; make room there") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v", err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "postgres", "data*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left %v %v", left, err)
	}
}

func TestAStrictUmaskLocksTheServersUserOutOfNothing(t *testing.T) {
	before := syscall.Umask(0o077)
	defer syscall.Umask(before)
	dir := filepath.Join(folder(t), "checkout", ".kap", "postgres")
	s := start(t, dir, false)
	if s.Dir() != dir {
		t.Errorf("the data is in %s", s.Dir())
	}
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	start(t, dir, true)
}

// startAs starts and stops a kept server as another user, in a process of its own, and
// answers "started" or the error.
func startAs(t *testing.T, who, dir string) string {
	t.Helper()
	text, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folder(t), "program") // go test keeps its own from others
	if err := os.WriteFile(program, text, 0o755); err != nil {
		t.Fatal(err)
	}
	uid, gid := ids(t, who)
	child := exec.Command(program, "-test.run=^TestHelperProcess$")
	child.Dir = "/"
	child.Env = []string{"PATH=" + os.Getenv("PATH"), "KAP_TEST_SERVER_FOLDER=" + dir, "KAP_TEST_SERVER_DURABLE=1"} // no HOME
	child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	out, err := child.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	_, said, _ := strings.Cut(string(out), "SAID ")
	said, _, _ = strings.Cut(said, "\nPASS")
	return strings.TrimSpace(said)
}

func belongsTo(t *testing.T, path, who string) {
	t.Helper()
	uid, gid := ids(t, who)
	if err := os.Chown(path, uid, gid); err != nil {
		t.Fatal(err)
	}
}

func ids(t *testing.T, who string) (uid, gid int) {
	t.Helper()
	u, err := user.Lookup(who)
	if err != nil {
		t.Fatal(err)
	}
	uid, err1 := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return uid, gid
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func needsRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("SKIPPED: only root can be two users")
	}
}
