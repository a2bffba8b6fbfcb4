package pgserver

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"kap/internal/progress"
)

// initialize makes the cluster beside its place and moves it there whole, so
// that an interrupted start leaves nothing half made.
func (h home) initialize(ctx context.Context, bin string, log *progress.Line) error {
	if h.major() != "" {
		return nil
	}
	if err := h.vacate(); err != nil {
		return err
	}
	fresh := h.data() + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return h.unusable(err)
	}
	args := []string{"-D", fresh, "-U", superuser, "-E", "UTF8", "--locale=C", "--auth-local=trust", "--auth-host=reject"}
	if !h.durable {
		args = append(args, "--no-sync")
	}
	cmd := h.command(ctx, filepath.Join(bin, "initdb"), args...)
	return log.During("Making the database", func() error {
		if out, err := cmd.CombinedOutput(); err != nil {
			_ = os.RemoveAll(fresh)
			return h.cause(ctx, "the database cannot be made", string(out))
		}
		return os.Rename(fresh, h.data())
	})
}

// vacate clears the place of the data. What is kept for good and is no database is
// somebody's: it is never removed.
func (h home) vacate() error {
	if !h.durable {
		return os.RemoveAll(h.data())
	}
	if err := os.Remove(h.data()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s holds something that is not a database: move it away, or set KAP_DATA to another folder", h.data())
	}
	return nil
}

// cause is an error of the programs, as a sentence where we know what it means.
func (h home) cause(ctx context.Context, what, said string) error {
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("%s: stopped before it was done; start again", what)
	case full(said):
		return fmt.Errorf("%s: the disk of %s is full; make room there (a new database needs 60 MB), or set KAP_DATA to a folder on another disk", what, h.dir)
	case strings.Contains(said, "could not look up effective user ID"):
		return fmt.Errorf("%s: the user %d is not in this system's list of users; start as one who is", what, os.Geteuid())
	}
	return fmt.Errorf("%s:\n%s", what, said)
}

// command runs a program as the server's user, without our settings for libpq.
func (h home) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=UTC", "HOME=/"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: h.user}
	return cmd
}
