package course_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// plantedDay is one dosing day; what is not said is of the open course, booked by nothing,
// planned and not cancelled.
type plantedDay struct {
	number    int
	on        string // the date it was taken
	booked    string // its visit's time
	elsewhere bool
	cancelled bool
	somebody  bool // of another client
	created   int  // seconds after noon
}

func (p plantedDay) store(t *testing.T, d *dbtest.DB, c dbtest.Clinic, of dbtest.Client) {
	t.Helper()
	if p.somebody {
		of = d.Client(t, c)
	}
	var on, visit, in any
	place := "here"
	if p.on != "" {
		on = p.on
	}
	if !p.elsewhere {
		in = of.Course
	} else {
		place = "elsewhere"
	}
	if p.booked != "" {
		at, err := time.Parse(time.RFC3339, p.booked)
		if err != nil {
			t.Fatal(err)
		}
		visit = db.NewID()
		d.Plant(t, `insert into appointment (clinic_id, id, client_id, kind, status, starts_at, ends_at)
			values ($1, $2, $3, 'dosing', 'confirmed', $4, $4::timestamptz + interval '3 hours')`, c.ID, visit, of.ID, at)
	}
	d.Plant(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date, appointment_id, place, cancelled_at, created_at)
		values ($1, $2, $3, $4, nullif($5, 0), $6::text::date, $7, $8, case when $9 then now() end, $10)`, c.ID, db.NewID(), of.ID, in, p.number, on, visit,
		place, p.cancelled, dbtest.Noon.Add(time.Duration(p.created)*time.Second))
}

// TestDosingDaysAsTheyStand holds each filter, join and order of the statement: what is
// planted, and the days that must come.
func TestDosingDaysAsTheyStand(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for _, test := range []struct {
		name, want string
		rows       []plantedDay
	}{
		{"the calendar's order, one not booked first", "3 - Here, 1 Nov 3 Here taken, 2 Nov 17 Here",
			[]plantedDay{{number: 2, booked: "2026-11-17T17:00:00Z"}, {number: 3}, {number: 1, on: "2026-11-03"}}},
		{"of one day, the one written first", "1 Nov 3 Here taken, 2 Nov 3 Here",
			[]plantedDay{{number: 2, booked: "2026-11-03T17:00:00Z", created: 2}, {number: 1, on: "2026-11-03", created: 1}}},
		{"a booking's day is the clinic's", "1 Nov 16 Here", []plantedDay{{number: 1, booked: "2026-11-17T06:59:00Z"}}},
		{"a minute later is the next day", "1 Nov 17 Here", []plantedDay{{number: 1, booked: "2026-11-17T07:00:00Z"}}},
		{"the day it was taken, not the day it was booked for", "1 Nov 18 Here taken", []plantedDay{{number: 1, booked: "2026-11-17T17:00:00Z", on: "2026-11-18"}}},
		{"elsewhere it has no number", "0 Nov 3 Elsewhere taken", []plantedDay{{elsewhere: true, on: "2026-11-03"}}},
		{"a cancelled one", "", []plantedDay{{number: 1, booked: "2026-11-17T17:00:00Z", cancelled: true}}},
		{"somebody else's", "", []plantedDay{{number: 1, on: "2026-11-03", somebody: true}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			of := d.Client(t, c)
			for _, r := range test.rows {
				r.store(t, d, c, of)
			}
			var got []string
			for _, day := range dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) course.CourseDays { return course.QueueDosingDays(b, of.ID) }) {
				words := fmt.Sprint(day.Number, " - ")
				if !day.Day.IsZero() {
					words = fmt.Sprint(day.Number, " ", day.Day.Format("Jan 2 "))
				}
				words += day.Place.Words()
				if day.Took {
					words += " taken"
				}
				if (day.AppointmentID == nil) != day.BookedAt.IsZero() || (day.AppointmentID == nil) != (day.Visit == "") {
					t.Errorf("booked at %s, %s", day.BookedAt, day.Visit)
				}
				got = append(got, words)
			}
			if all := strings.Join(got, ", "); all != test.want {
				t.Errorf("got %q, want %q", all, test.want)
			}
		})
	}
}

// TestCoursesAsTheyStand: the open course first, then the one opened last.
func TestCoursesAsTheyStand(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	plant := func(of uuid.UUID, referred, opened string, closed bool) {
		d.Plant(t, `insert into course (clinic_id, id, client_id, referred_by, opened_at, closed_at, closed_by, closed_reason)
			values ($1, $2, $3, $4, $5::text::timestamptz, case when $6 then $5::text::timestamptz + interval '30 days' end,
			    case when $6 then $7::uuid end, case when $6 then 'completed' else '' end)`,
			c.ID, db.NewID(), of, referred, opened, closed, c.Staff["miriam"].Staff)
	}
	of, closed, other := d.Client(t, c), d.Client(t, c), d.Client(t, c)
	d.Plant(t, `update course set referred_by = 'open' where id = $1`, of.Course)
	d.Plant(t, `update course set closed_at = opened_at, closed_reason = 'moved', referred_by = 'only' where id = $1`, closed.Course)
	plant(of.ID, "second", "2026-11-01", true) // opened after the open one
	plant(of.ID, "first", "2025-03-01", true)
	for _, test := range []struct {
		name, want string
		queue      func(*db.Batch) *db.Rows[course.Course]
	}{
		{"all", "open, second Miriam Halvorsen, PMHNP, first Miriam Halvorsen, PMHNP", func(b *db.Batch) *db.Rows[course.Course] { return course.QueueCourses(b, of.ID) }},
		{"open", "open", func(b *db.Batch) *db.Rows[course.Course] { return course.QueueOpen(b, of.ID) }},
		{"none open", "", func(b *db.Batch) *db.Rows[course.Course] { return course.QueueOpen(b, closed.ID) }},
		{"closed by the system", "only", func(b *db.Batch) *db.Rows[course.Course] { return course.QueueCourses(b, closed.ID) }},
		{"of somebody else", "", func(b *db.Batch) *db.Rows[course.Course] { return course.QueueCourses(b, other.ID) }},
	} {
		var got []string
		for _, one := range dbtest.Ask(c.As(t.Context(), "miriam"), t, d, test.queue) {
			if one.TherapistName != "" && one.TherapistName != "Jonah Weiss, LCSW" || one.PrescriberName != "" && one.PrescriberName != "Miriam Halvorsen, PMHNP" {
				t.Errorf("%s: %s and %s", test.name, one.TherapistName, one.PrescriberName)
			}
			got = append(got, strings.TrimSpace(one.ReferredBy+" "+one.ClosedBy))
		}
		if all := strings.Trim(strings.Join(got, ", "), " ,"); all != test.want {
			t.Errorf("%s: got %q, want %q", test.name, all, test.want)
		}
	}
}

// TestTheVisitsAClosingWouldCancel: those that are booked and lie ahead, in order.
func TestTheVisitsAClosingWouldCancel(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	of, other := d.Client(t, c), d.Client(t, c)
	for i, v := range []struct {
		of     uuid.UUID
		status string
		hours  int
	}{{of.ID, "tentative", 30}, {of.ID, "confirmed", 20}, {of.ID, "confirmed", 0}, {of.ID, "confirmed", -3}, {of.ID, "done", 5}, {of.ID, "arrived", 6},
		{of.ID, "cancelled", 7}, {of.ID, "no_show", 8}, {other.ID, "confirmed", 9}} {
		d.Plant(t, `insert into appointment (clinic_id, id, client_id, kind, status, starts_at, ends_at, cancelled_at, cancelled_by)
			values ($1, $2, $3, 'preparation', $4, $5, $5::timestamptz + interval '10 minutes',
			    case when $4 = 'cancelled' then $5::timestamptz end, case when $4 = 'cancelled' then 'client' else '' end)`,
			c.ID, db.NewID(), v.of, v.status, d.Now().Add(time.Duration(v.hours)*time.Hour+time.Duration(i)*time.Second))
	}
	d.Advance(2 * time.Second) // the third begins now
	h, err := course.Service{DB: d.DB}.History(c.As(t.Context(), "jonah"), of.ID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range h.Ahead {
		got = append(got, fmt.Sprint(v.Kind, " ", v.StartsAt.Sub(dbtest.Noon).Round(time.Hour)))
	}
	if all := strings.Join(got, ", "); all != "preparation 20h0m0s, preparation 30h0m0s" {
		t.Errorf("got %q", all)
	}
	if want := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC); !h.Today.Equal(want) {
		t.Errorf("today: got %s", h.Today)
	}
}

// TestWhoReadsWhyACourseClosed: whoever is on the care team now, or covers somebody who is.
func TestWhoReadsWhyACourseClosed(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for _, test := range []struct {
		name  string
		reads bool
		since string // on the team; empty: never
		until string
		of    bool // of another client's team
	}{
		{"on the team", true, "2026-01-01", "", false},
		{"on it from now", true, "2026-11-24T12:00:00-07:00", "", false},
		{"from later on", false, "2026-11-24T12:00:01-07:00", "", false},
		{"until a second ago", false, "2026-01-01", "2026-11-24T11:59:59-07:00", false},
		{"until now", false, "2026-01-01", "2026-11-24T12:00:00-07:00", false},
		{"until later", true, "2026-01-01", "2026-11-24T12:00:01-07:00", false},
		{"of another team", false, "2026-01-01", "", true},
		{"of none", false, "", "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			of, other := d.Client(t, c), d.Client(t, c)
			d.Plant(t, `delete from care_team where client_id = $1 and staff_id = $2`, of.ID, c.Staff["jonah"].Staff)
			d.Plant(t, `delete from care_team where client_id = $1 and staff_id = $2`, other.ID, c.Staff["jonah"].Staff)
			d.Plant(t, `update course set closed_at = opened_at, closed_reason = 'clinical', closing_words = 'too much' where client_id = $1`, of.ID)
			if test.since != "" {
				on := of.ID
				if test.of {
					on = other.ID
				}
				d.Plant(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, until, reason)
					values ($1, $2, $3, $4, 'therapist', $5::text::timestamptz, coalesce(nullif($6, '')::timestamptz, 'infinity'), 'named')`,
					c.ID, db.NewID(), on, c.Staff["jonah"].Staff, test.since, test.until)
			}
			both := c.Staff["jonah"] // a therapist at the front desk reads courses of clients in nobody's care
			both.Roles = append(both.Roles[:len(both.Roles):len(both.Roles)], "admin")
			h, err := course.Service{DB: d.DB}.History(dbtest.As(t.Context(), both), of.ID)
			if err != nil {
				t.Fatal(err)
			}
			if got := h.Courses[0].ClosingWords == "too much"; got != test.reads {
				t.Errorf("reads why: got %t", got)
			}
		})
	}
}
