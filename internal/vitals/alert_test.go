package vitals_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kap/internal/protocol"
	"kap/internal/vitals"
)

func TestAlertsAfterTheLozenge(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*vitals.Reading)
		want   map[string]vitals.Level
	}{
		{"healthy", func(r *vitals.Reading) {}, nil},
		{"systolic 39.5 above", func(r *vitals.Reading) { r.Systolic = 160 }, nil},
		{"systolic 40.5 above", func(r *vitals.Reading) { r.Systolic = 161 }, map[string]vitals.Level{"systolic": vitals.Red}},
		{"diastolic 24 above", func(r *vitals.Reading) { r.Diastolic = 104 }, nil},
		{"diastolic 25 above", func(r *vitals.Reading) { r.Diastolic = 105 }, map[string]vitals.Level{"systolic": vitals.Red}},
		{"90/50", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 90, 50 }, nil},
		{"89 systolic", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 89, 50 }, map[string]vitals.Level{"systolic": vitals.Red}},
		{"49 diastolic", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 90, 49 }, map[string]vitals.Level{"systolic": vitals.Red}},
		{"SpO2 92", func(r *vitals.Reading) { r.SpO2 = 92 }, nil},
		{"SpO2 91", func(r *vitals.Reading) { r.SpO2 = 91 }, map[string]vitals.Level{"spo2": vitals.Amber}},
		{"SpO2 90", func(r *vitals.Reading) { r.SpO2 = 90 }, map[string]vitals.Level{"spo2": vitals.Amber}},
		{"SpO2 89", func(r *vitals.Reading) { r.SpO2 = 89 }, map[string]vitals.Level{"spo2": vitals.Red}},
		{"heart rate 45", func(r *vitals.Reading) { r.HeartRate = 45 }, nil},
		{"heart rate 44", func(r *vitals.Reading) { r.HeartRate = 44 }, map[string]vitals.Level{"heart_rate": vitals.Red}},
		{"heart rate 130", func(r *vitals.Reading) { r.HeartRate = 130 }, nil},
		{"heart rate 131", func(r *vitals.Reading) { r.HeartRate = 131 }, map[string]vitals.Level{"heart_rate": vitals.Red}},
		{"respiration 8", func(r *vitals.Reading) { r.Respiration = whole(8) }, nil},
		{"respiration 7", func(r *vitals.Reading) { r.Respiration = whole(7) }, map[string]vitals.Level{"respiration": vitals.Red}},
		{"respiration 25", func(r *vitals.Reading) { r.Respiration = whole(25) }, map[string]vitals.Level{"respiration": vitals.Red}},
		{"sedation 4", func(r *vitals.Reading) { r.Sedation = whole(4) }, nil},
		{"sedation 3", func(r *vitals.Reading) { r.Sedation = whole(3) }, map[string]vitals.Level{"sedation": vitals.Amber}},
		{"sedation 3 resting silently", func(r *vitals.Reading) { r.Sedation, r.Resting = whole(3), true }, nil},
		{"sedation 2 resting silently", func(r *vitals.Reading) { r.Sedation, r.Resting = whole(2), true }, map[string]vitals.Level{"sedation": vitals.Red}},
		{"distress 7", func(r *vitals.Reading) { r.Distress = whole(7) }, nil},
		{"distress 8", func(r *vitals.Reading) { r.Distress = whole(8) }, map[string]vitals.Level{"distress": vitals.Prompt}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := healthy()
			test.change(&r)
			var got map[string]vitals.Level
			for _, a := range r.Alerts(vitals.Value{Systolic: 241, Diastolic: 160}, protocol.Default()) { // 120.5/80
				if got == nil {
					got = map[string]vitals.Level{}
				}
				got[a.Field] = a.Level
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestARiseOfExactlyTheLimitAlerts(t *testing.T) {
	for systolic, want := range map[int]int{159: 0, 160: 1} {
		r := healthy()
		r.Systolic = systolic
		if got := r.Alerts(vitals.Value{Systolic: 240, Diastolic: 160}, protocol.Default()); len(got) != want {
			t.Errorf("%d from 120: got %v", systolic, got)
		}
	}
}

func TestTheHardTierAlertsFromAnyBaseline(t *testing.T) {
	baseline := vitals.Value{Systolic: 2 * 158, Diastolic: 2 * 98}
	for _, test := range []struct {
		systolic, diastolic, want int
	}{{179, 109, 0}, {180, 109, 1}, {179, 110, 1}} {
		r := healthy()
		r.Systolic, r.Diastolic = test.systolic, test.diastolic
		alerts := r.Alerts(baseline, protocol.Default())
		if len(alerts) != test.want {
			t.Errorf("%d/%d: got %v", test.systolic, test.diastolic, alerts)
		}
		if len(alerts) == 1 && !alerts[0].RepeatAt.Equal(at(5)) {
			t.Errorf("repeat: got %v, want 9:05", alerts[0].RepeatAt)
		}
	}
}

func TestAcceptableBeforeALozenge(t *testing.T) {
	wide := vitals.Limits{HeartRate: protocol.Span{Low: 45, High: 120}, SpO2: protocol.Span{Low: 91, High: 100}}
	for _, test := range []struct {
		name   string
		change func(*vitals.Reading)
		own    vitals.Limits
		want   map[string]bool // field: hard
	}{
		{"healthy", func(r *vitals.Reading) {}, vitals.Limits{}, nil},
		{"heart rate 50", func(r *vitals.Reading) { r.HeartRate = 50 }, vitals.Limits{}, nil},
		{"heart rate 49", func(r *vitals.Reading) { r.HeartRate = 49 }, vitals.Limits{}, map[string]bool{"heart_rate": false}},
		{"heart rate 49, own limit", func(r *vitals.Reading) { r.HeartRate = 49 }, wide, nil},
		{"heart rate 40", func(r *vitals.Reading) { r.HeartRate = 40 }, vitals.Limits{}, map[string]bool{"heart_rate": false}},
		{"heart rate 39", func(r *vitals.Reading) { r.HeartRate = 39 }, vitals.Limits{}, map[string]bool{"heart_rate": true}},
		{"heart rate 110", func(r *vitals.Reading) { r.HeartRate = 110 }, vitals.Limits{}, nil},
		{"heart rate 111", func(r *vitals.Reading) { r.HeartRate = 111 }, vitals.Limits{}, map[string]bool{"heart_rate": false}},
		{"heart rate 131", func(r *vitals.Reading) { r.HeartRate = 131 }, wide, map[string]bool{"heart_rate": true}},
		{"SpO2 94", func(r *vitals.Reading) { r.SpO2 = 94 }, vitals.Limits{}, nil},
		{"SpO2 93", func(r *vitals.Reading) { r.SpO2 = 93 }, vitals.Limits{}, map[string]bool{"spo2": false}},
		{"SpO2 93, own limit", func(r *vitals.Reading) { r.SpO2 = 93 }, wide, nil},
		{"SpO2 89", func(r *vitals.Reading) { r.SpO2 = 89 }, wide, map[string]bool{"spo2": true}},
		{"respiration 10", func(r *vitals.Reading) { r.Respiration = whole(10) }, vitals.Limits{}, nil},
		{"respiration 9", func(r *vitals.Reading) { r.Respiration = whole(9) }, vitals.Limits{}, map[string]bool{"respiration": false}},
		{"respiration 7", func(r *vitals.Reading) { r.Respiration = whole(7) }, vitals.Limits{}, map[string]bool{"respiration": true}},
		{"respiration 31", func(r *vitals.Reading) { r.Respiration = whole(31) }, vitals.Limits{}, map[string]bool{"respiration": true}},
		{"temperature 37.9", func(r *vitals.Reading) { r.Temperature = tenths(379) }, vitals.Limits{}, nil},
		{"temperature 38", func(r *vitals.Reading) { r.Temperature = tenths(380) }, vitals.Limits{}, map[string]bool{"temperature": true}},
		{"sedation 4", func(r *vitals.Reading) { r.Sedation = whole(4) }, vitals.Limits{}, map[string]bool{"sedation": true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, v := healthy(), protocol.Default().Vitals
			test.change(&r)
			var got map[string]bool
			for _, f := range append(r.Acceptable(test.own, v), r.Unwell(v)...) {
				if got == nil {
					got = map[string]bool{}
				}
				got[f.Field] = f.Hard
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
