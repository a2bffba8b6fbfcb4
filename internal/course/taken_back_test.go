package course_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/schedule"
)

func TestAMissedOrCancelledDosingIsTakenBackByTheRulesOfBooking(t *testing.T) {
	nine := time.Date(2026, 11, 25, 16, 0, 0, 0, time.UTC) // in Denver, the day after today
	for _, c := range []struct {
		name     string
		at       time.Time // of taking it back
		cancel   bool
		meantime func(*testing.T, desk)
		want     schedule.Status
		refused  string
	}{
		{"missed", nine.Add(time.Hour), false, nil, schedule.Confirmed, ""},
		{"missed yesterday", nine.Add(24 * time.Hour), false, nil, "", "day of this dosing session has passed"},
		{"cancelled", nine.Add(-time.Hour), true, nil, schedule.Confirmed, ""},
		{"cancelled, and revoked since", nine.Add(-time.Hour), true, func(t *testing.T, h desk) { h.decide(t, "revoked", 0) }, schedule.Tentative, ""},
		{"cancelled, and another day taken since", nine.Add(-time.Hour), true, func(t *testing.T, h desk) {
			if _, err := h.book(3, nil); err != nil {
				t.Fatal(err)
			}
		}, "", "Interval"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := openDesk(t)
			id, err := h.book(1, nil)
			if err != nil {
				t.Fatal(err)
			}
			if c.cancel {
				err = h.s.CancelDosing(h.as("grace"), h.ana, id, schedule.CancelEntry{By: "client"})
			} else {
				h.Set(nine.Add(time.Minute))
				err = h.s.MissDosing(h.as("grace"), h.ana, id)
			}
			if err != nil {
				t.Fatal(err)
			}
			if c.meantime != nil {
				c.meantime(t, h)
			}
			h.Set(c.at)
			err = h.s.TakeBackDosing(h.as("grace"), h.ana, id)
			planned := h.count(t, `select count(*) from dosing_day where appointment_id = $1 and cancelled_at is null and number = 1`, id)
			if c.refused != "" {
				if err == nil || !strings.Contains(err.Error(), c.refused) || planned != 0 {
					t.Errorf("got %v, planned %d", err, planned)
				}
				return
			}
			if err != nil || planned != 1 {
				t.Fatalf("got %v, planned %d", err, planned)
			}
			if n := h.count(t, `select count(*) from appointment where id = $1 and status = $2`, id, string(c.want)); n != 1 {
				t.Errorf("it is not %s", c.want)
			}
		})
	}
}
