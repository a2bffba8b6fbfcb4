package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/sign"
	"kap/migrations"
)

func TestTheVersionIsSaidWhateverTheSettings(t *testing.T) {
	t.Setenv("KAP_ENV", "nonsense")
	if err := run(context.Background(), []string{"routes"}); err == nil {
		t.Fatal("KAP_ENV=nonsense is taken")
	}
	if err := run(context.Background(), []string{"version", "--json"}); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestTheVersionNamesTheNewestMigrationAndTheForms(t *testing.T) {
	a, err := aboutThis()
	if err != nil {
		t.Fatal(err)
	}
	files, _ := migrations.FS.ReadDir(".")
	last := files[len(files)-1].Name() // 000029_x.up.sql
	if want := strings.TrimLeft(last[:6], "0"); strings.TrimLeft(last, "0")[:len(want)] != want || a.Schema == 0 {
		t.Errorf("got schema %d, the last file is %s", a.Schema, last)
	}
	if a.SignForm != sign.Form || a.Protocol != 1 {
		t.Errorf("got forms %d and %d", a.SignForm, a.Protocol)
	}
}

func TestTheNewestMigrationIsTheHighestNumber(t *testing.T) {
	file := &fstest.MapFile{}
	for _, c := range []struct {
		files fstest.MapFS
		want  int
	}{
		{fstest.MapFS{"000009_a.up.sql": file, "000010_b.up.sql": file, "000011_b.down.sql": file}, 10},
		{fstest.MapFS{"000030_zone.up.sql": file, "000002_role.up.sql": file}, 30},
	} {
		if got, err := newestMigration(c.files); got != c.want || err != nil {
			t.Errorf("got %d, %v want %d", got, err, c.want)
		}
	}
	if _, err := newestMigration(fstest.MapFS{}); err == nil {
		t.Error("no migrations at all is no error")
	}
}

// What a plain `go build` notes is taken where the linker was told nothing.
func TestWhatGoNotedIsTaken(t *testing.T) {
	var a about
	a.takeFrom([]debug.BuildSetting{{Key: "vcs.revision", Value: "395c6b4"}, {Key: "vcs.time", Value: "2026-11-28T01:00:00Z"}, {Key: "vcs.modified", Value: "true"}})
	if diff := cmp.Diff(about{Commit: "395c6b4", Committed: "2026-11-28T01:00:00Z", Changed: true}, a); diff != "" {
		t.Error(diff)
	}
}

func TestAPersonReadsWhatIsUnknownAndWhatWasChanged(t *testing.T) {
	for _, c := range []struct {
		a    about
		says string
	}{
		{about{}, "commit                          unknown"},
		{about{}, "files                           unknown"},
		{about{Commit: "395c6b4"}, "files                           unchanged"},
		{about{Commit: "395c6b4", Changed: true}, "not exactly that commit"},
		{about{Schema: 29}, "schema                          29"},
	} {
		var out strings.Builder
		if err := c.a.orUnknown().write(&out); err != nil || !strings.Contains(out.String(), c.says) {
			t.Errorf("want %q in\n%s", c.says, out.String())
		}
	}
}

// The program carries its zones: a server image need not have any. Nothing but
// the program itself is in the folder it sees as its root.
func TestZonesAreKnownWithoutTheSystems(t *testing.T) {
	if os.Getenv("KAP_TEST_ZONES") != "" {
		if _, err := time.LoadLocation("America/Denver"); err != nil {
			t.Error(err)
		}
		return
	}
	if os.Geteuid() != 0 || runtime.GOOS != "linux" {
		t.Skip("only root may look at the program alone (chroot)")
	}
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS(filepath.Dir(os.Args[0]))); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/"+filepath.Base(os.Args[0]), "-test.run", t.Name())
	cmd.Dir, cmd.Env = "/", []string{"KAP_TEST_ZONES=yes"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root}
	if out, err := cmd.CombinedOutput(); errors.Is(err, os.ErrNotExist) {
		t.Skip("built with cgo, the program needs libraries of the system (make builds without)")
	} else if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
