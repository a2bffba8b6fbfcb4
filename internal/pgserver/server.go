package pgserver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"kap/internal/progress"
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
	home home
	bin  string
	log  *progress.Line
	lock *os.File

	mu      sync.Mutex // of what a new start changes
	process *os.Process
	gone    chan struct{} // closed when the process has ended

	stop   sync.Once
	result error
}

// Start makes the folder's cluster on first use, starts its server, and sets up
// the roles and the database kap. ctx bounds the start, not the server's life:
// that ends with Stop, or (on Linux) with this process, however it ends.
func Start(ctx context.Context, o Options) (*Server, error) {
	s := &Server{}
	if o.Log != nil {
		s.log = progress.On(o.Log)
	}
	h, there, err := find(o)
	if err != nil {
		return nil, err
	}
	if s.bin, err = programs(ctx, h, s.log); err != nil { // a package may bring the user
		return nil, err
	}
	if !there {
		if err := h.settle(s.log); err != nil {
			return nil, err
		}
	}
	if err := h.prepare(); err != nil {
		return nil, err
	}
	if s.lock, err = h.takeLock(ctx); err != nil {
		return nil, err
	}
	s.home = h
	if err := s.open(ctx); err != nil {
		s.home.clear()
		s.lock.Close()
		return nil, err
	}
	return s, nil
}

// open does what needs the lock; a test cluster that does not start is made anew.
func (s *Server) open(ctx context.Context) error {
	if err := s.home.makeSocket(); err != nil {
		return err
	}
	err := s.begin(ctx)
	if err == nil || s.home.durable || ctx.Err() != nil {
		return err
	}
	if err := os.RemoveAll(s.home.data()); err != nil {
		return fmt.Errorf("clear test cluster: %w", err)
	}
	return s.begin(ctx)
}

func (s *Server) begin(ctx context.Context) error {
	if err := s.home.initialize(ctx, s.bin, s.log); err != nil {
		return err
	}
	if err := s.start(ctx); err != nil {
		return err
	}
	if s.home.durable {
		s.log.End("The database is in %s.", s.home.dir)
	}
	return nil
}

// start runs the programs until the server answers and has its roles.
func (s *Server) start(ctx context.Context) error {
	if err := s.run(); err != nil {
		return err
	}
	err := s.ready(ctx)
	if err == nil {
		err = s.setUp(ctx)
	}
	if err != nil {
		return errors.Join(err, s.end())
	}
	return nil
}

// run starts postgres as a child. The goroutine keeps its OS thread: Linux
// sends the parent-death signal when the thread that forked ends, not the process.
func (s *Server) run() error {
	out, err := s.home.openLog()
	if err != nil {
		return err
	}
	defer out.Close()
	cmd := s.home.command(context.Background(), filepath.Join(s.bin, "postgres"), settings(s.home)...)
	cmd.Stdout, cmd.Stderr = out, out
	cmd.ExtraFiles = []*os.File{s.lock} // the folder stays locked while any of its processes lives
	cmd.SysProcAttr.Setpgid = true      // Ctrl-C reaches us first; the pool closes before the server
	dieWithParent(cmd)
	started, gone := make(chan error), make(chan struct{})
	go supervise(cmd, started, gone)
	if err := <-started; err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.process, s.gone = cmd.Process, gone
	return nil
}

// running is the process as it is now and what is closed when it has ended.
func (s *Server) running() (*os.Process, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.process, s.gone
}

// settings are the server's; without durability a test is several times faster.
func settings(h home) []string {
	set := []string{
		"listen_addresses=", "unix_socket_directories=" + `"` + h.socket + `"`, "unix_socket_permissions=0700", "port=" + port,
		"timezone=UTC", "log_timezone=UTC", "lc_messages=C",
	}
	if h.durable {
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

// DSN is the address of a database for one of postgres (superuser), kap_owner
// and kap_app. It works in psql too, which reads a plus sign as itself.
func (s *Server) DSN(user, database string) string {
	folder := strings.ReplaceAll(url.QueryEscape(s.home.socket), "+", "%20")
	u := url.URL{Scheme: "postgres", User: url.User(user), Path: "/" + database, RawQuery: "host=" + folder + "&port=" + port}
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
		s.home.clear()
		s.lock.Close()
	})
	return s.result
}

// end asks for a fast shutdown, then for an immediate one.
func (s *Server) end() error {
	process, gone := s.running()
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL} {
		_ = process.Signal(signal)
		select {
		case <-gone:
			return nil
		case <-time.After(15 * time.Second):
		}
	}
	return fmt.Errorf("stop the database: process %d does not end", process.Pid)
}

// lastWords is the end of the server's log, for an error.
func (s *Server) lastWords() string {
	text, _ := os.ReadFile(s.home.log())
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-8):], "\n")
}
