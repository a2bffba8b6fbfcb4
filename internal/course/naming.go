package course

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/problem"
	"kap/internal/staff"
)

// ReferralEntry is a client who is taken in, and the course that opens with them.
type ReferralEntry struct {
	client.DetailsEntry
	ReferredBy   string    `form:"referred_by"`
	PrescriberID uuid.UUID `form:"prescriber_id"`
	TherapistID  uuid.UUID `form:"therapist_id"`
	Anyway       bool      `form:"anyway"` // likely the same client as another; take in all the same
}

// alikeSentence counts who is likely the same client.
func alikeSentence(n int) string {
	if n == 1 {
		return "Somebody who is likely the same person is here already. Open that record, or tick that this is another person."
	}
	return "Clients who are likely the same person are here already. Open the record that fits, or tick that this is another person."
}

// NamingEntry is who cares for a client first of all.
type NamingEntry struct {
	PrescriberID uuid.UUID `form:"prescriber_id"`
	TherapistID  uuid.UUID `form:"therapist_id"`
	Reason       string    `form:"reason"` // why another therapist, for the prescriber's review
}

// check refuses somebody who does not work here in that role.
func (n NamingEntry) check(members []staff.Member) error {
	var f problem.Fields
	if !works(members, n.PrescriberID, auth.Prescriber) {
		f.Add("prescriber_id", "Choose a prescriber who works here.")
	}
	if !works(members, n.TherapistID, auth.Therapist) {
		f.Add("therapist_id", "Choose a therapist who works here.")
	}
	return f.Err()
}

// works says whether somebody works here in a role; nobody named is fine.
func works(members []staff.Member, id uuid.UUID, role auth.Role) bool {
	if id == uuid.Nil {
		return true
	}
	for _, m := range staff.Working(members, role) {
		if m.ID == id {
			return true
		}
	}
	return false
}

// forever is no end.
var forever time.Time

func (n NamingEntry) reviewReason() string {
	if n.Reason == "" {
		return "Another primary therapist was named."
	}
	return "Another primary therapist was named: " + n.Reason
}
