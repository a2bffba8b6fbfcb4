package medication

import (
	"slices"
	"strings"

	"github.com/google/uuid"
)

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

// OwnHoldOf is the prescriber's own word about a medicine by name, nil without one: of the
// first order that has it, in whatever letters it was written.
func OwnHoldOf(orders []Prescription, medicine string) *OwnHold {
	for _, o := range orders {
		for i, h := range o.Holds {
			if strings.EqualFold(h.Medicine, medicine) {
				return &o.Holds[i]
			}
		}
	}
	return nil
}
