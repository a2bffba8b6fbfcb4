package dbtest

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"kap/internal/db"
)

// Wire is a second way to a test's database that loses an answer when it is told to: the
// server has committed, and the connection is gone before anybody hears of it.
type Wire struct {
	*db.DB
	lose atomic.Int64
}

// Wire opens the app's pool over a wire of the test's own.
func (d *DB) Wire(t testing.TB) *Wire {
	t.Helper()
	to, err := url.Parse(d.AppDSN)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "wire") // a socket's name is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	socket := "/.s.PGSQL." + to.Query().Get("port")
	listener, err := net.Listen("unix", filepath.Join(dir, socket))
	if err != nil {
		t.Fatal(err)
	}
	w := &Wire{}
	go w.carry(listener, filepath.Join(to.Query().Get("host"), socket))
	query := to.Query()
	query.Set("host", dir)
	to.RawQuery = query.Encode()
	if w.DB, err = db.Open(context.Background(), to.String()); err != nil {
		t.Fatal(err)
	}
	w.Clock, w.MAC = d.Clock, d.MAC
	t.Cleanup(func() { w.Close(); listener.Close() })
	return w
}

// Lose loses the answers to the next n commits.
func (w *Wire) Lose(n int) { w.lose.Store(int64(n)) }

func (w *Wire) carry(listener net.Listener, server string) {
	for {
		here, err := listener.Accept()
		if err != nil {
			return
		}
		there, err := net.Dial("unix", server)
		if err != nil {
			here.Close()
			continue
		}
		var once sync.Once
		end := func() { once.Do(func() { here.Close(); there.Close() }) }
		go func() { defer end(); _, _ = io.Copy(there, here) }()
		go func() { defer end(); w.answers(here, there) }()
	}
}

// answers passes on what the server says, message by message: a letter, four bytes of
// length that count themselves, the rest. A commit is answered C COMMIT.
func (w *Wire) answers(here io.Writer, there io.Reader) {
	head := make([]byte, 5)
	for {
		if _, err := io.ReadFull(there, head); err != nil {
			return
		}
		body := make([]byte, binary.BigEndian.Uint32(head[1:])-4)
		if _, err := io.ReadFull(there, body); err != nil {
			return
		}
		if head[0] == 'C' && bytes.Equal(body, []byte("COMMIT\x00")) && w.lose.Add(-1) >= 0 {
			return
		}
		if _, err := here.Write(append(head[:5:5], body...)); err != nil {
			return
		}
	}
}
