package vitals_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// typed is a healthy reading as somebody types it.
func typed(change func(*vitals.ReadingEntry)) vitals.ReadingEntry {
	t := vitals.ReadingEntry{Systolic: "120", Diastolic: "80", Signs: vitals.Signs{HeartRate: 70, SpO2: 98, Sedation: whole(5)}}
	change(&t)
	return t
}

func TestTypedIsReadInItsUnits(t *testing.T) {
	for _, test := range []struct {
		name                string
		change              func(*vitals.ReadingEntry)
		systolic, diastolic int
		temperature         vitals.Tenths
		wrong               string
	}{
		{"two fields", func(*vitals.ReadingEntry) {}, 120, 80, 0, ""},
		{"both in one", func(v *vitals.ReadingEntry) { v.Systolic, v.Diastolic = "128/82", "" }, 128, 82, 0, ""},
		{"swapped", func(v *vitals.ReadingEntry) { v.Systolic, v.Swap = "82/128", true }, 128, 82, 0, ""},
		{"not a pair", func(v *vitals.ReadingEntry) { v.Systolic = "128/" }, 0, 0, 0, "systolic"},
		{"letters", func(v *vitals.ReadingEntry) { v.Diastolic = "low" }, 0, 0, 0, "diastolic"},
		{"Fahrenheit", func(v *vitals.ReadingEntry) { v.Temperature, v.TemperatureUnit = "98.6", vitals.Fahrenheit }, 120, 80, 370, ""},
		{"no unit", func(v *vitals.ReadingEntry) { v.Temperature = "98.6" }, 0, 0, 0, "temperature"},
	} {
		r, err := typed(test.change).Reading(at(0))
		if p, ok := problem.As(err); test.wrong != "" && (!ok || p.Fields[0].Name != test.wrong) {
			t.Errorf("%s: got %v, want a sentence at %s", test.name, err, test.wrong)
		}
		if test.wrong != "" {
			continue
		}
		if err != nil || r.Systolic != test.systolic || r.Diastolic != test.diastolic || !r.TakenAt.Equal(at(0)) {
			t.Errorf("%s: got %+v %v", test.name, r, err)
		}
		if test.temperature != 0 && (r.Temperature == nil || *r.Temperature != test.temperature) {
			t.Errorf("%s: got %v, want %s", test.name, r.Temperature, test.temperature)
		}
	}
}

func TestTheUnusualIsKeptOnceItIsConfirmedWordForWord(t *testing.T) {
	by, v := uuid.New(), protocol.Default().Vitals
	judge := func(change func(*vitals.ReadingEntry)) (vitals.Reading, error) {
		return typed(change).Judged(v, vitals.Earlier{}, by, at(0).Add(time.Minute))
	}
	if r, err := judge(func(*vitals.ReadingEntry) {}); err != nil || r.ConfirmedBy != nil || r.MeasuredBy != by {
		t.Errorf("usual: got %+v %v", r, err)
	}
	_, err := judge(func(v *vitals.ReadingEntry) { v.SpO2 = 93 })
	p, ok := problem.As(err)
	if !ok || len(p.Fields) != 2 || p.Fields[1].Name != "confirmed" {
		t.Fatalf("got %v", err)
	}
	yes := p.Fields[1].Message
	if r, err := judge(func(v *vitals.ReadingEntry) { v.SpO2, v.Confirmed = 93, yes }); err != nil || r.ConfirmedBy == nil || *r.ConfirmedBy != by {
		t.Errorf("confirmed: got %+v %v", r, err)
	}
	if _, err := judge(func(v *vitals.ReadingEntry) { v.SpO2, v.Confirmed = 92, yes }); err == nil {
		t.Error("what was confirmed of 93 does not cover 92")
	}
}
