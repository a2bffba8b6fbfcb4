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

// TestTheVisitsOfADay: what is planted for the hour from noon on, and what each way to ask
// for it lists as Jonah, by the minute a visit begins.
func TestTheVisitsOfADay(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	of := d.Client(t, c)
	room := db.NewID()
	d.Plant(t, `insert into room (clinic_id, id, name, dosing) values ($1, $2, 'Cedar', true)`, c.ID, room)
	d.Plant(t, `update course set planned_doses = 4 where id = $1`, of.Course)
	visit := func(minute int, kind, status string, course, staff, room any) uuid.UUID {
		id := db.NewID()
		d.Plant(t, `insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id, room_id, cancelled_at, cancelled_by)
			values ($1, $2, $3, $4, $5, $6, $6::timestamptz + interval '30 minutes', $7, $8, $9, case when $7 = 'cancelled' then $6::timestamptz end, case when $7 = 'cancelled' then 'client' else '' end)`,
			c.ID, id, of.ID, course, kind, dbtest.Noon.Add(time.Duration(minute)*time.Minute), status, staff, room)
		return id
	}
	takesPart := func(visit uuid.UUID, who string, active bool) {
		d.Plant(t, `insert into booking (clinic_id, id, appointment_id, staff_id, starts_at, ends_at, active)
			select clinic_id, $2, id, $3, starts_at, ends_at, $4 from appointment where id = $1`, visit, db.NewID(), c.Staff[who].Staff, active)
	}
	jonah, miriam := c.Staff["jonah"].Staff, c.Staff["miriam"].Staff
	for _, test := range []struct {
		name, all, mine, dosings string
		plant                    func()
	}{
		{"from the first minute to before the last", "0, 59", "0, 59", "", func() {
			for _, minute := range []int{60, 59, -1, 0} {
				visit(minute, "call", "confirmed", of.Course, jonah, nil)
			}
		}},
		{"a cancelled one", "", "", "", func() { visit(5, "dosing", "cancelled", of.Course, jonah, room) }},
		{"one nobody came to", "5", "5", "5", func() { visit(5, "dosing", "no_show", of.Course, jonah, room) }},
		{"a colleague's", "5", "", "5", func() { visit(5, "dosing", "confirmed", of.Course, miriam, room) }},
		{"nobody's, without a room and a course", "5", "", "", func() { visit(5, "call", "confirmed", nil, nil, nil) }},
		{"one takes part", "5", "5", "", func() { takesPart(visit(5, "call", "confirmed", nil, miriam, nil), "jonah", true) }},
		{"one took part", "5", "", "", func() { takesPart(visit(5, "call", "confirmed", nil, miriam, nil), "jonah", false) }},
		{"another takes part", "5", "", "", func() { takesPart(visit(5, "call", "confirmed", nil, miriam, nil), "priya", true) }},
		{"takes part in another", "5, 7", "7", "", func() {
			visit(5, "call", "confirmed", nil, miriam, nil)
			takesPart(visit(7, "call", "confirmed", nil, miriam, nil), "jonah", true)
		}},
		{"of one minute, the one booked first", "5, 5", "5, 5", "5", func() {
			visit(5, "call", "confirmed", nil, jonah, nil)
			visit(5, "dosing", "confirmed", nil, jonah, nil)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d.Plant(t, `delete from booking`)
			d.Plant(t, `delete from appointment`)
			test.plant()
			for reader, want := range map[string]string{"all": test.all, "mine": test.mine, "dosings": test.dosings} {
				ask := map[string]func(b *db.Batch, from, until time.Time) *db.Rows[schedule.DayVisit]{
					"all": schedule.QueueDay, "mine": schedule.QueueMyDay, "dosings": schedule.QueueDosings}[reader]
				found := dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[schedule.DayVisit] {
					return ask(b, dbtest.Noon, dbtest.Noon.Add(time.Hour))
				})
				var got []string
				for _, v := range found {
					got = append(got, fmt.Sprint(int(v.StartsAt.Sub(dbtest.Noon).Minutes())))
				}
				if all := strings.Join(got, ", "); all != want {
					t.Errorf("%s: got %q, want %q", reader, all, want)
				}
				if !slices.IsSortedFunc(found, func(a, b schedule.DayVisit) int {
					return strings.Compare(fmt.Sprint(a.StartsAt, a.ID), fmt.Sprint(b.StartsAt, b.ID))
				}) {
					t.Errorf("%s: not in order", reader)
				}
			}
		})
	}
	d.Plant(t, `delete from appointment`)
	d.Plant(t, `update client set preferred_name = 'Ani' where id = $1`, of.ID)
	visit(1, "dosing", "confirmed", of.Course, jonah, room)
	visit(2, "call", "tentative", nil, miriam, nil)
	var got []string
	for _, v := range dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[schedule.DayVisit] {
		return schedule.QueueDay(b, dbtest.Noon, dbtest.Noon.Add(time.Hour))
	}) {
		got = append(got, fmt.Sprint(v.ClientName, " ", v.ClientID == of.ID, v.CourseID == of.Course, v.Planned, v.Room, v.StaffName, v.Mine, v.Status))
	}
	if want := []string{"Ani true true 4CedarJonah Weisstrueconfirmed", "Ani true false 0Miriam Halvorsenfalsetentative"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestTheNextVisitOfAKind is the first that lies ahead and is still to be held.
func TestTheNextVisitOfAKind(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	var of dbtest.Client
	visit := func(kind, status string, hours int) {
		d.Plant(t, `insert into appointment (clinic_id, id, client_id, kind, starts_at, ends_at, status, cancelled_at, cancelled_by)
			values ($1, $2, $3, $4, $5, $5::timestamptz + interval '30 minutes', $6, case when $6 = 'cancelled' then $5::timestamptz end, case when $6 = 'cancelled' then 'client' else '' end)`,
			c.ID, db.NewID(), of.ID, kind, dbtest.Noon.Add(time.Duration(hours)*time.Hour), status)
	}
	for _, test := range []struct {
		name, want string
		plant      func()
	}{
		{"none", "", func() {}},
		{"the first of two", "2h0m0s", func() { visit("integration", "confirmed", 5); visit("integration", "tentative", 2) }},
		{"one of another kind", "", func() { visit("preparation", "confirmed", 2) }},
		{"one that was", "", func() { visit("integration", "confirmed", -1) }},
		{"one that begins now", "", func() { visit("integration", "confirmed", 0) }},
		{"a cancelled one", "5h0m0s", func() { visit("integration", "cancelled", 2); visit("integration", "confirmed", 5) }},
		{"one held already", "", func() { visit("integration", "done", 2) }},
		{"somebody else's", "", func() {
			mine := of
			of = d.Client(t, c)
			visit("integration", "confirmed", 2)
			of = mine
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			of = d.Client(t, c)
			test.plant()
			var got string
			for _, v := range dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[schedule.NextVisit] {
				return schedule.QueueNext(b, schedule.Integration)
			}) {
				if v.ClientID == of.ID {
					got = v.StartsAt.Sub(dbtest.Noon).String()
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
