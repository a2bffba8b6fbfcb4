package pgserver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// installed are folders in which packages put initdb and postgres; where a
// version is part of the name the newest comes first.
var installed = []string{
	"/usr/lib/postgresql/*/bin",                                    // Debian, Ubuntu
	"/usr/pgsql-*/bin",                                             // PostgreSQL's RPMs
	"/opt/homebrew/opt/postgresql@*/bin",                           // Homebrew, Apple silicon
	"/usr/local/opt/postgresql@*/bin",                              // Homebrew, Intel
	"/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",              // Homebrew, Linux
	"/Applications/Postgres.app/Contents/Versions/*/bin",           // Postgres.app
	"/usr/local/pgsql/bin", "/usr/libexec/postgresql*", "/usr/bin", // from source, Alpine, Fedora
}

// errNoPrograms says what to do where Postgres can neither be found nor installed.
var errNoPrograms = errors.New("there is no PostgreSQL on this machine: install it " +
	"(Debian: apt-get install postgresql; Fedora: dnf install postgresql-server postgresql-contrib; macOS: brew install postgresql@18), " +
	"or set KAP_DATABASE_URL and KAP_OWNER_DATABASE_URL to a server you have")

// programs is the folder of initdb and postgres: an installed one, of the given
// major version where there is a choice, else one this function installs, else
// errNoPrograms.
func programs(ctx context.Context, major string, log io.Writer) (string, error) {
	if dir, ok := findPrograms(installed, os.Getenv("PATH"), major); ok {
		return dir, nil
	}
	if aptCan() {
		fmt.Fprintln(log, "PostgreSQL is missing here; installing it with apt-get.")
		if err := aptInstall(ctx, log); err != nil {
			fmt.Fprintln(log, err)
		}
		if dir, ok := findPrograms(installed, os.Getenv("PATH"), major); ok {
			return dir, nil
		}
	}
	if npm, err := exec.LookPath("npm"); err == nil {
		return npmPrograms(ctx, npm, log)
	}
	return "", errNoPrograms
}

// findPrograms looks in the given folders, newest version first, then along
// PATH. Data of one major version can only be opened by programs of the same,
// so a folder of that version goes before a newer one.
func findPrograms(folders []string, path, major string) (string, bool) {
	var found []string
	for _, pattern := range folders {
		dirs, _ := filepath.Glob(pattern)
		found = append(found, newestFirst(dirs)...)
	}
	found = slices.DeleteFunc(append(found, filepath.SplitList(path)...), func(dir string) bool { return !complete(dir) })
	for _, dir := range found {
		if major != "" && strconv.Itoa(int(version(dir))) == major {
			return dir, true
		}
	}
	if len(found) == 0 {
		return "", false
	}
	return found[0], true
}

// complete says whether dir holds both programs.
func complete(dir string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.IsDir() || info.Mode()&0o111 == 0 {
			return false
		}
	}
	return true
}

// newestFirst orders folders by the version in their names, 18 before 9.6.
func newestFirst(dirs []string) []string {
	slices.SortStableFunc(dirs, func(a, b string) int { return cmp.Compare(version(b), version(a)) })
	return dirs
}

// version is the last number in a path, 9.6 from "/usr/pgsql-9.6/bin".
func version(dir string) float64 {
	parts := strings.FieldsFunc(dir, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	for i := len(parts) - 1; i >= 0; i-- {
		if v, err := strconv.ParseFloat(strings.Trim(parts[i], "."), 64); err == nil {
			return v
		}
	}
	return 0
}

// aptCan says whether this is root on a Debian.
func aptCan() bool {
	_, debian := os.Stat("/etc/debian_version")
	_, apt := exec.LookPath("apt-get")
	return runtime.GOOS == "linux" && os.Geteuid() == 0 && debian == nil && apt == nil
}

// aptInstall installs the server and keeps the package from starting one.
func aptInstall(ctx context.Context, log io.Writer) error {
	const conf = "/etc/postgresql-common/createcluster.conf"
	if _, err := os.Stat(conf); errors.Is(err, os.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(conf), 0o755); err != nil {
			return fmt.Errorf("keep apt from starting a server: %w", err)
		}
		if err := os.WriteFile(conf, []byte("create_main_cluster = false\n"), 0o644); err != nil {
			return fmt.Errorf("keep apt from starting a server: %w", err)
		}
	}
	install := []string{"install", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", "postgresql"}
	if apt(ctx, log, install...) == nil {
		return nil
	}
	if err := apt(ctx, log, "update"); err != nil {
		return fmt.Errorf("apt-get update: %w", err)
	}
	if err := apt(ctx, log, install...); err != nil {
		return fmt.Errorf("apt-get install postgresql: %w", err)
	}
	return nil
}

func apt(ctx context.Context, log io.Writer, args ...string) error {
	cmd := exec.CommandContext(ctx, "apt-get", append([]string{"-q"}, args...)...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	cmd.Stdout, cmd.Stderr = log, log
	return cmd.Run()
}
