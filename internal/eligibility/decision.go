package eligibility

import (
	"time"

	"kap/internal/vitals"
)

// Kind is what was decided.
type Kind string

// The kinds of decision.
const (
	Eligible               Kind = "eligible"
	EligibleWithConditions Kind = "eligible_with_conditions"
	NeedsMoreInformation   Kind = "needs_more_information"
	Deferred               Kind = "deferred"
	Declined               Kind = "declined"
	Revoked                Kind = "revoked"
)

// Kinds lists them in the order they are offered.
var Kinds = []Kind{Eligible, EligibleWithConditions, NeedsMoreInformation, Deferred, Declined, Revoked}

// Words names the decision for people, or "" for one not on the list.
func (k Kind) Words() string {
	return map[Kind]string{
		Eligible: "Eligible", EligibleWithConditions: "Eligible with conditions",
		NeedsMoreInformation: "Needs more information", Deferred: "Deferred", Declined: "Declined", Revoked: "Revoked",
	}[k]
}

// Authorizes says whether the decision lets dosing sessions happen.
func (k Kind) Authorizes() bool { return k == Eligible || k == EligibleWithConditions }

// Weighing is what the prescriber wrote about one weighed criterion. See Need.
type Weighing struct {
	Reason     string `form:"reason" json:"reason"`
	Mitigation string `form:"mitigation" json:"mitigation"`
	There      string `form:"there" json:"there,omitempty"` // the clearance, safety plan or capacity it needs, where it is there already
}

// Request is what is still to be known, from whom and by when.
type Request struct {
	What string    `form:"what" json:"what"`
	From string    `form:"from" json:"from"`
	Due  time.Time `form:"due" json:"due" as:"date"` // calendar day
}

// Decision is the prescriber's decision about a course (FHIR ClinicalImpression).
// Once signed it is never changed; a new one supersedes it. Days are calendar days
// in the clinic's zone.
type Decision struct {
	Visit
	Kind         Kind                `form:"decision"`
	After        ConsultationKind    `form:"-"`          // what it rests on
	Indication   string              `form:"indication"` // ICD-10
	Rationale    string              `form:"rationale"`
	Reasons      map[string]Weighing `form:"reasons"` // by criterion ID
	Conditions   []Condition         `form:"conditions"`
	Requests     []Request           `form:"requests"`
	ValidFrom    time.Time           `form:"valid_from" as:"date"`
	ValidUntil   time.Time           `form:"valid_until" as:"date"`
	Sessions     int                 `form:"sessions"` // further dosing sessions
	Limits       vitals.Limits       `form:"-"`        // this client's own, before a lozenge
	DeferredTill time.Time           `form:"deferred_until" as:"date"`
	Category     string              `form:"decline_category"`
	Decline      string              `form:"decline_reason"`
	ReapplyFrom  time.Time           `form:"reapply_from" as:"date"`
	ToldHow      string              `form:"told_how"`
	Referral     string              `form:"referral"`
	SignedAt     time.Time           `form:"-" sign:"-"` // zero for a draft
}

// InForce says whether the decision authorizes on a calendar day. The caller passes
// the course's latest signed one; unmet conditions do not end it.
func (d Decision) InForce(on time.Time) bool {
	return d.Kind.Authorizes() && !d.SignedAt.IsZero() && !on.Before(d.ValidFrom) && !on.After(d.ValidUntil)
}

// Latest is the decision signed last, or nil; drafts do not count.
func Latest(decisions []Decision) *Decision {
	var latest *Decision
	for i := range decisions {
		d := &decisions[i]
		if !d.SignedAt.IsZero() && (latest == nil || d.SignedAt.After(latest.SignedAt)) {
			latest = d
		}
	}
	return latest
}

// SessionsLeft is how many further sessions remain: authorized less those whose first
// lozenge is later than the decision's signature; never below zero.
func SessionsLeft(authorized, dosedSince int) int { return max(0, authorized-dosedSince) }
