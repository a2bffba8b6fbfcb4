package schedule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/schedule"
)

// TestWhatStandsInTheDiary: what is planted around Tue Nov 24, noon in Denver being 7 pm
// UTC, and what board, rooms, hours and counts say of it.
func TestWhatStandsInTheDiary(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	s := schedule.Service{DB: d.DB}
	ctx := c.As(t.Context(), "grace")
	now := d.Now()
	var of dbtest.Client
	book := func(kind, status string, from, minutes int, active bool) uuid.UUID {
		id, at := db.NewID(), now.Add(time.Duration(from)*time.Minute)
		d.Plant(t, `insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id, room_id)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, c.ID, id, of.ID, of.Course, kind, at, at.Add(time.Duration(minutes)*time.Minute),
			status, c.Staff["jonah"].Staff, c.Rooms[0])
		for column, who := range map[string]uuid.UUID{"staff_id": c.Staff["jonah"].Staff, "room_id": c.Rooms[0], "client_id": of.ID} {
			d.Plant(t, `insert into booking (clinic_id, id, appointment_id, `+column+`, starts_at, ends_at, active) values ($1, $2, $3, $4, $5, $6, $7)`,
				c.ID, db.NewID(), id, who, at, at.Add(time.Duration(minutes)*time.Minute), active)
		}
		return id
	}
	hours := func(who string, weekday int, until string) {
		d.Plant(t, `insert into staff_hours (clinic_id, id, staff_id, weekday, starts, ends, valid_from, valid_until) values ($1, $2, $3, $4, '09:00', '17:00', '2026-01-01', $5)`,
			c.ID, db.NewID(), c.Staff[who].Staff, weekday, until)
	}
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	slots := func(rows []schedule.Row) string {
		var all []string
		for _, row := range rows {
			for _, slot := range row.Slots {
				all = append(all, fmt.Sprintf("%s %d with %s", row.Name, int(slot.StartsAt.Sub(now).Minutes()), slot.With))
			}
		}
		return strings.Join(all, ", ")
	}
	board := func() schedule.Board {
		b, err := s.Board(ctx, day)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	names := func(rows []schedule.Row) string {
		var all []string
		for _, row := range rows {
			all = append(all, row.Name)
		}
		return strings.Join(all, ", ")
	}
	facts := map[string]func() string{
		"room":   func() string { return slots(board().Rooms) },
		"person": func() string { return slots(board().People) },
		"rows":   func() string { b := board(); return names(b.Rooms) + "; " + names(b.People) },
		"rooms": func() string {
			var all []string
			for _, room := range dbtest.Ask(ctx, t, d, schedule.QueueRooms) {
				all = append(all, room.Name)
			}
			return strings.Join(all, ", ")
		},
		"ahead": func() string {
			n, err := s.Ahead(ctx)
			return fmt.Sprint(n, err)
		},
		"close": func() string {
			err := s.ChangeRoom(c.As(t.Context(), "ruth"), c.Rooms[0], schedule.RoomEntry{Name: "Aspen", Capacity: 2, Closed: true})
			return fields(err)
		},
		"hours": func() string {
			var all []string
			for _, h := range dbtest.Ask(ctx, t, d, schedule.QueueHours) {
				name, _, _ := strings.Cut(h.StaffName, " ")
				all = append(all, name+" "+h.Weekday.String())
			}
			return strings.Join(all, ", ")
		},
		"visits": func() string {
			var all []string
			for _, v := range dbtest.Ask(ctx, t, d, func(b *db.Batch) *db.Rows[schedule.Visit] { return schedule.QueueVisits(b, of.ID) }) {
				all = append(all, fmt.Sprint(int(v.StartsAt.Sub(now).Minutes()), " ", v.Status))
			}
			return strings.Join(all, ", ")
		},
	}
	facts["moves"] = func() string {
		var visit uuid.UUID
		if err := d.Owner.QueryRow(t.Context(), `select id from appointment where client_id = $1 order by starts_at limit 1`, of.ID).Scan(&visit); err != nil {
			t.Fatal(err)
		}
		p, err := s.One(ctx, of.ID, visit)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, m := range p.Moves {
			all = append(all, m.Reason)
		}
		return strings.Join(all, ", ")
	}
	move := func(visit uuid.UUID, minute int, reason string) {
		at := now.Add(time.Duration(minute) * time.Minute)
		d.Plant(t, `insert into appointment_move (clinic_id, id, created_at, client_id, appointment_id, starts_at, ends_at, reason) values ($1, $2, $3, $4, $5, $3, $6, $7)`,
			c.ID, db.NewID(), at, of.ID, visit, at.Add(time.Hour), reason)
	}
	const people = "Ada Moss, MA, Jonah Weiss, LCSW, Miriam Halvorsen, PMHNP, Priya Nair, LMFT, Tomás Lind, RN"
	facts["on"] = func() (which string) {
		err := d.Write(ctx, []uuid.UUID{of.ID}, func(tx *db.Tx) (audit.Event, error) {
			id, err := schedule.On(t.Context(), tx, of.ID, schedule.Integration, now.Add(11*time.Hour)) // tomorrow in UTC
			if err == nil && id != nil {
				var v schedule.Visit
				v, err = schedule.Find(t.Context(), tx, of.ID, *id)
				which = fmt.Sprint(int(v.StartsAt.Sub(now).Minutes()), " ", v.Status)
			}
			return audit.Did("integration.recorded", of.ID, "integration_session", db.NewID()), err
		})
		if err != nil {
			t.Fatal(err)
		}
		return which
	}
	held := func(at time.Time) {
		err := d.Write(c.As(t.Context(), "jonah"), []uuid.UUID{of.ID}, func(tx *db.Tx) (audit.Event, error) {
			return audit.Did("consultation.signed", of.ID, "consultation", db.NewID()), schedule.HeldOn(t.Context(), tx, of.ID, schedule.Call, at)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		fact, name, want string
		plant            func()
	}{
		{"room", "with its person", "Aspen 0 with Jonah Weiss", func() { book("call", "confirmed", 0, 30, true) }},
		{"person", "with their room", "Jonah Weiss, LCSW 0 with Aspen", func() { book("call", "confirmed", 0, 30, true) }},
		{"room", "what was let go", "", func() { book("call", "no_show", 0, 30, false) }},
		{"room", "in order", "Aspen 0 with Jonah Weiss, Aspen 60 with Jonah Weiss", func() { book("call", "confirmed", 60, 30, true); book("call", "confirmed", 0, 30, true) }},
		{"room", "from the evening before until after midnight", "Aspen -750 with Jonah Weiss", func() { book("call", "confirmed", -750, 60, true) }},
		{"room", "until midnight of the day before", "", func() { book("call", "confirmed", -750, 30, true) }},
		{"room", "from midnight of the day after", "", func() { book("call", "confirmed", 720, 30, true) }},
		{"room", "until midnight of the day after", "Aspen 719 with Jonah Weiss", func() { book("call", "confirmed", 719, 30, true) }},
		{"rows", "rooms that are open, people who care", "Aspen, Juniper; " + people, func() {}},
		{"rows", "a closed room", "Juniper; " + people, func() { d.Plant(t, `update room set closed_at = now() where id = $1`, c.Rooms[0]) }},
		{"rows", "somebody who left", "Aspen, Juniper; " + strings.Replace(people, "Priya Nair, LMFT, ", "", 1), func() {
			d.Plant(t, `update staff set disabled_at = now() where id = $1`, c.Staff["priya"].Staff)
		}},
		{"rooms", "closed ones last", "Juniper, Aspen", func() { d.Plant(t, `update room set closed_at = now() where id = $1`, c.Rooms[0]) }},
		{"ahead", "each visit once", "1 <nil>", func() { book("call", "confirmed", 10, 30, true) }},
		{"ahead", "one that has begun", "0 <nil>", func() { book("call", "confirmed", -10, 30, true) }},
		{"ahead", "one that was let go", "0 <nil>", func() { book("call", "confirmed", 10, 30, false) }},
		{"close", "a room with a visit ahead", "closed", func() { book("call", "confirmed", 10, 30, true) }},
		{"close", "a room in use", "closed", func() { book("call", "confirmed", -10, 30, true) }},
		{"close", "whose visits are over", "", func() { book("call", "confirmed", -60, 30, true) }},
		{"close", "whose visit was let go", "", func() { book("call", "confirmed", 10, 30, false) }},
		{"hours", "by name, Monday first", "Ada Tuesday, Jonah Monday, Jonah Sunday", func() { hours("jonah", 0, "infinity"); hours("jonah", 1, "infinity"); hours("ada", 2, "infinity") }},
		{"hours", "over today", "", func() { hours("jonah", 1, "2026-11-24") }},
		{"hours", "over tomorrow", "Jonah Monday", func() { hours("jonah", 1, "2026-11-25") }},
		{"moves", "the last first, of this visit", "ill, travel", func() {
			first := book("call", "confirmed", 10, 30, true)
			move(first, -90, "travel")
			move(first, -60, "ill")
			move(book("call", "confirmed", 90, 30, true), -30, "another's")
		}},
		{"visits", "in the order of the calendar", "10 confirmed, 90 confirmed", func() { book("call", "confirmed", 90, 30, true); book("call", "confirmed", 10, 30, true) }},
		{"visits", "held that day: of the kind, and not over", "10 done, 60 no_show, 90 confirmed, 1440 confirmed", func() {
			book("call", "confirmed", 10, 30, true)
			book("call", "no_show", 60, 20, false)
			book("consultation", "confirmed", 90, 30, true)
			book("call", "confirmed", 1440, 30, true)
			held(now.Add(time.Hour))
		}},
		{"on", "the first of its kind that was not let go", "60 done", func() {
			book("integration", "confirmed", 90, 30, true)
			book("integration", "done", 60, 30, true)
			book("integration", "no_show", 10, 30, false)
			book("call", "confirmed", 5, 30, true)
		}},
		{"on", "from midnight", "-720 confirmed", func() { book("integration", "confirmed", -720, 30, true) }},
		{"on", "before midnight", "", func() { book("integration", "confirmed", -721, 30, true) }},
		{"on", "until midnight", "719 confirmed", func() { book("integration", "confirmed", 719, 30, true) }},
		{"on", "after midnight", "", func() { book("integration", "confirmed", 720, 30, true) }},
		{"on", "another client's", "", func() { book("integration", "confirmed", 10, 30, true); of = d.Client(t, c) }},
	} {
		t.Run(test.fact+"/"+test.name, func(t *testing.T) {
			d.Plant(t, `delete from booking`)
			d.Plant(t, `delete from appointment_move`)
			d.Plant(t, `delete from appointment`)
			d.Plant(t, `delete from staff_hours`)
			d.Plant(t, `update room set closed_at = null`)
			d.Plant(t, `update staff set disabled_at = null`)
			of = d.Client(t, c)
			test.plant()
			if got := facts[test.fact](); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
