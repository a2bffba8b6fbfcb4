package schedule

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/fold"
	"kap/internal/problem"
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

// AddRoom adds a room.
func (s Service) AddRoom(ctx context.Context, id uuid.UUID, e RoomEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		if err := notTaken(ctx, tx, id, e); err != nil {
			return audit.Event{}, err
		}
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
		if err := notTaken(ctx, tx, id, e); err != nil {
			return ev, err
		}
		return audit.Did("room.changed", uuid.Nil, "room", id), changeRoom(ctx, tx, id, e)
	})
}

var rooms = `
		select ` + db.Columns[Room]() + `
		from room`

// QueueRooms reads every room by name, closed ones last.
func QueueRooms(b *db.Batch) *db.Rows[Room] {
	return db.Queue[Room](b, rooms+`
		order by closed_at is not null, name_key, id`)
}

func addRoom(ctx context.Context, tx *db.Tx, id uuid.UUID, e RoomEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into room (id, name_key, `+db.Columns[RoomEntry]()+`)
		values (@id, @name_key, `+db.Values[RoomEntry]()+`)`, db.Named(e, "id", id, "name_key", fold.Name(e.Name)))
	return nameTaken(err)
}

func changeRoom(ctx context.Context, tx *db.Tx, id uuid.UUID, e RoomEntry) error {
	err := db.Change(ctx, tx, `
		update room
		set `+db.Sets[RoomEntry]()+`, name_key = @name_key,
		    closed_at = case when @closed then coalesce(closed_at, app_now()) end
		where id = @id`, db.Named(e, "id", id, "closed", e.Closed, "name_key", fold.Name(e.Name)))
	return nameTaken(err)
}

func notTaken(ctx context.Context, tx *db.Tx, id uuid.UUID, e RoomEntry) error {
	b := db.NewBatch(tx)
	rows := QueueRooms(b)
	if err := b.Send(ctx); err != nil {
		return err
	}
	return e.Taken(id, rows.All())
}

func nameTaken(err error) error {
	if db.Violates(err, "room_name_once") {
		return problem.At("name", "Another room has this name. Choose a name of its own.")
	}
	return err
}

// bookedAhead counts the visits that still lie ahead in a room.
func bookedAhead(ctx context.Context, r db.Reader, room uuid.UUID) (int, error) {
	return db.One[int](ctx, r, `
		select count(*)::int
		from booking
		where room_id = $1 and active and ends_at > app_now()`, room)
}
