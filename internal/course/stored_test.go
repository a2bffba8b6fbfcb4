package course_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/safety"
	"kap/internal/schedule"
)

// TestABookingIsReadAsItWasTyped: the visit has every field of the form, and the planned day
// stands on the prescriber's word.
func TestABookingIsReadAsItWasTyped(t *testing.T) {
	h := openDesk(t)
	h.took(t, 1, 1)
	early := course.EarlyDayEntry{Day: time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC), Reason: "travels after"}
	word := db.NewID()
	if err := h.s.AllowEarly(h.as("miriam"), h.ana, word, early); err != nil {
		t.Fatal(err)
	}
	typed := h.in(5, func(b *course.BookingEntry) {
		b.Time, b.Status, b.Reason, b.Room = "13:30", schedule.Tentative, "before the trip", h.clinic.Rooms[1]
	})
	visit := db.NewID()
	if err := h.s.BookDosing(h.as("grace"), h.ana, visit, typed); err != nil {
		t.Fatal(err)
	}
	read := dbtest.Ask(h.as("grace"), t, h.DB, func(b *db.Batch) *db.Rows[schedule.Visit] { return schedule.QueueVisits(b, h.ana) })
	v, _ := schedule.VisitWith(read, visit)
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	at := v.StartsAt.In(zone)
	got := course.BookingEntry{When: schedule.When{Day: time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC), Time: at.Format("15:04")},
		Staff: v.StaffID, Room: v.RoomID, Reason: v.Reason, Status: v.Status}
	if diff := cmp.Diff(typed, got); diff != "" {
		t.Errorf("(-typed +read):\n%s", diff)
	}
	days := dbtest.Ask(h.as("grace"), t, h.DB, func(b *db.Batch) course.CourseDays { return course.QueueDosingDays(b, h.ana) })
	planned := days[len(days)-1]
	if planned.OverrideID == nil || *planned.OverrideID != word || planned.Number != 2 || *planned.CourseID != h.course || *planned.AppointmentID != visit {
		t.Errorf("the planned day: got %+v", planned)
	}
	if n := h.count(t, `select count(*) from override where id = $1 and valid_on = $2 and reason = $3`, word, early.Day, early.Reason); n != 1 {
		t.Error("the prescriber's word is not read as it was typed")
	}
}

// TestADayIsReadAsItWasStarted: what the first lozenge says of its day, planned before or not.
func TestADayIsReadAsItWasStarted(t *testing.T) {
	h := openDesk(t)
	ctx := h.as("jonah")
	incident, other := db.NewID(), db.NewID()
	planned, err := h.book(1, nil)
	if err != nil {
		t.Fatal(err)
	}
	start := func(s course.DayStart) (id uuid.UUID) {
		t.Helper()
		s.Client, s.Course = h.ana, h.course
		if err := inside(t, h.DB, ctx, h.ana, func(tx *db.Tx) (err error) {
			id, err = course.StartDay(ctx, tx, s)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return id
	}
	for _, id := range []uuid.UUID{incident, other} {
		if err := inside(t, h.DB, ctx, h.ana, func(tx *db.Tx) error {
			return safety.OpenIncident(ctx, tx, h.ana, safety.Incident{ID: id, Kind: safety.Unplanned, Words: "one more"})
		}); err != nil {
			t.Fatal(err)
		}
	}
	at := dbtest.Noon.Add(24 * time.Hour)
	day := time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
	start(course.DayStart{Appointment: planned, StartedAt: at, Day: day, MinDays: 5})
	start(course.DayStart{StartedAt: at.AddDate(0, 0, 1), Day: day.AddDate(0, 0, 1), MinDays: 5, Incident: incident, Unplanned: true})
	start(course.DayStart{StartedAt: at.AddDate(0, 0, 2), Day: day.AddDate(0, 0, 2), MinDays: 5, Incident: other})
	type read struct {
		Number   int
		On       string
		At       time.Time
		Visit    uuid.UUID
		Incident uuid.UUID
	}
	var got []read
	for _, d := range dbtest.Ask(ctx, t, h.DB, func(b *db.Batch) course.CourseDays { return course.QueueDosingDays(b, h.ana) }) {
		r := read{Number: d.Number, On: d.Day.Format("Jan 2"), At: d.StartedAt.UTC()}
		if d.AppointmentID != nil {
			r.Visit = *d.AppointmentID
		}
		if d.IncidentID != nil {
			r.Incident = *d.IncidentID
		}
		if got = append(got, r); !d.Took || d.Place != course.Here || *d.CourseID != h.course {
			t.Errorf("got %+v", d)
		}
	}
	want := []read{{1, "Nov 25", at.UTC(), planned, uuid.Nil}, {0, "Nov 26", at.AddDate(0, 0, 1).UTC(), uuid.Nil, incident},
		{2, "Nov 27", at.AddDate(0, 0, 2).UTC(), uuid.Nil, other}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-started +read):\n%s", diff)
	}
}

// TestACourseIsReadAsItWasTyped: restarted, named anew, with ketamine elsewhere, closed.
func TestACourseIsReadAsItWasTyped(t *testing.T) {
	h := openDesk(t)
	closing := course.ClosingEntry{Reason: course.ClientsWish, Visit: course.VisitRefused, Leftover: course.TakenBack, Words: "wants to wait"}
	restart := course.RestartEntry{Kind: course.Maintenance, ReferredBy: "Dr. Osei"}
	elsewhere := course.ElsewhereEntry{Day: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Place: course.AtHome}
	naming := course.NamingEntry{PrescriberID: h.clinic.Staff["samuel"].Staff, TherapistID: h.clinic.Staff["priya"].Staff}
	if naming.PrescriberID == uuid.Nil {
		naming.PrescriberID = h.clinic.Staff["miriam"].Staff
	}
	id := db.NewID()
	for _, err := range []error{
		h.s.Close(h.as("grace"), h.ana, closing),
		h.s.Restart(h.as("grace"), h.ana, id, restart),
		h.s.TakenElsewhere(h.as("jonah"), h.ana, db.NewID(), elsewhere),
		h.s.Name(h.as("grace"), h.ana, naming),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	p, err := h.s.History(h.as("grace"), h.ana)
	if err != nil || len(p.Courses) != 2 || len(p.Days) != 1 {
		t.Fatalf("got %v %+v", err, p)
	}
	open, closed, day := p.Courses[0], p.Courses[1], p.Days[0]
	for _, one := range []struct {
		name        string
		typed, read any
	}{
		{"restart", restart, course.RestartEntry{Kind: open.Kind, ReferredBy: open.ReferredBy}},
		{"naming", naming, course.NamingEntry{PrescriberID: open.PrescriberID, TherapistID: open.TherapistID}},
		{"closing", closing, course.ClosingEntry{Reason: closed.ClosedReason, Visit: closed.ClosingVisit, Leftover: closed.Leftover, Words: closed.ClosingWords}},
		{"elsewhere", elsewhere, course.ElsewhereEntry{Day: day.Day, Place: day.Place}},
	} {
		if diff := cmp.Diff(one.typed, one.read); diff != "" {
			t.Errorf("%s (-typed +read):\n%s", one.name, diff)
		}
	}
	if open.ID != id || open.PlannedDoses != 6 || closed.ClosedBy != "Grace Kim" || day.CourseID != nil || !day.Took {
		t.Errorf("got %+v, %+v, %+v", open, closed, day)
	}
}

// TestABookingCountsItsOwnClientAndCourse: nobody's client is not there, and what an earlier
// course left confirmed takes no session of this one.
func TestABookingCountsItsOwnClientAndCourse(t *testing.T) {
	h := openDesk(t)
	if _, err := h.s.BookingOffer(h.as("grace"), db.NewID(), time.Time{}); !problem.Is(err, problem.NotFound) {
		t.Errorf("nobody's client: got %v", err)
	}
	earlier, visit := db.NewID(), book(t, h.DB, h.clinic, h.ana, "dosing", "confirmed", dbtest.Noon.AddDate(0, 0, 60))
	h.run(t, `insert into course (clinic_id, id, client_id, closed_at, closed_reason) values ($1, $2, $3, $4, 'moved')`, h.clinic.ID, earlier, h.ana, h.Now())
	h.run(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, appointment_id) values ($1, $2, $3, $4, 1, $5)`,
		h.clinic.ID, db.NewID(), h.ana, earlier, visit)
	let := book(t, h.DB, h.clinic, h.ana, "dosing", "confirmed", dbtest.Noon.AddDate(0, 0, 62))
	h.run(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, appointment_id, cancelled_at) values ($1, $2, $3, $4, 9, $5, $6)`,
		h.clinic.ID, db.NewID(), h.ana, h.course, let, h.Now())
	for _, days := range []int{1, 15} {
		if _, err := h.book(days, nil); err != nil {
			t.Errorf("in %d days: got %s", days, refusedAt(err))
		}
	}
}

// TestASessionInTheRoomIsCountedOnce: its visit goes on and its day is taken; of two sessions
// one is left.
func TestASessionInTheRoomIsCountedOnce(t *testing.T) {
	h := openDesk(t)
	visit := book(t, h.DB, h.clinic, h.ana, "dosing", "in_progress", dbtest.Noon.AddDate(0, 0, -1))
	h.run(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, appointment_id, on_date, started_at)
		values ($1, $2, $3, $4, 1, $5, '2026-11-24', $6)`, h.clinic.ID, db.NewID(), h.ana, h.course, visit, h.Now())
	if _, err := h.book(14, nil); err != nil {
		t.Errorf("the second session: got %s", refusedAt(err))
	}
}
