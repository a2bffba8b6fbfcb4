package eligibility

import (
	"strings"
	"time"

	"kap/internal/choice"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
)

// VisitMode is how a visit was held.
type VisitMode string

// The modes.
const (
	Here      VisitMode = "here"
	Video     VisitMode = "video"
	Audio     VisitMode = "audio"
	Elsewhere VisitMode = "elsewhere" // in person, at another place
)

var modes = choice.List[VisitMode]{{Here, "In person here"}, {Video, "By video"}, {Audio, "By telephone"}, {Elsewhere, "In person elsewhere"}}

// Booked is the mode a visit was booked with; empty where that says nothing.
func Booked(m schedule.VisitMode) VisitMode {
	return map[schedule.VisitMode]VisitMode{schedule.Here: Here, schedule.Video: Video, schedule.Telephone: Audio, schedule.Elsewhere: Elsewhere}[m]
}

// Remote says whether nobody met in person.
func (m VisitMode) Remote() bool { return m == Video || m == Audio }

// Choices are the modes a form offers.
func (VisitMode) Choices() []choice.Answer { return modes.Answers() }

// Words names the mode for people.
func (m VisitMode) Words() string { return modes.Words(m) }

// Visit is what a prescription may rest on. A decision keeps no authority; an order keeps all
// of it.
type Visit struct {
	Mode         VisitMode `form:"visit_mode" json:"mode,omitempty" db:"visit_mode" label:"How the visit was held"`
	LastInPerson time.Time `form:"last_in_person_exam" json:"last_in_person,omitzero" db:"last_in_person_exam" as:"date" label:"Last in-person exam"` // zero for never
	Authority    string    `form:"authority" json:"authority,omitempty" db:"-" label:"Another authority to prescribe"`                                // in words
}

// MayPrescribe refuses a Schedule III prescription that would rest on a remote visit
// alone after the protocol's telehealth date (90 FR 61301). It is looked at only on the
// day of issue: what is issued stays valid. How the visit was held is never left open: not
// said is not in person.
func (v Visit) MayPrescribe(issued time.Time, b protocol.Body) error {
	var f problem.Fields
	v.check(&f, issued)
	if err := f.Err(); err != nil {
		return err
	}
	seen := !v.LastInPerson.IsZero() && !v.LastInPerson.After(issued)
	if !v.Mode.Remote() || seen || strings.TrimSpace(v.Authority) != "" || b.Eligibility.Telehealth(issued) {
		return nil
	}
	return problem.At("last_in_person_exam",
		"Since %s a remote visit alone is not enough to prescribe ketamine. Enter the last in-person exam, or the authority this rests on.",
		b.Eligibility.TelehealthUntil)
}

func (v Visit) check(f *problem.Fields, today time.Time) {
	if !modes.Has(v.Mode) {
		f.Add("visit_mode", "Say how the visit was held: here, by video, by telephone, or in person elsewhere.")
	}
	if v.LastInPerson.After(today) {
		f.Add("last_in_person_exam", "The last in-person exam cannot be in the future.")
	}
}
