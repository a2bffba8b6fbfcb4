package dbtest

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// heavy is what the rows of a template may weigh to be put back after each test, bytes;
// beyond it a clone costs less.
const heavy = 1 << 20

// many deleted rows have their space taken back: nothing else does in a test cluster.
const many = 5000

// broom puts a database back as it was when it was cloned. It works as superuser without
// triggers: what is signed or on record can be deleted by no one else.
type broom struct {
	conn    *pgx.Conn
	tables  []string          // every table, quoted
	seeds   map[string][]byte // what tables held in the template, as copy writes it
	after   string            // puts the sequences back
	shape   string            // everything but rows
	large   bool              // the template's rows are too many to be put back
	deleted int64             // rows, since their space was taken back
}

func newBroom(ctx context.Context, dsn string) (*broom, error) {
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return nil, fmt.Errorf("connect to a test database: %w", err)
	}
	b := &broom{conn: conn, seeds: map[string][]byte{}}
	for _, step := range []func(context.Context) error{b.prepare, b.keepSeeds, b.keepSequences} {
		if err := step(ctx); err != nil {
			b.close()
			return nil, fmt.Errorf("look at a test database: %w", err)
		}
	}
	return b, nil
}

func (b *broom) prepare(ctx context.Context) (err error) {
	if _, err = b.conn.Exec(ctx, `set session_replication_role = replica; set lock_timeout = '10s'`); err != nil {
		return err
	}
	if b.tables, err = b.list(ctx, `select c.oid::regclass::text from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`); err != nil {
		return err
	}
	b.shape, err = b.look(ctx)
	return err
}

func (b *broom) keepSeeds(ctx context.Context) error {
	filled, err := b.filled(ctx)
	if err != nil {
		return err
	}
	weight := 0
	for _, table := range filled {
		var rows bytes.Buffer
		if _, err := b.conn.PgConn().CopyTo(ctx, &rows, `copy `+table+` to stdout (format binary)`); err != nil {
			return err
		}
		b.seeds[table] = rows.Bytes()
		weight += rows.Len()
	}
	b.large = weight > heavy
	return nil
}

func (b *broom) keepSequences(ctx context.Context) error {
	calls, err := b.list(ctx, `
		select format('select setval(%L, %s, %L)', format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value), last_value is not null)
		from pg_sequences where schemaname = 'public'`)
	b.after = strings.Join(calls, ";")
	return err
}

// sweep puts everything back, or says that only a new clone would do.
func (b *broom) sweep(ctx context.Context) error {
	shape, err := b.look(ctx)
	if err != nil {
		return err
	}
	if shape != b.shape {
		return errOther
	}
	used, err := b.filled(ctx)
	if err == nil {
		err = b.empty(ctx, used)
	}
	if err == nil {
		err = b.refill(ctx)
	}
	return err
}

func (b *broom) empty(ctx context.Context, used []string) error {
	for _, table := range used {
		done, err := b.conn.Exec(ctx, `delete from `+table)
		if err != nil {
			return err
		}
		b.deleted += done.RowsAffected()
	}
	if b.deleted < many {
		return nil
	}
	b.deleted = 0
	_, err := b.conn.Exec(ctx, `vacuum `+strings.Join(used, ", "))
	return err
}

func (b *broom) refill(ctx context.Context) error {
	for table, rows := range b.seeds {
		if _, err := b.conn.PgConn().CopyFrom(ctx, bytes.NewReader(rows), `copy `+table+` from stdin (format binary)`); err != nil {
			return err
		}
	}
	_, err := b.conn.Exec(ctx, b.after)
	return err
}

// filled are the tables that hold a row.
func (b *broom) filled(ctx context.Context) ([]string, error) {
	each := make([]string, len(b.tables))
	for i, table := range b.tables {
		each[i] = `select '` + strings.ReplaceAll(table, `'`, `''`) + `' where exists (select from ` + table + `)`
	}
	return b.list(ctx, strings.Join(each, ` union all `))
}

// look tells everything but rows: a statement that defines, grants or switches anything
// writes one of these rows anew.
func (b *broom) look(ctx context.Context) (shape string, err error) {
	err = b.conn.QueryRow(ctx, `
		select concat_ws(' ',
			(select concat(count(*), '/', sum(xmin::text::bigint)) from pg_class),
			(select concat(count(*), '/', sum(xmin::text::bigint)) from pg_attribute),
			(select concat(count(*), '/', sum(xmin::text::bigint)) from pg_attrdef),
			(select concat(count(*), '/', sum(xmin::text::bigint)) from pg_constraint),
			(select concat(count(*), '/', sum(xmin::text::bigint)) from pg_trigger),
			(select concat(count(*), '/', sum(xmin::text::bigint)) from pg_policy),
			(select concat(count(*), '/', sum(xmin::text::bigint)) from pg_proc),
			(select concat(count(*), '/', sum(xmin::text::bigint)) from pg_type),
			(select concat(count(*), '/', sum(xmin::text::bigint)) from pg_namespace),
			(select concat(count(*), '/', sum(xmin::text::bigint)) from pg_db_role_setting),
			(select concat(xmin, '/', datconnlimit) from pg_database where datname = current_database()))`).Scan(&shape)
	return shape, err
}

func (b *broom) list(ctx context.Context, statement string) ([]string, error) {
	rows, err := b.conn.Query(ctx, statement)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

func (b *broom) close() {
	if b != nil {
		b.conn.Close(context.Background())
	}
}
