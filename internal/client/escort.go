package client

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/fold"
	"kap/internal/problem"
)

// EscortEntry is what somebody types of an escort.
type EscortEntry struct {
	Name     string `form:"name"`
	Phone    string `form:"phone" as:"phone"`
	Relation string `form:"relation"`
	Adult    bool   `form:"adult" label:"Is 18 or older"` // as said
}

// Escort is an adult who collects the client after a dosing session and stays
// until they are alert (protocol 3). Each visit confirms one anew.
type Escort struct {
	ID uuid.UUID
	EscortEntry
	EndedAt time.Time // zero: still collects the client
}

// Collecting are the escorts who still collect the client, the latest named first;
// escorts come the first first.
func Collecting(escorts []Escort) []Escort {
	var collecting []Escort
	for _, e := range slices.Backward(escorts) {
		if e.EndedAt.IsZero() {
			collecting = append(collecting, e)
		}
	}
	return collecting
}

// Twice refuses somebody who collects the client already: of the same name, however it is
// spelled, and the same phone number.
func (e EscortEntry) Twice(escorts []Escort) error {
	for _, other := range Collecting(escorts) {
		if fold.Name(other.Name) == fold.Name(e.Name) && (samePhone(other.Phone, e.Phone) || digits(other.Phone) == digits(e.Phone)) {
			return problem.At("name", "%s is named already, with this phone number. Say first that they no longer collect the client, to name them anew.", other.Name)
		}
	}
	return nil
}

// Check refuses who could not collect the client.
func (e EscortEntry) Check() error {
	var f problem.Fields
	if e.Name == "" {
		f.Add("name", "Type the escort's name.")
	}
	if e.Phone == "" {
		f.Add("phone", "Type a phone number: the escort is called on the day.")
	}
	checkPhone(&f, "phone", e.Phone)
	if !e.Adult {
		f.Add("adult", "An escort is 18 or older. Ask, and tick this, or choose somebody else.")
	}
	return f.Err()
}
