package dosing_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/dosing"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/testday"
	"kap/internal/vitals"
)

// noon is leaving, two hours after the lozenge at ten.
var noon = ten.Add(2 * time.Hour)

func healthyStay() dosing.Stay {
	r := testday.HealthyReading()
	r.TakenAt = noon.Add(-10 * time.Minute)
	return dosing.Stay{Zone: denver, LastIntake: ten, Reading: &r, SpO2: 98,
		Baseline: vitals.Value{Systolic: 256, Diastolic: 164}, IntegrationBooked: true, CountClosed: true}
}

// answeredAt is a call that a prescriber answered.
func answeredAt(at time.Time) []safety.Call {
	return []safety.Call{{Escalation: safety.Escalation{At: at, Answered: safety.Yes}}}
}

func healthyDeparture() dosing.DepartureEntry {
	return dosing.DepartureEntry{At: noon, Oriented: ptr(4), WalksSteadily: yes, NauseaControlled: yes, OwnBaseline: yes, Safe: yes,
		EscortPresent: yes, EscortName: "E. Lindqvist", InstructionsGiven: yes, Manner: dosing.WithEscort}
}

func TestLeavingWaitsForEveryCriterion(t *testing.T) {
	type stay = dosing.Stay
	type departure = dosing.DepartureEntry
	for _, c := range []struct {
		name  string
		by    func(*stay, *departure)
		unmet string
	}{
		{"everything met", func(*stay, *departure) {}, ""},
		{"120 min", func(s *stay, _ *departure) { s.LastIntake = noon.Add(-120 * time.Minute) }, ""},
		{"119 min", func(s *stay, _ *departure) { s.LastIntake = noon.Add(-119 * time.Minute) }, "since_intake"},
		{"a second less", func(s *stay, _ *departure) { s.LastIntake = noon.Add(-120*time.Minute + time.Second) }, "since_intake"},
		{"sedation 4", func(s *stay, _ *departure) { s.Reading.Sedation = ptr(4) }, "sedation"},
		{"sedation unknown", func(s *stay, _ *departure) { s.Reading.Sedation = nil }, "sedation"},
		{"oriented 3", func(_ *stay, d *departure) { d.Oriented = ptr(3) }, "oriented"},
		{"not asked", func(_ *stay, d *departure) { d.Oriented = nil }, "oriented"},
		{"140/90 is the limit", func(s *stay, _ *departure) { s.Reading.Systolic, s.Reading.Diastolic = 140, 90 }, ""},
		{"148 is 20 above baseline", func(s *stay, _ *departure) { s.Reading.Systolic = 148 }, ""},
		{"149 is more", func(s *stay, _ *departure) { s.Reading.Systolic = 149 }, "pressure"},
		{"98 is 20 above baseline", func(s *stay, _ *departure) { s.Baseline.Diastolic, s.Reading.Diastolic = 156, 98 }, ""},
		{"99 is more", func(s *stay, _ *departure) { s.Baseline.Diastolic, s.Reading.Diastolic = 156, 99 }, "pressure"},
		{"159/99 near a high baseline", func(s *stay, _ *departure) {
			s.Baseline, s.Reading.Systolic, s.Reading.Diastolic = vitals.Value{Systolic: 340, Diastolic: 200}, 159, 99
		}, ""},
		{"160 near a high baseline", func(s *stay, _ *departure) { s.Baseline.Systolic, s.Reading.Systolic = 340, 160 }, "pressure"},
		{"100 near baseline", func(s *stay, _ *departure) { s.Reading.Diastolic = 100 }, "pressure"},
		{"160, said before the reading", func(s *stay, _ *departure) {
			s.Baseline.Systolic, s.Reading.Systolic, s.Calls = 340, 160, answeredAt(s.Reading.TakenAt.Add(-time.Minute))
		}, "pressure"},
		{"no baseline", func(s *stay, _ *departure) { s.Baseline, s.Reading.Systolic = vitals.Value{}, 141 }, "pressure"},
		{"179 near a high baseline, on the prescriber's word", func(s *stay, _ *departure) {
			s.Baseline.Systolic, s.Reading.Systolic, s.Calls = 340, 179, answeredAt(noon)
		}, ""},
		{"90/50", func(s *stay, _ *departure) { s.Reading.Systolic, s.Reading.Diastolic = 90, 50 }, ""},
		{"89 systolic", func(s *stay, _ *departure) { s.Reading.Systolic, s.Reading.Diastolic = 89, 50 }, "pressure"},
		{"49 diastolic", func(s *stay, _ *departure) { s.Reading.Systolic, s.Reading.Diastolic = 90, 49 }, "pressure"},
		{"88 as at baseline", func(s *stay, _ *departure) { s.Baseline.Systolic, s.Reading.Systolic = 176, 88 }, ""},
		{"88, and no baseline", func(s *stay, _ *departure) {
			s.Baseline, s.Reading.Systolic, s.Reading.Diastolic = vitals.Value{}, 88, 60
		}, "pressure"},
		{"180 never", func(s *stay, _ *departure) {
			s.Baseline.Systolic, s.Reading.Systolic, s.Calls = 340, 180, answeredAt(noon)
		}, "pressure"},
		{"oxygen 94", func(s *stay, _ *departure) { s.Reading.SpO2 = 94 }, ""},
		{"oxygen 93", func(s *stay, _ *departure) { s.Reading.SpO2 = 93 }, "spo2"},
		{"oxygen 92 as before", func(s *stay, _ *departure) { s.Reading.SpO2, s.SpO2 = 92, 92 }, ""},
		{"unsteady", func(_ *stay, d *departure) { d.WalksSteadily = readiness.No }, "walks_steadily"},
		{"nausea", func(_ *stay, d *departure) { d.NauseaControlled = readiness.No }, "nausea_controlled"},
		{"not as usual", func(_ *stay, d *departure) { d.OwnBaseline = "" }, "own_baseline"},
		{"mood not asked", func(_ *stay, d *departure) { d.Safe = "" }, "safe"},
		{"escort away", func(_ *stay, d *departure) { d.EscortPresent = readiness.No }, "escort"},
		{"escort unnamed", func(_ *stay, d *departure) { d.EscortName = " " }, "escort"},
		{"no instructions", func(_ *stay, d *departure) { d.InstructionsGiven = "" }, "instructions_given"},
		{"desk criteria keep nobody", func(s *stay, _ *departure) { s.IntegrationBooked, s.CountClosed = false, false }, ""},
	} {
		s, d := healthyStay(), healthyDeparture()
		c.by(&s, &d)
		var want []string
		if c.unmet != "" {
			want = []string{c.unmet}
		}
		if diff := cmp.Diff(want, testday.Fields(d.Check(s, body, noon))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestTheLastReadingHasToBeRecent(t *testing.T) {
	for _, c := range []struct {
		name    string
		minutes int
		counts  bool
	}{{"30 min", 30, true}, {"31 min", 31, false}, {"after leaving", -1, false}, {"before the lozenge", 121, false}} {
		s, d := healthyStay(), healthyDeparture()
		s.Reading.TakenAt = noon.Add(-time.Duration(c.minutes) * time.Minute)
		if err := d.Check(s, body, noon); (err == nil) != c.counts {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAVoidedReadingDoesNotCountAtLeaving(t *testing.T) {
	s := healthyStay()
	s.Reading.VoidedAt = &noon
	if healthyDeparture().Check(s, body, noon) == nil {
		t.Error("left on a voided reading")
	}
	s.Reading = nil
	if got := testday.Fields(healthyDeparture().Check(s, body, noon)); len(got) != 3 {
		t.Errorf("without a reading: %v", got)
	}
}

func TestEachMannerAsksForItsDetails(t *testing.T) {
	elsewhere := dosing.Details{Who: "her sister", ArrangedBy: "J. Weiss", PrescriberToldAt: noon}
	advice := dosing.Details{AdvisedBy: "J. Weiss", Called: "Dr. Halvorsen"}
	emergency := dosing.Details{CalledAt: noon, LeftAt: noon, Crew: "Medic 4", HandedTo: "K. Ortiz", EscortTold: yes}
	for _, c := range []struct {
		name   string
		manner dosing.Manner
		detail dosing.Details
		early  bool // leaves with criteria unmet
		want   []string
	}{
		{"none chosen", "", dosing.Details{}, false, []string{"manner"}},
		{"escort", dosing.WithEscort, dosing.Details{}, false, nil},
		{"safe arrangement", dosing.SafelyElse, elsewhere, false, nil},
		{"safe arrangement, nothing said", dosing.SafelyElse, dosing.Details{}, false, []string{"detail.who", "detail.arranged_by", "detail.prescriber_told_at"}},
		{"safe arrangement too early", dosing.SafelyElse, elsewhere, true, []string{"since_intake"}},
		{"against advice early", dosing.AgainstAdvice, advice, true, nil},
		{"against advice, nothing said", dosing.AgainstAdvice, dosing.Details{}, true, []string{"detail.advised_by", "detail.called"}},
		{"emergency early", dosing.ToEmergency, emergency, true, nil},
		{"emergency, nothing said", dosing.ToEmergency, dosing.Details{}, true,
			[]string{"detail.called_at", "detail.left_at", "detail.crew", "detail.handed_to", "detail.escort_told"}},
		{"emergency, left before the call", dosing.ToEmergency, dosing.Details{CalledAt: noon, LeftAt: ten, Crew: "Medic 4", HandedTo: "K. Ortiz", EscortTold: yes}, true, []string{"detail.left_at"}},
	} {
		s, d := healthyStay(), healthyDeparture()
		d.Manner, d.Detail = c.manner, c.detail
		if c.early {
			s.LastIntake = noon.Add(-30 * time.Minute)
		}
		if diff := cmp.Diff(c.want, testday.Fields(d.Check(s, body, noon))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestASafeArrangementStandsInForTheEscort(t *testing.T) {
	s, d := healthyStay(), healthyDeparture()
	d.EscortPresent, d.EscortName = readiness.No, ""
	d.Manner, d.Detail = dosing.SafelyElse, dosing.Details{Who: "her sister", ArrangedBy: "J. Weiss", PrescriberToldAt: noon}
	if err := d.Check(s, body, noon); err != nil {
		t.Error(err)
	}
}

func TestTheEarliestLeavingCountsFromTheLozenge(t *testing.T) {
	if got := dosing.EarliestLeaving(ten, body); !got.Equal(noon) {
		t.Errorf("leaves about %s", got)
	}
}

// TestTheNumbersOfLeavingAreTheProtocols: each case changes one number, and a departure
// that passed under the default stops.
func TestTheNumbersOfLeavingAreTheProtocols(t *testing.T) {
	for _, c := range []struct {
		name     string
		systolic int
		change   func(*protocol.Body)
	}{
		{"minutes until leaving", 128, func(b *protocol.Body) { b.Leaving.SinceIntake = 121 }},
		{"how far above baseline", 148, func(b *protocol.Body) { b.Leaving.PressureNear = 19 }},
	} {
		s, b := healthyStay(), protocol.Default()
		s.Reading.Systolic = c.systolic
		if err := healthyDeparture().Check(s, b, noon); err != nil {
			t.Errorf("%s: does not pass under the default: %v", c.name, err)
		}
		c.change(&b)
		if healthyDeparture().Check(s, b, noon) == nil {
			t.Errorf("%s: passes whatever the protocol says", c.name)
		}
	}
}
