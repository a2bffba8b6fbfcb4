package eligibility

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// Basis is what a decision rests on: the open course, its signed consultation, the
// facts behind the computed criteria, and the protocol in force.
type Basis struct {
	CourseID     uuid.UUID
	PrescriberID uuid.UUID // of the course; zero: not named
	Taken        int       // doses of this course
	Today        time.Time // calendar day in the clinic's zone
	Zone         *time.Location
	Facts        Facts
	Consultation Consultation // the one signed last; see Consulted
	Consulted    bool
	Before       *Decision // the decision signed last, nil for none
	Protocol     protocol.Body
	Approved     bool // false: Protocol is the draft that comes with the system
}

// basis reads it in one trip as of a moment; no open course is a Conflict.
func (s Service) basis(ctx context.Context, r db.Reader, at time.Time, client uuid.UUID) (Basis, error) {
	b := db.NewBatch(r)
	standing, sizes, pressures := queueStanding(b, client), vitals.QueueSizes(b, client, at), vitals.QueueResting(b, client, at)
	consultation, before, version := queueOfCourse(b, client), QueueLatest(b, client), protocol.QueueInForce(b)
	doses := s.Doses(b, client)
	if err := b.Send(ctx); err != nil {
		return Basis{}, err
	}
	where, open := standing.Maybe()
	if !open {
		return Basis{}, problem.New(problem.Conflict, "There is no open course for this client. Open one first.")
	}
	basis := Basis{CourseID: where.CourseID, PrescriberID: where.Prescriber, Taken: Taken(doses(), where.CourseID), Today: where.Today,
		Facts: facts(where, sizes.All(), pressures.All())}
	basis.Consultation, basis.Consulted = consultation.Maybe()
	basis.Before = before.OrNil()
	basis.Protocol = protocol.Default()
	if v, found := version.Maybe(); found {
		basis.Protocol, basis.Approved = v.Body, true
	}
	var err error
	basis.Zone, err = calendar.Zone(where.Zone)
	return basis, err
}

// After is the consultation a decision now rests on.
func (b Basis) After() ConsultationKind {
	if b.Consulted {
		return b.Consultation.Kind
	}
	return FirstConsultation
}

// Findings goes through the criteria with an indication.
func (b Basis) Findings(indication Diagnosis) []Finding {
	b.Facts.Indication = string(indication)
	return Evaluate(b.Consultation.Answers.Criteria, b.Facts, b.Protocol)
}

// decision is a decision as it will be stored, with everything it rests on.
func (b Basis) decision(d Ruling) Decision {
	d.After = b.After()
	r := Decision{CourseID: b.CourseID, Ruling: d, Criteria: b.Findings(d.Indication), ProtocolVersion: b.Protocol.Version}
	if b.Consulted {
		r.ConsultationID = &b.Consultation.ID
	}
	if b.Before != nil {
		r.Supersedes = &b.Before.ID
	}
	return r
}

// check refuses what may not be decided on this basis.
func (b Basis) check(d Ruling) error {
	if !b.Approved {
		return protocol.NotApproved()
	}
	var f problem.Fields
	_ = f.Join("", d.checkConsultation(b.Consulted)) // problems with fields, both
	d.After = b.After()
	_ = f.Join("", d.Check(b.Findings(d.Indication), b.Today, b.Protocol))
	return f.Err()
}

// stands refuses to sign a draft whose ground has moved since it was written.
func (b Basis) stands(r Decision) error {
	now := b.decision(r.Ruling)
	same := r.CourseID == now.CourseID && r.ProtocolVersion == now.ProtocolVersion && equal(r.ConsultationID, now.ConsultationID) &&
		equal(r.Supersedes, now.Supersedes) && sameFindings(r.Criteria, now.Criteria)
	if !same {
		return problem.New(problem.Conflict, "Something this decision rests on has changed since it was written: the consultation, a reading, another decision or the protocol. Open it again with Change, look at the findings, and save it.")
	}
	return nil
}

func equal(a, b *uuid.UUID) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

func sameFindings(a, b []Finding) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
