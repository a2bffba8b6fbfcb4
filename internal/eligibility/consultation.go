package eligibility

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/sign"
)

// ConsultationKind is which consultation of a course it is.
type ConsultationKind string

// The kinds of consultation.
const (
	FirstConsultation ConsultationKind = "first"
	FollowUp          ConsultationKind = "follow-up" // after dose 2 and before dose 3
	Closing           ConsultationKind = "closing"
)

// ConsultationKinds are the answers, in the order they are held.
var ConsultationKinds = choice.List[ConsultationKind]{{FirstConsultation, "First consultation"}, {FollowUp, "Follow-up"}, {Closing, "Closing consultation"}}

// Choices are the kinds a form offers.
func (ConsultationKind) Choices() []choice.Answer { return ConsultationKinds.Answers() }

// Words names the kind for people.
func (k ConsultationKind) Words() string { return ConsultationKinds.Words(k) }

// Visit is the kind of booking it is held in.
func (k ConsultationKind) Visit() schedule.Kind {
	return map[ConsultationKind]schedule.Kind{
		FirstConsultation: schedule.Consultation, FollowUp: schedule.FollowUp, Closing: schedule.ClosingVisit,
	}[k]
}

// Authorisation is what the protocol lets a decision after this consultation allow.
func (k ConsultationKind) Authorisation(b protocol.Body) protocol.Authorisation {
	if k == FollowUp {
		return b.Eligibility.FollowUp
	}
	return b.Eligibility.First
}

// Consultation is the prescriber's visit before a decision (FHIR Encounter). A draft
// keeps everything, also what is not whole; only its author changes it.
type Consultation struct {
	ID         uuid.UUID
	CourseID   uuid.UUID
	Kind       ConsultationKind
	VisitMode  VisitMode
	HeldAt     time.Time
	Answers    Sections
	Version    int
	SignedAt   time.Time // zero for a draft
	RecordedBy uuid.UUID
	Author     string // with credentials
}

// Draft says whether it can still be changed.
func (c Consultation) Draft() bool { return c.SignedAt.IsZero() }

// Suicidal says whether intent, a plan or a recent attempt was told (E16).
func (c Consultation) Suicidal() bool { return c.Answers.Criteria["E16"].Answer == "current" }

// MayChange refuses everybody but the author, and everybody once it is signed.
func (c Consultation) MayChange(staff uuid.UUID) error {
	switch {
	case !c.Draft():
		return problem.New(problem.Conflict, "This consultation is signed and stays as it is. What is new goes into another consultation.")
	case c.RecordedBy != staff:
		return problem.Newf(problem.Conflict, "%s wrote this draft; only its author changes or signs it. Write a consultation of your own.", c.Author)
	}
	return nil
}

// MaySign refuses a consultation that is not whole. Criteria may stay unasked: that
// is told at the decision. taken are the course's doses so far.
func (c Consultation) MaySign(taken int, today time.Time, b protocol.Body) error {
	var f problem.Fields
	if after := b.Eligibility.FollowUpAfterDose; c.Kind == FollowUp && taken < after {
		f.Add("kind", "The follow-up is held after dose %d; this course has had %d. Choose another kind, or sign it then.", after, taken)
	}
	if c.Kind == FirstConsultation {
		needs(&f, "why_now", c.Answers.WhyNow, "Write why the client comes now, in their words.")
	} else {
		needs(&f, "since", c.Answers.Since, "Write how it has been since the last consultation.")
	}
	c.Answers.check(&f, c.Kind, today, b)
	return f.Err()
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
