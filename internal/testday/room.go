package testday

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/dosing"
	"kap/internal/dosing/dosingweb"
	"kap/internal/endpoint"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/readiness/readinessweb"
	"kap/internal/testdesk"
)

// Room is the screens of both steps over a session whose lozenge was taken at noon, with Jonah
// in the room.
type Room struct {
	*testdesk.Desk
	Session uuid.UUID
}

// Open is such a room; the clock stands at noon.
func Open(t *testing.T) Room {
	s := Room{testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return append(readinessweb.Screens{Readiness: readiness.Service{DB: d}}.Routes(), dosingweb.Screens{Dosing: dosing.Service{DB: d}, Clients: client.Service{DB: d}}.Routes()...)
	}), db.NewID()}
	s.Client, s.Still = db.NewID(), true
	s.begin()
	return s
}

func (s Room) begin() {
	s.T.Helper()
	course, jonah, clinic := db.NewID(), s.Staff["jonah"].Staff, s.ID
	s.Run(`insert into protocol (clinic_id, id, version, body, effective_from, drafted_by, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-01-01', null, $4, '2026-01-01')`, clinic, db.NewID(), protocol.Default(), s.Staff["miriam"].Staff)
	s.Run(`insert into client (clinic_id, id, number, legal_name, legal_key, preferred_name, preferred_key, born)
		values ($1, $2, '', 'Anastasia Ruiz', 'anastasia ruiz', 'Ana', 'ana', '1984-03-14')`, clinic, s.Client)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist", "tomas": "nurse", "ada": "medical_assistant"} {
		s.Run(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, clinic, db.NewID(), s.Client, s.Staff[name].Staff, role)
	}
	s.Run(`insert into course (clinic_id, id, client_id, opened_at, therapist_id, prescriber_id)
		values ($1, $2, $3, '2026-10-01', $4, $5)`, clinic, course, s.Client, jonah, s.Staff["miriam"].Staff)
	s.Run(`insert into dosing_session (clinic_id, id, client_id, course_id, therapist_id, room_id, protocol_version,
		    status, arrived_at, cleared_at, cleared_by, started_at)
		values ($1, $2, $3, $4, $5, $6, 1, 'dosed', $7, $7, $5, $8)`,
		clinic, s.Session, s.Client, course, jonah, s.Rooms[0], dbtest.Noon.Add(-30*time.Minute), dbtest.Noon)
	s.Run(`insert into presence (clinic_id, id, client_id, session_id, staff_id, role, came_at, confirmed_at)
		values ($1, $2, $3, $4, $5, 'therapist', $6, $6)`, clinic, db.NewID(), s.Client, s.Session, jonah, dbtest.Noon.Add(-30*time.Minute))
	s.Run(`with taken as (
		    insert into intake (clinic_id, id, client_id, session_id, at, mg, from_paper, witness)
		    values ($1, $2, $3, $4, $5, 150, true, $6))
		insert into intake_line (clinic_id, id, client_id, intake_id, units, strength)
		values ($1, $7, $3, $2, 1.5, 100)`, clinic, db.NewID(), s.Client, s.Session, dbtest.Noon, jonah, db.NewID())
	s.Run(`insert into vitals (clinic_id, id, client_id, session_id, taken_at, slot, systolic, diastolic, heart_rate, spo2, sedation, measured_by)
		values ($1, $2, $3, $4, $5, 'baseline', 128, 82, 72, 98, 5, $6)`,
		clinic, db.NewID(), s.Client, s.Session, dbtest.Noon.Add(-10*time.Minute), jonah)
}

// At puts the clock minutes after noon.
func (s Room) At(minute int) { s.Set(dbtest.Noon.Add(time.Duration(minute) * time.Minute)) }

// Path is the address of a page of the session: "/vitals".
func (s Room) Path(page string) string {
	return "/clients/" + s.Client.String() + "/dosing/" + s.Session.String() + page
}

// Coming is another client, Ben, booked for noon: nothing is gathered, nothing ordered.
func Coming(t *testing.T) (Room, uuid.UUID) {
	s := Open(t)
	ben, course, visit := db.NewID(), db.NewID(), db.NewID()
	jonah, clinic := s.Staff["jonah"].Staff, s.ID
	s.Run(`insert into client (clinic_id, id, number, legal_name, legal_key, preferred_name, preferred_key, born)
		values ($1, $2, '', 'Benjamin Ode', 'benjamin ode', 'Ben', 'ben', '1990-05-01')`, clinic, ben)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist"} {
		s.Run(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, clinic, db.NewID(), ben, s.Staff[name].Staff, role)
	}
	s.Run(`insert into course (clinic_id, id, client_id, opened_at, therapist_id) values ($1, $2, $3, '2026-10-01', $4)`, clinic, course, ben, jonah)
	s.Run(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id, room_id)
		values ($1, $2, $3, $4, 'dosing', '2026-11-24 19:00Z', '2026-11-24 22:00Z', 'confirmed', $5, $6)`,
		clinic, visit, ben, course, jonah, s.Rooms[1])
	s.Client = ben
	return s, visit
}

// Holds looks for what only the page's source says.
func (s Room) Holds(w testdesk.Answer, parts ...string) {
	s.T.Helper()
	for _, part := range parts {
		if !strings.Contains(w.Body.String(), part) {
			s.T.Errorf("%s is not in the page", part)
		}
	}
}

// Arrived is Ben here, by the page.
func Arrived(t *testing.T) Room {
	t.Helper()
	s, visit := Coming(t)
	to := s.Get("jonah", "/clients/"+s.Client.String()+"/dosing/new?appointment="+visit.String()).To()
	s.Answers("the arrival", s.Get("jonah", to), http.StatusOK, "The client is here", "Juniper", "Jonah Weiss")
	page, _, _ := strings.Cut(to, "?")
	w := s.Post("jonah", page, url.Values{"appointment": {visit.String()}})
	s.Answers("arriving", w, http.StatusSeeOther)
	s.Session = uuid.MustParse(page[strings.LastIndex(page, "/")+1:])
	if want := s.Path("/arrival-check"); w.To() != want {
		t.Errorf("led to %s, want %s", w.To(), want)
	}
	return s
}
