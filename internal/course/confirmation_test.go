package course_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/pause"
	"kap/internal/schedule"
)

// pauses is the service as the program joins it: lifting asks the course.
func (h desk) pauses() pause.Service {
	return pause.Service{DB: h.DB.DB, Hold: schedule.HoldPaused, Lifted: course.ConfirmPaused}
}

func (h desk) pause(t *testing.T, name string, kind pause.Kind) uuid.UUID {
	t.Helper()
	id := db.NewID()
	if err := h.pauses().Pause(h.as(name), h.ana, id, pause.PauseEntry{Kind: kind, Reason: "Traveling"}); err != nil {
		t.Fatal(err)
	}
	return id
}

func (h desk) lift(t *testing.T, name string, id uuid.UUID) {
	t.Helper()
	if err := h.pauses().Lift(h.as(name), h.ana, id, pause.LiftingEntry{Reason: "Back"}); err != nil {
		t.Fatal(err)
	}
}

// booked is how the visits stand, in the order of the calendar: "confirmed", "tentative: Paused".
func (h desk) booked(t *testing.T) (all []string) {
	t.Helper()
	visits, err := schedule.Service{DB: h.DB.DB}.Visits(h.as("grace"), h.ana)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range visits {
		if v.TentativeFor != "" {
			v.Status += ": " + schedule.Status(v.TentativeFor)
		}
		all = append(all, string(v.Status))
	}
	return all
}

func (h desk) mustBook(t *testing.T, days int, change func(*course.BookingEntry)) uuid.UUID {
	t.Helper()
	id, err := h.book(days, change)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (h desk) talk(t *testing.T, days int) {
	t.Helper()
	err := schedule.Service{DB: h.DB.DB, LastDosing: course.LastDosing}.BookTalk(h.as("grace"), h.ana, db.NewID(), schedule.TalkEntry{
		Kind: schedule.Preparation, When: schedule.When{Day: dbtest.Noon.AddDate(0, 0, days), Time: "15:00"}, Minutes: 53,
		Staff: h.clinic.Staff["jonah"].Staff, VisitMode: "video",
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAPauseHoldsTheBookingsUntilTheLastIsLifted(t *testing.T) {
	h := openDesk(t)
	h.talk(t, 1)
	h.mustBook(t, 3, nil)
	h.mustBook(t, 17, tentative) // as it was asked for
	first, second := h.pause(t, "grace", pause.ClientsWish), h.pause(t, "miriam", pause.Medical)
	if diff := cmp.Diff([]string{"tentative: Paused", "tentative: Paused", "tentative"}, h.booked(t)); diff != "" {
		t.Error("paused", diff)
	}
	if n := h.count(t, `select count(*) from booking where active`); n != 8 {
		t.Errorf("got %d slots kept, want 8", n)
	}
	h.lift(t, "miriam", second)
	if diff := cmp.Diff([]string{"tentative: Paused", "tentative: Paused", "tentative"}, h.booked(t)); diff != "" {
		t.Error("another pause holds", diff)
	}
	h.lift(t, "grace", first)
	if diff := cmp.Diff([]string{"confirmed", "confirmed", "tentative"}, h.booked(t)); diff != "" {
		t.Error("lifted", diff)
	}
}

func TestWhatIsNoLongerAuthorizedStaysTentative(t *testing.T) {
	h := openDesk(t)
	h.mustBook(t, 3, nil)
	h.mustBook(t, 17, nil)
	id := h.pause(t, "grace", pause.Administrative)
	h.decide(t, "eligible", 1)
	h.lift(t, "grace", id)
	want := []string{"confirmed", "tentative: Dosing sessions left: none; with the prescriber"}
	if diff := cmp.Diff(want, h.booked(t)); diff != "" {
		t.Error(diff)
	}
}

func TestAPauseLeavesWhatIsOverAlone(t *testing.T) {
	h := openDesk(t)
	h.mustBook(t, 1, nil)
	h.Advance(30 * time.Hour)
	h.pause(t, "grace", pause.Administrative)
	if diff := cmp.Diff([]string{"confirmed"}, h.booked(t)); diff != "" {
		t.Error(diff)
	}
}

func TestLiftingLooksAtTheIntervalAgain(t *testing.T) {
	for _, c := range []struct {
		since int // days from ketamine taken elsewhere meanwhile
		want  string
	}{
		{11, "confirmed"},
		{10, "tentative: Interval: a reason, or another day"},
		{4, "tentative: Interval: ask for another day"},
	} {
		t.Run(fmt.Sprint(c.since, " days"), func(t *testing.T) {
			h := openDesk(t)
			h.mustBook(t, 17, nil)
			id := h.pause(t, "grace", pause.Administrative)
			h.run(t, `insert into dosing_day (clinic_id, id, client_id, on_date, started_at, place)
				values ($1, gen_random_uuid(), $2, $3, $4, 'elsewhere')`, h.clinic.ID, h.ana, dbtest.Noon.AddDate(0, 0, 17-c.since), h.Now())
			h.lift(t, "grace", id)
			if diff := cmp.Diff([]string{c.want}, h.booked(t)); diff != "" {
				t.Errorf("%d days: %s", c.since, diff)
			}
		})
	}
}
