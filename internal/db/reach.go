package db

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Reach tries the address a setting holds. Its error is a sentence that names the
// setting and says what to do, never the address: that may hold a password.
func Reach(ctx context.Context, setting, dsn string) error {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return fmt.Errorf("%s cannot be read: it is an address like postgres://kap_app:password@host:5432/kap", setting)
	}
	waiting, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	conn, err := pgx.ConnectConfig(waiting, config)
	if err == nil {
		return conn.Close(waiting)
	}
	if ctx.Err() != nil {
		return errors.New("stopped while the database was being reached")
	}
	return fmt.Errorf("%s: %s", setting, whyNot(config, err))
}

// unreached is err, as a sentence where no connection was made.
func unreached(c *pgx.ConnConfig, err error) error {
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return errors.New(whyNot(c, err))
	}
	return err
}

// whyNot is a failed connection as a sentence.
func whyNot(c *pgx.ConnConfig, err error) string {
	var pg *pgconn.PgError
	var name *net.DNSError
	where := fmt.Sprintf("%s, port %d", c.Host, c.Port)
	switch {
	case errors.As(err, &pg):
		return refusal(c, pg)
	case errors.As(err, &name):
		return fmt.Sprintf("the name %s is not known here; correct the host in the address", c.Host)
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, os.ErrNotExist):
		return fmt.Sprintf("no database answers at %s; start it, or correct the address", where)
	case errors.Is(err, os.ErrPermission):
		return fmt.Sprintf("this user may not open the database's socket in %s; use a host name, or start as another user", c.Host)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return fmt.Sprintf("the database at %s does not answer within 10 seconds; look at the address and the firewall", where)
	}
	return fmt.Sprintf("the database at %s cannot be reached (%v); correct the address", where, errors.Unwrap(err))
}

// refusal is what a server that was reached has against it.
func refusal(c *pgx.ConnConfig, pg *pgconn.PgError) string {
	switch pg.Code {
	case "28P01":
		return fmt.Sprintf("the database refuses the password of %s; correct it in the address (or the role is missing: make it with deploy/roles.sql)", c.User)
	case "28000":
		return fmt.Sprintf("the database does not let %s in (%s); make the role with deploy/roles.sql and let it in by pg_hba.conf", c.User, pg.Message)
	case "3D000":
		return fmt.Sprintf("there is no database %q at %s; make it (create database %s owner kap_owner), or correct the address", c.Database, c.Host, c.Database)
	case "42501":
		return fmt.Sprintf("%s may not enter the database %q: grant connect on database %s to %[1]s", c.User, c.Database, c.Database)
	case "53300":
		return "the database has no connection left: end other programs, or raise its max_connections"
	case "57P03":
		return "the database is just starting or stopping; try again in a minute"
	}
	return fmt.Sprintf("the database refuses (%s)", pg.Message)
}
