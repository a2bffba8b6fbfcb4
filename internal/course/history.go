package course

import (
	"time"

	"kap/internal/protocol"
	"kap/internal/schedule"
)

// History is a client's courses and dosing days.
type History struct {
	Courses  []Course // the latest first
	Days     []CourseDay
	Ahead    []schedule.Visit // booked: a closing would cancel them
	Today    time.Time
	Protocol protocol.Body
}

// Latest is the open course or the one closed last; false where there was none.
func (h History) Latest() (Course, bool) {
	if len(h.Courses) == 0 {
		return Course{}, false
	}
	return h.Courses[0], true
}

// Interval rules on another dose today, by the client's last ketamine.
func (h History) Interval() Ruling {
	c, _ := h.Latest()
	return Interval(c.Kind, LastKetamine(h.Days, h.Today.AddDate(0, 0, 1)), h.Today, h.Protocol)
}
