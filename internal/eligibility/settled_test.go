package eligibility_test

import (
	"testing"
	"time"

	"kap/internal/db"
)

func (h house) booked(t *testing.T, status, waitsFor string) {
	t.Helper()
	h.own(t, `insert into appointment (clinic_id, id, created_at, client_id, course_id, kind, starts_at, ends_at, status, tentative_for)
		values ($1, $2, $3, $4, $5, 'dosing', $6, $7, $8, $9)`, h.Clinic.ID, db.NewID(), h.Now(), h.client, h.course,
		h.Now().AddDate(0, 0, 14), h.Now().AddDate(0, 0, 14).Add(3*time.Hour), status, waitsFor)
}

// TestWhatADecisionSettles: the words are those that booking writes.
func TestWhatADecisionSettles(t *testing.T) {
	for _, c := range []struct {
		name, status, waitsFor string
		paused, followed       bool
		want                   string
	}{
		{"no session was left", "tentative", "Dosing sessions left: none; with the prescriber", false, false, "confirmed "},
		{"the prescriber was asked", "tentative", "Dosing sessions left: none; with the prescriber, who has been asked", false, false, "confirmed "},
		{"no decision was in force", "tentative", "With the prescriber", false, false, "confirmed "},
		{"the follow-up is due", "tentative", "Follow-up visit: due before this session", false, false, "tentative Follow-up visit: due before this session"},
		{"the follow-up was held", "tentative", "Dosing sessions left: none; with the prescriber; Follow-up visit: due before this session", false, true, "confirmed "},
		{"as it was asked for", "tentative", "", false, false, "tentative "},
		{"paused", "tentative", "With the prescriber", true, false, "tentative Paused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			h.consulted(t, nil)
			h.booked(t, c.status, c.waitsFor)
			if c.paused {
				h.own(t, `insert into pause (clinic_id, id, created_at, client_id, course_id, kind, reason, opened_at)
					values ($1, $2, $3, $4, $5, 'medical', 'Ill', $3)`, h.Clinic.ID, db.NewID(), h.Now(), h.client, h.course)
			}
			if c.followed {
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
