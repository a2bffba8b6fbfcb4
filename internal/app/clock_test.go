package app

import (
	"context"
	"errors"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/config"
	"kap/internal/dbtest"

	"bytes"
	"log/slog"
)

// machines are a host and a database whose clocks a test sets.
type machines struct {
	wall, database time.Time
	running        time.Duration
}

func (m *machines) host() (time.Time, time.Duration) { return m.wall, m.running }

func (m *machines) ask(context.Context) (time.Time, error) { return m.database, nil }

// pass lets time go by on both.
func (m *machines) pass(d time.Duration) {
	m.wall, m.database, m.running = m.wall.Add(d), m.database.Add(d), m.running+d
}

func TestTheClockFollowsTheDatabaseUnlessItAloneJumps(t *testing.T) {
	right := dbtest.Noon.Add(10 * time.Minute)
	for _, c := range []struct {
		name string
		jump func(m *machines)
		want time.Time
		off  time.Duration
	}{
		{"nothing happens", func(*machines) {}, right, 0},
		{"the machine's clock is put on", func(m *machines) { m.wall = m.wall.Add(3 * time.Hour) }, right, 3 * time.Hour},
		{"the machine's clock is put back", func(m *machines) { m.wall = m.wall.Add(-3 * time.Hour) }, right, -3 * time.Hour},
		{"the database's clock is put on", func(m *machines) { m.database = m.database.Add(3 * time.Hour) }, right, -3 * time.Hour},
		{"the database's clock is put back", func(m *machines) { m.database = m.database.Add(-3 * time.Hour) }, right, 3 * time.Hour},
		{"the database runs 5 s ahead", func(m *machines) { m.database = m.database.Add(5 * time.Second) }, right.Add(5 * time.Second), -5 * time.Second},
		{"the database runs 6 s ahead", func(m *machines) { m.database = m.database.Add(6 * time.Second) }, right, -6 * time.Second},
		{"the machine slept an hour", func(m *machines) {
			m.wall, m.database = m.wall.Add(time.Hour), m.database.Add(time.Hour)
		}, right.Add(time.Hour), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := &machines{wall: dbtest.Noon, database: dbtest.Noon}
			clock := newClock(m.host)
			if err := clock.begin(context.Background(), m.ask); err != nil {
				t.Fatal(err)
			}
			m.pass(10 * time.Minute)
			c.jump(m)
			off, err := clock.measure(context.Background(), m.ask)
			if got := clock.Now(); err != nil || off != c.off || !got.Equal(c.want) {
				t.Errorf("got %s off %s (%v) want %s off %s", got, off, err, c.want, c.off)
			}
		})
	}
}

func TestTheStartFollowsTheDatabaseOrIsRefused(t *testing.T) {
	for off, fine := range map[time.Duration]bool{
		0: true, 6 * time.Second: true, 5 * time.Minute: true, -5 * time.Minute: true,
		5*time.Minute + time.Second: false, -5*time.Minute - time.Second: false,
	} {
		m := &machines{wall: dbtest.Noon.Add(off), database: dbtest.Noon}
		clock := newClock(m.host)
		err := clock.begin(context.Background(), m.ask)
		if (err == nil) != fine {
			t.Errorf("off by %s: got %v", off, err)
		}
		if fine && !clock.Now().Equal(dbtest.Noon) {
			t.Errorf("off by %s: the clock shows %s", off, clock.Now())
		}
	}
}

func TestTheClockRunsOnWhileTheDatabaseIsAway(t *testing.T) {
	m := &machines{wall: dbtest.Noon, database: dbtest.Noon}
	clock := newClock(m.host)
	m.pass(time.Minute)
	away := func(context.Context) (time.Time, error) { return time.Time{}, errors.New("away") }
	if _, err := clock.measure(context.Background(), away); err == nil || !clock.Now().Equal(dbtest.Noon.Add(time.Minute)) {
		t.Errorf("got %v, %s", err, clock.Now())
	}
}

// server is an app on a database of its own.
func server(t *testing.T, log *bytes.Buffer) (*dbtest.DB, *App) {
	d := dbtest.New(t)
	return d, New(Options{DB: d.DB, Config: config.Config{}, Key: make([]byte, 32), Log: slog.New(slog.NewJSONHandler(log, nil))})
}

func TestReadinessSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	_, a := server(t, &bytes.Buffer{})
	ready := func() int {
		w := httptest.NewRecorder()
		a.ops().ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
		return w.Code
	}
	if got := ready(); got != 200 {
		t.Errorf("healthy: got %d", got)
	}
	machine := a.clock.host
	a.clock.host = func() (time.Time, time.Duration) {
		wall, running := machine()
		return wall.Add(time.Minute), running
	}
	if got := ready(); got != 503 {
		t.Errorf("clock off: got %d", got)
	}
	a.clock.host = machine
	a.DB.Close()
	if got := ready(); got != 503 {
		t.Errorf("database away: got %d", got)
	}
	w := httptest.NewRecorder()
	a.ops().ServeHTTP(w, httptest.NewRequest("GET", "/livez", nil))
	if w.Code != 200 {
		t.Errorf("alive without a database: got %d", w.Code)
	}
}

func TestAServerFarFromTheDatabasesTimeDoesNotStart(t *testing.T) {
	t.Parallel()
	_, a := server(t, &bytes.Buffer{})
	a.clock.host = func() (time.Time, time.Duration) { return dbtest.Noon.AddDate(-1, 0, 0), 0 }
	if err := a.Serve(context.Background(), nil, nil); err == nil {
		t.Error("started")
	}
}

func TestTheWorkOfAMinuteGoesFromClinicToClinic(t *testing.T) {
	t.Parallel()
	log := &bytes.Buffer{}
	d, a := server(t, log)
	first, second := d.Clinic(t), d.Clinic(t)
	var went []uuid.UUID
	a.due = func(ctx context.Context) error {
		actor, err := auth.From(ctx)
		went = append(went, actor.Clinic)
		if actor.Kind != auth.System {
			t.Errorf("acts as %v", actor)
		}
		return errors.Join(err, errors.New("broken"))
	}
	a.minute(context.Background())
	if len(went) != 2 || went[0] == went[1] || went[0] != first.ID && went[0] != second.ID {
		t.Errorf("went to %v", went)
	}
	if !bytes.Contains(log.Bytes(), []byte("broken")) {
		t.Error("a failure is not logged")
	}
}
