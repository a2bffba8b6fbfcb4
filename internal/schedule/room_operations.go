package schedule

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/staff"
)

// Rooms are every room of the clinic.
func (s Service) Rooms(ctx context.Context) (rooms []Room, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := QueueRooms(b)
		err := b.Send(ctx)
		rooms = rows.All()
		return err
	})
	return rooms, err
}

// Ahead is how many visits of the whole clinic lie ahead.
func (s Service) Ahead(ctx context.Context) (n int, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := queueAhead(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		n, err = rows.One()
		return err
	})
	return n, err
}

// AddRoom adds a room.
func (s Service) AddRoom(ctx context.Context, id uuid.UUID, e RoomEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("room.added", uuid.Nil, "room", id), addRoom(ctx, tx, id, e)
	})
}

// ChangeRoom changes or closes a room; one with visits ahead stays open.
func (s Service) ChangeRoom(ctx context.Context, id uuid.UUID, e RoomEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (ev audit.Event, err error) {
		if e.Closed {
			n, err := bookedAhead(ctx, tx, id)
			if err != nil {
				return ev, err
			}
			if n > 0 {
				return ev, problem.At("closed", "Visits ahead are booked in this room: %d. Move them first.", n)
			}
		}
		return audit.Did("room.changed", uuid.Nil, "room", id), changeRoom(ctx, tx, id, e)
	})
}

// Week is everybody's hours and who can have some.
type Week struct {
	Hours []Hours
	Staff []staff.Member
}

// Week reads the weekly hours.
func (s Service) Week(ctx context.Context) (w Week, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		hours, members := QueueHours(b), staff.QueueMembers(b)
		err := b.Send(ctx)
		w = Week{hours.All(), Bookable(members.All())}
		return err
	})
	return w, err
}

// AddHours adds weekly hours from today on, a row for each day chosen.
func (s Service) AddHours(ctx context.Context, e HoursEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("staff_hours.added", uuid.Nil, "staff", e.Staff), addHours(ctx, tx, e)
	})
}

// EndHours ends one line of somebody's week, from today on.
func (s Service) EndHours(ctx context.Context, id uuid.UUID) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("staff_hours.ended", uuid.Nil, "staff_hours", id), endHours(ctx, tx, id)
	})
}

// Board is one date of the clinic; the zero date is today.
func (s Service) Board(ctx context.Context, day time.Time) (board Board, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if day.IsZero() {
			zone, err := Zone(ctx, v)
			if err != nil {
				return err
			}
			day = WhenOf(v.Now, zone).Day
		}
		b := db.NewBatch(v)
		rows, slots, covers := queueRows(b), queueSlots(b, day), staff.QueueCoversOn(b, day)
		if err := b.Send(ctx); err != nil {
			return err
		}
		board = boardOf(day, rows.All(), slots.All())
		board.Covers = covers.All()
		v.Rows = board.Clients()
		return nil
	})
	return board, err
}

func boardOf(day time.Time, rows []boardRow, slots []Slot) Board {
	board := Board{Day: day}
	for _, r := range rows {
		if r.Room {
			board.Rooms = append(board.Rooms, r.row())
		} else {
			board.People = append(board.People, r.row())
		}
	}
	board.Rooms, board.People = place(board.Rooms, slots), place(board.People, slots)
	return board
}
