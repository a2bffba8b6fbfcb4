package readiness

import (
	"strings"
	"time"

	"kap/internal/protocol"
	"kap/internal/vitals"
)

// pregnancy (G14): asked each time; possible and untested, or positive, stops.
func pregnancy(f Facts, b protocol.Body, _ time.Time) (r ruling) {
	p := f.Arrival.Pregnancy
	switch {
	case p.Test == Positive:
		r.hard("The pregnancy test is positive. There is no dose today; call the prescriber.")
	case f.CannotBePregnant:
		r.unneeded = true
	case !r.ask(p.Possible, "Ask whether the client could be pregnant."):
	case p.Test == Negative:
		r.evidence = "Test today negative"
	case p.Possible == Yes:
		r.hard("Pregnancy is possible and not tested. Offer a test; a negative one clears this.")
	case f.PregnancyTestDue || b.Gate.PregnancyTestEach:
		r.hard("A pregnancy test is due today. Offer one; a negative one clears this.")
	default:
		r.evidence = "Not possible, asked today"
	}
	return r
}

// condition (G16): psychosis, mania, confusion, sedation, vomiting, fever, illness.
func condition(f Facts, b protocol.Body, now time.Time) (r ruling) {
	c := f.Arrival.Condition
	var unasked []string
	for _, sign := range []struct {
		seen Answer
		name string
	}{{c.Psychosis, "signs of psychosis"}, {c.Mania, "signs of mania"}, {c.Confusion, "confusion"}, {c.Vomiting, "vomiting"}} {
		if !sign.seen.Given() {
			unasked = append(unasked, sign.name)
		}
		if sign.seen == Yes {
			r.hard("There is %s. There is no dose today; call the prescriber.", strings.Replace(sign.name, "signs of ", "a sign of ", 1))
		}
	}
	r.asked("Look and ask for %s, and record it.", unasked)
	if r.ask(c.MinorIllness, "Ask whether the client feels ill.") && c.MinorIllness == Yes {
		r.override(c.Illness, 1, "The client is ill: %s. Ask the prescriber, or move the dose.", c.Illness).desk = LabelPrescriber
	}
	r.unwell(f.latest(now), b)
	return r
}

// unwell looks at alertness and temperature as they were measured last.
func (r *ruling) unwell(reading *vitals.Latest, b protocol.Body) {
	if reading == nil || reading.Sedation == nil {
		r.hard("How the client answers is not recorded yet. Record it with the reading.")
	}
	if (reading == nil || reading.Temperature == nil) && b.Vitals.NeedTemperature {
		r.hard("Temperature is not measured yet. Take it with the reading.")
	}
	if reading == nil {
		return
	}
	for _, found := range reading.Unwell(b.Vitals) {
		r.hard("%s", found.Sentence)
	}
}

// urinary (G19): no new urinary symptoms.
func urinary(f Facts, _ protocol.Body, _ time.Time) (r ruling) {
	c := f.Arrival.Condition
	if r.ask(c.Urinary, "Ask about new urinary symptoms.") && c.Urinary == Yes {
		r.override(c.UrinaryWords, 1, "New urinary symptoms: %s. Ask the prescriber.", c.UrinaryWords).desk = LabelPrescriber
	}
	return r
}

// suicide (G15): the check of the day. Active thoughts, intent, plan or attempt stop;
// unchanged passive thoughts with a safety plan pass with the therapist's record.
func suicide(f Facts, _ protocol.Body, _ time.Time) (r ruling) {
	s := f.Arrival.Suicide
	if s.Ideation == NotAsked || !s.Intent.Given() || !s.Plan.Given() || !s.Attempt.Given() {
		r.hard("Ask about thoughts of suicide, intent, a plan and attempts today.")
	}
	if s.Ideation == Active || s.Intent == Yes || s.Plan == Yes || s.Attempt == Yes {
		r.hard("There is no dose today. Do the risk check now and do not leave the client alone.")
		return r
	}
	switch s.Ideation {
	case NoIdeation:
		r.evidence = "No thoughts of suicide, asked today"
	case Passive:
		s.passive(&r, f.Risk)
	}
	return r
}

func (s Suicide) passive(r *ruling, risk Risk) {
	r.evidence = "Passive thoughts, asked today"
	if !r.ask(s.New, "Ask whether the thoughts are new or stronger than at the last contact.") {
		return
	}
	if !risk.RecordedToday {
		r.hard("Record a risk check for today.")
	}
	if s.New == Yes {
		r.override("new", 1, "Passive thoughts of death are new or stronger. Ask the prescriber.").desk = LabelPrescriber
	}
	if !risk.SafetyPlan {
		r.override("no safety plan", 1, "There is no safety plan. Make one with the client, or ask the prescriber.").desk = LabelPrescriber
	}
}
