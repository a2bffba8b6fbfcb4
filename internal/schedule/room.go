package schedule

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// Room is a place where visits are held (FHIR Location).
type Room struct {
	ID       uuid.UUID
	Name     string
	Capacity int // people
	Dosing   bool
	ClosedAt *time.Time
}

// RoomEntry is what a manager types about a room.
type RoomEntry struct {
	Name     string `form:"name"`
	Capacity int    `form:"capacity"`
	Dosing   bool   `form:"dosing"`
	Closed   bool   `form:"closed"`
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

// Open are the rooms that can be booked; dosing: only those suited for it.
func Open(rooms []Room, dosing bool) []Room {
	var open []Room
	for _, r := range rooms {
		if r.ClosedAt == nil && (r.Dosing || !dosing) {
			open = append(open, r)
		}
	}
	return open
}
