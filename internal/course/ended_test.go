package course_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/schedule"
	"kap/internal/task"
)

// waits opens a pause and a review that the front desk does not read, and tasks of
// planning and of safety.
func (h desk) waits(t *testing.T) {
	t.Helper()
	ctx := h.as("miriam")
	if err := inside(t, h.DB, ctx, h.ana, func(tx *db.Tx) error { return h.opens(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

func (h desk) opens(ctx context.Context, tx *db.Tx) error {
	fact := pause.Fact{Kind: "risk_check", ID: uuid.New()}
	if err := pause.Open(ctx, tx, pause.Opening{Client: h.ana, Kind: pause.Psychiatric, Fact: fact, Reason: "Active ideation"}, schedule.HoldPaused); err != nil {
		return err
	}
	if err := pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: h.ana, Kind: pause.Screen, Fact: fact, Reason: "Positive"}); err != nil {
		return err
	}
	for kind, owner := range map[task.Kind]auth.Role{task.BookFollowUp: auth.Admin, task.RiskCheck: auth.Therapist} {
		if err := task.Open(ctx, tx, task.New{Client: h.ana, Kind: kind, OwnerRole: owner}); err != nil {
			return err
		}
	}
	return nil
}

func TestWhatWaitedForAClosedCourseEndsWithIt(t *testing.T) {
	h := openDesk(t)
	h.waits(t)
	closing := course.ClosingEntry{Reason: course.ClientsWish, Visit: course.VisitRefused, Leftover: course.NoneLeft}
	if err := h.s.Close(h.as("grace"), h.ana, closing); err != nil {
		t.Fatal(err)
	}
	for statement, want := range map[string]int{
		`select count(*) from pause where lifted_at is null`:                                                 0,
		`select count(*) from review where answered_at is null`:                                              0,
		`select count(*) from review where decision = 'stop' and answer = 'The course closed.'`:              1,
		`select count(*) from task where closed_at is null and not from_pathway and kind = 'book follow-up'`: 0,
		`select count(*) from task where closed_at is null and not from_pathway and kind = 'risk check'`:     1,
	} {
		if n := h.count(t, statement); n != want {
			t.Errorf("%s: got %d, want %d", statement, n, want)
		}
	}
}

func TestWhatWaitsForAnOpenCourseIsNotEnded(t *testing.T) {
	h := openDesk(t)
	h.waits(t)
	err := inside(t, h.DB, h.as("miriam"), h.ana, func(tx *db.Tx) error { return pause.End(h.as("miriam"), tx, h.course) })
	if err == nil {
		t.Error("it ended what an open course waits for")
	}
	if n := h.count(t, `select count(*) from pause where lifted_at is null`); n != 1 {
		t.Errorf("got %d pauses, want 1", n)
	}
}
