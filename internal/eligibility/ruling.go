package eligibility

import (
	"time"

	"kap/internal/choice"
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

var kinds = choice.List[Kind]{{Eligible, "Eligible"}, {EligibleWithConditions, "Eligible with conditions"},
	{NeedsMoreInformation, "Needs more information"}, {Deferred, "Deferred"}, {Declined, "Declined"}, {Revoked, "Revoked"}}

// Choices are the decisions a form offers; revoking has one of its own.
func (Kind) Choices() []choice.Answer { return kinds[:len(kinds)-1].Answers() }

// Words names the decision for people.
func (k Kind) Words() string { return kinds.Words(k) }

// Authorizes says whether the decision lets dosing sessions happen.
func (k Kind) Authorizes() bool { return k == Eligible || k == EligibleWithConditions }

// Weighing is what the prescriber wrote about one weighed criterion. See Need.
type Weighing struct {
	Reason     string `form:"reason" json:"reason" label:"Why eligible all the same"`
	Mitigation string `form:"mitigation" json:"mitigation" label:"What makes it safer"`
	There      string `form:"there" json:"there,omitempty" label:"There already"` // the clearance, safety plan or capacity it needs, where it is there already
}

// RequestEntry is what is still to be known, from whom and by when.
type RequestEntry struct {
	What string    `form:"what" json:"what"`
	From string    `form:"from" json:"from" db:"from_whom" label:"From whom"`
	Due  time.Time `form:"due" json:"due" as:"date" label:"By"`
}

// Ruling is the prescriber's decision about a course (FHIR ClinicalImpression).
// Once signed it is never changed; a new one supersedes it. Days are calendar days
// in the clinic's zone.
type Ruling struct {
	Kind Kind `form:"decision" db:"decision" label:"Decision"`
	Visit
	After        ConsultationKind    `form:"-" db:"after,read" facts:"-"` // what it rests on
	Indication   Diagnosis           `form:"indication" label:"Indication (ICD-10)"`
	Rationale    string              `form:"rationale" facts:"-"`
	Reasons      map[string]Weighing `form:"reasons" facts:"-"` // by criterion ID
	Conditions   []Condition         `form:"conditions" facts:"-"`
	Requests     []RequestEntry      `form:"requests" db:"requests,read" facts:"-"` // rows of their own
	Sessions     int                 `form:"sessions" label:"Further dosing sessions"`
	ValidFrom    time.Time           `form:"valid_from" as:"date" label:"From"`
	ValidUntil   time.Time           `form:"valid_until" as:"date" label:"Until"`
	Limits       vitals.Limits       `form:"-" facts:"-"` // this client's own, before a lozenge
	DeferredTill time.Time           `form:"deferred_until" db:"deferred_until" as:"date" label:"Deferred until"`
	Category     Category            `form:"decline_category" db:"decline_category" label:"Declined because of"`
	Decline      string              `form:"decline_reason" db:"decline_reason" facts:"-"` // for its readers only
	ReapplyFrom  time.Time           `form:"reapply_from" as:"date" label:"The client can apply again from"`
	ToldHow      string              `form:"told_how" label:"How the client was told"`
	Referral     string              `form:"referral" label:"Referral given"`
	SignedAt     time.Time           `form:"-" db:"signed_at,read" sign:"-" facts:"-"` // zero for a draft
}

// InForce says whether the decision authorizes on a calendar day. The caller passes
// the course's latest signed one; unmet conditions do not end it.
func (d Ruling) InForce(on time.Time) bool {
	return d.Kind.Authorizes() && !d.SignedAt.IsZero() && !on.Before(d.ValidFrom) && !on.After(d.ValidUntil)
}
