package deploy_test

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// world is a Debian of its own over this machine's files: whatever happens in it
// stays in memory and is gone when the test ends. It has its own processes, its
// own network (only a loopback) and a package server by the machine's network.
type world struct {
	t    *testing.T
	root string
}

// layers puts an empty layer in memory over a root folder, at $1.
const layers = `set -e
mount -t tmpfs -o mode=0755 walk "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay -o "lowerdir=$2,upperdir=$1/upper,workdir=$1/work" walk "$1/root"
test -x "$1/root/usr/bin/apt-get" && test -x "$1/root/bin/bash" && test -x "$1/root/usr/bin/nsenter"
mount -t proc proc "$1/root/proc"
mount --rbind /dev "$1/root/dev"
mount -t tmpfs -o mode=1777 shm "$1/root/dev/shm"
mount -t tmpfs -o mode=0755 run "$1/root/run"
mount -t tmpfs -o mode=1777 tmp "$1/root/tmp"
ip link set lo up
`

// apart are the arguments of unshare that part a world from the machine. The
// first process of a world must take in orphans, which a shell does.
var apart = []string{"--mount", "--mount-proc", "--pid", "--fork", "--kill-child", "--net", "--ipc", "--uts"}

// below is the root folder a world lies over: this machine's, or another Debian's.
func below() string {
	if root := os.Getenv("KAP_WALK_ROOT"); root != "" {
		return root
	}
	return "/"
}

// cannot says why this machine can hold no world, or nil.
func cannot(dir string) error {
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		return errors.New("it needs Linux and root")
	}
	if _, err := exec.LookPath("unshare"); err != nil {
		return err
	}
	out, err := exec.Command("unshare", append(apart, "sh", "-c", layers, "sh", dir, below())...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("namespaces and an overlay of a Debian's root: %w: %s", err, out)
	}
	return nil
}

// makeWorld is called in the first moments of a process that was put apart.
func makeWorld(t *testing.T, dir, program string) *world {
	t.Helper()
	if out, err := exec.Command("sh", "-c", layers, "sh", dir, below()).CombinedOutput(); err != nil {
		t.Fatalf("make the world: %v\n%s", err, out)
	}
	w := &world{t, filepath.Join(dir, "root")}
	w.openNetwork()
	for _, name := range []string{"systemctl", "journalctl", "apt-get"} {
		w.put("/usr/local/sbin/"+name, read(t, "testdata/"+name), 0o755)
	}
	w.put("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", 0o755)
	w.put("/etc/hosts", "127.0.0.1 localhost kap.example.org\n::1 localhost\n", 0o644)
	w.must(`rm -rf /root/kap /etc/kap /var/backups/kap; mkdir /root/kap`)
	w.must(`rm -rf /etc/postgresql/* /var/lib/postgresql/*
		if command -v pg_createcluster >/dev/null; then pg_createcluster "$(ls /usr/lib/postgresql | sort -n | tail -n 1)" main >/dev/null; fi`)
	w.release(program)
	return w
}

// openNetwork keeps the machine's network, which came as file 3, for apt-get.
func (w *world) openNetwork() {
	w.t.Helper()
	w.put("/run/walk/network", "", 0o600)
	if err := syscall.Mount("/proc/self/fd/3", w.root+"/run/walk/network", "", syscall.MS_BIND, ""); err != nil {
		w.t.Fatalf("keep the machine's network for apt-get: %v", err)
	}
}

// put writes a file of the world.
func (w *world) put(path, text string, mode os.FileMode) {
	w.t.Helper()
	path = w.root + path
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.RemoveAll(path), os.WriteFile(path, []byte(text), mode), os.Chmod(path, mode))
	if err != nil {
		w.t.Fatal(err)
	}
}

// release lays a release into /root/kap, as somebody fetches one.
func (w *world) release(program string) {
	w.t.Helper()
	name := "kap-0.0.0-walk-linux-" + runtime.GOARCH
	archive, err := os.Create(filepath.Join(w.root, "root/kap", name+".tar.gz"))
	if err != nil {
		w.t.Fatal(err)
	}
	defer archive.Close()
	sum := sha256.New()
	if err := pack(io.MultiWriter(archive, sum), name, program); err != nil {
		w.t.Fatal(err)
	}
	sums := fmt.Sprintf("%x  %s.tar.gz\n%064d  kap-0.0.0-walk-linux-other.tar.gz\n", sum.Sum(nil), name, 0)
	w.put("/root/kap/SHA256SUMS", sums, 0o644)
}

// installed are the files beside the program that the runbook installs or runs.
var installed = []string{"README.md", "roles.sql", "database.sql", "kap.env", "owner.env", "kap.service"}

// pack writes the archive of a release: one folder with the program and what is installed.
func pack(to io.Writer, folder, program string) error {
	zipped := gzip.NewWriter(to)
	files := tar.NewWriter(zipped)
	for _, from := range append([]string{program}, installed...) {
		content, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		mode := int64(0o644)
		if from == program {
			mode = 0o755
		}
		if err := files.WriteHeader(&tar.Header{Name: folder + "/" + filepath.Base(from), Mode: mode, Size: int64(len(content))}); err != nil {
			return err
		}
		if _, err := files.Write(content); err != nil {
			return err
		}
	}
	return errors.Join(files.Close(), zipped.Close())
}

// sh runs a text in a root shell of the world and gives back all it printed.
func (w *world) sh(text string) (string, error) {
	cmd := exec.CommandContext(context.Background(), "/bin/bash", "-euo", "pipefail", "-c", text)
	cmd.Dir = "/root"
	cmd.Env = []string{"HOME=/root", "LANG=C.UTF-8", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: w.root}
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

// must runs a text that may not fail.
func (w *world) must(text string) string {
	w.t.Helper()
	out, err := w.sh(text)
	if err != nil {
		w.t.Fatalf("%s\n%v\n%s", text, err, out)
	}
	return out
}

// refused runs a text that must fail, and gives back what it said.
func (w *world) refused(text string) string {
	w.t.Helper()
	out, err := w.sh(text)
	if err == nil {
		w.t.Errorf("this was let: %s\n%s", text, out)
	}
	return out
}
