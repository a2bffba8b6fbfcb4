package schedule_test

import (
	"testing"
	"time"

	"kap/internal/schedule"
)

func TestAVisitOutsideItsPersonsHoursIsBookedWithANotice(t *testing.T) {
	const worksUntilFive = "This is outside the usual hours of Jonah Weiss, LCSW on Wednesdays: 9:00 am to 12:00 pm, 12:00 pm to 5:00 pm."
	for _, c := range []struct {
		name, time string
		day        int
		minutes    int
		change     string // of Jonah's week: Wednesdays 9 to 12 and 12 to 5
		want       string
	}{
		{"from the first minute", "09:00", 1, 53, "", ""},
		{"a minute before", "08:59", 1, 53, "", worksUntilFive},
		{"until the last minute", "16:00", 1, 60, "", ""},
		{"a minute over", "16:00", 1, 61, "", worksUntilFive},
		{"across hours that touch", "11:30", 1, 60, "", ""},
		{"across a break", "11:30", 1, 60, `update staff_hours set starts = '12:30' where starts = '12:00'`,
			"This is outside the usual hours of Jonah Weiss, LCSW on Wednesdays: 9:00 am to 12:00 pm, 12:30 pm to 5:00 pm."},
		{"another day of the week", "09:00", 2, 53, "", "Jonah Weiss, LCSW usually has no hours on Thursdays."},
		{"nobody's hours are known", "06:00", 1, 53, `delete from staff_hours`, ""},
		{"hours that ended that day", "09:00", 1, 53, `update staff_hours set valid_until = '2026-11-25'`, ""},
		{"hours that end the day after", "09:00", 1, 53, `update staff_hours set valid_until = '2026-11-26'`, ""},
		{"time off that ends as it begins", "09:00", 1, 53, `update time_off set starts_at = '2026-11-25 15:00Z', ends_at = '2026-11-25 16:00Z'`, ""},
		{"time off that ends a minute later", "09:00", 1, 53, `update time_off set starts_at = '2026-11-25 15:00Z', ends_at = '2026-11-25 16:01Z'`,
			"Jonah Weiss, LCSW is off from Wed Nov 25, 8:00 am to Wed Nov 25, 9:01 am."},
		{"time off that was called off", "09:00", 1, 53,
			`update time_off set starts_at = '2026-11-25 15:00Z', ends_at = '2026-11-25 17:00Z', cancelled_at = '2026-11-20 00:00Z'`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			h.run(t, `delete from staff_hours`)
			h.run(t, `insert into staff_hours (clinic_id, id, staff_id, weekday, starts, ends)
				values ($1, gen_random_uuid(), $2, 3, '09:00', '12:00'), ($1, gen_random_uuid(), $2, 3, '12:00', '17:00')`, h.Clinic.ID, h.staff("jonah"))
			h.run(t, `insert into time_off (clinic_id, id, staff_id, starts_at, ends_at)
				values ($1, gen_random_uuid(), $2, '2026-12-24 07:00Z', '2027-01-02 07:00Z')`, h.Clinic.ID, h.staff("jonah"))
			if c.change != "" {
				h.run(t, c.change)
			}
			id := h.book(t, "grace", h.ana, func(talk *schedule.TalkEntry) {
				talk.Day, talk.Time, talk.Minutes = day(c.day), c.time, c.minutes
			})
			if got := h.visit(t, h.ana, id).Outside; got != c.want {
				t.Errorf("got %q want %q", got, c.want)
			}
		})
	}
}

func TestEverythingMissingOfABookingIsSaidAtOnce(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		name   string
		change func(*schedule.TalkEntry)
		want   string
	}{
		{"nothing typed", func(talk *schedule.TalkEntry) { *talk = schedule.TalkEntry{VisitMode: "here"} }, "kind minutes staff_id room_id day time"},
		{"no room and no time", func(talk *schedule.TalkEntry) { talk.Room, talk.Time = [16]byte{}, "" }, "room_id time"},
		{"no room, by telephone", func(talk *schedule.TalkEntry) { talk.Room, talk.VisitMode = [16]byte{}, "telephone" }, ""},
		{"a day that has passed and a stranger", func(talk *schedule.TalkEntry) { talk.Day, talk.Staff = day(-1), h.staff("grace") }, "day staff_id"},
		{"a time that does not exist", func(talk *schedule.TalkEntry) {
			talk.Day, talk.Time = time.Date(2027, 3, 14, 0, 0, 0, 0, time.UTC), "02:30"
		}, "time"},
	} {
		if got := fields(h.BookTalk(h.as("grace"), h.ana, [16]byte{15: 1}, h.talk(c.change))); got != c.want {
			t.Errorf("%s: got %q want %q", c.name, got, c.want)
		}
	}
}
