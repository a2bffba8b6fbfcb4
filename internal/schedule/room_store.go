package schedule

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

const rooms = `
		select id, name, capacity, dosing, closed_at
		from room`

// QueueRooms reads every room by name, closed ones last.
func QueueRooms(b *db.Batch) *db.Rows[Room] {
	return db.Queue[Room](b, rooms+`
		order by closed_at is not null, name, id`)
}

func addRoom(ctx context.Context, tx *db.Tx, id uuid.UUID, e RoomEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into room (id, name, capacity, dosing)
		values ($1, $2, $3, $4)`, id, e.Name, e.Capacity, e.Dosing)
	return nameTaken(err)
}

func changeRoom(ctx context.Context, tx *db.Tx, id uuid.UUID, e RoomEntry) error {
	err := db.Change(ctx, tx, `
		update room
		set name = $2, capacity = $3, dosing = $4,
		    closed_at = case when $5 then coalesce(closed_at, app_now()) end
		where id = $1`, id, e.Name, e.Capacity, e.Dosing, e.Closed)
	return nameTaken(err)
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

// queueAhead counts the visits of the clinic that lie ahead, by their bookings: whoever
// keeps the clinic's details sees these and no client's visit.
func queueAhead(b *db.Batch) *db.Rows[int] {
	return db.Queue[int](b, `
		select count(distinct appointment_id)::int
		from booking
		where active and starts_at > app_now()`)
}

// QueueHours reads everybody's weekly hours that are not over.
func QueueHours(b *db.Batch) *db.Rows[Hours] {
	return db.Queue[Hours](b, `
		select h.id, h.staff_id, concat_ws(', ', s.name, nullif(s.credentials, '')) as staff_name, h.weekday,
		    to_char(h.starts, 'HH24:MI') as starts, to_char(h.ends, 'HH24:MI') as ends
		from staff_hours h
		join staff s on s.clinic_id = h.clinic_id and s.id = h.staff_id
		join clinic z on z.id = h.clinic_id
		where h.valid_until > (app_now() at time zone z.zone)::date
		order by s.name, h.staff_id, (h.weekday + 6) % 7, h.starts`)
}

func addHours(ctx context.Context, tx *db.Tx, e HoursEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into staff_hours (id, staff_id, weekday, starts, ends, valid_from)
		select gen_random_uuid(), $1, day, $3::text::time, $4::text::time, (app_now() at time zone z.zone)::date
		from unnest($2::int[]) as day
		cross join clinic z`, e.Staff, e.Weekdays, e.Starts, e.Ends)
	return err
}

func endHours(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	return db.Change(ctx, tx, `
		update staff_hours h
		set valid_until = (app_now() at time zone z.zone)::date
		from clinic z
		where h.id = $1 and z.id = h.clinic_id`, id)
}
