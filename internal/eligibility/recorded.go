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

// Document is what the author of a consultation signs.
func (c Consultation) Document(client uuid.UUID) sign.Document {
	return sign.Document{Kind: "consultation", ID: c.ID, Client: client, Content: struct {
		Course    uuid.UUID
		Kind      ConsultationKind
		VisitMode VisitMode
		HeldAt    time.Time
		Sections  Sections
	}{c.CourseID, c.Kind, c.VisitMode, c.HeldAt, c.Answers}}
}

// ConditionMet is a condition that was met, with what shows it.
type ConditionMet struct {
	ID         uuid.UUID
	DecisionID uuid.UUID
	Condition  string // its id within the decision
	Evidence   string
	At         time.Time
	By         string // with credentials
}

// MetIDs are the ids of the conditions of one decision that were met.
func MetIDs(met []ConditionMet, decision uuid.UUID) []string {
	var ids []string
	for _, m := range met {
		if m.DecisionID == decision {
			ids = append(ids, m.Condition)
		}
	}
	return ids
}

// Request is a request for information that a decision waits for.
type Request struct {
	ID         uuid.UUID
	DecisionID uuid.UUID
	What       string
	FromWhom   string
	Due        time.Time // calendar day
	ReceivedAt time.Time // zero: not yet
	Received   string
	ReceivedBy string // with credentials
}

// Left is how far the decision in force reaches.
type Left struct {
	Authorized int // further sessions, by the decision
	Taken      int // those whose first lozenge is later than its signature
}

// Sessions are what remains.
func (l Left) Sessions() int { return SessionsLeft(l.Authorized, l.Taken) }
