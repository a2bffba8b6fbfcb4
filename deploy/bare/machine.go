//go:build linux

package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"kap/internal/progress"
)

// inside is the word by which this program is started again in a machine.
const inside = "inside"

// machine is one throw-away Debian with a checkout on it, while its case runs.
type machine struct {
	scenario
	job
	row  *row
	line *progress.Line
	root string // where its root folder is mounted

	sessions []*session
}

// tryInside runs the case that the folder's job names and leaves its row there.
func tryInside(folder string) int {
	var j job
	told, err := os.ReadFile(filepath.Join(folder, "job"))
	if err == nil {
		err = json.Unmarshal(told, &j)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	m := &machine{scenario: scenarioNamed(j.Name), job: j, row: &row{Name: j.Name}, line: progress.On(os.Stdout)}
	if err := m.assemble(); err != nil {
		m.row.fault("the machine could not be made: %v", err)
	} else if err := m.scenario.try(m); err != nil {
		m.row.fault("%v", err)
	}
	said, _ := json.Marshal(m.row)
	if err := errors.Join(m.keepScreens(), os.WriteFile(filepath.Join(folder, "row"), said, 0o600)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// assemble mounts the machine and puts the checkout on it.
func (m *machine) assemble() error {
	if err := m.mountRoot(); err != nil {
		return err
	}
	for _, mount := range []struct{ from, to, kind string }{
		{"proc", "/proc", "proc"},
		{"/dev", "/dev", "bind"}, {"/dev/pts", "/dev/pts", "bind"}, {"shm", "/dev/shm", "tmpfs"},
	} {
		if err := m.mount(mount.from, mount.to, mount.kind); err != nil {
			return err
		}
	}
	if err := m.mountGo(); err != nil {
		return err
	}
	if err := m.unpack(); err != nil {
		return err
	}
	syscall.Umask(cmp.Or(m.umask, 0o022))
	return nil
}

// mountRoot lays the case's own layer over the kept root folder; where the
// kernel or the disk does not allow that, the root is a copy.
func (m *machine) mountRoot() error {
	m.root = filepath.Join(m.Folder, "root")
	upper, work := filepath.Join(m.Folder, "upper"), filepath.Join(m.Folder, "work")
	if m.disk != "" {
		if err := m.smallDisk(); err != nil {
			return err
		}
		upper, work = filepath.Join(m.Folder, "disk", "upper"), filepath.Join(m.Folder, "disk", "work")
	}
	for _, dir := range []string{m.root, upper, work} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	lower := m.Root
	if m.Built != "" {
		lower = m.Built + ":" + lower
	}
	err := syscall.Mount("overlay", m.root, "overlay", 0, "lowerdir="+lower+",upperdir="+upper+",workdir="+work)
	if err == nil || m.disk != "" {
		return err
	}
	m.root = upper
	for _, from := range []string{m.Root, m.Built} {
		if from == "" {
			continue
		}
		if out, err := exec.Command("cp", "-a", from+"/.", m.root).CombinedOutput(); err != nil {
			return fmt.Errorf("copy the root: %w\n%s", err, out)
		}
	}
	return nil
}

// smallDisk is a disk with this much left on it for the case's layer.
func (m *machine) smallDisk() error {
	dir := filepath.Join(m.Folder, "disk")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return syscall.Mount("disk", dir, "tmpfs", 0, "size="+m.disk)
}

// mount mounts something at a place of the machine.
func (m *machine) mount(from, to, kind string) error {
	at := m.at(to)
	if err := os.MkdirAll(at, 0o755); err != nil {
		return err
	}
	flags := uintptr(0)
	if kind == "bind" {
		kind, flags = "", syscall.MS_BIND
	}
	if err := syscall.Mount(from, at, kind, flags, ""); err != nil {
		return fmt.Errorf("mount %s: %w", to, err)
	}
	return nil
}

// mountReadOnly shows a folder at a place of the machine, where nobody can write it.
func (m *machine) mountReadOnly(from, to string) error {
	if err := m.mount(from, to, "bind"); err != nil {
		return err
	}
	return syscall.Mount("", m.at(to), "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
}

const modulesAt = "/mnt/modules"

// mountGo puts Go where its site says to unpack it, and this machine's module
// downloads where the case may take them from.
func (m *machine) mountGo() error {
	if m.adds != "golang" {
		if err := m.mountReadOnly(m.GoRoot, "/usr/local/go"); err != nil {
			return err
		}
	}
	if m.fetches || m.Modules == "" {
		return nil
	}
	return m.mountReadOnly(m.Modules, modulesAt)
}

// unpack puts the source where the case wants it, with git's folder where git is.
func (m *machine) unpack() error {
	dir := m.at(m.checkout())
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	script := `tar -xf "$1" --no-same-owner -C "$2"`
	if m.adds == "git" {
		script += ` && cd "$2" && git init -q && git add -A && git -c user.name=somebody -c user.email=somebody@example.org commit -q -m "a checkout"`
	}
	script += ` && chown -R "$3:$3" "$2"`
	if out, err := exec.Command("/bin/sh", "-c", script, "sh", m.Tar, dir, fmt.Sprint(m.owner())).CombinedOutput(); err != nil {
		return fmt.Errorf("unpack the source: %w\n%s", err, out)
	}
	return nil
}

// at is a path of the machine as seen from here.
func (m *machine) at(path string) string { return filepath.Join(m.root, path) }

// patience is a usual limit on this machine.
func (m *machine) patience(usual time.Duration) time.Duration {
	return usual * time.Duration(m.Patience)
}

// during shows what the case is at.
func (m *machine) during(step string, do func() error) error {
	return m.line.During(m.Name+": "+step, do)
}

// environment is what a login on a new machine has, and the given settings.
func (m *machine) environment() []string {
	env := []string{"PATH=/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
		"HOME=" + m.home(), "USER=" + m.who(), "LOGNAME=" + m.who(), "SHELL=/bin/sh", "TERM=xterm", "LANG=C.UTF-8"}
	env = append(env, m.Given...)
	if !m.fetches && m.Modules != "" {
		env = append(env, "GOPROXY=file://"+modulesAt+","+m.proxy())
	}
	return m.amend(env)
}

func (m *machine) proxy() string {
	for _, kv := range m.Given {
		if v, ok := strings.CutPrefix(kv, "GOPROXY="); ok {
			return v
		}
	}
	return "direct"
}
