package journey

import (
	"context"
	"testing"
	"time"

	"kap/internal/db"
)

// TestNobodyArrivesBeforeTheClinicCanBeNamed: the nurse is told what is missing and who
// types it; once the manager has, the day goes on.
func TestNobodyArrivesBeforeTheClinicCanBeNamed(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, h *house, somebody func() person) {
		h.bookAna()
		h.forget()
		tomas, ruth := somebody(), somebody()
		h.enter(tomas, "Tomás Lind")
		tomas.follow("Open the visit")
		tomas.press("The client is here")
		tomas.sees("The clinic's address, phone and nearest emergency department must be on record before a dosing session begins")
		tomas.sees("A manager types them under The clinic. Ask Ruth Adler.")
		h.look(tomas)

		h.enter(ruth, "Ruth Adler")
		ruth.follow("The clinic")
		ruth.fill("Address", "2140 Larkspur Street, Denver, CO 80205")
		ruth.fill("Phone", "303 555 0142")
		ruth.fill("Nearest emergency department", "Denver Health, 777 Bannock Street, 9 min by car")
		ruth.press("Save")

		tomas.open(h.url + "/")
		tomas.follow("Open the visit")
		tomas.press("The client is here")
		tomas.sees("Arrival check")
		tomas.open(sessionOf(tomas.at()) + "/help")
		tomas.sees("2140 Larkspur Street, Denver, CO 80205")
		tomas.sees("303 555 0142")
		h.look(tomas)
	})
}

// forget is a clinic from before its details had to be on record.
func (h *house) forget() {
	h.own(`alter table clinic disable trigger clinic_details_stay`)
	h.own(`update clinic set address = '', phone = '', emergency_department = ''`)
	h.own(`alter table clinic enable trigger clinic_details_stay`)
}

// bookAna is a dosing session an hour from now, as rows: how it came about is told elsewhere.
func (h *house) bookAna() {
	ana, course := db.NewID(), db.NewID()
	h.own(`insert into client (clinic_id, id, number, legal_name, born) select id, $1, '', 'Anabel Ruiz Ortega', '1984-03-14' from clinic`, ana)
	h.own(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
		select clinic_id, gen_random_uuid(), $1, id, 'nurse', '2026-01-01', 'named' from staff where name = 'Tomás Lind'`, ana)
	h.own(`insert into course (clinic_id, id, client_id, opened_at, therapist_id)
		select clinic_id, $2, $1, '2026-10-01', id from staff where name = 'Jonah Weiss'`, ana, course)
	h.own(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id, room_id)
		select s.clinic_id, $3, $1, $2, 'dosing', $4::timestamptz, $4::timestamptz + interval '3 hours', 'confirmed', s.id, r.id
		from staff s, room r where s.name = 'Jonah Weiss' and r.name = 'Juniper'`, ana, course, db.NewID(), h.db.Now().Add(time.Hour))
}

func (h *house) own(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.db.Owner.Exec(context.Background(), sql, args...); err != nil {
		h.t.Fatal(err)
	}
}
