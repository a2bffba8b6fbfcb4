package course_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/schedule"
)

// threeDoses are sessions 3 to 5 of a course, in 1, 15 and 29 days, all confirmed; the second
// of them has its integration visit two days after it.
func threeDoses(t *testing.T) (h desk, doses [3]uuid.UUID, integration uuid.UUID) {
	t.Helper()
	h = openDesk(t)
	h.took(t, 1, 27)
	h.took(t, 2, 13)
	h.run(t, `insert into consultation (clinic_id, id, client_id, course_id, kind, signed_at, signed_by)
		values ($1, $2, $3, $4, 'follow-up', $5, $6)`, h.clinic.ID, db.NewID(), h.ana, h.course, h.Now(), h.clinic.Staff["miriam"].Staff)
	h.decide(t, "eligible", 4)
	for i, days := range []int{1, 15, 29} {
		doses[i] = h.mustBook(t, days, nil)
	}
	return h, doses, h.integrate(t, 17)
}

func (h desk) integrate(t *testing.T, days int) uuid.UUID {
	t.Helper()
	id := db.NewID()
	err := h.talks().BookTalk(h.as("grace"), h.ana, id, schedule.TalkEntry{
		Kind: schedule.Integration, When: schedule.When{Day: dbtest.Noon.AddDate(0, 0, days), Time: "15:00"}, Minutes: 53,
		Staff: h.clinic.Staff["jonah"].Staff, VisitMode: "video",
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (h desk) talks() schedule.Service {
	return schedule.Service{DB: h.DB.DB, LastDosing: course.LastDosing}
}

func (h desk) move(t *testing.T, id uuid.UUID, days, version int, reason string) {
	t.Helper()
	in := h.in(days, nil)
	err := h.s.MoveDosing(h.as("grace"), h.ana, id, schedule.MoveEntry{When: in.When, Staff: in.Staff, Room: in.Room, Version: version, Reason: reason})
	if err != nil {
		t.Fatal(err)
	}
}

// stands is how one visit stands: "confirmed", "tentative: Paused".
func (h desk) stands(t *testing.T, id uuid.UUID) (how string) {
	t.Helper()
	if err := h.Owner.QueryRow(t.Context(), `select concat_ws(': ', status, nullif(tentative_for, '')) from appointment where id = $1`, id).Scan(&how); err != nil {
		t.Fatal(err)
	}
	return how
}

// asked counts the open tasks of the front desk about a visit.
func (h desk) asked(t *testing.T, visit uuid.UUID) int {
	t.Helper()
	return h.count(t, `select count(*) from task where owner_role = 'admin' and fact = $1 and closed_at is null`, visit)
}

const (
	looseVisit  = "tentative: Integration visit: its dosing session was moved, or is not held"
	wantsReason = "tentative: Interval: a reason, or another day"
)

func TestADoseThatFallsOutIsAskedAbout(t *testing.T) {
	for name, fallsOut := range map[string]func(desk, uuid.UUID) error{
		"cancelled": func(h desk, id uuid.UUID) error {
			return h.s.CancelDosing(h.as("grace"), h.ana, id, schedule.CancelEntry{By: "client"})
		},
		"missed": func(h desk, id uuid.UUID) error {
			h.Set(dbtest.Noon.AddDate(0, 0, 15))
			return h.s.MissDosing(h.as("grace"), h.ana, id)
		},
	} {
		t.Run(name, func(t *testing.T) {
			h, doses, integration := threeDoses(t)
			h.move(t, doses[2], 30, 1, "") // 29 days after the first
			if err := fallsOut(h, doses[1]); err != nil {
				t.Fatal(err)
			}
			if n := h.count(t, `select count(*) from review where kind = 'interval' and fact = $1 and answered_at is null`, doses[2]); n != 1 {
				t.Errorf("got %d reviews of the third, want 1", n)
			}
			if diff := cmp.Diff([]string{"confirmed", looseVisit}, []string{h.stands(t, doses[2]), h.stands(t, integration)}); diff != "" {
				t.Error(diff)
			}
			if n := h.asked(t, integration); n != 1 {
				t.Errorf("got %d tasks about the integration visit", n)
			}
		})
	}
}

func TestADoseThatMovesMakesItsNeighboursLookedAt(t *testing.T) {
	h, doses, integration := threeDoses(t)
	h.move(t, doses[1], 21, 1, "")
	got := []string{h.stands(t, doses[0]), h.stands(t, doses[1]), h.stands(t, integration), h.stands(t, doses[2])}
	if diff := cmp.Diff([]string{"confirmed", "confirmed", looseVisit, wantsReason}, got); diff != "" {
		t.Error("six days later", diff)
	}
	if a, b := h.asked(t, integration), h.asked(t, doses[2]); a != 1 || b != 1 {
		t.Errorf("got %d and %d tasks of the front desk, want one each", a, b)
	}
	h.move(t, doses[2], 29, 2, "The family travels after it")
	if how, n := h.stands(t, doses[2]), h.asked(t, doses[2]); how != "confirmed" || n != 0 {
		t.Errorf("with a reason: %s, %d tasks", how, n)
	}
	if err := h.talks().Cancel(h.as("grace"), h.ana, integration, schedule.CancelEntry{By: "clinic"}); err != nil {
		t.Fatal(err)
	}
	if n := h.asked(t, integration); n != 0 {
		t.Error("the integration visit was seen to")
	}
}

func TestADoseMovedBackConfirmsItsNeighbour(t *testing.T) {
	h, doses, integration := threeDoses(t)
	h.move(t, doses[1], 21, 1, "")
	h.move(t, doses[1], 15, 2, "")
	if diff := cmp.Diff([]string{"confirmed", "confirmed"}, []string{h.stands(t, doses[2]), h.stands(t, integration)}); diff != "" {
		t.Error(diff)
	}
	if n := h.asked(t, doses[2]) + h.asked(t, integration); n != 0 {
		t.Errorf("%d tasks stay open", n)
	}
}

func TestADoseThatMovesByADayLeavesItsNeighbours(t *testing.T) {
	h, doses, integration := threeDoses(t)
	h.move(t, doses[1], 16, 1, "")
	if diff := cmp.Diff([]string{"confirmed", "confirmed"}, []string{h.stands(t, doses[2]), h.stands(t, integration)}); diff != "" {
		t.Error(diff)
	}
	if n := h.asked(t, integration) + h.asked(t, doses[2]); n != 0 {
		t.Errorf("got %d tasks", n)
	}
}

func TestADoseBookedBetweenAsksForTheNextOnesReason(t *testing.T) {
	h := openDesk(t)
	next := h.mustBook(t, 12, nil)
	h.mustBook(t, 3, nil)
	if how := h.stands(t, next); how != wantsReason {
		t.Errorf("nine days after it: %s", how)
	}
}

func TestADoseTakenBackIsLookedAtFromBothSides(t *testing.T) {
	h, doses, _ := threeDoses(t)
	h.move(t, doses[2], 36, 1, "") // 35 days after the first
	if err := h.s.CancelDosing(h.as("grace"), h.ana, doses[1], schedule.CancelEntry{By: "client"}); err != nil {
		t.Fatal(err)
	}
	h.move(t, doses[2], 24, 2, "Before the holidays") // 9 days after where the second was
	h.run(t, `update appointment set reason = '' where id = $1`, doses[2])
	h.Advance(time.Minute)
	if err := h.s.TakeBackDosing(h.as("grace"), h.ana, doses[1]); err != nil {
		t.Fatal(err)
	}
	if how := h.stands(t, doses[2]); how != wantsReason {
		t.Errorf("got %s", how)
	}
}

func TestKetamineElsewhereMakesTheNextDoseLookedAt(t *testing.T) {
	h := openDesk(t)
	next := h.mustBook(t, 5, nil)
	on := course.ElsewhereEntry{Day: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Place: course.Elsewhere}
	if err := h.s.TakenElsewhere(h.as("miriam"), h.ana, db.NewID(), on); err != nil {
		t.Fatal(err)
	}
	if how, n := h.stands(t, next), h.asked(t, next); how != wantsReason || n != 1 {
		t.Errorf("eight days after it: %s, %d tasks", how, n)
	}
}

// TestKetamineElsewhereTakenBackConfirmsTheNextDose: it was told wrong.
func TestKetamineElsewhereTakenBackConfirmsTheNextDose(t *testing.T) {
	h := openDesk(t)
	next, id := h.mustBook(t, 5, nil), db.NewID()
	on := course.ElsewhereEntry{Day: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Place: course.Elsewhere}
	if err := h.s.TakenElsewhere(h.as("miriam"), h.ana, id, on); err != nil {
		t.Fatal(err)
	}
	before := h.stands(t, next)
	err := h.s.DB.Write(h.as("jonah"), []uuid.UUID{h.ana}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("dosing_day.cancelled", h.ana, "dosing_day", id), course.CancelElsewhere(t.Context(), tx, h.ana, []uuid.UUID{id, db.NewID()})
	})
	if how, n := h.stands(t, next), h.asked(t, next); err != nil || before != wantsReason || how != "confirmed" || n != 0 {
		t.Errorf("got %v, %s, then %s with %d tasks", err, before, how, n)
	}
}

// TestALozengeNobodyPlannedMakesTheNextDoseLookedAt, for the therapist who records it.
func TestALozengeNobodyPlannedMakesTheNextDoseLookedAt(t *testing.T) {
	h := openDesk(t)
	next := h.mustBook(t, 5, nil)
	err := h.s.DB.Write(h.as("jonah"), []uuid.UUID{h.ana}, func(tx *db.Tx) (audit.Event, error) {
		id, err := course.StartDay(t.Context(), tx, course.DayStart{Client: h.ana, Course: h.course, StartedAt: tx.Now.AddDate(0, 0, -3),
			Day: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), MinDays: 5, Unplanned: true})
		return audit.Did("intake.recorded", h.ana, "dosing_day", id), err
	})
	if err != nil {
		t.Fatal(err)
	}
	if how, n := h.stands(t, next), h.asked(t, next); how != wantsReason || n != 1 {
		t.Errorf("eight days after it: %s, %d tasks", how, n)
	}
}
