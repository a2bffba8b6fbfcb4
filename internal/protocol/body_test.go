package protocol_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/problem"
	"kap/internal/protocol"
)

func TestTheDefaultStands(t *testing.T) {
	if err := protocol.Default().Check(); err != nil {
		p, _ := problem.As(err)
		t.Fatalf("got %+v, want no problem", p.Fields)
	}
}

func TestAProtocolSurvivesJSON(t *testing.T) {
	text, err := json.Marshal(protocol.Default())
	if err != nil {
		t.Fatal(err)
	}
	var got protocol.Body
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(protocol.Default(), got); diff != "" {
		t.Error(diff)
	}
}

func TestAWrongValueIsNamed(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*protocol.Body)
		want   string
	}{
		{"no version", func(b *protocol.Body) { b.Version = 0 }, "version"},
		{"a criterion without a class", func(b *protocol.Body) { delete(b.Eligibility.Classes, "E12.family") }, "eligibility.classes.E12.family"},
		{"exclusion at the weighed pressure", func(b *protocol.Body) { b.Eligibility.Exclude.Systolic = 140 }, "eligibility.exclude.systolic"},
		{"no day for telehealth", func(b *protocol.Body) { b.Eligibility.TelehealthUntil = "soon" }, "eligibility.telehealth_until"},
		{"fewer than the fewest", func(b *protocol.Body) { b.Eligibility.FollowUp.Most = 3 }, "eligibility.follow_up.most"},
		{"a class twice", func(b *protocol.Body) { b.Medicines[1].Class = "benzodiazepine" }, "medicines[1].class"},
		{"a hold without a length", func(b *protocol.Body) { b.Medicines[9].HoldBefore = 0 }, "medicines[9].hold_before"},
		{"a sixth refill", func(b *protocol.Body) { b.Lozenge.Refills = 6 }, "lozenge.refills"},
		{"fluids longer than food", func(b *protocol.Body) { b.Preparation.FluidFast = 241 }, "preparation.food_fast"},
		{"longer than the block", func(b *protocol.Body) { b.Gate.RoomAfterLozenge = 181 }, "gate.room_after_lozenge"},
		{"call at the limit", func(b *protocol.Body) { b.Pressure.Call.Diastolic = 90 }, "pressure.call.diastolic"},
		{"stop below call", func(b *protocol.Body) { b.Pressure.Stop.Systolic = 159 }, "pressure.stop.systolic"},
		{"acceptable beyond hard", func(b *protocol.Body) { b.Vitals.HeartRate.Before.High = 131 }, "vitals.heart_rate.before"},
		{"plausible beyond possible", func(b *protocol.Body) { b.Vitals.SpO2.Plausible.High = 101 }, "vitals.spo2.plausible"},
		{"slots out of order", func(b *protocol.Body) { b.Timing.Slots[1].After = 90 }, "timing.slots[2].after"},
		{"a window narrower than merging", func(b *protocol.Body) { b.Timing.Slots[1].Window = 4 }, "timing.slots[1].window"},
		{"no observation", func(b *protocol.Body) { b.Leaving.SinceIntake = 0 }, "leaving.since_intake"},
		{"second before first", func(b *protocol.Body) { b.Integration.SecondFrom = 2 }, "integration.second_from"},
		{"PCL-5 cut outside its sources", func(b *protocol.Body) { b.Measures.PCL5Cut = 34 }, "measures.pcl5_cut"},
		{"target after the free days", func(b *protocol.Body) { b.Scheduling.First.Target = 22 }, "scheduling.first.free_until"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := protocol.Default()
			test.change(&b)
			p, _ := problem.As(b.Check())
			if p == nil || len(p.Fields) != 1 || p.Fields[0].Name != test.want {
				t.Errorf("got %+v, want one sentence at %s", p, test.want)
			}
		})
	}
}

func TestClassOfASplitAnswer(t *testing.T) {
	e := protocol.Default().Eligibility
	for _, test := range []struct {
		criterion, answer string
		want              protocol.Class
	}{
		{"E01", "", protocol.Excludes},
		{"E01", "present", protocol.Excludes},
		{"E03b", "recent", protocol.Excludes},
		{"E03b", "remote", protocol.Weighed},
		{"E24", "", protocol.Warns},
		{"E99", "", ""},
	} {
		if got := e.Class(test.criterion, test.answer); got != test.want {
			t.Errorf("%s %s: got %q, want %q", test.criterion, test.answer, got, test.want)
		}
	}
}

func TestTelehealthEndsWithItsLastDay(t *testing.T) {
	e := protocol.Default().Eligibility
	last := time.Date(2026, 12, 31, 23, 59, 0, 0, time.UTC)
	if !e.Telehealth(last) || e.Telehealth(last.Add(time.Minute)) {
		t.Error("the exception holds on Dec 31 2026 and not on Jan 1 2027")
	}
}

func TestASpanHoldsItsEnds(t *testing.T) {
	s := protocol.Span{Low: 50, High: 110}
	for value, want := range map[int]bool{49: false, 50: true, 110: true, 111: false} {
		if got := s.Holds(value); got != want {
			t.Errorf("%d: got %v, want %v", value, got, want)
		}
	}
	if !(protocol.Span{}).Holds(-1) {
		t.Error("the zero span limits nothing")
	}
}

func TestARuleHoldsAMedicineByAnyOfItsSpans(t *testing.T) {
	for name, c := range map[string]struct {
		rule protocol.MedicineRule
		want bool
	}{
		"nothing": {protocol.MedicineRule{}, false}, "an hour before": {protocol.MedicineRule{HoldBefore: 1}, true}, "an hour after": {protocol.MedicineRule{HoldAfter: 1}, true},
		"the day before": {protocol.MedicineRule{HoldDaysBefore: 1}, true}, "the day": {protocol.MedicineRule{HoldTheDay: true}, true},
	} {
		if got := c.rule.Holds(); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestMedicineNotInTheList(t *testing.T) {
	if _, ok := protocol.Default().Medicine("kava"); ok {
		t.Error("a class that is not listed has no rule")
	}
	m, ok := protocol.Default().Medicine("benzodiazepine")
	if !ok || m.HoldBefore != 24 || !m.AsNeededOnly || !m.NeverStopAbruptly {
		t.Errorf("got %+v", m)
	}
}
