package protocol_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/protocol"
)

// TestTheVersionThatCountedAtAMoment: approved by then, and in force on the clinic's day.
// Noon is Tue Nov 24 in Denver.
func TestTheVersionThatCountedAtAMoment(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	versions(t, d, c)
	for _, k := range []struct {
		at   string
		want int // 0: none counted
	}{
		{"2025-12-31T12:00:00-07:00", 0},
		{"2026-11-23T23:59:00-07:00", 1}, // its own day has not begun in Denver
		{"2026-11-24T00:00:00-07:00", 2},
		{"2026-11-24T11:59:59-07:00", 2},
		{"2026-11-24T12:00:00-07:00", 3}, // approved this second
		{"2026-11-25T00:00:00-07:00", 4},
	} {
		at, err := time.Parse(time.RFC3339, k.at)
		if err != nil {
			t.Fatal(err)
		}
		found := dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[protocol.Version] { return protocol.QueueOfSession(b, 0, uuid.Nil, at) })
		if len(found) > 1 || (len(found) == 1) != (k.want > 0) || len(found) == 1 && found[0].Number != k.want {
			t.Errorf("%s: got %+v, want version %d", k.at, found, k.want)
		}
	}
	for _, number := range []int{1, 4, 9} {
		found := dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[protocol.Version] { return protocol.QueueNumbered(b, number) })
		if len(found) != 1 || found[0].Number != number {
			t.Errorf("number %d: got %+v", number, found)
		}
	}
}

// versions are four that were approved, one after the other, and a draft.
func versions(t *testing.T, d *dbtest.DB, c dbtest.Clinic) {
	t.Helper()
	for number, dates := range map[int][2]string{1: {"2026-01-01", "2026-01-01 18:00Z"}, 2: {"2026-11-24", "2026-11-23 18:00Z"},
		3: {"2026-11-24", "2026-11-24 19:00Z"}, 4: {"2026-11-25", "2026-11-24 18:00Z"}} {
		d.Plant(t, `insert into protocol (clinic_id, id, version, body, effective_from, drafted_by, approved_by, approved_at)
			values ($1, $2, $3, $4, $5, null, $6, $7)`, c.ID, db.NewID(), number, protocol.Default(), dates[0], c.Staff["miriam"].Staff, dates[1])
	}
	d.Plant(t, `insert into protocol (clinic_id, id, version, body, effective_from, drafted_by) values ($1, $2, 9, $3, '2026-01-01', $4)`,
		c.ID, db.NewID(), protocol.Default(), c.Staff["miriam"].Staff)
}

// TestTheVersionACourseGoesBy: its own; without one, the one that counts.
func TestTheVersionACourseGoesBy(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	ana, other := d.Client(t, c), d.Client(t, c)
	versions(t, d, c)
	d.Plant(t, `update course set protocol_version = 3 where client_id = $1`, other.ID)
	d.Plant(t, `insert into course (clinic_id, id, client_id, opened_at, closed_at, closed_by, closed_reason, protocol_version)
		values ($1, $2, $3, '2026-01-01', '2026-09-01', $4, 'completed', 1)`, c.ID, db.NewID(), ana.ID, c.Staff["miriam"].Staff)
	for _, k := range []struct {
		name, change string
		want         int
	}{
		{"none; the next version's day has not come", `select $1::uuid`, 3},
		{"an earlier one", `update course set protocol_version = 2 where client_id = $1 and closed_at is null`, 2},
		{"the course closed; still the latest", `update course set closed_at = '2026-10-01', closed_by = staff.id, closed_reason = 'completed'
			from staff where client_id = $1 and closed_at is null and medical_lead`, 2},
	} {
		d.Plant(t, k.change, ana.ID)
		found := dbtest.Ask(c.As(t.Context(), "miriam"), t, d, func(b *db.Batch) *db.Rows[protocol.Version] { return protocol.QueueOfCourse(b, ana.ID) })
		if len(found) != 1 || found[0].Number != k.want {
			t.Errorf("%s: goes by %+v, want %d", k.name, found, k.want)
		}
	}
}

// TestTheVersionOfANumber: as a dosing session has one since arrival; of four that were
// approved, without 5 to 8, and a draft, 9.
func TestTheVersionOfANumber(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	read := func() []protocol.Version {
		return dbtest.Ask(c.As(t.Context(), "jonah"), t, d, protocol.QueueApproved)
	}
	if v, found := protocol.Numbered(read(), 1); found {
		t.Errorf("none is approved: got %d", v.Number)
	}
	versions(t, d, c)
	approved := read()
	for number, want := range map[int]int{0: 4, 1: 1, 2: 2, 4: 4, 5: 4, 9: 4} {
		if v, found := protocol.Numbered(approved, number); !found || v.Number != want {
			t.Errorf("number %d: got %d, %v, want %d", number, v.Number, found, want)
		}
	}
	if v, found := protocol.Numbered(approved[:3], 1); found {
		t.Errorf("earlier than all: got %d", v.Number)
	}
}

// TestAnEarlierVersionIsSignedAsItStands: what is filled in where it counts is not in the
// text that was approved.
func TestAnEarlierVersionIsSignedAsItStands(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	d.Plant(t, `insert into protocol (clinic_id, id, version, body, effective_from, drafted_by, approved_by, approved_at)
		values ($1, $2, 1, $3::jsonb #- '{pressure,low}' #- '{lozenge,booster_look}', '2026-01-01', null, $4, '2026-01-01 18:00Z')`,
		c.ID, db.NewID(), protocol.Default(), c.Staff["miriam"].Staff)
	for name, read := range map[string]func(*db.Batch) *db.Rows[protocol.Version]{"its text": protocol.QueueVersions, "in force": protocol.QueueInForce} {
		v := dbtest.Ask(c.As(t.Context(), "miriam"), t, d, read)[0]
		if v.Body.Pressure.Low != protocol.Default().Pressure.Low || v.Body.Lozenge.BoosterLook != 10 {
			t.Errorf("%s counts with %+v, %d min", name, v.Body.Pressure.Low, v.Body.Lozenge.BoosterLook)
		}
		if v.Stored.Pressure.Low != (protocol.Millimeters{}) || v.Stored.Lozenge.BoosterLook != 0 {
			t.Errorf("%s stands with %+v", name, v.Stored.Pressure.Low)
		}
	}
	v := dbtest.Ask(c.As(t.Context(), "miriam"), t, d, protocol.QueueVersions)[0]
	text, err := json.Marshal(v.Document().Content)
	if err != nil || !strings.Contains(string(text), `"booster_look":0`) || !strings.Contains(string(text), `"version":1`) {
		t.Errorf("signed is %v %s", err, text)
	}
}
