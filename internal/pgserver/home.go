package pgserver

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// superuser is the role initdb makes.
const superuser = "postgres"

// home is the folder of one server and the user it belongs to.
type home struct {
	dir    string
	socket string              // folder of the socket, 0700
	user   *syscall.Credential // nil: the user we are
}

func (h home) data() string { return filepath.Join(h.dir, "data") }
func (h home) lock() string { return filepath.Join(h.dir, "lock") }
func (h home) log() string  { return filepath.Join(h.dir, "postgres.log") }

// major is the version the data was made by, "" before there is any.
func (h home) major() string {
	text, _ := os.ReadFile(filepath.Join(h.data(), "PG_VERSION"))
	return strings.TrimSpace(string(text))
}

// prepareHome makes the folders and gives them to the server's user, who must
// be able to pass every folder above; where not, a place that is passable is
// taken instead, and said.
func prepareHome(o Options) (home, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return home{}, fmt.Errorf("database folder: %w", err)
	}
	user, err := serverUser(os.Geteuid())
	if err != nil {
		return home{}, err
	}
	if user != nil && !passable(filepath.Dir(dir), user) {
		dir = elsewhere(dir, o.Durable)
		fmt.Fprintf(o.Log, "The database user may not enter %s; the database is kept in %s.\n", o.Dir, dir)
	}
	h := home{dir: dir, user: user}
	if err := h.make(h.dir, 0o755); err != nil {
		return home{}, err
	}
	return h, h.makeSocket()
}

// elsewhere is a folder of the system that belongs to the wanted one: kept for
// good where durable, else in the temp area.
func elsewhere(dir string, durable bool) string {
	sum := sha256.Sum256([]byte(dir))
	base := "/tmp"
	if durable {
		base = "/var/lib"
	}
	return filepath.Join(base, "kap-"+hex.EncodeToString(sum[:6]))
}

// make makes one of our folders for the server's user; only ours are chowned.
func (h home) make(dir string, mode os.FileMode) error {
	if err := os.MkdirAll(dir, mode); err != nil {
		return fmt.Errorf("database folder: %w", err)
	}
	if h.user == nil {
		return nil
	}
	if err := os.Lchown(dir, int(h.user.Uid), int(h.user.Gid)); err != nil {
		return fmt.Errorf("give the database folder to its user: %w", err)
	}
	return nil
}

// makeSocket picks a folder short enough for a socket address (103 bytes on
// macOS, and libpq adds 15).
func (h *home) makeSocket() error {
	h.socket = filepath.Join(h.dir, "socket")
	if len(h.socket) <= 103-len("/.s.PGSQL."+port) {
		return h.make(h.socket, 0o700)
	}
	dir, err := os.MkdirTemp("/tmp", "kap-socket-")
	if err != nil {
		return fmt.Errorf("socket folder: %w", err)
	}
	h.socket = dir
	return h.make(dir, 0o700)
}

// clear removes what only a running server needs.
func (h home) clear() { _ = os.RemoveAll(h.socket) }

// initialize makes the cluster beside its place and moves it there whole, so
// that an interrupted start leaves nothing half made.
func (h home) initialize(ctx context.Context, bin string, durable bool) error {
	if h.major() != "" {
		return nil
	}
	fresh := h.data() + ".new"
	if err := errors.Join(os.RemoveAll(fresh), os.RemoveAll(h.data())); err != nil {
		return fmt.Errorf("clear a half-made database: %w", err)
	}
	args := []string{"-D", fresh, "-U", superuser, "-E", "UTF8", "--locale=C", "--auth-local=trust", "--auth-host=reject"}
	if !durable {
		args = append(args, "--no-sync")
	}
	cmd := h.command(ctx, filepath.Join(bin, "initdb"), args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("make the database cluster: %w\n%s", err, out)
	}
	return os.Rename(fresh, h.data())
}

// command runs a program as the server's user, without our settings for libpq.
func (h home) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=UTC", "HOME=/"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: h.user}
	return cmd
}

// passable says whether the user may enter dir and every folder above it;
// folders that do not exist yet will be made passable.
func passable(dir string, user *syscall.Credential) bool {
	for ; ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err == nil && !enters(info, user) || err != nil && !errors.Is(err, os.ErrNotExist) {
			return false
		}
		if dir == filepath.Dir(dir) {
			return true
		}
	}
}

// enters says whether the mode bits let the user pass.
func enters(info os.FileInfo, user *syscall.Credential) bool {
	owner, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !ok:
		return false
	case owner.Uid == user.Uid:
		return info.Mode()&0o100 != 0
	case owner.Gid == user.Gid:
		return info.Mode()&0o010 != 0
	}
	return info.Mode()&0o001 != 0
}

// serverUser is whom root becomes, since postgres refuses to run as root.
func serverUser(uid int) (*syscall.Credential, error) {
	if uid != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "_postgres", "nobody"} {
		if c, ok := credential(name); ok {
			return c, nil
		}
	}
	return nil, errors.New("the database will not run as root and there is no user postgres or nobody; run this as an ordinary user")
}

// credential looks a user up; initgroups would need more rights than it is worth.
func credential(name string) (*syscall.Credential, bool) {
	u, err := user.Lookup(name)
	if err != nil {
		return nil, false
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err1 == nil && err2 == nil
}
