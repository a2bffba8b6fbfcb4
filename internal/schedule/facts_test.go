package schedule_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/schedule"
)

// TestVisitsSayWhatIsBookedForThem: what is planted beside a visit from noon to three, and
// what the step says of it.
func TestVisitsSayWhatIsBookedForThem(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	var of dbtest.Client
	var visit uuid.UUID
	minute := func(m int) time.Time { return dbtest.Noon.Add(time.Duration(m) * time.Minute) }
	book := func(in dbtest.Client, course any, mode, status string) uuid.UUID {
		id := db.NewID()
		d.Plant(t, `insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, visit_mode, cancelled_at, cancelled_by)
			values ($1, $2, $3, $4, 'dosing', $5, $6, $7, $8, case when $7 = 'cancelled' then $5::timestamptz end, case when $7 = 'cancelled' then 'client' else '' end)`, c.ID, id, in.ID, course, minute(0), minute(180), status, mode)
		return id
	}
	hold := func(column string, until int, active bool) {
		who := map[string]uuid.UUID{"staff_id": db.NewID(), "room_id": db.NewID(), "client_id": of.ID}
		switch column {
		case "staff_id":
			d.Plant(t, `insert into staff (clinic_id, id, name, roles) values ($1, $2, 'Somebody', '{therapist}')`, c.ID, who[column])
		case "room_id":
			d.Plant(t, `insert into room (clinic_id, id, name, dosing) values ($1, $2, $3, true)`, c.ID, who[column], who[column].String())
		}
		d.Plant(t, `insert into booking (clinic_id, id, appointment_id, `+column+`, starts_at, ends_at, active) values ($1, $2, $3, $4, $5, $6, $7)`,
			c.ID, db.NewID(), visit, who[column], minute(0), minute(until), active)
	}
	confirm := func(at int, can bool) {
		escort := db.NewID()
		d.Plant(t, `insert into escort (clinic_id, id, client_id, name) values ($1, $2, $3, 'Elin')`, c.ID, escort, of.ID)
		d.Plant(t, `insert into escort_confirmation (clinic_id, id, client_id, appointment_id, escort_id, at, how, can_collect)
			values ($1, $2, $3, $4, $5, $6, 'spoke', $7)`, c.ID, db.NewID(), of.ID, visit, escort, minute(at), can)
	}
	visits := func() []schedule.Visit {
		return dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[schedule.Visit] { return schedule.QueueVisits(b, of.ID) })
	}
	until := func(at time.Time) string {
		if at.IsZero() {
			return "-"
		}
		return fmt.Sprint(int(at.Sub(dbtest.Noon).Minutes()))
	}
	facts := map[string]func() string{
		"held": func() string {
			v, _ := schedule.VisitWith(visits(), visit)
			return until(v.StaffUntil) + " " + until(v.RoomUntil) + " " + until(v.FreeAt())
		},
		"escort": func() string { v, _ := schedule.VisitWith(visits(), visit); return fmt.Sprint(v.EscortConfirmed) },
		"remote": func() string { return fmt.Sprint(schedule.Remote(visits(), of.Course)) },
		"of the open course": func() string {
			var all []string
			for _, v := range dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[schedule.Visit] { return schedule.QueueOpenVisits(b, of.ID) }) {
				all = append(all, string(v.Status))
			}
			return strings.Join(all, ", ")
		},
		"dosing visits": func() string {
			var all []string
			for _, v := range dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[schedule.DosingVisit] { return schedule.QueueDosingVisits(b, of.ID) }) {
				all = append(all, fmt.Sprint(v.Status, " ", v.Day.Format("Jan 2 "), until(v.StartsAt)))
			}
			slices.Sort(all)
			return strings.Join(all, ", ")
		},
		"of the course": func() string {
			var all []string
			for _, v := range schedule.VisitsOf(visits(), of.Course) {
				all = append(all, string(v.Status))
			}
			return strings.Join(all, ", ")
		},
	}
	facts["of no course"] = func() string { return fmt.Sprint(len(schedule.VisitsOf(visits(), uuid.Nil))) }
	for _, test := range []struct {
		fact, name, want string
		plant            func()
	}{
		{"held", "by nobody", "- - 180", func() {}},
		{"held", "turnover is not counted", "180 180 195", func() { hold("staff_id", 195, true); hold("room_id", 195, true) }},
		{"held", "a therapist who goes before", "120 180 195", func() { hold("staff_id", 120, true); hold("room_id", 195, true) }},
		{"held", "whoever stays longest", "180 - 195", func() { hold("staff_id", 120, true); hold("staff_id", 195, true) }},
		{"held", "a room alone", "- 180 195", func() { hold("room_id", 195, true) }},
		{"held", "what was let go", "- - 180", func() { hold("staff_id", 195, false); hold("room_id", 195, false) }},
		{"held", "the client is neither", "- - 180", func() { hold("client_id", 180, true) }},
		{"escort", "confirmed", "true", func() { confirm(-60, true) }},
		{"escort", "nobody asked", "false", func() {}},
		{"escort", "as said last: not any more", "false", func() { confirm(-60, true); confirm(-30, false) }},
		{"escort", "as said last: after all", "true", func() { confirm(-30, true); confirm(-60, false) }},
		{"remote", "here", "false", func() {}},
		{"remote", "by video", "true", func() { book(of, of.Course, "video", "confirmed") }},
		{"remote", "by telephone, done", "true", func() { book(of, of.Course, "telephone", "done") }},
		{"remote", "a remote visit that was cancelled", "false", func() { book(of, of.Course, "video", "cancelled") }},
		{"remote", "that was not held", "false", func() { book(of, of.Course, "video", "not_held") }},
		{"remote", "nobody came to", "false", func() { book(of, of.Course, "video", "no_show") }},
		{"remote", "of no course", "false", func() { book(of, nil, "video", "confirmed") }},
		{"remote", "of somebody else", "false", func() { o := d.Client(t, c); book(o, o.Course, "video", "confirmed") }},
		{"of no course", "a visit without one", "0", func() { book(of, nil, "video", "confirmed") }},
		{"of the course", "whatever became of it", "confirmed, cancelled", func() { book(of, of.Course, "here", "cancelled"); book(of, nil, "here", "tentative") }},
		{"of the open course", "whatever became of it", "confirmed, cancelled", func() { book(of, of.Course, "here", "cancelled") }},
		{"of the open course", "not of none, nor of somebody else", "confirmed", func() {
			book(of, nil, "here", "tentative")
			o := d.Client(t, c)
			book(o, o.Course, "here", "tentative")
		}},
		{"of the open course", "not of one that closed", "tentative", func() {
			d.Plant(t, `update course set closed_at = opened_at, closed_reason = 'moved' where id = $1`, of.Course)
			next := db.NewID()
			d.Plant(t, `insert into course (clinic_id, id, client_id, opened_at) values ($1, $2, $3, '2026-11-01')`, c.ID, next, of.ID)
			book(of, next, "here", "tentative")
		}},
		{"of the open course", "where none is open", "", func() {
			d.Plant(t, `update course set closed_at = opened_at, closed_reason = 'moved' where id = $1`, of.Course)
		}},
		{"dosing visits", "whatever became of it, of any course", "cancelled Nov 24 0, confirmed Nov 24 0", func() { book(of, nil, "here", "cancelled") }},
		{"dosing visits", "its day is the clinic's", "confirmed Nov 25 749", func() {
			d.Plant(t, `update appointment set starts_at = $2, ends_at = $2::timestamptz + interval '3 hours' where id = $1`, visit, minute(749).UTC())
		}},
		{"dosing visits", "no other kind", "", func() { d.Plant(t, `update appointment set kind = 'preparation' where id = $1`, visit) }},
		{"dosing visits", "not of somebody else", "confirmed Nov 24 0", func() { o := d.Client(t, c); book(o, o.Course, "here", "tentative") }},
	} {
		t.Run(test.fact+"/"+test.name, func(t *testing.T) {
			of = d.Client(t, c)
			visit = book(of, of.Course, "here", "confirmed")
			test.plant()
			if got := facts[test.fact](); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
