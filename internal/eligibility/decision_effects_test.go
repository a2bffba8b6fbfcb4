package eligibility_test

import (
	"testing"
	"time"

	"kap/internal/db"
)

// booked is a dosing session so many days ahead, with its number in the course.
func (h house) booked(t *testing.T, number, days int, status, waitsFor string) {
	t.Helper()
	id, at := db.NewID(), h.Now().AddDate(0, 0, days)
	h.own(t, `insert into appointment (clinic_id, id, created_at, client_id, course_id, kind, starts_at, ends_at, status, tentative_for)
		values ($1, $2, $3, $4, $5, 'dosing', $6, $7, $8, $9)`, h.Clinic.ID, id, h.Now(), h.client, h.course, at, at.Add(3*time.Hour), status, waitsFor)
	h.own(t, `insert into dosing_day (clinic_id, id, created_at, client_id, course_id, number, appointment_id)
		values ($1, $2, $3, $4, $5, $6, $7)`, h.Clinic.ID, db.NewID(), h.Now(), h.client, h.course, number, id)
}

// TestWhatADecisionSettles: the words are those that booking writes.
func TestWhatADecisionSettles(t *testing.T) {
	const noneLeft, followUp = "Dosing sessions left: none; with the prescriber", "Follow-up visit: due before this session"
	for _, c := range []struct {
		name              string
		number, sinceLast int // days; 0: no dose before
		waitsFor          string
		paused, followed  bool
		want              string
	}{
		{"no session was left", 1, 0, noneLeft, false, false, "confirmed "},
		{"the prescriber was asked", 1, 0, noneLeft + ", who has been asked", false, false, "confirmed "},
		{"no decision was in force", 1, 0, "With the prescriber", false, false, "confirmed "},
		{"the follow-up is due", 3, 0, followUp, false, false, "tentative " + followUp},
		{"the follow-up was held", 3, 0, noneLeft + "; " + followUp, false, true, "confirmed "},
		{"as it was asked for", 1, 0, "", false, false, "tentative "},
		{"paused", 1, 0, "With the prescriber", true, false, "tentative Paused"},
		{"11 days after the last dose", 2, 11, noneLeft, false, false, "confirmed "},
		{"10 days, which want a reason", 2, 10, noneLeft, false, false, "tentative Interval: a reason, or another day"},
		{"4 days, which nobody may", 2, 4, noneLeft, false, false, "tentative Interval: ask for another day"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			h.consulted(t, nil)
			if c.sinceLast > 0 {
				h.dosed(t, 1, today.AddDate(0, 0, 14-c.sinceLast))
			}
			h.booked(t, c.number, 14, "tentative", c.waitsFor)
			if c.paused {
				h.own(t, `insert into pause (clinic_id, id, created_at, client_id, course_id, kind, reason, opened_at)
					values ($1, $2, $3, $4, $5, 'medical', 'Ill', $3)`, h.Clinic.ID, db.NewID(), h.Now(), h.client, h.course)
			}
			if c.followed {
				h.dosed(t, 1, today.AddDate(0, 0, -21))
				h.dosed(t, 2, today.AddDate(0, 0, -7))
				h.own(t, `insert into consultation (clinic_id, id, created_at, client_id, course_id, kind, held_at, signed_at, signed_by)
					values ($1, $2, $3, $4, $5, 'follow-up', $6, $6, $7)`, h.Clinic.ID, db.NewID(), h.Now().Add(-time.Minute), h.client, h.course,
					h.Now().Add(-time.Hour), h.Staff["miriam"].Staff)
			}
			h.decided(t, authorizing())
			var got string
			if err := h.Owner.QueryRow(t.Context(), `select status || ' ' || tentative_for from appointment`).Scan(&got); err != nil {
				t.Fatal(err)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
