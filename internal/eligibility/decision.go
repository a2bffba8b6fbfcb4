package eligibility

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/sign"
)

// Decision is a decision as it is stored, signed or a draft. Zero days are not set.
type Decision struct {
	ID             uuid.UUID
	CourseID       uuid.UUID
	ConsultationID *uuid.UUID
	Supersedes     *uuid.UUID // the decision signed before it
	Ruling
	Criteria        []Finding
	ProtocolVersion int
	CreatedAt       time.Time
	RecordedBy      uuid.UUID
	Author          string // with credentials
}

// Draft says whether it can still be changed.
func (r Decision) Draft() bool { return r.SignedAt.IsZero() }

// MayChange refuses everybody but the author, and everybody once it is signed.
func (r Decision) MayChange(staff uuid.UUID) error {
	switch {
	case !r.Draft():
		return problem.New(problem.Conflict, "This decision is signed and stays as it is. A new decision takes its place.")
	case r.RecordedBy != staff:
		return problem.Newf(problem.Conflict, "%s wrote this draft; only its author changes or signs it. Write a decision of your own.", r.Author)
	}
	return nil
}

// Document is what the prescriber signs.
func (r Decision) Document(client uuid.UUID) sign.Document {
	return sign.Document{Kind: "eligibility_decision", ID: r.ID, Client: client, Content: struct {
		Course          uuid.UUID
		Consultation    *uuid.UUID
		Supersedes      *uuid.UUID
		Decision        Ruling
		Criteria        []Finding
		ProtocolVersion int
	}{r.CourseID, r.ConsultationID, r.Supersedes, r.Ruling, r.Criteria, r.ProtocolVersion}}
}
