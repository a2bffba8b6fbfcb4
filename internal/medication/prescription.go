package medication

import (
	"slices"
	"time"

	"kap/internal/eligibility"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// The forms of the medicine and what is done after the mouth.
var (
	Forms      = []string{"lozenge", "rapidly dissolving tablet"}
	AfterMouth = []string{"spit", "swallow", "either"} // swallowing adds exposure
)

// Prescription is the prescriber's order (FHIR MedicationRequest), for one strength.
// Days are calendar days in the clinic's zone. Changing it is a new one that
// supersedes it.
type Prescription struct {
	Form           string            `form:"form"`
	Strength       Strength          `form:"strength"`         // mg of one lozenge
	UnitsDispensed Units             `form:"units_dispensed"`  // lozenges
	StartUnits     Units             `form:"start_units"`      // lozenges, first intake of a session
	MaxUnits       Units             `form:"max_units"`        // lozenges, most in one session
	BoosterUnits   Units             `form:"booster_units"`    // lozenges; 0 is no booster
	BoosterRule    string            `form:"booster_rule"`     // when to offer it, in words
	MinutesInMouth int               `form:"minutes_in_mouth"` // minutes
	AfterMouth     string            `form:"after_mouth"`
	Holds          []OwnHold         `form:"holds"`
	Pharmacy       string            `form:"pharmacy"`
	IssuedOn       time.Time         `form:"issued_on" as:"date"`
	ExpiresOn      time.Time         `form:"expires_on" as:"date"` // last day
	Refills        int               `form:"refills"`
	PDMPCheckedAt  time.Time         `form:"pdmp_checked_at"` // prescription drug monitoring program
	Visit          eligibility.Visit `form:"-" db:"-"`        // what issuing it rests on
	SignedAt       time.Time         `form:"-" sign:"-"`      // zero for a draft
	EndedAt        time.Time         `form:"-" sign:"-"`      // zero unless ended or superseded
}

// Max is the most in one session, in mg.
func (p Prescription) Max() MG { return p.MaxUnits.Of(p.Strength) }

// InForce says whether lozenges may be offered under it on a calendar day.
func (p Prescription) InForce(on time.Time) bool {
	return !p.SignedAt.IsZero() && p.EndedAt.IsZero() && !on.Before(p.IssuedOn) && !on.After(p.ExpiresOn)
}

// Check refuses an order that may not be issued on this calendar day.
func (p Prescription) Check(today, now time.Time, b protocol.Body) error {
	var f problem.Fields
	p.checkMedicine(&f, b.Lozenge)
	p.checkSession(&f)
	p.checkDays(&f, today, b.Lozenge)
	if p.PDMPCheckedAt.IsZero() || p.PDMPCheckedAt.After(now) {
		f.Add("pdmp_checked_at", "Check the prescription monitoring program first, and enter when.")
	}
	// Issued is what is signed here today, whatever day was typed: an order of another day
	// is not signed at all.
	_ = f.Join("", p.Visit.MayPrescribe(today, b)) // a problem with fields, always
	return f.Err()
}

func (p Prescription) checkMedicine(f *problem.Fields, l protocol.Lozenge) {
	if !slices.Contains(Forms, p.Form) {
		f.Add("form", "Choose lozenge or rapidly dissolving tablet.")
	}
	if p.Strength < Milligrams(l.StrengthLowest) || p.Strength > Milligrams(l.StrengthHighest) {
		f.Add("strength", "A lozenge has %d to %d mg; check the strength.", l.StrengthLowest, l.StrengthHighest)
	}
	if p.UnitsDispensed <= 0 {
		f.Add("units_dispensed", "Enter how many lozenges are dispensed.")
	}
	if p.MinutesInMouth < l.MouthLeast || p.MinutesInMouth > l.MouthMost {
		f.Add("minutes_in_mouth", "Keep it in the mouth for %d to %d minutes.", l.MouthLeast, l.MouthMost)
	}
	if !slices.Contains(AfterMouth, p.AfterMouth) {
		f.Add("after_mouth", "Choose whether it is spat out or swallowed afterwards, or either.")
	}
}

func (p Prescription) checkSession(f *problem.Fields) {
	if p.StartUnits <= 0 {
		f.Add("start_units", "Enter how many lozenges a session starts with.")
	}
	if p.BoosterUnits < 0 {
		f.Add("booster_units", "Enter how many lozenges a booster has, or 0 for none.")
	}
	if all := p.StartUnits + p.BoosterUnits; p.MaxUnits < all {
		f.Add("max_units", "Start and booster together are %s lozenges; the session maximum cannot be less.", all)
	}
}

// checkDays: at most 5 refills and 6 months, Schedule III (21 CFR 1306.22).
func (p Prescription) checkDays(f *problem.Fields, today time.Time, l protocol.Lozenge) {
	last := addMonths(p.IssuedOn, l.PrescriptionMonths)
	switch {
	case p.IssuedOn.IsZero() || p.IssuedOn.After(today):
		f.Add("issued_on", "Enter the day of issue; it cannot be in the future.")
	case p.ExpiresOn.Before(p.IssuedOn):
		f.Add("expires_on", "It cannot expire before it is issued; check both days.")
	case p.ExpiresOn.After(last):
		f.Add("expires_on", "It can run for %d months: until %s at the latest.", l.PrescriptionMonths, last.Format("Mon Jan 2, 2006"))
	}
	if p.Refills < 0 || p.Refills > l.Refills {
		f.Add("refills", "At most %d refills are allowed.", l.Refills)
	}
}

// addMonths stays within the month: six months after Aug 31 is Feb 28.
func addMonths(day time.Time, months int) time.Time {
	to := day.AddDate(0, months, 0)
	if to.Day() != day.Day() {
		to = to.AddDate(0, 0, -to.Day())
	}
	return to
}
