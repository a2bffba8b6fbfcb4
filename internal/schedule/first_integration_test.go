package schedule_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/protocol"
	"kap/internal/schedule"
)

func TestTheDayOfTheFirstIntegrationVisit(t *testing.T) {
	dosing := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name         string
		after, today int // days after the dosing
		reason       string
		change       func(*schedule.LastDosing, *protocol.Integration)
		want         string
	}{
		{"on the day itself", 0, 0, "", nil, "day"},
		{"day 1", 1, 0, "", nil, ""},
		{"day 3", 3, 0, "", nil, ""},
		{"day 4", 4, 0, "", nil, "reason"},
		{"day 4 with a reason", 4, 0, "Travels", nil, ""},
		{"day 7 with a reason", 7, 0, "Travels", nil, ""},
		{"day 8", 8, 0, "Travels", nil, "day"},
		{"day 8, asked on day 7", 8, 7, "Travels", nil, "day"},
		{"day 9, once day 7 is gone", 9, 8, "Did not answer", nil, ""},
		{"day 9, without a reason", 9, 8, "", nil, "reason"},
		{"day 9, the second visit", 9, 0, "", func(l *schedule.LastDosing, _ *protocol.Integration) { l.First = false }, ""},
		{"no dosing before it", 9, 0, "", func(l *schedule.LastDosing, _ *protocol.Integration) { l.Day = time.Time{} }, ""},
		{"day 4, where the protocol has it", 4, 0, "", func(_ *schedule.LastDosing, i *protocol.Integration) { i.FirstUntil = 4 }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			last := schedule.LastDosing{Day: dosing, First: true, Today: dosing.AddDate(0, 0, c.today)}
			i := protocol.Default().Integration
			if c.change != nil {
				c.change(&last, &i)
			}
			if got := fields(last.Integration(dosing.AddDate(0, 0, c.after), c.reason, i)); got != c.want {
				t.Errorf("got a refusal at %q, want %q", got, c.want)
			}
		})
	}
}

func TestBookingAnIntegrationVisitLooksAtTheDosingBefore(t *testing.T) {
	h := open(t)
	h.run(t, `insert into dosing_day (clinic_id, id, client_id, on_date, place) values ($1, $2, $3, $4, 'here')`,
		h.Clinic.ID, db.NewID(), h.ana, dbtest.Noon)
	on := func(days int, reason string) (uuid.UUID, error) {
		id := db.NewID()
		return id, h.BookTalk(h.as("grace"), h.ana, id, h.talk(func(talk *schedule.TalkEntry) { talk.Day, talk.Reason = day(days), reason }))
	}
	if _, err := on(9, "Travels"); fields(err) != "day" {
		t.Errorf("day 9 as the first: got %v", err)
	}
	if _, err := on(5, ""); fields(err) != "reason" {
		t.Errorf("day 5 without a reason: got %v", err)
	}
	first, err := on(2, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := on(9, ""); err != nil {
		t.Errorf("the second, on day 9: got %v", err)
	}
	if err := h.Cancel(h.as("grace"), h.ana, first, schedule.CancelEntry{By: "client"}); err != nil {
		t.Fatal(err)
	}
	if n := h.count(t, `select count(*) from appointment where status = 'confirmed'`); n != 1 {
		t.Errorf("got %d visits, want the second one", n)
	}
}
