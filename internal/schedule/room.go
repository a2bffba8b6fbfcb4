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

// Hours are weekly hours of one person (FHIR Schedule), in the clinic's zone.
type Hours struct {
	ID        uuid.UUID
	StaffID   uuid.UUID
	StaffName string
	Weekday   int    // 0 is Sunday
	Starts    string // "09:00"
	Ends      string
}

// Day is the weekday in words.
func (h Hours) Day() string { return time.Weekday(h.Weekday).String() }

// HoursEntry is what a manager types about somebody's week.
type HoursEntry struct {
	Staff    uuid.UUID `form:"staff_id"`
	Weekdays []int     `form:"weekday"`
	Starts   string    `form:"starts"`
	Ends     string    `form:"ends"`
}

// Check says what is missing or the wrong way round.
func (e HoursEntry) Check() error {
	var f problem.Fields
	if e.Staff == uuid.Nil {
		f.Add("staff_id", "Choose the person.")
	}
	if len(e.Weekdays) == 0 {
		f.Add("weekday", "Choose at least one day of the week.")
	}
	for _, day := range e.Weekdays {
		if day < 0 || day > 6 {
			f.Add("weekday", "Choose among the days shown.")
		}
	}
	starts, first := time.Parse("15:04", e.Starts)
	ends, last := time.Parse("15:04", e.Ends)
	if first != nil {
		f.Add("starts", "Type when the day begins, like 9:00 am.")
	}
	if last != nil || first == nil && !starts.Before(ends) {
		f.Add("ends", "Type when the day ends, later than it begins.")
	}
	return f.Err()
}
