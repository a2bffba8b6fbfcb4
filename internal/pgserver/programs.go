package pgserver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"kap/internal/progress"
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

// programs is the folder of initdb and postgres: an installed or fetched one, of the
// version the data needs, else one this function installs, else an error that says
// what to install. Data of a test is made anew rather than waited for.
func programs(ctx context.Context, h home, log *progress.Line) (string, error) {
	major := h.major()
	if !h.durable && major != "" {
		if _, ok := findPrograms(searched(), major); !ok {
			major = ""
		}
	}
	if dir, ok := findPrograms(searched(), major); ok {
		return dir, nil
	}
	if aptCan() {
		aptInstall(ctx, major, log)
	}
	if dir, ok := findPrograms(searched(), major); ok {
		return dir, nil
	}
	if npm, err := exec.LookPath("npm"); err == nil && (major == "" || major == npmMajor) && ctx.Err() == nil {
		return npmPrograms(ctx, npm, log)
	}
	return "", h.without(ctx, major)
}

// without says what to do where the programs are missing.
func (h home) without(ctx context.Context, major string) error {
	switch {
	case ctx.Err() != nil:
		return errors.New("stopped while PostgreSQL was being fetched; start again")
	case major != "":
		return fmt.Errorf("the data in %s was made by PostgreSQL %s, which is not on this machine: install that version "+
			"(Debian: apt-get install postgresql-%[2]s), or set KAP_DATA to another folder to begin anew", h.dir, major)
	}
	return errNoPrograms
}

// searched are the folders programs may be in, the likeliest first.
func searched() []string {
	patterns := slices.Concat(installed, filepath.SplitList(os.Getenv("PATH")), []string{npmBin("*", "*")})
	var dirs []string
	for _, pattern := range patterns {
		found, _ := filepath.Glob(pattern)
		dirs = append(dirs, newestFirst(found)...)
	}
	return dirs
}

// findPrograms is the first folder with both programs, of the major version where one
// is named: data of one can only be opened by programs of the same.
func findPrograms(dirs []string, major string) (string, bool) {
	for _, dir := range dirs {
		if complete(dir) && (major == "" || majorOf(dir) == major) {
			return dir, true
		}
	}
	return "", false
}

// majorOf asks the programs in a folder for their major version.
func majorOf(dir string) string {
	said, err := exec.Command(filepath.Join(dir, "postgres"), "--version").Output() // postgres (PostgreSQL) 15.14 (Debian …)
	_, number, named := strings.Cut(string(said), "(PostgreSQL) ")
	if err != nil || !named {
		return ""
	}
	return number[:strings.IndexFunc(number+" ", func(r rune) bool { return r < '0' || r > '9' })]
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
