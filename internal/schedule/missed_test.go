package schedule_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/protocol"
	"kap/internal/schedule"
)

// TestIntegrationVisitsMissedInARowAskThePrescriber: the front desk notes it, and reads
// nothing of what it opens.
func TestIntegrationVisitsMissedInARowAskThePrescriber(t *testing.T) {
	for _, c := range []struct {
		name     string
		statuses []string // before the one that is missed now, of an integration visit of this course where nothing else is said
		allowed  int      // by the protocol
		asked    int
	}{
		{"the first", nil, 2, 0},
		{"the second", []string{"no_show"}, 2, 1},
		{"one was held in between", []string{"no_show", "done"}, 2, 0},
		{"one was held before it", []string{"done", "no_show"}, 2, 1},
		{"the other was for something else", []string{"no_show consultation"}, 2, 0},
		{"something else was held in between", []string{"no_show", "done consultation"}, 2, 1},
		{"the other was of an earlier course", []string{"no_show earlier"}, 2, 0},
		{"the other was cancelled", []string{"not_held"}, 2, 0},
		{"the first, where the protocol asks then", nil, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			body := protocol.Default()
			body.Eligibility.ReviewMissedVisits = c.allowed
			h.run(t, `insert into protocol (clinic_id, id, version, body, effective_from, own_draft, approved_by, approved_at)
				values ($1, $2, 1, $3, '2026-01-01', true, $4, $5)`, h.Clinic.ID, db.NewID(), body, h.staff("miriam"), dbtest.Noon)
			course, earlier := db.NewID(), db.NewID()
			h.run(t, `insert into course (clinic_id, id, client_id, closed_at, closed_reason, opened_at) values ($1, $2, $3, '2026-10-01', 'completed', '2026-01-01')`,
				h.Clinic.ID, earlier, h.ana)
			h.run(t, `insert into course (clinic_id, id, client_id) values ($1, $2, $3)`, h.Clinic.ID, course, h.ana)
			for i, said := range c.statuses {
				at, of, kind := dbtest.Noon.AddDate(0, 0, i-10), course, "integration"
				status, what, _ := strings.Cut(said, " ")
				switch what {
				case "earlier":
					of = earlier
				case "consultation":
					kind = what
				}
				h.run(t, `insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status)
					values ($1, $2, $3, $4, $5, $6, $7, $8)`, h.Clinic.ID, db.NewID(), h.ana, of, kind, at, at.Add(time.Hour), status)
			}
			id := h.book(t, "grace", h.ana, nil)
			h.Advance(48 * time.Hour)
			if err := h.NoShow(h.as("grace"), h.ana, id); err != nil {
				t.Fatal(err)
			}
			if n := h.count(t, `select count(*) from review where kind = 'integration' and answered_at is null`); n != c.asked {
				t.Errorf("got %d reviews, want %d", n, c.asked)
			}
			if v := h.visit(t, h.ana, id); v.Status != schedule.NoShow {
				t.Errorf("got %s", v.Status)
			}
			if err := h.TakeBack(h.as("grace"), h.ana, id); err != nil {
				t.Fatal(err)
			}
			if n := h.count(t, `select count(*) from review where answered_at is null and entered_in_error_at is null`); n != 0 {
				t.Errorf("%d reviews wait after it was taken back", n)
			}
		})
	}
}
