package eligibility

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// ConsultationAt is a consultation of a course as it stood at a moment, without what was
// written in it.
type ConsultationAt struct {
	ID            uuid.UUID
	CourseID      uuid.UUID
	Kind          ConsultationKind
	AppointmentID *uuid.UUID
	HeldAt        time.Time
	SignedAt      time.Time // zero: a draft then
}

// HeldSince are the consultations of one kind in a course that were held after a
// moment, signed or not, in their order.
func HeldSince(consultations []ConsultationAt, course uuid.UUID, kind ConsultationKind, since time.Time) []ConsultationAt {
	return slices.DeleteFunc(slices.Clone(consultations), func(c ConsultationAt) bool {
		return c.CourseID != course || c.Kind != kind || !c.HeldAt.After(since)
	})
}

// Signed says whether any of the consultations was signed.
func Signed(consultations []ConsultationAt) bool {
	return slices.ContainsFunc(consultations, func(c ConsultationAt) bool { return !c.SignedAt.IsZero() })
}

// ConsultationsOf are the consultations of one course.
func ConsultationsOf(consultations []ConsultationAt, course uuid.UUID) []ConsultationAt {
	return slices.DeleteFunc(slices.Clone(consultations), func(c ConsultationAt) bool { return c.CourseID != course })
}
