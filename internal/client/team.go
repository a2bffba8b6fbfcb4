package client

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
)

// Caring is one person's place on the care team, as far as the reader may see it:
// the front desk sees all, others their own.
type Caring struct {
	StaffID uuid.UUID
	Name    string // with credentials
	Role    string
	Since   time.Time
	Until   time.Time // zero: nobody has said until when
	Reason  string    // named, booked, on duty, cover
}

// Named are the primary therapist and the prescriber of the latest course; the
// names are everybody's of the team to read.
type Named struct {
	CourseID       uuid.UUID
	CourseOpen     bool
	TherapistID    uuid.UUID // zero: not named
	PrescriberID   uuid.UUID
	TherapistName  string // with credentials
	PrescriberName string
}

// Place is one person's place to be given on a care team.
type Place struct {
	Staff uuid.UUID
	Role  auth.Role
}

// Places are where the named belong; who is not named has none.
func Places(prescriber, therapist uuid.UUID) []Place {
	var places []Place
	if prescriber != uuid.Nil {
		places = append(places, Place{prescriber, auth.Prescriber})
	}
	if therapist != uuid.Nil {
		places = append(places, Place{therapist, auth.Therapist})
	}
	return places
}

// Sees says whether an actor sees a client whose team these places are.
func Sees(a auth.Actor, places []Place) bool {
	if a.Is(auth.Admin) {
		return true
	}
	for _, place := range places {
		for _, staff := range a.Staffs {
			if place.Staff == staff {
				return true
			}
		}
	}
	return false
}
