package readiness

import (
	"fmt"
	"strings"
	"time"

	"kap/internal/calendar"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// Hold is a medicine to be held around the dose, with the prescriber's own word about it and
// when the client's list says it was last taken; zero: it does not say.
type Hold struct {
	Medicine  medication.Medicine
	Own       *medication.OwnHold
	LastTaken time.Time
}

// LastTaken is when a medicine was last taken, as told on arrival.
type LastTaken struct {
	Name string    `form:"name" json:"name"`
	At   time.Time `form:"at" json:"at"`
}

// told leaves out medicines about which no time was said.
func (m Medicines) told() Medicines {
	var taken []LastTaken
	for _, t := range m.Taken {
		if !t.At.IsZero() {
			taken = append(taken, t)
		}
	}
	m.Taken = taken
	return m
}

func (m Medicines) checkTaken(f *problem.Fields, now time.Time) {
	for i, t := range m.Taken {
		f.NotLater(fmt.Sprintf("medicines.taken[%d].at", i), t.At, now)
	}
}

// lastTaken is when a held medicine was last taken: the later of what was told today and what
// is on record; zero where nobody knows.
func (f Facts) lastTaken(h Hold) time.Time {
	last := h.LastTaken
	for _, t := range f.Arrival.Medicines.Taken {
		if t.Name == h.Medicine.Name && t.At.After(last) {
			last = t.At
		}
	}
	return last
}

// holdWords are every hold with its hours, sentence, author and date.
func (f Facts) holdWords(b protocol.Body) string {
	var words []string
	for _, h := range f.Holds {
		words = append(words, medication.HoldWords(h.Medicine, h.Own, b))
	}
	return strings.Join(words, "; ")
}

// holds judges each hold by the hours since the medicine was last taken; where nobody knows
// them, by the answer. An override covers what was taken by then: later is worse.
func (f Facts) holds(r *ruling, b protocol.Body, now time.Time) {
	m := f.Arrival.Medicines
	var names []string
	for _, h := range f.Holds {
		names = append(names, h.Medicine.Name)
		if last := f.lastTaken(h); !medication.Kept(h.Medicine, h.Own, last.In(f.Zone), now.In(f.Zone), b) {
			r.override("hold: "+h.Medicine.Name, int(last.Unix()/60), "Not held long enough: %s, taken at %s. Ask the prescriber, or move the dose.",
				h.Medicine.Name, calendar.When(last, now, f.Zone)).desk = LabelPrescriber
		}
	}
	if r.ask(m.HoldsKept, "Ask whether these were held: "+strings.Join(names, ", ")+".") && m.HoldsKept == No {
		r.override("hold: "+m.HoldsMissed, 1, "A medicine was not held: %s. Ask the prescriber.", m.HoldsMissed).desk = LabelPrescriber
	}
}
