package schedule

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/fold"
	"kap/internal/problem"
)

// RoomEntry is what a manager types about a room.
type RoomEntry struct {
	Name     string `form:"name"`
	Capacity int    `form:"capacity" label:"How many people fit"`
	Dosing   bool   `form:"dosing" label:"Suited for dosing"`
	Closed   bool   `form:"closed" label:"Closed: no longer booked" db:"-"`
}

// Room is a place where visits are held (FHIR Location).
type Room struct {
	ID uuid.UUID
	RoomEntry
	ClosedAt time.Time // zero: open
}

// Answer is the room as a form offers it.
func (r Room) Answer() choice.Answer { return choice.Answer{Value: r.ID.String(), Words: r.Name} }

// Entry is the room as it is typed.
func (r Room) Entry() RoomEntry {
	e := r.RoomEntry
	e.Closed = !r.ClosedAt.IsZero()
	return e
}

// Check says what is missing.
func (e RoomEntry) Check() error {
	var f problem.Fields
	if e.Name == "" {
		f.Add("name", "Type the room's name, as people say it.")
	}
	if e.Capacity < 1 || e.Capacity > 50 {
		f.Add("capacity", "Type how many people fit, 1 or more.")
	}
	return f.Err()
}

// Taken refuses the name of another room: rooms are told apart by what people say, and
// nobody says spaces, capitals or hyphens.
func (e RoomEntry) Taken(id uuid.UUID, rooms []Room) error {
	for _, r := range rooms {
		if r.ID != id && fold.Same(r.Name, e.Name) {
			return problem.At("name", "Another room has this name: %s. Choose a name of its own.", r.Name)
		}
	}
	return nil
}

// Open are the rooms that can be booked; dosing: only those suited for it.
func Open(rooms []Room, dosing bool) []Room {
	var open []Room
	for _, r := range rooms {
		if r.ClosedAt.IsZero() && (r.Dosing || !dosing) {
			open = append(open, r)
		}
	}
	return open
}
