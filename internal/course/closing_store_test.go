package course_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
)

// book puts a visit with its room and people into the calendar, as owner.
func book(t *testing.T, d *dbtest.DB, c dbtest.Clinic, client uuid.UUID, kind, status string, at time.Time) uuid.UUID {
	t.Helper()
	id := db.NewID()
	for _, q := range []struct {
		sql  string
		args []any
	}{
		{`insert into appointment (clinic_id, id, client_id, kind, status, starts_at, ends_at, staff_id, room_id)
			values ($1, $2, $3, $4, $5, $6, $6::timestamptz + interval '1 hour', $7, $8)`,
			[]any{c.ID, id, client, kind, status, at, c.Staff["jonah"].Staff, c.Rooms[0]}},
		{`insert into booking (clinic_id, id, appointment_id, room_id, starts_at, ends_at)
			values ($1, gen_random_uuid(), $2, $3, $4, $4::timestamptz + interval '1 hour')`, []any{c.ID, id, c.Rooms[0], at}},
	} {
		if _, err := d.Owner.Exec(t.Context(), q.sql, q.args...); err != nil {
			t.Fatal(err)
		}
	}
	return id
}

// inside runs fn in one transaction of somebody's.
func inside(t *testing.T, d *dbtest.DB, ctx context.Context, client uuid.UUID, fn func(*db.Tx) error) error {
	t.Helper()
	return d.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("course.tried", client, "course", client), fn(tx)
	})
}

var moved = course.ClosingEntry{Reason: course.Moved, Visit: course.VisitNotReached, Leftover: course.NotKnown, Words: "Moved to Utah"}

func TestClosingCancelsWhatIsBooked(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	s := course.Service{DB: d.DB}
	ana := takeIn(t, d, c, "grace", asIs)
	other := takeIn(t, d, c, "grace", func(r *course.ReferralEntry) { r.LegalName, r.Phone = "Eva Brandt", "" })
	past := book(t, d, c, ana, "consultation", "done", d.Now().Add(-24*time.Hour))
	ahead := book(t, d, c, ana, "dosing", "confirmed", d.Now().Add(50*time.Hour))
	theirs := book(t, d, c, other, "preparation", "confirmed", d.Now().Add(72*time.Hour))
	for number, day := range []struct {
		client, visit any
		on            any
	}{{ana, ahead, nil}, {ana, nil, "2026-11-10"}, {other, nil, nil}} {
		d.Plant(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, appointment_id, on_date, started_at)
			select clinic_id, gen_random_uuid(), client_id, id, $2, $3::uuid, $4::date, $4::date + interval '18 hours' from course where client_id = $1`,
			day.client, number+1, day.visit, day.on)
	}
	if err := s.Close(c.As(t.Context(), "grace"), ana, moved); err != nil {
		t.Fatal(err)
	}
	var days string
	if err := d.Owner.QueryRow(t.Context(), `select string_agg((cancelled_at is not null)::text, ' ' order by number) from dosing_day`).Scan(&days); err != nil || days != "true false false" {
		t.Errorf("the planned day goes, a taken one and somebody else's stay: got cancelled %s, %v", days, err)
	}
	type state struct {
		Status, By string
		Notice     *int
		Active     bool
	}
	notice := 50
	for name, want := range map[uuid.UUID]state{
		past:   {"done", "", nil, true},
		ahead:  {"cancelled", "client", &notice, false},
		theirs: {"confirmed", "", nil, true},
	} {
		var got state
		err := d.Owner.QueryRow(t.Context(), `
			select a.status, a.cancelled_by, a.notice_hours, b.active
			from appointment a
			join booking b on b.appointment_id = a.id
			where a.id = $1`, name).Scan(&got.Status, &got.By, &got.Notice, &got.Active)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	}
}

func TestOneCourseIsOpenAtATime(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	s := course.Service{DB: d.DB}
	ana := takeIn(t, d, c, "grace", asIs)
	desk := c.As(t.Context(), "grace")
	again := course.RestartEntry{Kind: course.Maintenance}
	if err := s.Restart(desk, ana, db.NewID(), again); !problem.Is(err, problem.Conflict) {
		t.Errorf("while one is open: got %v", err)
	}
	if err := s.Close(desk, ana, moved); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(desk, ana, moved); !problem.Is(err, problem.Conflict) {
		t.Errorf("closed already: got %v", err)
	}
	if err := s.Restart(desk, ana, db.NewID(), again); err != nil {
		t.Fatal(err)
	}
	h, err := s.History(desk, ana)
	if err != nil || len(h.Courses) != 2 || !h.Courses[0].Open() || h.Courses[0].TherapistName != "Jonah Weiss, LCSW" {
		t.Errorf("got %+v %v", h.Courses, err)
	}
}

func TestAClosingIsRefused(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	s := course.Service{DB: d.DB}
	ana := takeIn(t, d, c, "grace", asIs)
	clinical := moved
	clinical.Reason = course.Clinical
	if err := s.Close(c.As(t.Context(), "grace"), ana, clinical); !problem.Is(err, problem.Forbidden) {
		t.Errorf("front desk, clinical: got %v", err)
	}
	book(t, d, c, ana, "dosing", "in_progress", d.Now())
	if err := s.Close(c.As(t.Context(), "miriam"), ana, clinical); !problem.Is(err, problem.Conflict) {
		t.Errorf("during a dosing visit: got %v", err)
	}
}

func TestTheFrontDeskReadsNoClinicalReason(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	s := course.Service{DB: d.DB}
	ana := takeIn(t, d, c, "grace", asIs)
	clinical := course.ClosingEntry{Reason: course.Clinical, Visit: course.VisitHeld, Leftover: course.NoneLeft, Words: "mania"}
	if err := s.Close(c.As(t.Context(), "miriam"), ana, clinical); err != nil {
		t.Fatal(err)
	}
	both := c.Staff["priya"] // a therapist who works at the front desk too, and does not care for Ana
	both.Roles = append(both.Roles, auth.Admin)
	c.Staff["priya"] = both
	for who, want := range map[string]course.ClosingReason{"grace": "", "priya": "", "jonah": course.Clinical} {
		h, err := s.History(c.As(t.Context(), who), ana)
		if err != nil || h.Courses[0].ClosedReason != want || (h.Courses[0].ClosingWords == "") != (want == "") {
			t.Errorf("%s reads %q %q %v", who, h.Courses[0].ClosedReason, h.Courses[0].ClosingWords, err)
		}
	}
}

func TestADosingDayIsPlannedTakenAndIntegrated(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	ana := takeIn(t, d, c, "grace", asIs)
	visit := book(t, d, c, ana, "dosing", "confirmed", d.Now().Add(time.Hour))
	ctx := c.As(t.Context(), "jonah")
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	var first uuid.UUID
	err := inside(t, d, ctx, ana, func(tx *db.Tx) error {
		open, err := course.OpenOf(ctx, tx, ana)
		if err != nil {
			return err
		}
		planned := db.NewID()
		if err := course.PlanDay(ctx, tx, ana, course.DayPlan{Course: open.ID, ID: planned, Number: 1, Appointment: visit, MinDays: 5}); err != nil {
			return err
		}
		first, err = course.StartDay(ctx, tx, course.DayStart{Client: ana, Course: open.ID, Appointment: visit, StartedAt: tx.Now, Day: day, MinDays: 5})
		if err == nil && first != planned {
			t.Error("another day than the planned one was started")
		}
		if err != nil {
			return err
		}
		return course.MarkIntegrated(ctx, tx, ana, first, tx.Now.Add(24*time.Hour))
	})
	if err != nil {
		t.Fatal(err)
	}
	h, err := course.Service{DB: d.DB}.History(ctx, ana)
	if err != nil || len(h.Days) != 1 {
		t.Fatalf("got %+v %v", h.Days, err)
	}
	got := h.Days[0].DosingDay
	if got.Number != 1 || !got.Day.Equal(day) || !got.Dosed() || got.IntegratedAt.IsZero() {
		t.Errorf("got %+v", got)
	}
	for _, later := range []struct {
		days int
		want bool
	}{{4, true}, {5, false}} {
		err := inside(t, d, ctx, ana, func(tx *db.Tx) error {
			open, err := course.OpenOf(ctx, tx, ana)
			if err != nil {
				return err
			}
			_, err = course.StartDay(ctx, tx, course.DayStart{Client: ana, Course: open.ID, StartedAt: tx.Now.AddDate(0, 0, later.days),
				Day: day.AddDate(0, 0, later.days), MinDays: 5})
			return err
		})
		if problem.Is(err, problem.Conflict) != later.want {
			t.Errorf("%d days later: got %v", later.days, err)
		}
	}
}

func TestKetamineElsewhereCountsForTheInterval(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	s := course.Service{DB: d.DB}
	ana := takeIn(t, d, c, "grace", asIs)
	ctx := c.As(t.Context(), "jonah")
	day := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	if err := s.TakenElsewhere(ctx, ana, db.NewID(), course.ElsewhereEntry{Day: day.AddDate(0, 0, 5), Place: "home"}); !problem.Is(err, problem.Invalid) {
		t.Errorf("a day ahead: got %v", err)
	}
	for _, on := range []time.Time{day, day.AddDate(0, 0, 2)} { // the second is too close, and told all the same
		if err := s.TakenElsewhere(ctx, ana, db.NewID(), course.ElsewhereEntry{Day: on, Place: "elsewhere"}); err != nil {
			t.Errorf("%s: %v", calendar.Words(on), err)
		}
	}
	h, err := s.History(ctx, ana)
	if err != nil || len(h.Days) != 2 || h.Interval().Effect != course.Nobody || h.Interval().Days != 2 {
		t.Errorf("got %+v %v", h.Interval(), err)
	}
	var incidents int
	if err := d.Owner.QueryRow(t.Context(), `select count(*) from incident where kind = 'interval'`).Scan(&incidents); err != nil || incidents != 1 {
		t.Errorf("incidents: got %d %v", incidents, err)
	}
}

func TestAnotherTherapistIsNotTold(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c, elsewhere := d.Clinic(t), d.Clinic(t)
	s := course.Service{DB: d.DB}
	ana := takeIn(t, d, c, "grace", asIs)
	for _, ctx := range []context.Context{c.As(t.Context(), "priya"), elsewhere.As(t.Context(), "grace"), elsewhere.As(t.Context(), "miriam")} {
		_, err := s.History(ctx, ana)
		for what, err := range map[string]error{
			"reads": err, "closes": s.Close(ctx, ana, moved), "opens": s.Restart(ctx, ana, db.NewID(), course.RestartEntry{Kind: course.First}),
			"names": s.Name(ctx, ana, course.NamingEntry{}), "tells": s.TakenElsewhere(ctx, ana, db.NewID(), course.ElsewhereEntry{Place: "home"}),
		} {
			if !problem.Is(err, problem.NotFound) && !(what == "closes" && problem.Is(err, problem.Forbidden)) {
				t.Errorf("%s: got %v", what, err)
			}
		}
	}
}

func TestWhoWasDeclinedMayApplyAgainFromTheDaySaid(t *testing.T) {
	for _, test := range []struct {
		name   string
		days   int // from today until the day from which the client may apply again
		later  string
		by     string
		refuse string
	}{
		{"the day before", 1, "", "grace", "A new course can begin from Wed Nov 25, 2026."},
		{"the day before, by the therapist", 1, "", "jonah", "A new course can begin from"},
		{"the day before, by the prescriber", 1, "", "miriam", ""},
		{"on the day", 0, "", "grace", ""},
		{"another decision since", 1, "needs_more_information", "grace", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := openDesk(t)
			h.Advance(time.Second)
			h.run(t, `insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, protocol_version, reapply_from, signed_at, signed_by)
				values ($1, $2, $3, $4, 'declined', 1, $5, $6, $7)`, h.clinic.ID, db.NewID(), h.ana, h.course,
				dbtest.Noon.AddDate(0, 0, test.days), h.Now(), h.clinic.Staff["miriam"].Staff)
			if test.later != "" {
				h.decide(t, test.later, 0)
			}
			if err := h.s.Close(h.as("grace"), h.ana, moved); err != nil {
				t.Fatal(err)
			}
			err := h.s.Restart(h.as(test.by), h.ana, db.NewID(), course.RestartEntry{Kind: course.First})
			if test.refuse == "" && err != nil || test.refuse != "" && (err == nil || !strings.Contains(err.Error(), test.refuse)) {
				t.Errorf("got %v want %q", err, test.refuse)
			}
		})
	}
}
