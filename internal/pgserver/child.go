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

// takeLock holds the folder for this process and its server. Where patient it
// waits a little for a server that is still shutting down.
func takeLock(ctx context.Context, path string, patient bool) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the database folder: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	for syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		if !patient || ctx.Err() != nil {
			f.Close()
			return nil, fmt.Errorf("%w (%s)", ErrInUse, path)
		}
		time.Sleep(10 * time.Millisecond)
	}
	return f, nil
}

// ready polls until a connection is served or the process has ended.
func (s *Server) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		conn, err := pgx.Connect(ctx, s.DSN(superuser, "postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-s.gone:
			return fmt.Errorf("the database does not start:\n%s", s.lastWords())
		case <-ctx.Done():
			return fmt.Errorf("the database does not answer: %w\n%s", err, s.lastWords())
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
