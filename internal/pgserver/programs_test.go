package pgserver

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// install makes a folder that looks like an installed server of a version.
func install(t *testing.T, dir, version string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"initdb", "postgres"} {
		says := "#!/bin/sh\necho '" + name + " (PostgreSQL) " + version + ".4 (Debian 1)'\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(says), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTheFirstServerIsTakenUnlessTheDataNeedsAnother(t *testing.T) {
	root := t.TempDir()
	var dirs []string
	for _, v := range []string{"18", "15", "9.6"} {
		dirs = append(dirs, install(t, filepath.Join(root, v, "bin"), v))
	}
	clientOnly := filepath.Join(root, "19", "bin")
	if err := os.MkdirAll(clientOnly, 0o755); err != nil {
		t.Fatal(err)
	}
	dirs = append([]string{clientOnly}, dirs...)
	for major, want := range map[string]string{"": "18", "18": "18", "15": "15", "17": ""} {
		got, ok := findPrograms(dirs, major)
		if want != "" && got != filepath.Join(root, want, "bin") || ok != (want != "") {
			t.Errorf("data of version %q: got %q %v", major, got, ok)
		}
	}
}

func TestTheNewestOfAPackagesFoldersComesFirst(t *testing.T) {
	got := newestFirst([]string{"/usr/lib/postgresql/9.6/bin", "/usr/lib/postgresql/18/bin", "/usr/lib/postgresql/15/bin"})
	if got[0] != "/usr/lib/postgresql/18/bin" || got[2] != "/usr/lib/postgresql/9.6/bin" {
		t.Errorf("got %v", got)
	}
}

func TestPATHIsLookedAtAfterThePackages(t *testing.T) {
	onPath := install(t, filepath.Join(t.TempDir(), "bin"), "15")
	t.Setenv("PATH", "/nowhere:"+onPath)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	if dirs := searched(); len(dirs) == 0 || !slices.Contains(dirs, onPath) {
		t.Errorf("got %v, want %s among them", dirs, onPath)
	}
}

func TestAFolderIsPassableOnlyIfEveryFolderAboveIs(t *testing.T) {
	root, err := os.MkdirTemp("/tmp", "kap-passable-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	stranger := &syscall.Credential{Uid: uint32(os.Getuid()) + 1, Gid: uint32(os.Getgid()) + 1}
	inner := filepath.Join(root, "inner", "not made yet")
	if err := os.Mkdir(filepath.Join(root, "inner"), 0o755); err != nil {
		t.Fatal(err)
	}
	for mode, want := range map[os.FileMode]bool{0o700: false, 0o711: true, 0o755: true, 0o750: false} {
		if err := os.Chmod(root, mode); err != nil {
			t.Fatal(err)
		}
		if got := blocking(inner, stranger); (got == "") != want || !want && got != root {
			t.Errorf("below a folder of mode %o: %q blocks", mode, got)
		}
	}
}

// The data belongs to the database's user, who may put there what they like.
func TestTheVersionOfTheDataIsAVersionOrNothing(t *testing.T) {
	for written, want := range map[string]string{"15\n": "15", "9.6\n": "9.6", "": "", "15-": "", "root:x:0:0\n": "", "-o x": "", "15 16": ""} {
		h := home{dir: t.TempDir()}
		if err := os.Mkdir(h.data(), 0o755); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(h.data(), "PG_VERSION")
		if err := os.WriteFile(file, []byte(written), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := h.major(); got != want {
			t.Errorf("%q: got %q want %q", written, got, want)
		}
		if err := os.Rename(file, filepath.Join(h.dir, "elsewhere")); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Join(h.dir, "elsewhere"), file); err != nil {
			t.Fatal(err)
		}
		if got := h.major(); got != "" {
			t.Errorf("by a link to %q: got %q", written, got)
		}
	}
}

func TestWhatIsRunComesFromAFolderOfOurs(t *testing.T) {
	all := t.TempDir()
	ours := filepath.Join(all, "kap-7")
	if got := ownFolder(ours); got != ours {
		t.Errorf("a new one: got %s", got)
	}
	if got := ownFolder(ours); got != ours {
		t.Errorf("again: got %s", got)
	}
	if err := os.Chmod(ours, 0o777); err != nil {
		t.Fatal(err)
	}
	if got := ownFolder(ours); got == ours {
		t.Error("a folder everybody writes to was taken")
	}
	link := filepath.Join(all, "kap-8")
	if err := os.Symlink(t.TempDir(), link); err != nil {
		t.Fatal(err)
	}
	if got := ownFolder(link); got == link {
		t.Error("a link was taken")
	}
}
