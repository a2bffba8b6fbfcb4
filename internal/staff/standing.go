package staff

import (
	"time"

	"github.com/google/uuid"
)

// Standing is how far somebody's sign-in has come; its zero is that they were not invited.
type Standing struct {
	StaffID   uuid.UUID
	Email     string    // to which they were invited
	SetUp     bool      // they have set a password, which signs in
	LinkUntil time.Time // when their last set-up link ends, or ended
	Link      uuid.UUID // the form of one that holds, for the manager who made it
}

// Invited says whether they were given a set-up link.
func (s Standing) Invited() bool { return s.Email != "" }

// Person is somebody who works here, as their manager sees them.
type Person struct {
	Member
	Standing
}

// Link is a set-up link that was given out.
type Link struct {
	Token     string
	Email     string
	ExpiresAt time.Time
	UsedAt    time.Time
}

// Holds says whether it still opens the sign-in at a time.
func (l Link) Holds(now time.Time) bool { return l.UsedAt.IsZero() && now.Before(l.ExpiresAt) }

// Holder is whom a set-up link lets in.
type Holder struct {
	Name, Credentials string
	Clinic, Initials  string
	Email             string
	HasPassword       bool // one that signs in already, here or at another clinic of the server
}

// Title is the name with credentials.
func (h Holder) Title() string { return titled(h.Name, h.Credentials) }
