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

// TestTheNumberOfABookedDose: planned and taken ones of late, by the visit they were booked
// for.
func TestTheNumberOfABookedDose(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	since := time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name, number, taken string
		booked, cancelled   bool
		want                string
	}{
		{name: "planned", number: "2", booked: true, want: "2"},
		{name: "unplanned", booked: true, taken: "2026-11-16T07:00:00Z", want: "0"},
		{name: "taken since", number: "2", booked: true, taken: "2026-11-16T07:00:00Z", want: "2"},
		{name: "taken before", number: "2", booked: true, taken: "2026-11-16T06:59:59Z"},
		{name: "cancelled", number: "2", booked: true, cancelled: true},
		{name: "without a visit", number: "2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d.Plant(t, `delete from dosing_day`)
			of, visit := d.Client(t, c), uuid.Nil
			if test.booked {
				visit = db.NewID()
				d.Plant(t, `insert into appointment (clinic_id, id, client_id, kind, status, starts_at, ends_at)
					values ($1, $2, $3, 'dosing', 'confirmed', $4, $4::timestamptz + interval '3 hours')`, c.ID, visit, of.ID, since)
			}
			d.Plant(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date, started_at, appointment_id, cancelled_at)
				values ($1, $2, $3, $4, nullif($5, '')::int, nullif($6, '')::timestamptz::date, nullif($6, '')::timestamptz, nullif($7, '00000000-0000-0000-0000-000000000000'::uuid), case when $8 then now() end)`,
				c.ID, db.NewID(), of.ID, of.Course, test.number, test.taken, visit, test.cancelled)
			var got []string
			for _, dose := range dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[course.BookedDose] { return course.QueueBookedDoses(b, since) }) {
				if dose.AppointmentID != visit {
					t.Errorf("of another visit: %v", dose)
				}
				got = append(got, fmt.Sprint(dose.Number))
			}
			if all := strings.Join(got, ", "); all != test.want {
				t.Errorf("got %q, want %q", all, test.want)
			}
		})
	}
}

// TestTheLastDosingOfWhomOneTreats: of the open course, for its therapist and prescriber,
// by the client's name.
func TestTheLastDosingOfWhomOneTreats(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	var of dbtest.Client
	took := func(in any, number int, on string) {
		d.Plant(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date) values ($1, $2, $3, $4, nullif($5, 0), $6)`,
			c.ID, db.NewID(), of.ID, in, number, on)
	}
	d.Plant(t, `insert into protocol (clinic_id, id, version, body, effective_from) values ($1, $2, 1, '{}', '2026-01-01')`, c.ID, db.NewID())
	for _, test := range []struct {
		name, jonah, priya string
		plant              func()
	}{
		{"nothing taken yet", "", "", func() {}},
		{"the last of two", "Ana 2 day 4", "", func() { took(of.Course, 1, "2026-11-06"); took(of.Course, 2, "2026-11-20") }},
		{"written down in another order", "Ana 2 day 4", "", func() { took(of.Course, 2, "2026-11-20"); took(of.Course, 1, "2026-11-06") }},
		{"the clinic's day", "Ana 1 day 0", "", func() { took(of.Course, 1, "2026-11-24") }},
		{"taken elsewhere", "Ana 1 day 18", "", func() { took(of.Course, 1, "2026-11-06"); took(nil, 0, "2026-11-20") }},
		{"unplanned", "Ana 0 day 4", "", func() { took(of.Course, 0, "2026-11-20") }},
		{"only planned", "", "", func() {
			d.Plant(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number) values ($1, $2, $3, $4, 1)`, c.ID, db.NewID(), of.ID, of.Course)
		}},
		{"integrated", "Ana 1 day 4 integrated", "", func() {
			took(of.Course, 1, "2026-11-20")
			d.Plant(t, `update dosing_day set integrated_at = '2026-11-22'`)
		}},
		{"the protocol it goes by", "Ana 1 day 4 of 1", "", func() {
			took(of.Course, 1, "2026-11-20")
			d.Plant(t, `update course set protocol_version = 1`)
		}},
		{"closed since", "", "", func() {
			took(of.Course, 1, "2026-11-20")
			d.Plant(t, `update course set closed_at = '2026-11-22', closed_reason = 'completed'`)
		}},
		{"another treats them", "", "Ana 1 day 4", func() {
			took(of.Course, 1, "2026-11-20")
			d.Plant(t, `update course set therapist_id = $1`, c.Staff["priya"].Staff)
			d.Plant(t, `update care_team set staff_id = $1 where role = 'therapist'`, c.Staff["priya"].Staff)
		}},
		{"as the prescriber", "Ana 1 day 4", "", func() {
			took(of.Course, 1, "2026-11-20")
			d.Plant(t, `update course set prescriber_id = therapist_id, therapist_id = null`)
		}},
		{"by the name they go by", "Ana 1 day 4, Zoe 1 day 4", "", func() {
			took(of.Course, 1, "2026-11-20")
			d.Plant(t, `update client set legal_name = 'Aaron', legal_key = 'aaron', preferred_name = 'Zoe', preferred_key = 'zoe'`)
			of = d.Client(t, c)
			took(of.Course, 1, "2026-11-20")
			d.Plant(t, `update client set legal_name = 'Ana', legal_key = 'ana' where id = $1`, of.ID)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d.Plant(t, `delete from dosing_day`)
			d.Plant(t, `delete from care_team`)
			of = d.Client(t, c)
			d.Plant(t, `update client set legal_name = 'Ana'`)
			test.plant()
			for who, want := range map[string]string{"jonah": test.jonah, "priya": test.priya} {
				var got []string
				for _, l := range dbtest.Ask(c.As(t.Context(), who), t, d, course.QueueLastTaken) {
					words := fmt.Sprintf("%s %d day %d", l.ClientName, l.Number, l.Days)
					if l.Integrated {
						words += " integrated"
					}
					if l.ProtocolVersion > 0 {
						words += fmt.Sprintf(" of %d", l.ProtocolVersion)
					}
					got = append(got, words)
				}
				if all := strings.Join(got, ", "); all != want {
					t.Errorf("%s reads %q, want %q", who, all, want)
				}
			}
		})
	}
}
