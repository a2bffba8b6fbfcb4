package dosing_test

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
)

// booked is a clinic where Ana is booked for her first dose from 11:30 am to 2:30 pm, and
// nothing stands in the way; the clock stands at noon.
type booked struct {
	*dbtest.DB
	dbtest.Clinic
	dosing.Service
	t *testing.T

	client, course, visit, session, consent uuid.UUID
}

func book(t *testing.T) booked {
	t.Helper()
	t.Parallel()
	d := dbtest.New(t)
	h := booked{DB: d, Clinic: d.Clinic(t), Service: dosing.Service{DB: d.DB}, t: t, client: db.NewID(), course: db.NewID(),
		visit: db.NewID(), session: db.NewID(), consent: db.NewID()}
	h.own(`insert into protocol (clinic_id, id, version, body, effective_from, drafted_by, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-01-01', null, $4, '2026-01-01')`, h.ID(), db.NewID(), protocol.Default(), h.staff("miriam"))
	h.own(`insert into client (clinic_id, id, number, legal_name, preferred_name, born)
		values ($1, $2, '', 'Anastasia Ruiz', 'Ana', '1984-03-14')`, h.ID(), h.client)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist", "tomas": "nurse"} {
		h.own(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, h.ID(), db.NewID(), h.client, h.staff(name), role)
	}
	h.own(`insert into course (clinic_id, id, client_id, opened_at, therapist_id, prescriber_id)
		values ($1, $2, $3, '2026-10-01', $4, $5)`, h.ID(), h.course, h.client, h.staff("jonah"), h.staff("miriam"))
	h.order()
	h.prepare()
	h.booking()
	return h
}

// order is the decision, the prescription, the lozenges and the consents.
func (h booked) order() {
	decision := db.NewID()
	h.own(`insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, indication, protocol_version,
		    valid_from, valid_until, sessions, signed_at, signed_by)
		values ($1, $2, $3, $4, 'eligible', 'F33.2', 1, '2026-11-03', '2027-01-31', 2, '2026-11-03 18:00Z', $5)`,
		h.ID(), decision, h.client, h.course, h.staff("miriam"))
	h.own(`insert into prescription (clinic_id, id, client_id, course_id, decision_id, strength, units_dispensed, start_units, max_units,
		    booster_units, issued_on, expires_on, signed_at, signed_by)
		values ($1, $2, $3, $4, $5, 100, 8, 1.5, 2, 0.5, '2026-11-03', '2027-01-31', '2026-11-03 18:00Z', $6)`,
		h.ID(), db.NewID(), h.client, h.course, decision, h.staff("miriam"))
	h.own(`insert into supply_entry (clinic_id, id, client_id, kind, strength, lot, units, at)
		values ($1, $2, $3, 'dispensed', 100, 'A1', 8, '2026-11-10')`, h.ID(), db.NewID(), h.client)
	for kind, id := range map[string]uuid.UUID{"treatment": h.consent, "touch": db.NewID(), "recording": db.NewID()} {
		h.own(`with t as (
			    insert into consent_text (clinic_id, id, kind, version, title, text, sha256, drafted_by, approved_by, approved_at)
			    values ($1, $2, $3, 1, 'Title', 'Text of ' || $3, sha256(convert_to('Text of ' || $3, 'UTF8')), null, $6, '2026-01-01')
			    returning id, sha256)
			insert into consent (clinic_id, id, client_id, course_id, kind, text_id, text_sha256, answer, signed_at, explained_by)
			select $1, $4, $5, $7, $3, t.id, t.sha256, 'yes', '2026-11-05', $6
			from t`, h.ID(), db.NewID(), kind, id, h.client, h.staff("miriam"), h.course)
	}
}

// prepare is what is gathered before the day.
func (h booked) prepare() {
	h.own(`insert into preparation_session (clinic_id, id, client_id, course_id, held_at, intention, setting, completed_at)
		values ($1, $2, $3, $4, '2026-11-12 18:00Z', 'To meet the quiet', '{"music": "soft"}', '2026-11-12 19:00Z')`, h.ID(), db.NewID(), h.client, h.course)
	h.own(`insert into goal (clinic_id, id, created_at, client_id, course_id, position, words)
		values ($1, $2, '2026-11-12', $3, $4, 1, 'Sleep')`, h.ID(), db.NewID(), h.client, h.course)
	for _, item := range []string{"holds", "fasting"} {
		h.own(`insert into readiness_item (clinic_id, id, client_id, course_id, item, state, by, at)
			values ($1, $2, $3, $4, $5, 'done', $6, '2026-11-12')`, h.ID(), db.NewID(), h.client, h.course, item, h.staff("jonah"))
	}
	for _, instrument := range []string{"phq9", "gad7"} {
		h.own(`insert into measure_response (clinic_id, id, client_id, course_id, instrument, complete, total, at)
			values ($1, $2, $3, $4, $5, true, 12, '2026-11-23 18:00Z')`, h.ID(), db.NewID(), h.client, h.course, instrument)
	}
}

func (h booked) booking() {
	from, until := h.after(-30), h.after(150)
	h.own(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id, room_id)
		values ($1, $2, $3, $4, 'dosing', $5, $6, 'confirmed', $7, $8)`, h.ID(), h.visit, h.client, h.course, from, until, h.staff("jonah"), h.Rooms[0])
	h.own(`insert into booking (clinic_id, id, appointment_id, staff_id, starts_at, ends_at)
		values ($1, $2, $3, $4, $5, $6)`, h.ID(), db.NewID(), h.visit, h.staff("jonah"), from, until)
	h.own(`insert into booking (clinic_id, id, appointment_id, room_id, starts_at, ends_at)
		values ($1, $2, $3, $4, $5, $6)`, h.ID(), db.NewID(), h.visit, h.Rooms[0], from, until.Add(15*time.Minute))
	h.own(`insert into dosing_day (clinic_id, id, client_id, course_id, number, appointment_id)
		values ($1, $2, $3, $4, 1, $5)`, h.ID(), db.NewID(), h.client, h.course, h.visit)
}

// here is Ana arrived at 11:40, Jonah with her, everything asked and measured by 11:55.
func here(t *testing.T) booked {
	t.Helper()
	h := book(t)
	h.at(-20)
	h.do(h.Arrive(h.as("jonah"), h.client, h.session, h.visit))
	h.own(`insert into presence (clinic_id, id, client_id, session_id, staff_id, role, came_at, confirmed_at)
		values ($1, $2, $3, $4, $5, 'therapist', $6, $6)`, h.ID(), db.NewID(), h.client, h.session, h.staff("jonah"), h.after(-20))
	h.at(-10)
	h.answer(healthyArrival())
	h.pressure(-10, 128, 82)
	h.at(-5)
	return h
}

// cleared is here with readiness signed at 11:55; the clock stands at noon.
func cleared(t *testing.T) booked {
	t.Helper()
	h := here(t)
	h.do(h.Clear(h.as("jonah"), h.client, h.session, db.NewID()))
	h.at(0)
	return h
}

// answer saves the arrival check as Jonah sees it now.
func (h booked) answer(a dosing.Arrival) {
	h.t.Helper()
	p, err := h.ArrivalCheck(h.as("jonah"), h.client, h.session)
	h.do(err)
	h.do(h.SaveArrivalCheck(h.as("jonah"), h.client, h.session, db.NewID(), p.Rows, a))
}

// pressure is a healthy reading but for its blood pressure, minutes after noon.
func (h booked) pressure(minute, systolic, diastolic int) {
	h.t.Helper()
	h.own(`insert into vitals (clinic_id, id, client_id, session_id, taken_at, slot, systolic, diastolic, heart_rate, spo2, sedation, measured_by)
		values ($1, $2, $3, $4, $5, 'baseline', $6, $7, 72, 98, 5, $8)`,
		h.ID(), db.NewID(), h.client, h.session, h.after(minute), systolic, diastolic, h.staff("jonah"))
}

// lozenge is 1.5 × 100 mg, taken now.
func (h booked) lozenge() dosing.Taking {
	return dosing.Taking{Step: medication.First, At: h.Now(), Witness: h.staff("jonah"),
		Lines: []dosing.TakenLine{{Line: medication.Line{Units: medication.Units(3), Strength: medication.Milligrams(100)}, Lot: "A1"}}}
}

func (h booked) ID() uuid.UUID               { return h.Clinic.ID }
func (h booked) staff(name string) uuid.UUID { return h.Staff[name].Staff }
func (h booked) as(name string) context.Context {
	return h.As(h.t.Context(), name)
}
func (h booked) after(minute int) time.Time {
	return dbtest.Noon.Add(time.Duration(minute) * time.Minute)
}
func (h booked) at(minute int) { h.Set(h.after(minute)) }

// own runs a statement as the owner.
func (h booked) own(statement string, args ...any) {
	h.t.Helper()
	if _, err := h.Owner.Exec(context.Background(), statement, args...); err != nil {
		h.t.Fatal(err)
	}
}

// look reads one value as the owner, who sees every row.
func look[T any](h booked, statement string, args ...any) (value T) {
	h.t.Helper()
	if err := h.Owner.QueryRow(context.Background(), statement, args...).Scan(&value); err != nil {
		h.t.Fatal(err)
	}
	return value
}

func (h booked) do(err error) {
	h.t.Helper()
	if err != nil {
		if p, ok := problem.As(err); ok {
			h.t.Fatalf("%v %v", p.Message, p.Fields)
		}
		h.t.Fatal(err)
	}
}
