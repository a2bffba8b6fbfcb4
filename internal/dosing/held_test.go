package dosing_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/dosing"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/testday"
	"kap/internal/vitals"
)

// held is a clinic where Ana's lozenge was taken at noon, with Jonah in the room; she
// was cleared at 128/82 ten minutes earlier.
type held struct {
	*dbtest.DB
	dbtest.Clinic
	dosing.Service
	t *testing.T

	client, course, session uuid.UUID
}

// took opens such a session; the clock stands at the lozenge, dbtest.Noon.
func took(t *testing.T) held {
	t.Helper()
	t.Parallel()
	d := dbtest.New(t)
	h := held{DB: d, Clinic: d.Clinic(t), Service: dosing.Service{DB: d.DB}, t: t,
		client: db.NewID(), course: db.NewID(), session: db.NewID()}
	h.own(`insert into protocol (clinic_id, id, version, body, effective_from, drafted_by, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-01-01', null, $4, '2026-01-01')`, h.Clinic.ID, db.NewID(), protocol.Default(), h.staff("miriam"))
	h.own(`insert into client (clinic_id, id, number, legal_name, preferred_name, born)
		values ($1, $2, '', 'Anastasia Ruiz', 'Ana', '1984-03-14')`, h.Clinic.ID, h.client)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist", "tomas": "nurse", "ada": "medical_assistant"} {
		h.own(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, h.Clinic.ID, db.NewID(), h.client, h.staff(name), role)
	}
	h.own(`insert into course (clinic_id, id, client_id, opened_at, therapist_id, prescriber_id)
		values ($1, $2, $3, '2026-10-01', $4, $5)`, h.Clinic.ID, h.course, h.client, h.staff("jonah"), h.staff("miriam"))
	h.own(`insert into dosing_session (clinic_id, id, client_id, course_id, therapist_id, room_id, protocol_version,
		    status, arrived_at, cleared_at, cleared_by, started_at)
		values ($1, $2, $3, $4, $5, $6, 1, 'dosed', $7, $8, $5, $9)`,
		h.Clinic.ID, h.session, h.client, h.course, h.staff("jonah"), h.Rooms[0], h.after(-30), h.after(-5), h.after(0))
	h.own(`insert into presence (clinic_id, id, client_id, session_id, staff_id, role, came_at, confirmed_at)
		values ($1, $2, $3, $4, $5, 'therapist', $6, $6)`, h.Clinic.ID, db.NewID(), h.client, h.session, h.staff("jonah"), h.after(-30))
	h.own(`insert into arrival_check (clinic_id, id, client_id, session_id, at, by, answers)
		values ($1, $2, $3, $4, $5, $6, '{"lozenges.brought": [{"strength": "100", "units": "2", "lot": "", "labeled": "2"}]}')`,
		h.Clinic.ID, db.NewID(), h.client, h.session, h.after(-20), h.staff("jonah"))
	h.intake(0, "first")
	h.own(`insert into vitals (clinic_id, id, client_id, session_id, taken_at, slot, systolic, diastolic, heart_rate, spo2, sedation, measured_by)
		values ($1, $2, $3, $4, $5, 'baseline', 128, 82, 72, 98, 5, $6)`,
		h.Clinic.ID, db.NewID(), h.client, h.session, h.after(-10), h.staff("jonah"))
	return h
}

// intake is one lozenge of 100 mg, minutes after the first.
func (h held) intake(minute int, kind string) {
	h.t.Helper()
	id := db.NewID()
	h.own(`with taken as (
		    insert into intake (clinic_id, id, client_id, session_id, kind, at, mg, from_paper, witness)
		    values ($1, $2, $3, $4, $5, $6, 100, true, $7))
		insert into intake_line (clinic_id, id, client_id, intake_id, units, strength)
		values ($1, $8, $3, $2, 1, 100)`,
		h.Clinic.ID, id, h.client, h.session, kind, h.after(minute), h.staff("jonah"), db.NewID())
}

func (h held) staff(name string) uuid.UUID { return h.Staff[name].Staff }

// own runs a statement as the owner.
func (h held) own(statement string, args ...any) {
	h.t.Helper()
	if _, err := h.Owner.Exec(context.Background(), statement, args...); err != nil {
		h.t.Fatal(err)
	}
}

// count counts as the owner, who sees every row.
func (h held) count(statement string, args ...any) (n int) {
	h.t.Helper()
	if err := h.Owner.QueryRow(context.Background(), statement, args...).Scan(&n); err != nil {
		h.t.Fatal(err)
	}
	return n
}

// after is a time in minutes after the lozenge.
func (h held) after(minute int) time.Time {
	return dbtest.Noon.Add(time.Duration(minute) * time.Minute)
}

// at puts the clock there.
func (h held) at(minute int) { h.Set(h.after(minute)) }

func (h held) as(name string) context.Context { return h.As(h.t.Context(), name) }

func (h held) chart() dosing.Chart {
	h.t.Helper()
	c, err := h.Chart(h.as("jonah"), h.client, h.session)
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

func (h held) do(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// typed is a healthy reading as it is typed now.
func typed(change func(*vitals.ReadingEntry)) vitals.ReadingEntry {
	t := vitals.ReadingEntry{Systolic: "128/82", Signs: vitals.Signs{HeartRate: 72, SpO2: 98, Sedation: ptr(5)}}
	change(&t)
	return t
}

func asTyped(*vitals.ReadingEntry) {}

func (h held) measure(change func(*vitals.ReadingEntry)) uuid.UUID {
	h.t.Helper()
	id := db.NewID()
	h.do(h.RecordVitals(h.as("jonah"), h.client, h.session, id, typed(change)))
	return id
}

// leaves is a departure with the escort and every answer as it should be.
func leaves(change func(*dosing.DepartureEntry)) dosing.DepartureEntry {
	d := dosing.DepartureEntry{Oriented: ptr(4), WalksSteadily: readiness.Yes, NauseaControlled: readiness.Yes, OwnBaseline: readiness.Yes,
		Safe: readiness.Yes, EscortPresent: readiness.Yes, EscortName: "Luis Ruiz", InstructionsGiven: readiness.Yes, Manner: dosing.WithEscort}
	change(&d)
	return d
}

func asUsual(*dosing.DepartureEntry) {}

// left brings the session to its end, everything recorded; the clock stands at 2:00 pm.
func (h held) left() {
	h.t.Helper()
	h.at(40)
	h.measure(asTyped)
	h.at(90)
	h.measure(asTyped)
	h.at(120)
	h.measure(func(t *vitals.ReadingEntry) { t.Slot = protocol.LeavingSlot })
	h.do(h.Depart(h.as("jonah"), h.client, h.session, db.NewID(), leaves(asUsual)))
}

func (h held) shown() string {
	h.t.Helper()
	hash, err := h.Hash(h.as("jonah"), h.client, h.session)
	h.do(err)
	return hash
}

var (
	ten    = testday.Ten // the moment of the lozenge in tests of the rules
	body   = protocol.Default()
	ago    = testday.Ago
	denver = ten.Location()
	yes    = readiness.Yes
)

func ptr[T any](v T) *T { return &v }
