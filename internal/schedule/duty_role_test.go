package schedule_test

import (
	"testing"
	"time"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/schedule"

	"github.com/google/uuid"
)

// TestWhoeverNotesTheArrivalBringsInWhoIsOnDuty: whoever may note it, also where they read
// nobody's place on the care team but their own; once, however often it is noted.
func TestWhoeverNotesTheArrivalBringsInWhoIsOnDuty(t *testing.T) {
	for _, who := range []string{"grace", "jonah", "miriam", "tomas"} {
		t.Run(who, func(t *testing.T) {
			h := open(t)
			h.Set(dbtest.Noon)
			of, at := h.client(t, "Kit Moreno"), time.Date(2026, 12, 1, 17, 0, 0, 0, time.UTC)
			h.run(t, `insert into staff_hours (clinic_id, id, staff_id, weekday, starts, ends, valid_from) values ($1, gen_random_uuid(), $2, 2, '08:00', '18:00', '2026-01-01')`,
				h.Clinic.ID, h.staff("tomas"))
			a := schedule.Appointment{ID: db.NewID(), ClientID: of, Kind: schedule.Dosing, StartsAt: at, EndsAt: at.Add(time.Hour),
				Status: schedule.Confirmed, StaffID: h.staff("jonah"), RoomID: h.Clinic.Rooms[0], VisitMode: "here"}
			err := h.Write(h.as("grace"), []uuid.UUID{of}, func(tx *db.Tx) (audit.Event, error) {
				return audit.Did("dosing.booked", of, "appointment", a.ID), schedule.Book(t.Context(), tx, a)
			})
			if err != nil {
				t.Fatal(err)
			}
			h.run(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason) values ($1, gen_random_uuid(), $2, $3, 'prescriber', '2026-01-01', 'named')`,
				h.Clinic.ID, of, h.staff("miriam"))
			h.run(t, `insert into staff_hours (clinic_id, id, staff_id, weekday, starts, ends, valid_from) values ($1, gen_random_uuid(), $2, 2, '08:00', '18:00', '2026-01-01')`,
				h.Clinic.ID, h.staff("ada")) // since it was booked
			h.Set(at)
			if err := h.Arrive(h.as(who), of, a.ID); err != nil {
				t.Fatal(err)
			}
			for _, colleague := range []string{"tomas", "ada"} {
				if n := h.count(t, `select count(*) from care_team where client_id = $1 and staff_id = $2 and reason = 'on duty'`, of, h.staff(colleague)); n != 1 {
					t.Errorf("%s has %d places", colleague, n)
				}
			}
		})
	}
}
