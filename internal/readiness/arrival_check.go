package readiness

import (
	"time"

	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// Check finds what cannot be right in what was answered, at its fields.
func (a Arrival) Check(b protocol.Body, now time.Time) error {
	var f problem.Fields
	a.checkTimes(&f, now)
	a.checkMedicines(&f, now)
	a.checkSuicide(&f)
	a.checkCondition(&f)
	a.Substances.check(&f, now)
	a.Escort.check(&f, now)
	a.Lozenges.check(&f)
	if possible := b.Vitals.Weight.Possible; a.Weight != 0 && !possible.Holds(int(a.Weight)) {
		f.Add("weight", "A weight lies between %s and %s kg. Check the number and its unit.",
			vitals.Tenths(possible.Low), vitals.Tenths(possible.High))
	}
	return f.Err()
}

func (a Arrival) checkTimes(f *problem.Fields, now time.Time) {
	for _, t := range []struct {
		name string
		at   time.Time
	}{
		{"last_food", a.LastFood},
		{"last_drink", a.LastDrink},
		{"prescriber.answered_at", a.Prescriber.AnsweredAt},
	} {
		f.NotLater(t.name, t.at, now)
	}
	if (a.Prescriber.Name == "") != a.Prescriber.AnsweredAt.IsZero() {
		f.Add("prescriber.name", "Write who answered and at what time; both are needed.")
	}
}

func (a Arrival) checkMedicines(f *problem.Fields, now time.Time) {
	m := a.Medicines
	oneOf(f, "medicines.changed", m.Changed)
	oneOf(f, "medicines.holds_kept", m.HoldsKept)
	oneOf(f, "medicines.pressure_taken", m.PressureTaken)
	f.Needed("medicines.change", m.Changed == Yes, m.Change, "Write which medicine changed and how.")
	f.Needed("medicines.holds_missed", m.HoldsKept == No, m.HoldsMissed, "Write which medicine was taken and when.")
	m.checkTaken(f, now)
	oneOf(f, "wants_to_go_ahead", a.WantsToGoAhead)
	oneOf(f, "pregnancy.possible", a.Pregnancy.Possible)
	if t := a.Pregnancy.Test; t != NotTested && t != Negative && t != Positive {
		f.Add("pregnancy.test", "Choose negative or positive, or leave it empty when not tested.")
	}
}

func (a Arrival) checkSuicide(f *problem.Fields) {
	s := a.Suicide
	switch s.Ideation {
	case NotAsked, NoIdeation, Passive, Active:
	default:
		f.Add("suicide.ideation", "Choose none, passive or active.")
	}
	oneOf(f, "suicide.new", s.New)
	oneOf(f, "suicide.intent", s.Intent)
	oneOf(f, "suicide.plan", s.Plan)
	oneOf(f, "suicide.attempt", s.Attempt)
	if s.Ideation == NoIdeation && (s.Intent == Yes || s.Plan == Yes) {
		f.Add("suicide.ideation", "Intent or a plan is recorded, so thoughts are not none. Correct one of them.")
	}
	if s.Ideation == Passive && !s.New.Given() {
		f.Add("suicide.new", "Say whether the thoughts are new or stronger than at the last contact.")
	}
}

func (a Arrival) checkCondition(f *problem.Fields) {
	c := a.Condition
	oneOf(f, "condition.psychosis", c.Psychosis)
	oneOf(f, "condition.mania", c.Mania)
	oneOf(f, "condition.confusion", c.Confusion)
	oneOf(f, "condition.vomiting", c.Vomiting)
	oneOf(f, "condition.minor_illness", c.MinorIllness)
	oneOf(f, "condition.urinary", c.Urinary)
	f.Needed("condition.illness", c.MinorIllness == Yes, c.Illness, "Write what the client is ill with.")
	f.Needed("condition.urinary_words", c.Urinary == Yes, c.UrinaryWords, "Write what the client notices when passing water.")
}

func oneOf(f *problem.Fields, name string, a Answer) {
	if !a.known() {
		f.Add(name, "Answer yes or no, or leave it open when it was not asked.")
	}
}
