package schedule

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/db"
	"kap/internal/spine"
	"kap/internal/staff"
)

// Board is one date of the clinic; the zero date is today.
func (s Service) Board(ctx context.Context, day time.Time) (board Board, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if day.IsZero() {
			zone, err := Zone(ctx, v)
			if err != nil {
				return err
			}
			day = calendar.Day(v.Now, zone)
		}
		b := db.NewBatch(v)
		rows, slots, covers := queueRows(b), queueSlots(b, day), staff.QueueCoversOn(b, day)
		if err := b.Send(ctx); err != nil {
			return err
		}
		board = boardOf(day, rows.All(), slots.All())
		board.Covers = covers.All()
		v.Show(board.Clients()...)
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

// queueSlots reads who and what is busy on a date in the clinic's zone. Whose visit
// it is comes only where row-level security shows it.
func queueSlots(b *db.Batch, day time.Time) *db.Rows[Slot] {
	return db.Queue[Slot](b, `
		select b.resource_id, b.appointment_id, b.starts_at, b.ends_at,
		    c.id as client_id,
		    `+spine.Called+` as client_name,
		    coalesce(a.kind, '') as kind, coalesce(a.status, '') as status,
		    coalesce(case when b.room_id is null then r.name else s.name end, '') as "with"
		from booking b
		join clinic z on z.id = b.clinic_id
		left join appointment a on a.clinic_id = b.clinic_id and a.id = b.appointment_id
		left join client c on c.clinic_id = b.clinic_id and c.id = a.client_id
		left join staff s on s.clinic_id = b.clinic_id and s.id = a.staff_id
		left join room r on r.clinic_id = b.clinic_id and r.id = a.room_id
		where b.active and b.client_id is null
		  and b.starts_at > (($1::date - 1)::timestamp at time zone z.zone)
		  and b.starts_at < (($1::date + 1)::timestamp at time zone z.zone)
		  and b.ends_at > ($1::date::timestamp at time zone z.zone)
		order by b.starts_at, b.id`, day)
}

// queueRows reads the rooms and the people that a day can hold, rooms first.
func queueRows(b *db.Batch) *db.Rows[boardRow] {
	return db.Queue[boardRow](b, `
		select id, name, case when dosing then 'Dosing' else 'Talking' end as under, true as room, name_key
		from room
		where closed_at is null
		union all
		select id, concat_ws(', ', name, nullif(credentials, '')), replace(array_to_string(roles, ', '), '_', ' '), false, name_key
		from staff
		where disabled_at is null and roles && '{prescriber,therapist,nurse,medical_assistant}'
		order by room desc, name_key, id`)
}

// boardRow is a room or a person as they are read.
type boardRow struct {
	ID    uuid.UUID
	Name  string
	Under string
	Room  bool
	Key   string `db:"name_key"`
}

func (b boardRow) row() Row { return Row{ID: b.ID, Name: b.Name, Under: b.Under} }
