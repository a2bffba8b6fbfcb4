package schedule_test

import (
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/staff"
)

func TestTheBoardNamesWhoCoversOnItsDay(t *testing.T) {
	h := open(t)
	desk := staff.Service{DB: h.DB.DB}
	denver, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 12, day, hour, minute, 0, 0, denver) }
	n := staff.CoverEntry{StaffID: h.Staff["jonah"].Staff.String(), CoveredBy: h.Staff["priya"].Staff, StartsAt: at(3, 18, 0), EndsAt: at(5, 0, 0)}
	cover := db.NewID()
	if err := desk.NameCover(h.as("grace"), cover, n); err != nil {
		t.Fatal(err)
	}
	covers := func(day int) int {
		t.Helper()
		b, err := h.Board(h.as("tomas"), time.Date(2026, 12, day, 0, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		return len(b.Covers)
	}
	for day, want := range map[int]int{2: 0, 3: 1, 4: 1, 5: 0} { // until midnight is not the day after
		if got := covers(day); got != want {
			t.Errorf("Dec %d: got %d covers, want %d", day, got, want)
		}
	}
	if err := desk.EndCover(h.as("grace"), cover); err != nil {
		t.Fatal(err)
	}
	if covers(3) != 0 {
		t.Error("a cover that was ended is still on the board")
	}
}
