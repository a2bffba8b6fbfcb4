package schedule_test

import (
	"testing"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/schedule"
)

// TestATalkVisitNeedsSomebodyWhoSeesClientsAndAnOpenRoom books and moves a visit to
// people and rooms that no page offers.
func TestATalkVisitNeedsSomebodyWhoSeesClientsAndAnOpenRoom(t *testing.T) {
	h := open(t)
	h.run(t, `update room set closed_at = now() where id = $1`, h.Clinic.Rooms[1])
	visit := h.book(t, "grace", h.ana, func(k *schedule.TalkEntry) { k.Kind = schedule.Preparation })
	for _, c := range []struct {
		what        string
		staff, room uuid.UUID
		at          string
	}{
		{"nobody's id", db.NewID(), h.Clinic.Rooms[0], "staff_id"},
		{"the front desk", h.staff("grace"), h.Clinic.Rooms[0], "staff_id"},
		{"the manager", h.staff("ruth"), h.Clinic.Rooms[0], "staff_id"},
		{"no room's id", h.staff("jonah"), db.NewID(), "room_id"},
		{"a closed room", h.staff("jonah"), h.Clinic.Rooms[1], "room_id"},
		{"an open room", h.staff("jonah"), h.Clinic.Rooms[0], ""},
	} {
		err := h.BookTalk(h.as("grace"), h.luis, db.NewID(), h.talk(func(k *schedule.TalkEntry) {
			k.Kind, k.Time, k.Staff, k.Room = schedule.Preparation, "13:00", c.staff, c.room
		}))
		if fields(err) != c.at || (err == nil) != (c.at == "") {
			t.Errorf("%s is booked: got %v want a refusal at %q", c.what, err, c.at)
		}
		err = h.Move(h.as("grace"), h.ana, visit, schedule.MoveEntry{
			When: schedule.When{Day: day(1), Time: "15:00"}, Staff: c.staff, Room: c.room, Version: h.visit(t, h.ana, visit).Version,
		})
		if fields(err) != c.at || (err == nil) != (c.at == "") {
			t.Errorf("moved to %s: got %v want a refusal at %q", c.what, err, c.at)
		}
	}
}
