package eligibility

import (
	"time"

	"github.com/google/uuid"
)

// Dose is a day on which the client took the first lozenge of a session, or another dose.
type Dose struct {
	Course uuid.UUID
	At     time.Time
	Here   bool // in a session here
}

// Taken counts the doses of a course.
func Taken(doses []Dose, course uuid.UUID) (n int) {
	for _, d := range doses {
		if d.Course == course {
			n++
		}
	}
	return n
}

// Left is what a signed decision leaves of its sessions, where it authorizes.
func (r Decision) Left(doses []Dose) Left {
	left := Left{Authorized: r.Sessions}
	for _, d := range doses {
		if d.Course == r.CourseID && d.Here && d.At.After(r.SignedAt) {
			left.Taken++
		}
	}
	return left
}

// Left is how far the decision in force reaches.
type Left struct {
	Authorized int // further sessions, by the decision
	Taken      int // those whose first lozenge is later than its signature
}

// Sessions are what remains.
func (l Left) Sessions() int { return SessionsLeft(l.Authorized, l.Taken) }

// SessionsLeft is how many further sessions remain: authorized less those whose first
// lozenge is later than the decision's signature; never below zero.
func SessionsLeft(authorized, dosedSince int) int { return max(0, authorized-dosedSince) }
