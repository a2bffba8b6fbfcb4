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

// FollowUpHeld says whether a follow-up of the course was signed.
func FollowUpHeld(consultations []ConsultationAt, course uuid.UUID) bool {
	for _, c := range consultations {
		if c.CourseID == course && c.Kind == FollowUp && !c.SignedAt.IsZero() {
			return true
		}
	}
	return false
}

// ConsultationsOf are the consultations of one course.
func ConsultationsOf(consultations []ConsultationAt, course uuid.UUID) []ConsultationAt {
	return slices.DeleteFunc(slices.Clone(consultations), func(c ConsultationAt) bool { return c.CourseID != course })
}
