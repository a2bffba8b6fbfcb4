package readiness

import (
	"fmt"
	"time"

	"kap/internal/fold"
	"kap/internal/medication"
	"kap/internal/problem"
)

// Substances is what was taken besides medicines.
type Substances struct {
	Intoxicated         Answer    `form:"intoxicated"` // as the clinician sees it
	Alcohol             Answer    `form:"alcohol"`     // since the last contact
	LastAlcohol         time.Time `form:"last_alcohol"`
	THC                 Answer    `form:"thc"`
	LastTHC             time.Time `form:"last_thc"`
	Psychedelic         Answer    `form:"psychedelic"`
	LastPsychedelic     time.Time `form:"last_psychedelic"`
	Other               Answer    `form:"other"`
	LastOther           time.Time `form:"last_other"`
	OtherWhat           string    `form:"other_what"`
	UrineScreen         Test      `form:"urine_screen"`
	KetamineElsewhere   Answer    `form:"ketamine_elsewhere"` // ketamine or esketamine since the last session here
	KetamineElsewhereOn time.Time `form:"ketamine_elsewhere_on" as:"date"`
}

func (s Substances) check(f *problem.Fields, now time.Time) {
	oneOf(f, "substances.intoxicated", s.Intoxicated)
	for _, u := range []struct {
		name, last string
		used       Answer
		at         time.Time
	}{
		{"alcohol", "last_alcohol", s.Alcohol, s.LastAlcohol},
		{"thc", "last_thc", s.THC, s.LastTHC},
		{"psychedelic", "last_psychedelic", s.Psychedelic, s.LastPsychedelic},
		{"other", "last_other", s.Other, s.LastOther},
		{"ketamine_elsewhere", "ketamine_elsewhere_on", s.KetamineElsewhere, s.KetamineElsewhereOn},
	} {
		oneOf(f, "substances."+u.name, u.used)
		f.NotLater("substances."+u.last, u.at, now)
		if u.used == Yes && u.at.IsZero() {
			f.Add("substances."+u.last, "Write when it was last taken; an estimate is better than nothing.")
		}
	}
	f.Needed("substances.other_what", s.Other == Yes, s.OtherWhat, "Write what was taken.")
	s.checkOther(f)
	if t := s.UrineScreen; t != NotTested && t != Negative && t != Positive {
		f.Add("substances.urine_screen", "Choose negative or positive, or leave it empty when not done.")
	}
}

// Escort takes the client home (protocol 3): an adult with a phone, confirmed
// today, who stays until the client is alert. Replaceable until the lozenge.
type Escort struct {
	Name        string    `form:"name"`
	Phone       string    `form:"phone"`
	Adult       Answer    `form:"adult"` // 18 or older
	ConfirmedAt time.Time `form:"confirmed_at"`
	ConfirmedBy string    `form:"confirmed_by"` // who of the clinic spoke with or texted them
	How         string    `form:"how"`          // call, text, in person
	CanCollect  Answer    `form:"can_collect"`
	RideOnly    Answer    `form:"ride_only"` // a ride service alone
}

// Ways of confirming an escort.
var escortWays = map[string]bool{"": true, "call": true, "text": true, "in person": true}

func (e Escort) check(f *problem.Fields, now time.Time) {
	oneOf(f, "escort.adult", e.Adult)
	oneOf(f, "escort.can_collect", e.CanCollect)
	oneOf(f, "escort.ride_only", e.RideOnly)
	f.NotLater("escort.confirmed_at", e.ConfirmedAt, now)
	if !escortWays[e.How] {
		f.Add("escort.how", "Choose call, text or in person.")
	}
	if e.ConfirmedAt.IsZero() {
		return
	}
	f.Blank("escort.name", e.Name, "Write the escort's name.")
	f.Blank("escort.confirmed_by", e.ConfirmedBy, "Write who spoke with the escort.")
	f.Blank("escort.how", e.How, "Write how the escort confirmed: call, text or in person.")
}

// Lozenges is the count on arrival against the label.
type Lozenges struct {
	Brought         []Brought `form:"brought"`
	IdentityChecked Answer    `form:"identity_checked"` // the label names this client
	LabelChecked    Answer    `form:"label_checked"`    // the count and label were read together
}

// Brought is the lozenges of one strength.
type Brought struct {
	Strength medication.Strength `form:"strength" json:"strength"`
	Units    medication.Units    `form:"units" json:"units"`
	Lot      string              `form:"lot" json:"lot"`
	Labeled  medication.Units    `form:"labeled" json:"labeled"` // what should be there by label and record
}

func (l Lozenges) check(f *problem.Fields) {
	oneOf(f, "lozenges.identity_checked", l.IdentityChecked)
	oneOf(f, "lozenges.label_checked", l.LabelChecked)
	seen := map[string]bool{}
	for i, b := range l.Brought {
		name := fmt.Sprintf("lozenges.brought[%d].", i)
		if b.Strength <= 0 {
			f.Add(name+"strength", "Write the mg of one lozenge, as on the label.")
		}
		if b.Units < 0 {
			f.Add(name+"units", "A count cannot be below zero.")
		}
		if key := b.Strength.String() + "/" + fold.Term(b.Lot); seen[key] {
			f.Add(name+"strength", "This strength and lot is already counted above.")
		} else {
			seen[key] = true
		}
	}
}

// Discrepancies are the strengths whose count differs from the label's. They are
// recorded with a reason and a second person, never corrected by themselves.
func (l Lozenges) Discrepancies() []Brought {
	var differ []Brought
	for _, b := range l.Brought {
		if b.Units != b.Labeled {
			differ = append(differ, b)
		}
	}
	return differ
}
