package testday

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/dosing"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/readiness"
)

// Both steps' services answer for the day.
type (
	readying = readiness.Service
	dosed    = dosing.Service
)

// Booked is a clinic where Ana is booked for her first dose from 11:30 am to 2:30 pm, and
// nothing stands in the way; the clock stands at noon.
type Booked struct {
	*dbtest.DB
	dbtest.Clinic
	readying
	dosed
	T *testing.T

	Client, Course, Visit, Session, Consent uuid.UUID
}

func Book(t *testing.T) Booked {
	t.Helper()
	t.Parallel()
	d := dbtest.New(t)
	h := Booked{DB: d, Clinic: d.Clinic(t), readying: readying{DB: d.DB}, dosed: dosed{DB: d.DB}, T: t,
		Client: db.NewID(), Course: db.NewID(), Visit: db.NewID(), Session: db.NewID(), Consent: db.NewID()}
	h.Own(`insert into protocol (clinic_id, id, version, body, effective_from, drafted_by, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-01-01', null, $4, '2026-01-01')`, h.ID(), db.NewID(), protocol.Default(), h.Who("miriam"))
	h.Own(`insert into client (clinic_id, id, number, legal_name, legal_key, preferred_name, preferred_key, born)
		values ($1, $2, '', 'Anastasia Ruiz', 'anastasia ruiz', 'Ana', 'ana', '1984-03-14')`, h.ID(), h.Client)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist", "tomas": "nurse"} {
		h.Own(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, h.ID(), db.NewID(), h.Client, h.Who(name), role)
	}
	h.Own(`insert into course (clinic_id, id, client_id, opened_at, therapist_id, prescriber_id)
		values ($1, $2, $3, '2026-10-01', $4, $5)`, h.ID(), h.Course, h.Client, h.Who("jonah"), h.Who("miriam"))
	h.order()
	h.prepare()
	h.booking()
	return h
}

// order is the decision, the prescription, the lozenges and the consents.
func (h Booked) order() {
	decision := db.NewID()
	h.Own(`insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, indication, protocol_version,
		    valid_from, valid_until, sessions, signed_at, signed_by)
		values ($1, $2, $3, $4, 'eligible', 'F33.2', 1, '2026-11-03', '2027-01-31', 2, '2026-11-03 18:00Z', $5)`,
		h.ID(), decision, h.Client, h.Course, h.Who("miriam"))
	h.Own(`insert into prescription (clinic_id, id, client_id, course_id, decision_id, strength, units_dispensed, start_units, max_units,
		    booster_units, issued_on, expires_on, signed_at, signed_by)
		values ($1, $2, $3, $4, $5, 100, 8, 1.5, 2, 0.5, '2026-11-03', '2027-01-31', '2026-11-03 18:00Z', $6)`,
		h.ID(), db.NewID(), h.Client, h.Course, decision, h.Who("miriam"))
	h.Own(`insert into supply_entry (clinic_id, id, client_id, kind, strength, lot, units, at)
		values ($1, $2, $3, 'dispensed', 100, 'A1', 8, '2026-11-10')`, h.ID(), db.NewID(), h.Client)
	for kind, id := range map[string]uuid.UUID{"treatment": h.Consent, "touch": db.NewID(), "recording": db.NewID()} {
		h.Own(`with t as (
			    insert into consent_text (clinic_id, id, kind, version, title, text, sha256, drafted_by, approved_by, approved_at)
			    values ($1, $2, $3, 1, 'Title', 'Text of ' || $3, sha256(convert_to('Text of ' || $3, 'UTF8')), null, $6, '2026-01-01')
			    returning id, sha256)
			insert into consent (clinic_id, id, client_id, course_id, kind, text_id, text_sha256, answer, signed_at, explained_by)
			select $1, $4, $5, $7, $3, t.id, t.sha256, 'yes', '2026-11-05', $6
			from t`, h.ID(), db.NewID(), kind, id, h.Client, h.Who("miriam"), h.Course)
	}
}

// prepare is what is gathered before the day.
func (h Booked) prepare() {
	h.Own(`insert into preparation_session (clinic_id, id, client_id, course_id, held_at, intention, setting, completed_at)
		values ($1, $2, $3, $4, '2026-11-12 18:00Z', 'To meet the quiet', '{"music": "soft"}', '2026-11-12 19:00Z')`, h.ID(), db.NewID(), h.Client, h.Course)
	h.Own(`insert into goal (clinic_id, id, created_at, client_id, course_id, position, words)
		values ($1, $2, '2026-11-12', $3, $4, 1, 'Sleep')`, h.ID(), db.NewID(), h.Client, h.Course)
	for _, item := range []string{"holds", "fasting"} {
		h.Own(`insert into readiness_item (clinic_id, id, client_id, course_id, item, state, by, at)
			values ($1, $2, $3, $4, $5, 'done', $6, '2026-11-12')`, h.ID(), db.NewID(), h.Client, h.Course, item, h.Who("jonah"))
	}
	for _, instrument := range []string{"phq9", "gad7"} {
		h.Own(`insert into measure_response (clinic_id, id, client_id, course_id, instrument, complete, total, at)
			values ($1, $2, $3, $4, $5, true, 12, '2026-11-23 18:00Z')`, h.ID(), db.NewID(), h.Client, h.Course, instrument)
	}
}

func (h Booked) booking() {
	from, until := h.After(-30), h.After(150)
	h.Own(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id, room_id)
		values ($1, $2, $3, $4, 'dosing', $5, $6, 'confirmed', $7, $8)`, h.ID(), h.Visit, h.Client, h.Course, from, until, h.Who("jonah"), h.Rooms[0])
	h.Own(`insert into booking (clinic_id, id, appointment_id, staff_id, starts_at, ends_at)
		values ($1, $2, $3, $4, $5, $6)`, h.ID(), db.NewID(), h.Visit, h.Who("jonah"), from, until)
	h.Own(`insert into booking (clinic_id, id, appointment_id, room_id, starts_at, ends_at)
		values ($1, $2, $3, $4, $5, $6)`, h.ID(), db.NewID(), h.Visit, h.Rooms[0], from, until.Add(15*time.Minute))
	h.Own(`insert into dosing_day (clinic_id, id, client_id, course_id, number, appointment_id)
		values ($1, $2, $3, $4, 1, $5)`, h.ID(), db.NewID(), h.Client, h.Course, h.Visit)
}

// Here is Ana arrived at 11:40, Jonah with her, everything asked and measured by 11:55.
func Here(t *testing.T) Booked {
	t.Helper()
	h := Book(t)
	h.At(-20)
	h.Do(h.Arrive(h.By("jonah"), h.Client, h.Session, h.Visit))
	h.Own(`insert into presence (clinic_id, id, client_id, session_id, staff_id, role, came_at, confirmed_at)
		values ($1, $2, $3, $4, $5, 'therapist', $6, $6)`, h.ID(), db.NewID(), h.Client, h.Session, h.Who("jonah"), h.After(-20))
	h.At(-10)
	h.Answer(HealthyArrival())
	h.Pressure(-10, 128, 82)
	h.At(-5)
	return h
}

// Cleared is Here with readiness signed at 11:55; the clock stands at noon.
func Cleared(t *testing.T) Booked {
	t.Helper()
	h := Here(t)
	h.Do(h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()))
	h.At(0)
	return h
}

// Answer saves the arrival check as Jonah sees it now.
func (h Booked) Answer(a readiness.Arrival) {
	h.T.Helper()
	p, err := h.ArrivalCheck(h.By("jonah"), h.Client, h.Session)
	h.Do(err)
	h.Do(h.SaveArrivalCheck(h.By("jonah"), h.Client, h.Session, db.NewID(), p.Rows, a))
}

// Pressure is a healthy reading but for its blood pressure, minutes after noon.
func (h Booked) Pressure(minute, systolic, diastolic int) {
	h.T.Helper()
	h.Own(`insert into vitals (clinic_id, id, client_id, session_id, taken_at, slot, systolic, diastolic, heart_rate, spo2, sedation, measured_by)
		values ($1, $2, $3, $4, $5, 'baseline', $6, $7, 72, 98, 5, $8)`,
		h.ID(), db.NewID(), h.Client, h.Session, h.After(minute), systolic, diastolic, h.Who("jonah"))
}

// Lozenge is 1.5 × 100 mg, taken now.
func (h Booked) Lozenge() dosing.IntakeEntry {
	return dosing.IntakeEntry{Step: medication.First, At: h.Now(), Witness: h.Who("jonah"),
		Lines: []dosing.LineEntry{{Line: medication.Line{Units: medication.Units(3), Strength: medication.Milligrams(100)}, Lot: "A1"}}}
}

func (h Booked) ID() uuid.UUID             { return h.Clinic.ID }
func (h Booked) Who(name string) uuid.UUID { return h.Staff[name].Staff }
func (h Booked) By(name string) context.Context {
	return h.Clinic.As(h.T.Context(), name)
}
func (h Booked) After(minute int) time.Time {
	return dbtest.Noon.Add(time.Duration(minute) * time.Minute)
}
func (h Booked) At(minute int) { h.Set(h.After(minute)) }

// Own runs a statement as the owner.
func (h Booked) Own(statement string, args ...any) {
	h.T.Helper()
	if _, err := h.Owner.Exec(context.Background(), statement, args...); err != nil {
		h.T.Fatal(err)
	}
}

// Look reads one value as the owner, who sees every row.
func Look[T any](h Booked, statement string, args ...any) (value T) {
	h.T.Helper()
	if err := h.Owner.QueryRow(context.Background(), statement, args...).Scan(&value); err != nil {
		h.T.Fatal(err)
	}
	return value
}

func (h Booked) Do(err error) {
	h.T.Helper()
	if err != nil {
		if p, ok := problem.As(err); ok {
			h.T.Fatalf("%v %v", p.Message, p.Fields)
		}
		h.T.Fatal(err)
	}
}
