package pgserver

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"kap/internal/progress"
)

// aptCan says whether this is root on a Debian.
func aptCan() bool {
	_, debian := os.Stat("/etc/debian_version")
	_, apt := exec.LookPath("apt-get")
	return runtime.GOOS == "linux" && os.Geteuid() == 0 && debian == nil && apt == nil
}

// aptInstall installs the server, of a version where one is needed, and keeps the
// package from starting one. What goes wrong is said; the programs are then missing.
func aptInstall(ctx context.Context, major string, log *progress.Line) {
	name := "postgresql"
	if major != "" {
		name += "-" + major
	}
	if err := withoutMainCluster(); err != nil {
		log.End("apt-get would start a server of its own: %v", err)
		return
	}
	log.End("PostgreSQL is missing on this machine; installing the package %s with apt-get (about 60 MB to fetch).", name)
	if err := Apt(ctx, log, "Installing PostgreSQL", name); err != nil {
		log.End("apt-get did not install %s: %v", name, err)
		return
	}
	log.End("PostgreSQL is installed.")
}

func withoutMainCluster() error {
	const conf = "/etc/postgresql-common/createcluster.conf"
	if _, err := os.Stat(conf); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := (home{dir: filepath.Dir(conf)}).make(filepath.Dir(conf), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(conf, []byte("create_main_cluster = false\n"), 0o644); err != nil {
		return err
	}
	return os.Chmod(conf, 0o644) // whatever the umask
}

// Apt installs packages of Debian, with fresh lists where the old ones will not do,
// and shows the step meanwhile. What apt-get says is heard only when it fails.
func Apt(ctx context.Context, log *progress.Line, step string, packages ...string) error {
	install := append([]string{"apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confold",
		"install", "-y", "--no-install-recommends"}, packages...)
	return log.During(step, func() error {
		if quietly(ctx, install...) == nil || ctx.Err() != nil {
			return ctx.Err()
		}
		if err := quietly(ctx, "apt-get", "-q", "update"); err != nil {
			return err
		}
		return quietly(ctx, install...)
	})
}
