package schedule

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/staff"
)

// Slot is one span in which a room or a person is busy, as the reader may see it.
type Slot struct {
	ResourceID    uuid.UUID
	AppointmentID uuid.UUID
	StartsAt      time.Time
	EndsAt        time.Time // with turnover
	ClientID      uuid.UUID // zero: not the reader's to see
	ClientName    string
	Kind          Kind
	Status        Status
	With          string // the person, on a room's row; the room, on a person's
}

// Seen says whether the reader may see whose visit it is.
func (s Slot) Seen() bool { return s.ClientID != uuid.Nil }

// Row is one room or person and what they are busy with that day.
type Row struct {
	ID    uuid.UUID
	Name  string
	Under string // "dosing", "therapist"
	Slots []Slot
}

// Board is one day of the clinic: rooms, then people.
type Board struct {
	Day           time.Time // a date
	Rooms, People []Row
	Covers        []staff.Cover // that touch the day and have not ended
}

// Clients are the people the board names, some of them twice.
func (b Board) Clients() (named []uuid.UUID) {
	for _, rows := range [][]Row{b.Rooms, b.People} {
		for _, row := range rows {
			for _, s := range row.Slots {
				if s.Seen() {
					named = append(named, s.ClientID)
				}
			}
		}
	}
	return named
}

// place puts the day's slots on their rows.
func place(rows []Row, slots []Slot) []Row {
	for i := range rows {
		for _, s := range slots {
			if s.ResourceID == rows[i].ID {
				rows[i].Slots = append(rows[i].Slots, s)
			}
		}
	}
	return rows
}
