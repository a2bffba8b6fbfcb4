package schedule

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// Clash is somebody or something busy at the time asked for.
type Clash struct {
	StaffID  *uuid.UUID
	RoomID   *uuid.UUID
	Name     string // of the person or room; empty for the client themselves
	StartsAt time.Time
	EndsAt   time.Time // with turnover
	Kind     Kind      // of the other visit; empty where the reader may not see it
	Client   string    // whose visit; empty where the reader may not see them
}

// Field is the input that the clash belongs to.
func (c Clash) Field() string {
	switch {
	case c.StaffID != nil:
		return "staff_id"
	case c.RoomID != nil:
		return "room_id"
	}
	return "time"
}

// Sentence names the person or room and the time of the neighbor.
func (c Clash) Sentence(zone *time.Location) string {
	from, to := c.StartsAt.In(zone), c.EndsAt.In(zone)
	name := c.Name
	if name == "" {
		name = "The client"
	}
	s := fmt.Sprintf("%s is booked on %s from %s to %s", name, from.Format("Mon Jan 2"), from.Format("3:04 pm"), to.Format("3:04 pm"))
	if c.Client != "" && c.Name != "" {
		s += fmt.Sprintf(" (%s, %s)", c.Kind.Words(), c.Client)
	}
	return s + ". " + c.remedy()
}

func (c Clash) remedy() string {
	switch {
	case c.StaffID != nil:
		return "Choose another time or another person."
	case c.RoomID != nil:
		return "Choose another time or another room."
	}
	return "Choose another time."
}

// refusal names every clash at once.
func refusal(clashes []Clash, zone *time.Location) error {
	var f problem.Fields
	for _, c := range clashes {
		f.Add(c.Field(), "%s", c.Sentence(zone))
	}
	if err := f.Err(); err != nil {
		return &problem.Error{Kind: problem.Conflict, Message: "That time is taken", Fields: f}
	}
	return nil
}

// taken is a booking that somebody else's overtook between looking and storing.
type taken struct{ Appointment }

func (taken) Error() string { return "the time was taken meanwhile" }
