package medication

import (
	"slices"
	"time"

	"kap/internal/choice"
	"kap/internal/client"
	"kap/internal/eligibility"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// Form is what the medicine comes as.
type Form string

// Forms are the answers.
var Forms = choice.List[Form]{{"lozenge", "Lozenge"}, {"rapidly dissolving tablet", "Rapidly dissolving tablet"}}

// Choices are the forms that are offered.
func (Form) Choices() []choice.Answer { return Forms.Answers() }

// Words are how a form is read.
func (f Form) Words() string { return Forms.Words(f) }

// AfterMouth is what is done after the mouth; swallowing adds exposure.
type AfterMouth string

// AfterMouths are the answers.
var AfterMouths = choice.List[AfterMouth]{{"spit", "Spit"}, {"swallow", "Swallow"}, {"either", "Either"}}

// Choices are the answers a form offers.
func (AfterMouth) Choices() []choice.Answer { return AfterMouths.Answers() }

// Words are how an answer is read.
func (a AfterMouth) Words() string { return AfterMouths.Words(a) }

// Order is the prescriber's order (FHIR MedicationRequest), for one strength.
// Days are calendar days in the clinic's zone. Changing it is a new one that
// supersedes it.
type Order struct {
	Form           Form              `form:"form"`
	Strength       Strength          `form:"strength" label:"One lozenge" unit:"mg"`
	UnitsDispensed Units             `form:"units_dispensed" label:"Dispensed" unit:"lozenges"`
	Refills        int               `form:"refills" facts:"-"`       // laid out, because 0 is said
	StartUnits     Units             `form:"start_units" facts:"-"`   // lozenges, first intake of a session; laid out as doses,
	MaxUnits       Units             `form:"max_units" facts:"-"`     // lozenges, most in one session
	BoosterUnits   Units             `form:"booster_units" facts:"-"` // lozenges; 0 is no booster
	BoosterRule    string            `form:"booster_rule" label:"When the booster is offered"`
	BoosterFrom    int               `form:"booster_from" label:"Booster from" unit:"minutes after the last lozenge"`    // 0: as the protocol says
	BoosterUntil   int               `form:"booster_until" label:"Booster until" unit:"minutes after the first lozenge"` // 0: as the protocol says
	MinutesInMouth int               `form:"minutes_in_mouth" label:"Kept in the mouth" unit:"minutes"`
	AfterMouth     AfterMouth        `form:"after_mouth" label:"Then"`
	Holds          []OwnHold         `form:"holds" facts:"-"` // a table
	Pharmacy       string            `form:"pharmacy"`
	IssuedOn       time.Time         `form:"issued_on" as:"date" label:"Issued"`
	ExpiresOn      time.Time         `form:"expires_on" as:"date" label:"Last day"`
	PDMPCheckedAt  time.Time         `form:"pdmp_checked_at" label:"Prescription monitoring program (PDMP) checked"`
	Visit          eligibility.Visit `form:"-" facts:"-"`                              // what issuing it rests on
	SignedAt       time.Time         `form:"-" db:"signed_at,read" sign:"-" facts:"-"` // zero for a draft
	EndedAt        time.Time         `form:"-" db:"ended_at,read" sign:"-" facts:"-"`  // zero unless ended or superseded
}

// Max is the most in one session, in mg.
func (p Order) Max() MG { return p.MaxUnits.Of(p.Strength) }

// InForce says whether lozenges may be offered under it on a calendar day.
func (p Order) InForce(on time.Time) bool {
	return !p.SignedAt.IsZero() && p.EndedAt.IsZero() && !on.Before(p.IssuedOn) && !on.After(p.ExpiresOn)
}

// Check refuses an order that may not be issued on this calendar day.
func (p Order) Check(today, now time.Time, b protocol.Body) error {
	var f problem.Fields
	p.checkMedicine(&f, b.Lozenge)
	p.checkSession(&f, b.Lozenge)
	p.checkDays(&f, today, b.Lozenge)
	if p.PDMPCheckedAt.IsZero() || p.PDMPCheckedAt.After(now) {
		f.Add("pdmp_checked_at", "Check the prescription monitoring program first, and enter when.")
	}
	// Issued is what is signed here today, whatever day was typed: an order of another day
	// is not signed at all.
	_ = f.Join("", p.Visit.MayPrescribe(today, b)) // a problem with fields, always
	return f.Err()
}

func (p Order) checkMedicine(f *problem.Fields, l protocol.Lozenge) {
	if !Forms.Has(p.Form) {
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
	if !AfterMouths.Has(p.AfterMouth) {
		f.Add("after_mouth", "Choose whether it is spat out or swallowed afterwards, or either.")
	}
}

// longestBooster is the most minutes a booster window is typed with; the column holds no more.
const longestBooster = 720

func (p Order) checkSession(f *problem.Fields, l protocol.Lozenge) {
	if p.StartUnits <= 0 {
		f.Add("start_units", "Enter how many lozenges a session starts with.")
	}
	if p.BoosterUnits < 0 {
		f.Add("booster_units", "Enter how many lozenges a booster has, or 0 for none.")
	}
	if all := p.StartUnits + p.BoosterUnits; p.MaxUnits < all {
		f.Add("max_units", "Start and booster together are %s lozenges; the session maximum cannot be less.", all)
	}
	from, until := p.BoosterWindow(l)
	if p.BoosterFrom < 0 || p.BoosterUntil < 0 || from > until || until > longestBooster {
		f.Add("booster_until", "From and until are minutes, the earlier first, at most %d; leave both empty for the protocol's %d to %d.",
			longestBooster, l.BoosterFrom, l.BoosterUntil)
	}
}

// checkDays: at most 5 refills and 6 months, Schedule III (21 CFR 1306.22).
func (p Order) checkDays(f *problem.Fields, today time.Time, l protocol.Lozenge) {
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

// checkHolds: a hold names its medicine and says what the client is told.
func (p Order) checkHolds(f *problem.Fields, b protocol.Body) {
	for i, h := range p.Holds {
		name := at("holds", i)
		if h.Medicine == "" {
			f.Add(name+"medicine", "Name the medicine.")
		}
		if slices.ContainsFunc(p.Holds[:i], func(other OwnHold) bool { return client.SameMedicine(other.Medicine, h.Medicine) }) {
			f.Add(name+"medicine", "%s is named twice; keep one line.", h.Medicine)
		}
		if h.Sentence == "" {
			f.Add(name+"sentence", "Write what the client is told, as it will be printed.")
		}
		if h.Before < 0 || h.After < 0 || h.Before > 24*14 || h.After > 24*14 {
			f.Add(name+"before", "Write hours before and after, at most two weeks.")
		}
		if h.Class != "" && !slices.ContainsFunc(b.Medicines, func(m protocol.MedicineRule) bool { return m.Class == h.Class }) {
			f.Add(name+"class", "Choose a class of the list, or none.")
		}
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
