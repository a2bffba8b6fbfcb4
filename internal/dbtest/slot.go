package dbtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"kap/internal/db"
)

// slot is a database that one test after the other uses, emptied between them: its
// connections stay open, and so what their backends know and have planned, which is most
// of what a small test costs. A test that changes more than rows, or fails, has its
// database to itself.
type slot struct {
	name, from       string
	appDSN, ownerDSN string

	clock  *clock
	app    *db.DB
	digest func(posted []byte) []byte // the app's, as it was opened
	owner  *pgxpool.Pool
	broom  *broom
}

// free are the slots of this process that no test uses, by what they were cloned from.
var free = struct {
	sync.Mutex
	slots map[string][]*slot
}{slots: map[string][]*slot{}}

// lease is a database as it was when it was cloned.
func lease(from string) (*slot, error) {
	for s := waiting(from); s != nil; s = waiting(from) {
		if s.stands() && s.broom.sweep(context.Background()) == nil {
			s.fresh()
			return s, nil
		}
		if err := s.discard(); err != nil {
			return nil, err
		}
	}
	s := &slot{name: databaseName(from), from: from, clock: &clock{}}
	return s, s.make()
}

func waiting(from string) *slot {
	free.Lock()
	defer free.Unlock()
	list := free.slots[from]
	if len(list) == 0 {
		return nil
	}
	free.slots[from] = list[:len(list)-1]
	return list[len(list)-1]
}

// make clones the database and connects.
func (s *slot) make() error {
	ctx := context.Background()
	if err := withSuper(func(conn *pgx.Conn) error { return create(ctx, conn, s.name, s.from) }); err != nil {
		return err
	}
	super, err := cluster()
	if err != nil {
		return err
	}
	s.appDSN, s.ownerDSN = address(super, "kap_app", s.name), address(super, "kap_owner", s.name)
	if s.owner, err = s.asOwner(); err != nil {
		return err
	}
	if s.app, err = db.Open(ctx, s.appDSN); err != nil {
		return err
	}
	s.digest = s.app.MAC
	s.fresh()
	s.broom, err = newBroom(ctx, address(super, "postgres", s.name))
	return err
}

// stands says that the test before left the app's pool open.
func (s *slot) stands() bool {
	_, err := s.app.Ping(context.Background())
	return err == nil
}

// fresh sets everything that a test may set.
func (s *slot) fresh() {
	s.clock.set(Noon)
	s.app.Clock, s.app.AfterWrite, s.app.Report, s.app.MAC = s.clock.now, nil, nil, s.digest
}

// asOwner connects by the test's clock: a row that the owner adds is no later than what
// the app does next, whatever day it really is.
func (s *slot) asOwner() (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(s.ownerDSN)
	if err != nil {
		return nil, err
	}
	config.PrepareConn = func(ctx context.Context, conn *pgx.Conn) (bool, error) {
		_, err := conn.Exec(ctx, `select set_config('app.now', $1, false)`, s.clock.now().Format(time.RFC3339Nano))
		return true, err
	}
	return pgxpool.NewWithConfig(context.Background(), config)
}

// giveBack lets the next test have it. A failed test keeps its own and says how to open it.
func (s *slot) giveBack(t testing.TB) {
	switch {
	case t.Failed():
		s.close()
		if err := s.keep(); err != nil {
			t.Error(err)
		}
		t.Logf("kept the database of this test until the next run; open it with\n\tgo run ./internal/dbtest/with-postgres -dir %s psql '%s'",
			folder(s.ownerDSN), s.ownerDSN)
	case s.broom == nil || s.broom.large:
		if err := s.discard(); err != nil {
			t.Error(err)
		}
	default:
		free.Lock()
		defer free.Unlock()
		free.slots[s.from] = append(free.slots[s.from], s)
	}
}

func (s *slot) discard() error {
	s.close()
	return withSuper(func(conn *pgx.Conn) error { return drop(context.Background(), conn, s.name) })
}

func (s *slot) close() {
	if s.app != nil {
		s.app.Close()
	}
	if s.owner != nil {
		s.owner.Close()
	}
	s.broom.close()
}

// keep takes the database out of the way of every sweep of this run.
func (s *slot) keep() error {
	name := "kept" + strings.TrimPrefix(s.name, "t")
	s.ownerDSN = strings.Replace(s.ownerDSN, s.name, name, 1)
	return withSuper(func(conn *pgx.Conn) error {
		_, err := conn.Exec(context.Background(), `alter database `+quoted(s.name)+` rename to `+quoted(name))
		return err
	})
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }

// process is this process's one connection as superuser, used by one test at a time, and
// the number its databases carry. It holds the lock of that number: databases whose
// number nobody holds were left by a process that has ended.
var process = struct {
	sync.Mutex
	conn   *pgx.Conn
	number int
	made   int
}{number: rand.IntN(1 << 30)}

func withSuper(use func(*pgx.Conn) error) error {
	process.Lock()
	defer process.Unlock()
	if process.conn == nil {
		if err := connectProcess(context.Background()); err != nil {
			return fmt.Errorf("connect to the test cluster: %w", err)
		}
	}
	return use(process.conn)
}

func connectProcess(ctx context.Context) error {
	dsn, err := cluster()
	if err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, `select pg_advisory_lock($1)`, process.number); err != nil {
		return err
	}
	process.conn = conn
	return dropOrphans(ctx, conn)
}

// dropOrphans drops what processes left that have ended: nobody holds their number.
func dropOrphans(ctx context.Context, conn *pgx.Conn) error {
	return dropWhere(ctx, conn, `case when datname ~ '^t_[0-9]+_' and split_part(datname, '_', 2) <> '`+strconv.Itoa(process.number)+`'
		then pg_try_advisory_lock(split_part(datname, '_', 2)::bigint) end`)
}

var errOther = errors.New("the test changed more than rows")

// databaseName cannot collide with one of another process; at most 63 bytes.
func databaseName(from string) string {
	process.Lock()
	defer process.Unlock()
	process.made++
	return fmt.Sprintf("t_%d_%d_%s", process.number, process.made, from[:min(len(from), 36)])
}
