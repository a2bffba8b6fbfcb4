package dosing

import (
	"time"

	"kap/internal/problem"
	"kap/internal/readiness"
)

// Manner is how the client leaves.
type Manner string

// The four manners of leaving (protocol 4.6).
const (
	WithEscort    Manner = "escort"
	SafelyElse    Manner = "safe_arrangement"
	AgainstAdvice Manner = "against_advice"
	ToEmergency   Manner = "emergency"
)

// Manners lists them in the order of the page.
var Manners = []Manner{WithEscort, SafelyElse, AgainstAdvice, ToEmergency}

// Word is the manner as it is shown.
func (m Manner) Word() string {
	switch m {
	case WithEscort:
		return "Left with the escort"
	case SafelyElse:
		return "Left by another safe arrangement"
	case AgainstAdvice:
		return "Left against advice"
	case ToEmergency:
		return "Left to emergency care"
	}
	return string(m)
}

// waits says whether the criteria of leaving are waited for.
func (m Manner) waits() bool { return m == WithEscort || m == SafelyElse }

// Details are what each manner but the escort asks for.
type Details struct {
	Who              string    `form:"who" json:"who,omitzero"` // who takes the client
	ArrangedBy       string    `form:"arranged_by" json:"arranged_by,omitzero"`
	PrescriberToldAt time.Time `form:"prescriber_told_at" json:"prescriber_told_at,omitzero"`

	AdvisedBy string `form:"advised_by" json:"advised_by,omitzero"`
	Called    string `form:"called" json:"called,omitzero"` // whom

	CalledAt   time.Time        `form:"called_at" json:"called_at,omitzero"`
	LeftAt     time.Time        `form:"left_at" json:"left_at,omitzero"`
	Crew       string           `form:"crew" json:"crew,omitzero"` // crew or hospital
	HandedTo   string           `form:"handed_to" json:"handed_to,omitzero"`
	EscortTold readiness.Answer `form:"escort_told" json:"escort_told,omitzero"`
}

func (d DepartureEntry) checkManner(f *problem.Fields, now time.Time) {
	x := d.Detail
	switch d.Manner {
	case WithEscort:
	case SafelyElse:
		f.Blank("detail.who", x.Who, "Write who takes the client home.")
		f.Blank("detail.arranged_by", x.ArrangedBy, "Write who arranged it.")
		moment(f, "detail.prescriber_told_at", x.PrescriberToldAt, now, "Tell the prescriber, and write when.")
	case AgainstAdvice:
		f.Blank("detail.advised_by", x.AdvisedBy, "Write who advised the client to stay.")
		f.Blank("detail.called", x.Called, "Write whom you called.")
	case ToEmergency:
		x.checkEmergency(f, now)
	default:
		f.Add("manner", "Choose how the client leaves.")
	}
}

func (x Details) checkEmergency(f *problem.Fields, now time.Time) {
	moment(f, "detail.called_at", x.CalledAt, now, "Write when emergency services were called.")
	moment(f, "detail.left_at", x.LeftAt, now, "Write when the client left.")
	f.Blank("detail.crew", x.Crew, "Write which crew or hospital.")
	f.Blank("detail.handed_to", x.HandedTo, "Write to whom the client was handed over.")
	if !x.EscortTold.Given() {
		f.Add("detail.escort_told", "Say whether the escort was told.")
	}
	if !x.CalledAt.IsZero() && x.LeftAt.Before(x.CalledAt) {
		f.Add("detail.left_at", "Leaving comes after the call. Correct one of the times.")
	}
}

func moment(f *problem.Fields, name string, at, now time.Time, sentence string) {
	if at.IsZero() {
		f.Add(name, "%s", sentence)
	}
	f.NotLater(name, at, now)
}
