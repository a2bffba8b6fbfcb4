package pgserver

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// install makes a folder that looks like an installed server.
func install(t *testing.T, dir string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"initdb", "postgres"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTheNewestServerIsFoundUnlessTheDataIsOlder(t *testing.T) {
	root := t.TempDir()
	for _, v := range []string{"9.6", "15", "18"} {
		install(t, filepath.Join(root, v, "bin"))
	}
	if err := os.MkdirAll(filepath.Join(root, "19", "bin"), 0o755); err != nil { // client programs only
		t.Fatal(err)
	}
	for major, want := range map[string]string{"": "18", "15": "15", "17": "18"} {
		got, ok := findPrograms([]string{filepath.Join(root, "*", "bin")}, "", major)
		if !ok || got != filepath.Join(root, want, "bin") {
			t.Errorf("data of version %q: got %s", major, got)
		}
	}
}

func TestPATHIsLookedAtLast(t *testing.T) {
	onPath := install(t, filepath.Join(t.TempDir(), "bin"))
	if got, ok := findPrograms([]string{"/nowhere/*"}, "/nowhere:"+onPath, ""); !ok || got != onPath {
		t.Errorf("got %q %v", got, ok)
	}
	if got, ok := findPrograms([]string{"/nowhere/*"}, "/nowhere", ""); ok {
		t.Errorf("found %q where nothing is", got)
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
		if got := passable(inner, stranger); got != want {
			t.Errorf("below a folder of mode %o: got %v want %v", mode, got, want)
		}
	}
}
