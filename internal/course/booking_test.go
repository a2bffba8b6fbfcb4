package course_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/eligibility"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
)

// desk is a clinic with an approved protocol and Ana's open course, found eligible
// for two sessions.
type desk struct {
	*dbtest.DB
	clinic dbtest.Clinic
	s      course.Service
	ana    uuid.UUID
	course uuid.UUID
}

func openDesk(t *testing.T) desk {
	t.Parallel()
	d := dbtest.New(t)
	h := desk{DB: d, clinic: d.Clinic(t), s: course.Service{DB: d.DB}}
	h.run(t, `insert into protocol (clinic_id, id, version, body, effective_from, own_draft, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-01-01', true, $4, $5)`, h.clinic.ID, db.NewID(), protocol.Default(), h.clinic.Staff["miriam"].Staff, d.Now())
	h.ana = takeIn(t, d, h.clinic, "grace", asIs)
	if err := d.Owner.QueryRow(t.Context(), `select id from course where client_id = $1`, h.ana).Scan(&h.course); err != nil {
		t.Fatal(err)
	}
	h.decide(t, "eligible", 2)
	return h
}

func (h desk) run(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := h.Owner.Exec(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func (h desk) count(t *testing.T, statement string, args ...any) (n int) {
	t.Helper()
	if err := h.Owner.QueryRow(t.Context(), statement, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// decide is the prescriber's latest word.
func (h desk) decide(t *testing.T, decision string, sessions int) {
	t.Helper()
	h.Advance(time.Second)
	h.run(t, `insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, indication, protocol_version,
		    valid_from, valid_until, sessions, signed_at, signed_by)
		values ($1, $2, $3, $4, $5, 'F33.1', 1, '2026-11-01', '2027-02-01', $6, $7, $8)`,
		h.clinic.ID, db.NewID(), h.ana, h.course, decision, sessions, h.Now(), h.clinic.Staff["miriam"].Staff)
}

// took notes that ketamine was taken days before today, as a dose of the course.
func (h desk) took(t *testing.T, dose, daysAgo int) {
	t.Helper()
	at := dbtest.Noon.AddDate(0, 0, -daysAgo)
	h.run(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date, started_at)
		values ($1, $2, $3, $4, $5, $6, $7)`, h.clinic.ID, db.NewID(), h.ana, h.course, dose, at, at)
}

func (h desk) as(name string) context.Context { return h.clinic.As(context.Background(), name) }

// in is a session on a day from today, 9:00 am, confirmed.
func (h desk) in(days int, change func(*course.BookingEntry)) course.BookingEntry {
	b := course.BookingEntry{
		When: schedule.When{Day: time.Date(2026, 11, 24+days, 0, 0, 0, 0, time.UTC), Time: "09:00"}, Staff: h.clinic.Staff["jonah"].Staff,
		Room: h.clinic.Rooms[0], Status: schedule.Confirmed,
	}
	if change != nil {
		change(&b)
	}
	return b
}

func (h desk) book(days int, change func(*course.BookingEntry)) (uuid.UUID, error) {
	id := db.NewID()
	return id, h.s.BookDosing(h.as("grace"), h.ana, id, h.in(days, change))
}

func tentative(b *course.BookingEntry) { b.Status = schedule.Tentative }

// refusedAt is where and what a refusal says: "day: Interval …".
func refusedAt(err error) string {
	p, ok := problem.As(err)
	if !ok || len(p.Fields) == 0 {
		if err != nil {
			return err.Error()
		}
		return ""
	}
	var all []string
	for _, f := range p.Fields {
		all = append(all, f.Name+": "+f.Message)
	}
	return strings.Join(all, " | ")
}

func TestADosingSessionKeepsTherapistAndRoomForBlockAndTurnover(t *testing.T) {
	h := openDesk(t)
	id, err := h.book(1, nil)
	if err != nil {
		t.Fatal(err)
	}
	var bookings, minutes, dose int
	if err := h.Owner.QueryRow(t.Context(), `select count(*), max(extract(epoch from ends_at - starts_at))::int / 60
		from booking where appointment_id = $1`, id).Scan(&bookings, &minutes); err != nil {
		t.Fatal(err)
	}
	dose = h.count(t, `select number from dosing_day where appointment_id = $1`, id)
	if bookings != 3 || minutes != 195 || dose != 1 {
		t.Errorf("got %d bookings, %d min, dose %d", bookings, minutes, dose)
	}
	if n := h.count(t, `select count(*) from appointment where id = $1 and status = 'confirmed' and course_id = $2`, id, h.course); n != 1 {
		t.Error("it is confirmed and of the course")
	}
}

func TestTheIntervalAtBooking(t *testing.T) {
	for _, c := range []struct {
		name   string
		days   int // after the last ketamine
		reason string
		want   string
	}{
		{"day 4", 4, "urgent", "day: Interval: 4 days"},
		{"day 6", 6, "urgent", "day: Interval: 6 days after the last session on Mon Nov 23. Ask the prescriber"},
		{"day 7 without a reason", 7, "", "reason: Interval: 7 days"},
		{"day 7", 7, "travel", ""},
		{"day 13", 13, "", ""},
		{"day 29", 29, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := openDesk(t)
			h.took(t, 1, 1)
			_, err := h.book(c.days-1, func(b *course.BookingEntry) { b.Reason = c.reason })
			if got := refusedAt(err); c.want == "" && err != nil || !strings.HasPrefix(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if reviews := h.count(t, `select count(*) from review where kind = 'interval'`); (reviews == 1) != (c.days == 29) {
				t.Errorf("got %d reviews", reviews)
			}
		})
	}
}

func TestAPrescribersWordAllowsAnEarlyDay(t *testing.T) {
	h := openDesk(t)
	h.took(t, 1, 1)
	word := func(by string, days int) error {
		day := time.Date(2026, 11, 23+days, 0, 0, 0, 0, time.UTC)
		return h.s.AllowEarly(h.as(by), h.ana, db.NewID(), course.EarlyDayEntry{Day: day, Reason: "doing well, travels after"})
	}
	if err := word("jonah", 6); !problem.Is(err, problem.Forbidden) {
		t.Errorf("a therapist: got %v", err)
	}
	for days, refused := range map[int]bool{4: true, 7: true, 14: true, 6: false} {
		if err := word("miriam", days); (err != nil) != refused {
			t.Errorf("day %d: got %v", days, err)
		}
	}
	if _, err := h.book(4, nil); err == nil {
		t.Error("a word for day 6 does not cover day 5")
	}
	id, err := h.book(5, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := h.count(t, `select count(*) from dosing_day where appointment_id = $1 and override_id is not null`, id); n != 1 {
		t.Error("the day stands on the prescriber's word")
	}
	in := h.in(13, nil)
	if err := h.s.MoveDosing(h.as("grace"), h.ana, id, schedule.MoveEntry{When: in.When, Staff: in.Staff, Room: in.Room, Version: 1}); err != nil {
		t.Fatal(err)
	}
	if n := h.count(t, `select count(*) from dosing_day where appointment_id = $1 and override_id is not null`, id); n != 0 {
		t.Error("a later day needs no word, and stands on none")
	}
}

func TestTheIntervalCountsPlannedDaysOnBothSides(t *testing.T) {
	h := openDesk(t)
	if _, err := h.book(14, nil); err != nil {
		t.Fatal(err)
	}
	for days, want := range map[int]string{14: "day: Interval: 0 days", 17: "day: Interval: 3 days", 10: "day: Interval: the next dosing session is booked on Tue Dec 8"} {
		_, err := h.book(days, func(b *course.BookingEntry) { b.Time, b.Reason = "14:00", "travel" })
		if got := refusedAt(err); !strings.HasPrefix(got, want) {
			t.Errorf("in %d days: got %q", days, got)
		}
	}
}

func TestWhatKeepsASessionFromBeingConfirmed(t *testing.T) {
	id := uuid.New()
	planned := func(n, days int) course.CourseDay {
		return course.CourseDay{DosingDay: course.DosingDay{Number: n, Day: after(days)}, CourseID: &id}
	}
	taken := func(n, days int) course.CourseDay {
		d := planned(n, days)
		d.StartedAt, d.Took = after(days), true
		return d
	}
	confirmed := func(n, days int) course.CourseDay {
		d := planned(n, days)
		d.Visit = schedule.Confirmed
		return d
	}
	for _, c := range []struct {
		name   string
		change func(*course.BookingFacts)
		dose   int
		want   []string
	}{
		{"nothing", func(*course.BookingFacts) {}, 1, nil},
		{"paused", func(f *course.BookingFacts) { f.Paused = true }, 1, []string{"Paused"}},
		{"no approved protocol", func(f *course.BookingFacts) { f.Approved = false }, 1, []string{"With the prescriber"}},
		{"no decision", func(f *course.BookingFacts) { f.Decision = nil }, 1, []string{"With the prescriber"}},
		{"revoked", func(f *course.BookingFacts) { f.Decision.Kind = eligibility.Revoked }, 1, []string{"With the prescriber"}},
		{"with conditions", func(f *course.BookingFacts) { f.Decision.Kind = eligibility.EligibleWithConditions }, 1, nil},
		{"the last valid day", func(f *course.BookingFacts) { f.Decision.ValidUntil = after(20) }, 1, nil},
		{"the day after", func(f *course.BookingFacts) { f.Decision.ValidUntil = after(19) }, 1, []string{"With the prescriber"}},
		{"one confirmed of two", func(f *course.BookingFacts) { f.Days = append(f.Days, confirmed(1, 3)) }, 2, nil},
		{"two confirmed of two", func(f *course.BookingFacts) { f.Days = append(f.Days, confirmed(1, 3), confirmed(2, 10)) }, 2, []string{"Dosing sessions left: none; with the prescriber"}},
		{"one taken, one confirmed", func(f *course.BookingFacts) { f.Days = append(f.Days, taken(1, 3), confirmed(2, 10)) }, 2,
			[]string{"Dosing sessions left: none; with the prescriber"}},
		{"taken before the decision", func(f *course.BookingFacts) { f.Days = append(f.Days, taken(1, -3), confirmed(2, 10)) }, 2, nil},
		{"the third without a follow-up", func(*course.BookingFacts) {}, 3, []string{"Follow-up visit: due before this session"}},
		{"the third after it", func(f *course.BookingFacts) { f.FollowUpHeld = true }, 3, nil},
		{"several", func(f *course.BookingFacts) { f.Paused, f.Decision = true, nil }, 3,
			[]string{"Paused", "With the prescriber", "Follow-up visit: due before this session"}},
	} {
		f := course.BookingFacts{Course: course.Course{ID: id, Kind: course.First}, Approved: true, Decision: &eligibility.DecisionAt{
			Kind: eligibility.Eligible, Sessions: 2, SignedAt: first, ValidFrom: first, ValidUntil: after(90)}}
		c.change(&f)
		if diff := cmp.Diff(c.want, f.Holds(after(20), c.dose, body)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// TestWhichSessionsAreConfirmed: those whose visit is confirmed or in the room, until the
// lozenge is taken; of this course.
func TestWhichSessionsAreConfirmed(t *testing.T) {
	id, other := uuid.New(), uuid.New()
	for visit, want := range map[schedule.Status]int{
		"": 0, schedule.Tentative: 0, schedule.Confirmed: 1, schedule.Arrived: 1, schedule.InProgress: 1,
		schedule.Done: 0, schedule.NotHeld: 0, schedule.Cancelled: 0, schedule.NoShow: 0,
	} {
		if got := course.Confirmed([]course.CourseDay{{CourseID: &id, Visit: visit}}, id); got != want {
			t.Errorf("%q: got %d", visit, got)
		}
	}
	days := []course.CourseDay{{CourseID: &other, Visit: schedule.Confirmed}, {Visit: schedule.Confirmed}, {CourseID: &id, Visit: schedule.InProgress, Took: true}}
	if got := course.Confirmed(days, id); got != 0 {
		t.Errorf("of another course, of none, taken: got %d", got)
	}
	if got := course.Confirmed(append(days, course.CourseDay{CourseID: &id, Visit: schedule.Confirmed}, course.CourseDay{CourseID: &id, Visit: schedule.Arrived}), id); got != 2 {
		t.Errorf("two: got %d", got)
	}
}

func TestWhatCannotBeConfirmedIsBookedTentative(t *testing.T) {
	for _, c := range []struct {
		name    string
		arrange func(*testing.T, desk)
		want    string
		says    string
	}{
		{"needs more information", func(t *testing.T, h desk) { h.decide(t, "needs_more_information", 0) }, "With the prescriber",
			"The prescriber has to say yes first."},
		{"paused", func(t *testing.T, h desk) {
			h.run(t, `insert into pause (clinic_id, id, client_id, course_id, kind, reason)
				values ($1, $2, $3, $4, 'psychiatric', 'active ideation')`, h.clinic.ID, db.NewID(), h.ana, h.course)
		}, "Paused", "The course is paused."},
		{"the third dose without a follow-up", func(t *testing.T, h desk) {
			h.took(t, 1, 28)
			h.took(t, 2, 14)
			h.decide(t, "eligible", 4)
		}, "Follow-up visit: due before this session", "The follow-up visit comes first."},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := openDesk(t)
			c.arrange(t, h)
			_, err := h.book(1, nil)
			if got := refusedAt(err); !strings.HasPrefix(got, "status: This session cannot be confirmed yet. "+c.says+" Choose Tentative") {
				t.Errorf("confirmed: got %q", got)
			}
			id, err := h.book(1, tentative)
			if err != nil {
				t.Fatal(err)
			}
			var why string
			if err := h.Owner.QueryRow(t.Context(), `select tentative_for from appointment where id = $1`, id).Scan(&why); err != nil || why != c.want {
				t.Errorf("tentative for %q %v", why, err)
			}
			if err := h.s.ConfirmDosing(h.as("grace"), h.ana, id); !problem.Is(err, problem.Conflict) || err.Error() != "This session stays tentative. "+c.says {
				t.Errorf("confirming: got %v", err)
			}
		})
	}
}

func TestAFollowUpLetsTheThirdDoseBeConfirmed(t *testing.T) {
	h := openDesk(t)
	h.took(t, 1, 28)
	h.took(t, 2, 14)
	id, err := h.book(1, tentative)
	if err != nil {
		t.Fatal(err)
	}
	h.run(t, `insert into consultation (clinic_id, id, client_id, course_id, kind, signed_at, signed_by)
		values ($1, $2, $3, $4, 'follow-up', $5, $6)`, h.clinic.ID, db.NewID(), h.ana, h.course, h.Now(), h.clinic.Staff["miriam"].Staff)
	h.decide(t, "eligible", 4)
	if err := h.s.ConfirmDosing(h.as("grace"), h.ana, id); err != nil {
		t.Fatal(err)
	}
}

func TestTwoBookingsOfTheLastSessionConfirmOne(t *testing.T) {
	h := openDesk(t)
	h.decide(t, "eligible", 1)
	errs := make([]error, 2)
	var all sync.WaitGroup
	for i, days := range []int{3, 17} {
		all.Go(func() { _, errs[i] = h.book(days, nil) })
	}
	all.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("got %v and %v, want one confirmed", errs[0], errs[1])
	}
	if n := h.count(t, `select count(*) from appointment where status = 'confirmed'`); n != 1 {
		t.Errorf("got %d confirmed", n)
	}
}

// The appointment, what it keeps busy, the planned dosing day and the review of a long
// interval are one act.
func TestAFaultAnywhereInABookingLeavesNothing(t *testing.T) {
	h := openDesk(t)
	h.took(t, 1, 28)
	id := db.NewID()
	rows := h.FailAtEveryRow(t, func() error {
		return h.s.BookDosing(h.as("grace"), h.ana, id, h.in(3, func(b *course.BookingEntry) { b.Reason = "Away until then" }))
	})
	if n := h.count(t, `select count(*) from dosing_day where appointment_id = $1`, id); n != 1 || rows < 6 {
		t.Errorf("%d dosing days, %d rows written", n, rows)
	}
}

func TestConfirmingBeyondTheSessionsAsksThePrescriberOnce(t *testing.T) {
	h := openDesk(t)
	h.decide(t, "eligible", 0)
	id, err := h.book(3, tentative)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		ctx := db.WithSubmission(h.as("grace"), &db.Submission{ID: db.NewID()})
		if err := h.s.ConfirmDosing(ctx, h.ana, id); !problem.Is(err, problem.Conflict) {
			t.Errorf("got %v", err)
		}
	}
	if n := h.count(t, `select count(*) from task where owner_role = 'prescriber' and fact = $1`, id); n != 1 {
		t.Errorf("got %d tasks want 1", n)
	}
}

func TestADosingSessionMovesIsCancelledAndMissed(t *testing.T) {
	h := openDesk(t)
	h.took(t, 1, 1)
	id, err := h.book(12, nil)
	if err != nil {
		t.Fatal(err)
	}
	move := func(days int) error {
		in := h.in(days, nil)
		return h.s.MoveDosing(h.as("grace"), h.ana, id, schedule.MoveEntry{When: in.When, Staff: in.Staff, Room: in.Room, Version: 1})
	}
	if got := refusedAt(move(3)); !strings.HasPrefix(got, "day: Interval: 4 days") {
		t.Errorf("to day 4: got %q", got)
	}
	if err := move(13); err != nil {
		t.Fatal(err)
	}
	h.decide(t, "revoked", 0)
	in := h.in(14, nil)
	if err := h.s.MoveDosing(h.as("grace"), h.ana, id, schedule.MoveEntry{When: in.When, Staff: in.Staff, Room: in.Room, Version: 2}); err != nil {
		t.Fatal(err)
	}
	if n := h.count(t, `select count(*) from appointment where status = 'tentative' and tentative_for = 'With the prescriber'`); n != 1 {
		t.Error("moved while nothing authorizes it: tentative")
	}
	if err := h.s.CancelDosing(h.as("grace"), h.ana, id, schedule.CancelEntry{By: "client"}); err != nil {
		t.Fatal(err)
	}
	if n := h.count(t, `select count(*) from dosing_day where cancelled_at is not null`) + h.count(t, `select count(*) from booking where active`); n != 1 {
		t.Error("the planned day goes, nothing stays busy")
	}
	again, err := h.book(12, tentative)
	if err != nil {
		t.Fatal(err)
	}
	h.Set(dbtest.Noon.AddDate(0, 0, 12))
	if err := h.s.MissDosing(h.as("grace"), h.ana, again); err != nil {
		t.Fatal(err)
	}
}

func TestWhoBooksADosing(t *testing.T) {
	h := openDesk(t)
	elsewhere := h.DB.Clinic(t)
	for name, c := range map[string]struct {
		ctx  context.Context
		want problem.Kind
	}{
		"therapist":                      {h.as("jonah"), problem.Forbidden},
		"another clinic's front desk":    {elsewhere.As(context.Background(), "grace"), problem.NotFound},
		"another clinic's prescriber":    {elsewhere.As(context.Background(), "miriam"), problem.Forbidden},
		"a therapist without the client": {h.as("priya"), problem.Forbidden},
	} {
		if err := h.s.BookDosing(c.ctx, h.ana, db.NewID(), h.in(1, nil)); !problem.Is(err, c.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	id, err := h.book(1, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.s.ConfirmDosing(h.as("priya"), h.ana, id); !problem.Is(err, problem.NotFound) {
		t.Errorf("a therapist without the client confirms: got %v", err)
	}
}

func TestTheSameSubmissionBooksOneDosing(t *testing.T) {
	h := openDesk(t)
	id := db.NewID()
	for range 2 {
		ctx := db.WithSubmission(h.as("grace"), &db.Submission{ID: id, Posted: []byte("day=1")})
		if err := h.s.BookDosing(ctx, h.ana, id, h.in(1, nil)); err != nil {
			t.Fatal(err)
		}
	}
	if n := h.count(t, `select count(*) from dosing_day`); n != 1 {
		t.Errorf("got %d dosing days", n)
	}
}

func TestWhoIsOnDutySeesTheDosingClient(t *testing.T) {
	h := openDesk(t)
	hours := schedule.HoursEntry{Staff: h.clinic.Staff["tomas"].Staff, Weekdays: []time.Weekday{time.Wednesday}, Starts: "09:00", Ends: "17:00"}
	if err := (schedule.Service{DB: h.DB.DB}).AddHours(h.as("ruth"), hours); err != nil {
		t.Fatal(err)
	}
	if _, err := h.book(1, nil); err != nil { // Wed Nov 25
		t.Fatal(err)
	}
	if !sees(t, h.DB, h.clinic, "tomas", h.ana) || sees(t, h.DB, h.clinic, "ada", h.ana) {
		t.Error("the nurse with hours that day sees the client the day before, the assistant without does not")
	}
}

func TestDosesAreNumberedByTheLowestFree(t *testing.T) {
	id := uuid.New()
	day := func(n int) course.CourseDay {
		return course.CourseDay{DosingDay: course.DosingDay{Number: n, Day: after(n)}, CourseID: &id}
	}
	for _, c := range []struct {
		days []course.CourseDay
		want int
	}{
		{nil, 1},
		{[]course.CourseDay{day(1), day(2)}, 3},
		{[]course.CourseDay{day(1), day(3)}, 2},
		{[]course.CourseDay{day(0)}, 1},
	} {
		f := course.BookingFacts{Course: course.Course{ID: id}, Days: c.days}
		if got := f.Dose(); got != c.want {
			t.Errorf("%d days: got %d want %d", len(c.days), got, c.want)
		}
	}
}

func TestAnOverrideCoversItsDayAndNoWorse(t *testing.T) {
	taken := course.CourseDay{DosingDay: course.DosingDay{Number: 1, Day: first, StartedAt: first}, Took: true}
	for _, c := range []struct {
		name   string
		item   string
		covers string
		on     int
		want   bool
	}{
		{"its day", "G07", "days too soon=2", 5, true},
		{"given for a worse day", "G07", "days too soon=3", 5, true},
		{"given for a better day", "G07", "days too soon=1", 5, false},
		{"another item", "G08", "days too soon=2", 5, false},
		{"another day", "G07", "days too soon=2", 6, false},
	} {
		f := course.BookingFacts{Course: course.Course{Kind: course.First}, Days: []course.CourseDay{taken}, Overrides: []pause.Override{
			{ID: uuid.New(), Item: c.item, Covers: c.covers, ValidOn: after(c.on), Reason: "travel"}}}
		if err := f.CheckDay(after(5), "", body); (err == nil) != c.want {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}
