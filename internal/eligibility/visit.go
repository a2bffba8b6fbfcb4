package eligibility

import (
	"slices"
	"strings"
	"time"

	"kap/internal/problem"
	"kap/internal/protocol"
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

// VisitModes lists them in the order they are offered.
var VisitModes = []VisitMode{Here, Video, Audio, Elsewhere}

// Remote says whether nobody met in person.
func (m VisitMode) Remote() bool { return m == Video || m == Audio }

func (m VisitMode) known() bool { return slices.Contains(VisitModes, m) }

// Words names the mode for people.
func (m VisitMode) Words() string {
	return map[VisitMode]string{
		Here: "In person here", Video: "By video", Audio: "By telephone", Elsewhere: "In person elsewhere",
	}[m]
}

// Visit is what a prescription may rest on.
type Visit struct {
	Mode         VisitMode `form:"visit_mode"`
	LastInPerson time.Time `form:"last_in_person_exam" as:"date"` // calendar day; zero for never
	Authority    string    `form:"authority"`                     // another authority to prescribe, in words
}

// MayPrescribe refuses a Schedule III prescription that would rest on a remote visit
// alone after the protocol's telehealth date (90 FR 61301). It is looked at only on the
// day of issue: what is issued stays valid.
func (v Visit) MayPrescribe(issued time.Time, b protocol.Body) error {
	seen := !v.LastInPerson.IsZero() && !v.LastInPerson.After(issued)
	if !v.Mode.Remote() || seen || strings.TrimSpace(v.Authority) != "" || b.Eligibility.Telehealth(issued) {
		return nil
	}
	return problem.At("last_in_person_exam",
		"Since %s a remote visit alone is not enough to prescribe ketamine. Enter the last in-person exam, or the authority this rests on.",
		b.Eligibility.TelehealthUntil)
}

func (v Visit) check(f *problem.Fields, today time.Time) {
	if !v.Mode.known() {
		f.Add("visit_mode", "Say how the visit was held: here, by video, by telephone, or in person elsewhere.")
	}
	if v.LastInPerson.After(today) {
		f.Add("last_in_person_exam", "The last in-person exam cannot be in the future.")
	}
}
