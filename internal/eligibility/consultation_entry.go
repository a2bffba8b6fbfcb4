package eligibility

import (
	"time"

	"kap/internal/problem"
)

// ConsultationEntry is what is typed of a consultation.
type ConsultationEntry struct {
	Kind      ConsultationKind `form:"kind" label:"Which consultation"`
	VisitMode VisitMode        `form:"visit_mode" label:"How it is held"`
	HeldAt    time.Time        `form:"held_at" label:"Held at"` // zero: now
	Version   int              `form:"version"`                 // of the draft that was opened; 0 for a new one
	Sections
}

// Entry is the consultation as it was typed.
func (c Consultation) Entry() ConsultationEntry {
	return ConsultationEntry{Kind: c.Kind, VisitMode: c.VisitMode, HeldAt: c.HeldAt, Version: c.Version, Sections: c.Answers}
}

// Again is what a new consultation starts from: the answers of the one before (nil: none),
// which are gone through again; what was measured and tested is asked anew.
func Again(before *Consultation, today time.Time) ConsultationEntry {
	e := ConsultationEntry{Kind: FirstConsultation, VisitMode: Here}
	if before != nil {
		e.Kind, e.Sections = FollowUp, before.Answers
		e.Since, e.Impression, e.Pregnancy = "", "", ""
		e.PregnancyTestedOn, e.PDMPCheckedOn = time.Time{}, time.Time{}
	}
	e.Measured = Measurements{WeightUnit: "lb", HeightUnit: "ft-in", On: today}
	return e
}

// Check refuses what a draft cannot be stored with; anything else may be missing.
func (e ConsultationEntry) Check(now time.Time) error {
	var f problem.Fields
	if !ConsultationKinds.Has(e.Kind) {
		f.Add("kind", "Choose which consultation this is.")
	}
	if !modes.Has(e.VisitMode) {
		f.Add("visit_mode", "Say how the visit was held: here, by video, by telephone, or in person elsewhere.")
	}
	if e.HeldAt.After(now) {
		f.Add("held_at", "This time is still to come; enter when the visit was held.")
	}
	return f.Err()
}
