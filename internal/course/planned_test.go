package course_test

import (
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/protocol"
)

func TestACourseIsPlannedAsTheProtocolHasIt(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	body := protocol.Default()
	body.Scheduling.PlannedDoses = 4
	if _, err := d.Owner.Exec(t.Context(), `insert into protocol (clinic_id, id, version, body, effective_from, own_draft, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-01-01', true, $4, $5)`, c.ID, db.NewID(), body, c.Staff["miriam"].Staff, d.Now()); err != nil {
		t.Fatal(err)
	}
	ana := takeIn(t, d, c, "grace", asIs)
	var planned int
	if err := d.Owner.QueryRow(t.Context(), `select planned_doses from course where client_id = $1`, ana).Scan(&planned); err != nil || planned != 4 {
		t.Errorf("got %d planned doses, want 4 (%v)", planned, err)
	}
}
