package schedule_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/schedule"
)

// TestWhoIsOnDutyJoinsADosing: Tomás has hours on Tuesdays, one of them changed, and a
// dosing on Tuesday Dec 1; whether he joins when it is booked, moved there, or when the
// client arrives.
func TestWhoIsOnDutyJoinsADosing(t *testing.T) {
	h := open(t)
	tuesday := time.Date(2026, 12, 1, 17, 0, 0, 0, time.UTC)
	late := time.Date(2026, 12, 2, 5, 0, 0, 0, time.UTC) // Tuesday still, at the clinic
	for _, c := range []struct {
		name, change string
		kind         schedule.Kind
		at           time.Time
		want         int
	}{
		{"that weekday", ``, schedule.Dosing, tuesday, 1},
		{"twice a day", `insert into staff_hours (clinic_id, id, staff_id, weekday, starts, ends) select clinic_id, gen_random_uuid(), staff_id, weekday, '18:00', '20:00' from staff_hours`, schedule.Dosing, tuesday, 1},
		{"on the clinic's day", ``, schedule.Dosing, late, 1},
		{"another weekday", `update staff_hours set weekday = 3`, schedule.Dosing, tuesday, 0},
		{"another weekday, on the clinic's day", `update staff_hours set weekday = 3`, schedule.Dosing, late, 0},
		{"from that day on", `update staff_hours set valid_from = '2026-12-01'`, schedule.Dosing, tuesday, 1},
		{"from the next day on", `update staff_hours set valid_from = '2026-12-02'`, schedule.Dosing, tuesday, 0},
		{"until the day after", `update staff_hours set valid_until = '2026-12-02'`, schedule.Dosing, tuesday, 1},
		{"until that day", `update staff_hours set valid_until = '2026-12-01'`, schedule.Dosing, tuesday, 0},
		{"a talk", ``, schedule.Integration, tuesday, 0},
	} {
		for _, way := range []string{"booked", "moved", "arrives"} {
			t.Run(c.name+", "+way, func(t *testing.T) {
				h.run(t, `delete from booking`)
				h.run(t, `delete from staff_hours`)
				h.Set(dbtest.Noon)
				of := h.client(t, "Kit Moreno")
				hours := func() {
					h.run(t, `insert into staff_hours (clinic_id, id, staff_id, weekday, starts, ends, valid_from) values ($1, gen_random_uuid(), $2, 2, '08:00', '18:00', '2026-01-01')`, h.Clinic.ID, h.staff("tomas"))
					if c.change != "" {
						h.run(t, c.change)
					}
				}
				a := schedule.Appointment{ID: db.NewID(), ClientID: of, Kind: c.kind, StartsAt: c.at, EndsAt: c.at.Add(time.Hour),
					Status: schedule.Confirmed, StaffID: h.staff("jonah"), RoomID: h.Clinic.Rooms[0], VisitMode: "here"}
				change := func(fn func(tx *db.Tx) error) {
					t.Helper()
					err := h.Write(h.as("grace"), []uuid.UUID{of}, func(tx *db.Tx) (audit.Event, error) {
						return audit.Did("dosing.booked", of, "appointment", a.ID), fn(tx)
					})
					if err != nil {
						t.Fatal(err)
					}
				}
				switch way {
				case "booked":
					hours()
					change(func(tx *db.Tx) error { return schedule.Book(t.Context(), tx, a) })
				case "moved":
					hours()
					a.StartsAt, a.EndsAt = c.at.AddDate(0, 0, 20), c.at.AddDate(0, 0, 20).Add(time.Hour)
					change(func(tx *db.Tx) error { return schedule.Book(t.Context(), tx, a) })
					h.run(t, `delete from care_team where client_id = $1 and reason = 'on duty'`, of)
					was := h.visit(t, of, a.ID).Visit
					a.StartsAt, a.EndsAt = c.at, c.at.Add(time.Hour)
					change(func(tx *db.Tx) error { return schedule.MoveTo(t.Context(), tx, was, a, "asked") })
				case "arrives":
					change(func(tx *db.Tx) error { return schedule.Book(t.Context(), tx, a) })
					hours()
					h.Set(c.at)
					if err := h.Arrive(h.as("grace"), of, a.ID); err != nil {
						t.Fatal(err)
					}
				}
				if n := h.count(t, `select count(*) from care_team where client_id = $1 and staff_id = $2 and reason = 'on duty'`, of, h.staff("tomas")); n != c.want {
					t.Errorf("got %d places, want %d", n, c.want)
				}
			})
		}
	}
}
