package pgserver

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"

	"kap/internal/progress"
)

// superuser is the role initdb makes.
const superuser = "postgres"

// home is the folder of one server and the user it belongs to.
type home struct {
	dir     string
	socket  string              // folder of the socket, 0700
	user    *syscall.Credential // nil: the user we are
	durable bool
}

func (h home) data() string { return filepath.Join(h.dir, "data") }
func (h home) lock() string { return filepath.Join(h.dir, "lock") }
func (h home) log() string  { return filepath.Join(h.dir, "postgres.log") }

// find is the home of a folder as it stands, and whether there is data in it. The
// data's owner decides who runs the server, however it was chosen once.
func find(o Options) (h home, there bool, err error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return home{}, false, fmt.Errorf("database folder: %w", err)
	}
	places := []string{dir}
	if os.Geteuid() == 0 {
		places = append(places, elsewhere(dir, o.Durable))
	}
	for _, place := range places {
		h := home{dir: place, durable: o.Durable}
		info, err := os.Stat(h.data())
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return home{}, false, h.unusable(err)
		}
		h.user, err = runsAs(h.data(), info, os.Geteuid())
		return h, true, err
	}
	return home{dir: dir, durable: o.Durable}, false, nil
}

// versionWord is what Postgres writes of the version that made its data.
var versionWord = regexp.MustCompile(`^[0-9]{1,2}(\.[0-9])?$`)

// major is the version the data was made by, "" before there is any. The file is the
// server's user's: root follows no link from there, and passes on nothing but a version.
func (h home) major() string {
	f, err := os.OpenFile(filepath.Join(h.data(), "PG_VERSION"), os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return ""
	}
	defer f.Close()
	text := make([]byte, 16)
	n, _ := io.ReadFull(f, text)
	if word := strings.TrimSpace(string(text[:n])); versionWord.MatchString(word) {
		return word
	}
	return ""
}

// settle chooses the server's user and place where there is no data yet. The user
// must be able to pass every folder above; where not, a place that is passable is
// taken instead, and said.
func (h *home) settle(log *progress.Line) (err error) {
	if h.user, err = newUser(h.dir, os.Geteuid()); err != nil || h.user == nil {
		return err
	}
	if wall := blocking(filepath.Dir(h.dir), h.user); wall != "" {
		log.End("The database's user %s may not enter %s; the database is kept elsewhere.", nameOf(h.user.Uid), wall)
		h.dir = elsewhere(h.dir, h.durable)
		h.user, err = newUser(h.dir, os.Geteuid())
	}
	return err
}

// prepare makes the folder and gives it to the server's user.
func (h home) prepare() error {
	if err := h.make(h.dir, 0o755); err != nil {
		return err
	}
	if h.user == nil {
		return nil
	}
	if wall := blocking(h.dir, h.user); wall != "" {
		return fmt.Errorf("the database in %s belongs to the user %s, who may not enter %s: chmod a+x %[3]s, or set KAP_DATA to another folder",
			h.dir, nameOf(h.user.Uid), wall)
	}
	return nil
}

// elsewhere is a folder of the system that belongs to the wanted one: kept for
// good where durable, else in the temp area.
func elsewhere(dir string, durable bool) string {
	sum := sha256.Sum256([]byte(dir))
	base := "/var/cache" // root's alone, unlike /tmp, where anybody may have put a link
	if durable {
		base = "/var/lib"
	}
	return filepath.Join(base, "kap-"+hex.EncodeToString(sum[:6]))
}

// make makes one of our folders for the server's user, who also passes the folders
// made above it, whatever the umask; only the folder itself is given away.
func (h home) make(dir string, mode fs.FileMode) error {
	if _, err := os.Stat(filepath.Dir(dir)); errors.Is(err, fs.ErrNotExist) {
		if err := (home{dir: h.dir, durable: h.durable}).make(filepath.Dir(dir), 0o755); err != nil {
			return err
		}
	}
	err := os.Mkdir(dir, mode)
	switch {
	case errors.Is(err, fs.ErrExist):
	case err != nil:
		return h.unusable(err)
	case os.Geteuid() == 0:
		if err := os.Chmod(dir, mode); err != nil {
			return h.unusable(err)
		}
	}
	return h.give(dir)
}

// give gives a file or folder of ours to the server's user, so that this user can
// go on with it without root.
func (h home) give(path string) error {
	if h.user == nil {
		return nil
	}
	if err := os.Lchown(path, int(h.user.Uid), int(h.user.Gid)); err != nil {
		return h.unusable(err)
	}
	return nil
}

// unusable says what to do about a folder that cannot be written.
func (h home) unusable(err error) error {
	instead := "set KAP_DATA to a folder that can be written"
	if !h.durable {
		instead = "set XDG_CACHE_HOME to a folder that can be written"
	}
	if full(err.Error()) {
		instead = "make room there, or " + instead
	}
	return fmt.Errorf("the database cannot be kept in %s (%w): %s", h.dir, err, instead)
}

// full says whether a message tells of a disk without room.
func full(message string) bool {
	for _, words := range []string{syscall.ENOSPC.Error(), syscall.EDQUOT.Error(), "No space left on device", "Disk quota exceeded"} {
		if strings.Contains(message, words) {
			return true
		}
	}
	return false
}

// openLog makes the server's log anew; it follows no link somebody put in its place.
func (h home) openLog() (*os.File, error) {
	if err := os.Remove(h.log()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, h.unusable(err)
	}
	out, err := os.OpenFile(h.log(), os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, h.unusable(err)
	}
	if err := h.give(h.log()); err != nil {
		out.Close()
		return nil, err
	}
	return out, nil
}
