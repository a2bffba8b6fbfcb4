package dosing_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/dosing"
)

// TestWhatWasBroughtBackOnADosingDay: the session of the day began half an hour before the lozenge.
func TestWhatWasBroughtBackOnADosingDay(t *testing.T) {
	h := took(t)
	day, mine := db.NewID(), h.session
	h.own(`insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date, started_at) values ($1, $2, $3, $4, 1, $5::timestamptz::date, $5)`,
		h.Clinic.ID, day, h.client, h.course, dbtest.Noon)
	h.own(`update dosing_session set dosing_day_id = $2 where id = $1`, h.session, day)
	says := func(session uuid.UUID, minute int, words string) {
		h.own(`insert into impression (clinic_id, id, client_id, session_id, at, quotes, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)`,
			h.Clinic.ID, db.NewID(), h.client, session, h.after(minute), words, h.staff("jonah"))
	}
	another := func() uuid.UUID {
		id := db.NewID()
		h.own(`update dosing_session set status = 'left', left_at = $2 where id = $1`, mine, h.after(130))
		h.own(`insert into dosing_session (clinic_id, id, client_id, course_id, status, arrived_at) values ($1, $2, $3, $4, 'arrived', $5)`,
			h.Clinic.ID, id, h.client, h.course, h.after(200))
		return id
	}
	for _, test := range []struct {
		name, want string
		plant      func()
	}{
		{"the first first", "a river Jonah Weiss, water Jonah Weiss", func() { says(mine, 120, "water"); says(mine, 100, "a river") }},
		{"a session without a day", "", func() { says(another(), 210, "later") }},
	} {
		h.own(`delete from impression`)
		test.plant()
		var got []string
		for _, i := range dbtest.Ask(h.as("jonah"), t, h.DB, func(b *db.Batch) *db.Rows[dosing.Impression] {
			return dosing.QueueImpressions(b, h.client, day)
		}) {
			got = append(got, i.Quotes+" "+i.ByName)
		}
		if all := strings.Join(got, ", "); all != test.want {
			t.Errorf("%s: got %q, want %q", test.name, all, test.want)
		}
	}
	says(mine, 100, "a river")
	if found := dbtest.Ask(h.as("jonah"), t, h.DB, func(b *db.Batch) *db.Rows[dosing.Impression] {
		return dosing.QueueImpressions(b, db.NewID(), day)
	}); len(found) > 0 {
		t.Errorf("another client's: got %v", found)
	}
}
