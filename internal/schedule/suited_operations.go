package schedule

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/staff"
)

// suited refuses a talk visit with somebody who sees no clients here or in a room
// that is not open: a page may be older than the people and rooms of the clinic. Of
// a client who is not there it says nothing else.
func suited(ctx context.Context, tx *db.Tx, a Appointment) error {
	if _, err := client.Find(ctx, tx, a.ClientID); err != nil {
		return err
	}
	b := db.NewBatch(tx)
	members, rooms := staff.QueueMembers(b), QueueRooms(b)
	if err := b.Send(ctx); err != nil {
		return err
	}
	var f problem.Fields
	if !slices.ContainsFunc(Bookable(members.All()), func(m staff.Member) bool { return m.ID == a.StaffID }) {
		f.Add("staff_id", "Choose somebody who sees clients here.")
	}
	if a.RoomID != uuid.Nil && !slices.ContainsFunc(Open(rooms.All(), false), func(r Room) bool { return r.ID == a.RoomID }) {
		f.Add("room_id", "Choose a room that is open.")
	}
	return f.Err()
}
