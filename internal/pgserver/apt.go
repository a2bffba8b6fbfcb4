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
	ours, err := withoutMainCluster()
	if err != nil {
		log.End("apt-get would start a server of its own: %v", err)
		return
	}
	if ours {
		defer asThePackageHasIt(ctx, log)
	}
	log.End("PostgreSQL is missing on this machine; installing the package %s with apt-get (about 60 MB to fetch).", name)
	if err := Apt(ctx, log, "Installing PostgreSQL", name); err != nil {
		log.End("apt-get did not install %s: %v", name, err)
		return
	}
	log.End("PostgreSQL is installed.")
}

// clusterConf is what Debian's packages make clusters by.
const clusterConf = "/etc/postgresql-common/createcluster.conf"

// withoutMainCluster says that no cluster is wanted, where nobody has said anything yet;
// ours tells whether it did.
func withoutMainCluster() (ours bool, err error) {
	if _, err := os.Stat(clusterConf); !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	if err := (home{dir: filepath.Dir(clusterConf)}).make(filepath.Dir(clusterConf), 0o755); err != nil {
		return false, err
	}
	if err := os.WriteFile(clusterConf, []byte("create_main_cluster = false\n"), 0o644); err != nil {
		return false, err
	}
	return true, os.Chmod(clusterConf, 0o644) // whatever the umask
}

// asThePackageHasIt gives the file back to the package, so that the server an operator
// installs later on this machine has its cluster.
func asThePackageHasIt(ctx context.Context, log *progress.Line) {
	err := os.Remove(clusterConf)
	if _, missing := os.Stat("/var/lib/dpkg/info/postgresql-common.postinst"); err == nil && missing == nil {
		err = quietly(ctx, "env", "UCF_FORCE_CONFFMISS=1", "dpkg-reconfigure", "-f", "noninteractive", "postgresql-common")
	}
	if err != nil {
		log.End("%s is not as the package has it: %v", clusterConf, err)
	}
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
