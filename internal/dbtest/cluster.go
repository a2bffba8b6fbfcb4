package dbtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"github.com/jackc/pgx/v5"

	"kap/internal/pgserver"
)

// Variable names the environment variable with the superuser's address of a
// cluster that somebody else owns: make test runs one for all packages.
const Variable = "KAP_TEST_PG"

// cluster is the superuser's address of the cluster of this process.
var cluster = sync.OnceValues(func() (string, error) {
	if dsn := os.Getenv(Variable); dsn != "" {
		return dsn, nil
	}
	server, err := StartCluster(context.Background(), os.Stderr)
	if err != nil {
		return "", err
	}
	return server.DSN("postgres", "postgres"), nil // ends with the process
})

// StartCluster starts the first test cluster that no other process uses. Their
// folders are kept, so the second run starts warm; databases that failed tests
// of an earlier run left behind are dropped.
func StartCluster(ctx context.Context, log *os.File) (*pgserver.Server, error) {
	for n := range 64 {
		dir := filepath.Join(clusters(), fmt.Sprintf("test-%d", n))
		server, err := pgserver.Start(ctx, pgserver.Options{Dir: dir, Log: log})
		if errors.Is(err, pgserver.ErrInUse) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return server, sweep(ctx, server.DSN("postgres", "postgres"))
	}
	return nil, errors.New("64 test clusters are in use; end some test runs")
}

// Sweep drops what tests of this run left, while none runs: a test of a broken program
// keeps its databases and fills templates that the next program must not meet.
func Sweep(ctx context.Context) error {
	dsn, err := cluster()
	if err != nil {
		return err
	}
	return sweep(ctx, dsn)
}

// sweep drops what earlier runs left: databases of tests, and templates filled
// by a program that may have changed since.
func sweep(ctx context.Context, dsn string) error {
	return withConn(ctx, dsn, func(conn *pgx.Conn) error {
		return dropWhere(ctx, conn, `datname like 't\_%' or datname like 'kept\_%' or datname like 'filled\_%'`)
	})
}

// dropWhere drops the databases a condition on pg_database names.
func dropWhere(ctx context.Context, conn *pgx.Conn, condition string) error {
	rows, err := conn.Query(ctx, `select datname::text from pg_database where `+condition)
	if err != nil {
		return fmt.Errorf("find old test databases: %w", err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("find old test databases: %w", err)
	}
	for _, name := range names {
		if err := drop(ctx, conn, name); err != nil {
			return err
		}
	}
	return nil
}

// drop drops one database, template or not, whoever is connected.
func drop(ctx context.Context, conn *pgx.Conn, name string) error {
	_, err := conn.Exec(ctx, `update pg_database set datistemplate = false where datname = $1`, name)
	if err == nil {
		_, err = conn.Exec(ctx, `drop database if exists `+quoted(name)+` with (force)`)
	}
	if err != nil {
		return fmt.Errorf("drop test database %s: %w", name, err)
	}
	return nil
}

func withConn(ctx context.Context, dsn string, use func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return fmt.Errorf("connect to the test cluster: %w", err)
	}
	defer conn.Close(context.Background())
	return use(conn)
}

// address is the cluster's address for another user and database.
func address(dsn, user, database string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		panic(Variable + " is not a URL like postgres://postgres@/postgres?host=/folder")
	}
	u.User, u.Path = url.User(user), "/"+database
	return u.String()
}
