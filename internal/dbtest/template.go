package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"io/fs"
	"strconv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"

	"kap/migrations"
)

// fill completes a template's database; it must leave no connection open.
type fill func(ctx context.Context, appDSN, ownerDSN string) error

// migrated is the template every test database is cloned from.
var migrated = sync.OnceValues(func() (string, error) {
	name := "template_" + fingerprint()
	return name, template(name, "", func(ctx context.Context, _, ownerDSN string) error {
		return migrations.Up(ctx, ownerDSN)
	})
})

// fingerprint names the migrations by their content.
var fingerprint = sync.OnceValue(func() string {
	sum := sha256.New()
	_ = fs.WalkDir(migrations.FS, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(migrations.FS, path)
		fmt.Fprintf(sum, "%s %d\n%s", path, len(text), text)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil)[:6])
})

// template makes a database once per cluster, whichever process comes first:
// an advisory lock keeps the others waiting. Only a finished one is a template,
// and nobody may connect to it, or it could not be cloned.
func template(name, from string, fill fill) error {
	ctx := context.Background()
	dsn, err := cluster()
	if err != nil {
		return err
	}
	return withConn(ctx, dsn, func(conn *pgx.Conn) error {
		if _, err := conn.Exec(ctx, `select pg_advisory_lock($1)`, number(name)); err != nil {
			return fmt.Errorf("wait for the test template: %w", err)
		}
		var finished bool
		err := conn.QueryRow(ctx, `select exists (select from pg_database where datname = $1 and datistemplate)`, name).Scan(&finished)
		if err != nil || finished {
			return err
		}
		if from == "" { // migrations have changed: their earlier templates are of no use
			err = dropWhere(ctx, conn, `datname like 'template\_%'`)
		} else {
			err = drop(ctx, conn, name)
		}
		if err != nil {
			return err
		}
		if err := create(ctx, conn, name, from); err != nil {
			return err
		}
		if err := fill(ctx, address(dsn, "kap_app", name), address(dsn, "kap_owner", name)); err != nil {
			return fmt.Errorf("fill the test template: %w", err)
		}
		_, err = conn.Exec(ctx, `alter database `+quoted(name)+` is_template true allow_connections false`)
		return err
	})
}

// create makes an empty database, or a clone.
func create(ctx context.Context, conn *pgx.Conn, name, from string) error {
	statement := `create database ` + quoted(name) + ` owner kap_owner`
	if from != "" {
		statement += ` template ` + quoted(from) + strategy(conn)
	}
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("make test database %s: %w", name, err)
	}
	return nil
}

// strategy copies files rather than pages where the server lets us choose:
// without fsync that takes less than half the time (Postgres 15, 13 MB: 90 to
// 340 ms instead of 380 to 630 on a busy machine).
func strategy(conn *pgx.Conn) string {
	major, _, _ := strings.Cut(conn.PgConn().ParameterStatus("server_version"), ".")
	if n, err := strconv.Atoi(major); err != nil || n < 15 {
		return ""
	}
	return ` strategy file_copy`
}

// number is a lock's number for a name.
func number(name string) int64 {
	h := fnv.New64a()
	h.Write([]byte(name))
	return int64(h.Sum64())
}
