package medication

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/sign"
)

// Prescription is a prescription as it is stored, signed or a draft.
type Prescription struct {
	ID         uuid.UUID
	CourseID   uuid.UUID
	DecisionID *uuid.UUID // the decision in force when it was written
	Supersedes *uuid.UUID
	Order
	EndedReason string
	CreatedAt   time.Time
	RecordedBy  uuid.UUID
	Author      string // with credentials
	AuthorName  string
}

// Draft says whether it can still be changed.
func (o Prescription) Draft() bool { return o.SignedAt.IsZero() }

// MayChange refuses everybody but the author, and everybody once it is signed.
func (o Prescription) MayChange(staff uuid.UUID) error {
	switch {
	case !o.Draft():
		return problem.New(problem.Conflict, "This order is signed and stays as it is. To change it, write one that supersedes it.")
	case o.RecordedBy != staff:
		return problem.Newf(problem.Conflict, "%s wrote this draft; only its author changes or signs it. Write an order of your own.", o.Author)
	}
	return nil
}

// Document is what the prescriber signs.
func (o Prescription) Document(client uuid.UUID) sign.Document {
	return sign.Document{Kind: "prescription", ID: o.ID, Client: client, Content: struct {
		Course     uuid.UUID
		Decision   *uuid.UUID
		Supersedes *uuid.UUID
		Order      Order
	}{o.CourseID, o.DecisionID, o.Supersedes, o.Order}}
}

// State names where the order stands on a calendar day.
func (o Prescription) State(on time.Time) string {
	switch {
	case o.Draft():
		return "Draft, not signed"
	case !o.EndedAt.IsZero():
		return "Ended: " + o.EndedReason
	case on.After(o.ExpiresOn):
		return "Expired"
	}
	return "Active"
}

// Running are the orders of a course that were signed, and neither ended nor superseded
// by another that was signed, in the order given. Whether one has expired its reader says.
func Running(orders []Prescription, course uuid.UUID) []Prescription {
	superseded := map[uuid.UUID]bool{}
	for _, o := range orders {
		if !o.Draft() && o.Supersedes != nil {
			superseded[*o.Supersedes] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(orders), func(o Prescription) bool {
		return o.CourseID != course || o.Draft() || !o.EndedAt.IsZero() || superseded[o.ID]
	})
}

// OrdersOf are the orders of one course.
func OrdersOf(orders []Prescription, course uuid.UUID) []Prescription {
	return slices.DeleteFunc(slices.Clone(orders), func(o Prescription) bool { return o.CourseID != course })
}
