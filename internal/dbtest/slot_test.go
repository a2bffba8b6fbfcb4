package dbtest

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"kap/internal/db"
)

// These tests are not parallel: what one gives back is what the next is lent.

func TestATestFindsNothingOfTheOneBefore(t *testing.T) {
	var before string
	t.Run("one", func(t *testing.T) {
		d := New(t)
		before = d.OwnerDSN
		c := d.Clinic(t)
		d.Advance(time.Hour)
		d.AfterWrite = func(context.Context, *db.Tx, uuid.UUID) error { return nil }
		d.MAC = nil
		d.run(t, `select nextval(pg_get_serial_sequence('audit_event', 'sequence'))`)
		if err := d.Read(c.As(t.Context(), "tomas"), func(v *db.View) error { return nil }); err != nil {
			t.Fatal(err)
		}
	})
	d := New(t)
	if d.OwnerDSN != before {
		t.Fatal("it is another database")
	}
	if got := d.rows(t, `select count(*) from staff`); got != 0 {
		t.Errorf("%d people work here", got)
	}
	if got := d.rows(t, `select nextval(pg_get_serial_sequence('audit_event', 'sequence'))`); got != 1 {
		t.Errorf("the record begins with %d", got)
	}
	if got := d.rows(t, `select version from schema_migrations`); got == 0 {
		t.Error("what the migrations wrote is gone")
	}
	if !d.Now().Equal(Noon) || d.AfterWrite != nil || d.MAC == nil || d.Trips() != 0 {
		t.Errorf("now %s, projection set: %t, digest set: %t, %d trips", d.Now(), d.AfterWrite != nil, d.MAC != nil, d.Trips())
	}
}

func TestWhatATemplateHoldsIsThereAgain(t *testing.T) {
	fill := func(ctx context.Context, _, owner string) error {
		conn, err := pgx.Connect(ctx, owner)
		if err != nil {
			return err
		}
		defer conn.Close(ctx)
		_, err = conn.Exec(ctx, `insert into clinic (id, name) values ('0199cccc-0000-7000-8000-000000000001', 'Larkspur')`)
		return err
	}
	var before string
	t.Run("one", func(t *testing.T) {
		d := NewFrom(t, "kept", fill)
		before = d.OwnerDSN
		d.run(t, `update clinic set name = 'Sage'`)
		d.Clinic(t)
	})
	d := NewFrom(t, "kept", fill)
	if d.OwnerDSN != before {
		t.Fatal("it is another database")
	}
	if all, same := d.rows(t, `select count(*) from clinic`), d.rows(t, `select count(*) from clinic where name = 'Larkspur'`); all != 1 || same != 1 {
		t.Errorf("%d clinics, %d of them as the template holds it", all, same)
	}
}

func TestATestThatChangesMoreThanRowsHasItsDatabaseToItself(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, d *DB){
		"a table":          func(t *testing.T, d *DB) { d.run(t, `create table mine (id int)`) },
		"a column":         func(t *testing.T, d *DB) { d.run(t, `alter table room alter column name set default 'Aspen'`) },
		"a trigger asleep": func(t *testing.T, d *DB) { d.run(t, `alter table protocol disable trigger sealed`) },
		"a right":          func(t *testing.T, d *DB) { d.run(t, `revoke insert on room from kap_app`) },
		"a function":       func(t *testing.T, d *DB) { d.run(t, `create function mine() returns int language sql as 'select 1'`) },
		"a policy":         func(t *testing.T, d *DB) { d.run(t, `alter table room disable row level security`) },
		"a limit": func(t *testing.T, d *DB) {
			d.run(t, `do $$ begin execute format('alter database %I connection limit 40', current_database()); end $$`)
		},
		"a closed app":      func(t *testing.T, d *DB) { d.DB.Close() },
		"a truncated table": func(t *testing.T, d *DB) { d.run(t, `truncate room cascade`) },
		"a setting of theirs": func(t *testing.T, d *DB) {
			d.run(t, `do $$ begin execute format('alter database %I set jit = on', current_database()); end $$`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			var before string
			t.Run("one", func(t *testing.T) {
				d := New(t)
				before = d.OwnerDSN
				change(t, d)
			})
			if d := New(t); d.OwnerDSN == before {
				t.Error("the next test was lent it")
			}
		})
	}
}

func TestTheSpaceOfManyDeletedRowsIsTakenBack(t *testing.T) {
	t.Run("one", func(t *testing.T) {
		d := New(t)
		d.run(t, `insert into clinic (id, name) select gen_random_uuid(), 'Larkspur' from generate_series(1, 6000)`)
	})
	if size := New(t).rows(t, `select pg_relation_size('clinic')`); size != 0 {
		t.Errorf("the emptied table takes %d bytes", size)
	}
}

func TestAKeptDatabaseCanBeOpened(t *testing.T) {
	s, err := lease(mustMigrate(t))
	if err != nil {
		t.Fatal(err)
	}
	s.close()
	if err := s.keep(); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), s.ownerDSN)
	if err != nil {
		t.Fatal(err)
	}
	conn.Close(t.Context())
	if err := withSuper(func(conn *pgx.Conn) error { return drop(t.Context(), conn, "kept"+s.name[1:]) }); err != nil {
		t.Error(err)
	}
}

// A process that has ended leaves its databases; one that runs keeps its own.
func TestOnlyWhatAnEndedProcessLeftIsDropped(t *testing.T) {
	dsn, err := cluster()
	if err != nil {
		t.Fatal(err)
	}
	running, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	const ended, runs = "t_2147483001_1_ended", "t_2147483002_1_runs"
	for _, statement := range []string{`select pg_advisory_lock(2147483002)`, `create database ` + ended, `create database ` + runs} {
		if _, err := running.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	var left []string
	err = withSuper(func(conn *pgx.Conn) error {
		if err := dropOrphans(t.Context(), conn); err != nil {
			return err
		}
		rows, err := conn.Query(t.Context(), `select datname::text from pg_database where datname in ($1, $2)`, ended, runs)
		if err == nil {
			left, err = pgx.CollectRows(rows, pgx.RowTo[string])
		}
		return err
	})
	if err != nil || len(left) != 1 || left[0] != runs {
		t.Errorf("%v is left, %v", left, err)
	}
	running.Close(t.Context())
	if err := withSuper(func(conn *pgx.Conn) error { return drop(t.Context(), conn, runs) }); err != nil {
		t.Error(err)
	}
}

func mustMigrate(t *testing.T) string {
	t.Helper()
	from, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	return from
}

func (d *DB) rows(t *testing.T, statement string) (n int) {
	t.Helper()
	if err := d.Owner.QueryRow(t.Context(), statement).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
