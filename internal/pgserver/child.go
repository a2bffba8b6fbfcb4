package pgserver

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"kap/deploy"
)

// supervise starts cmd and waits for its end on one OS thread.
func supervise(cmd *exec.Cmd, started chan<- error, gone chan<- struct{}) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(gone)
	if err := cmd.Start(); err != nil {
		started <- fmt.Errorf("start the database: %w", err)
		return
	}
	started <- nil
	_ = cmd.Wait()
}

// takeLock holds the folder for this process and its server. Data that is kept is
// waited for a little: a server may still be shutting down.
func (h home) takeLock(ctx context.Context) (*os.File, error) {
	f, err := os.OpenFile(h.lock(), os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW, 0o600)
	if err == nil {
		err = h.give(h.lock())
	}
	if err != nil {
		return nil, h.unusable(err)
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	for syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		if !h.durable || ctx.Err() != nil {
			f.Close()
			return nil, fmt.Errorf("%w (%s)", ErrInUse, h.dir)
		}
		time.Sleep(10 * time.Millisecond)
	}
	return f, nil
}

// ready polls until a connection is served or the process has ended.
func (s *Server) ready(ctx context.Context) error {
	waiting, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	_, gone := s.running()
	for {
		conn, err := pgx.Connect(waiting, s.DSN(superuser, "postgres"))
		if err == nil {
			return conn.Close(waiting)
		}
		select {
		case <-gone:
			return s.home.cause(ctx, "the database does not start", s.lastWords())
		case <-waiting.Done():
			return s.home.cause(ctx, "the database does not answer", err.Error()+"\n"+s.lastWords())
		case <-tick.C:
		}
	}
}

// setUp makes the roles and the database kap where they are missing.
func (s *Server) setUp(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.DSN(superuser, "postgres"))
	if err != nil {
		return fmt.Errorf("set up the database: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, deploy.RolesSQL); err != nil {
		return fmt.Errorf("make the database roles: %w", err)
	}
	var there bool
	if err := conn.QueryRow(ctx, `select exists (select from pg_database where datname = 'kap')`).Scan(&there); err != nil || there {
		return err
	}
	if _, err := conn.Exec(ctx, `create database kap owner kap_owner`); err != nil {
		return fmt.Errorf("make the database: %w", err)
	}
	return nil
}
