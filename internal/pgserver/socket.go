package pgserver

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// port only names the socket file; nothing listens on the network.
const port = "5432"

// shortSocket begins the name of a socket's folder in the temp area.
const shortSocket = "kap-socket-"

// makeSocket makes the folder of the socket; where its name will not do, one in the
// temp area, to which a link leads. What a killed run left there is removed.
func (h *home) makeSocket() error {
	h.socket = filepath.Join(h.dir, "socket")
	h.clear()
	if addressable(h.socket) {
		return h.make(h.socket, 0o700)
	}
	short, err := os.MkdirTemp("/tmp", shortSocket)
	if err != nil {
		short, err = os.MkdirTemp("", shortSocket)
	}
	if err != nil {
		return h.unusable(err)
	}
	link := h.socket
	h.socket = short
	if err := os.Symlink(short, link); err != nil {
		return h.unusable(err)
	}
	return h.give(short)
}

// addressable says whether a folder can be written as an address: short enough for a
// socket (103 bytes on macOS, and libpq adds 15), and free of what separates addresses.
func addressable(dir string) bool {
	return len(dir) <= 103-len("/.s.PGSQL."+port) && !strings.ContainsAny(dir, ",\"\n\r\t")
}

// clear removes what only a running server needs.
func (h home) clear() {
	link := filepath.Join(h.dir, "socket")
	if short, err := os.Readlink(link); err == nil && strings.HasPrefix(filepath.Base(short), shortSocket) {
		_ = os.RemoveAll(short)
	} else if errors.Is(err, fs.ErrNotExist) {
		return
	}
	_ = os.RemoveAll(link) // a link goes, not what it leads to
}
