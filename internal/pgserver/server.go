package pgserver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// ErrInUse is returned where another process runs a server on the same folder.
var ErrInUse = errors.New("another process is using the database in this folder; stop it first")

// Options say where and how a server runs.
type Options struct {
	Dir     string    // its folder; made when missing
	Durable bool      // keep every commit through a power cut; only tests do without
	Log     io.Writer // what somebody waiting should know; nil: nothing
}

// Server is a running private Postgres.
type Server struct {
	home   home
	cmd    *exec.Cmd
	lock   *os.File
	gone   chan struct{} // closed when the process has ended
	stop   sync.Once
	result error
}

// Start makes the folder's cluster on first use, starts its server, and sets up
// the roles and the database kap. ctx bounds the start, not the server's life:
// that ends with Stop, or (on Linux) with this process, however it ends.
func Start(ctx context.Context, o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = io.Discard
	}
	h, err := prepareHome(o)
	if err != nil {
		return nil, err
	}
	lock, err := takeLock(ctx, h.lock(), o.Durable)
	if err != nil {
		return nil, err
	}
	s := &Server{home: h, lock: lock, gone: make(chan struct{})}
	if err := s.open(ctx, o); err != nil {
		lock.Close()
		return nil, err
	}
	return s, nil
}

// open does what needs the lock; a test cluster that does not start is made anew.
func (s *Server) open(ctx context.Context, o Options) error {
	bin, err := programs(ctx, s.home.major(), o.Log)
	if err != nil {
		return err
	}
	err = s.start(ctx, bin, o)
	if err == nil || o.Durable || ctx.Err() != nil {
		return err
	}
	if err := os.RemoveAll(s.home.data()); err != nil {
		return fmt.Errorf("clear test cluster: %w", err)
	}
	s.gone, s.stop = make(chan struct{}), sync.Once{}
	return s.start(ctx, bin, o)
}

// start runs the programs until the server answers and has its roles.
func (s *Server) start(ctx context.Context, bin string, o Options) error {
	if err := s.home.initialize(ctx, bin, o.Durable); err != nil {
		return err
	}
	if err := s.run(bin, o.Durable); err != nil {
		return err
	}
	if err := s.ready(ctx); err != nil {
		s.end()
		return err
	}
	if err := s.setUp(ctx); err != nil {
		s.end()
		return err
	}
	return nil
}

// run starts postgres as a child. The goroutine keeps its OS thread: Linux
// sends the parent-death signal when the thread that forked ends, not the process.
func (s *Server) run(bin string, durable bool) error {
	out, err := os.OpenFile(s.home.log(), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("log of the database: %w", err)
	}
	defer out.Close()
	s.cmd = s.home.command(context.Background(), filepath.Join(bin, "postgres"), settings(s.home, durable)...)
	s.cmd.Stdout, s.cmd.Stderr = out, out
	s.cmd.ExtraFiles = []*os.File{s.lock} // the folder stays locked while any of its processes lives
	s.cmd.SysProcAttr.Setpgid = true      // Ctrl-C reaches us first; the pool closes before the server
	dieWithParent(s.cmd)
	started := make(chan error)
	go supervise(s.cmd, started, s.gone)
	return <-started
}

// settings are the server's; without durability a test is several times faster.
func settings(h home, durable bool) []string {
	set := []string{
		"listen_addresses=", "unix_socket_directories=" + h.socket, "unix_socket_permissions=0700", "port=" + port,
		"timezone=UTC", "log_timezone=UTC", "lc_messages=C",
	}
	if durable {
		// the log names neither statements nor values: they are about clients
		set = append(set, "max_connections=50", "log_min_error_statement=panic", "log_error_verbosity=terse")
	} else {
		set = append(set, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
			"max_connections=200", "autovacuum=off", "max_parallel_workers_per_gather=0", "jit=off")
	}
	args := []string{"-D", h.data()}
	for _, s := range set {
		args = append(args, "-c", s)
	}
	return args
}

// port only names the socket file; nothing listens on the network.
const port = "5432"

// DSN is the address of a database for one of postgres (superuser), kap_owner
// and kap_app. It works in psql too.
func (s *Server) DSN(user, database string) string {
	query := url.Values{"host": {s.home.socket}, "port": {port}}
	u := url.URL{Scheme: "postgres", User: url.User(user), Host: "", Path: "/" + database, RawQuery: query.Encode()}
	return u.String()
}

// Dir is where the data really is: Options.Dir, unless the server's user cannot
// reach that.
func (s *Server) Dir() string { return s.home.dir }

// Stop ends the server after its clients have left or been sent away; call it
// once the pools are closed. Calling it again is harmless.
func (s *Server) Stop() error {
	s.stop.Do(func() {
		s.result = s.end()
		s.lock.Close()
		s.home.clear()
	})
	return s.result
}

// end asks for a fast shutdown, then for an immediate one.
func (s *Server) end() error {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL} {
		_ = s.cmd.Process.Signal(signal)
		select {
		case <-s.gone:
			return nil
		case <-time.After(15 * time.Second):
		}
	}
	return fmt.Errorf("stop the database: process %d does not end", s.cmd.Process.Pid)
}

// lastWords is the end of the server's log, for an error.
func (s *Server) lastWords() string {
	text, _ := os.ReadFile(s.home.log())
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-8):], "\n")
}
