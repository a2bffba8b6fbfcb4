package vitals_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

func whole(n int) *int                      { return &n }
func tenths(n vitals.Tenths) *vitals.Tenths { return &n }

// healthy is a reading nobody would ask about.
func healthy() vitals.Reading {
	return vitals.Reading{Systolic: 128, Diastolic: 82, Scale: vitals.MOAAS,
		Signs: vitals.Signs{TakenAt: at(0), Slot: "baseline", HeartRate: 72, SpO2: 98, Sedation: whole(5)}}
}

func TestOnlyThePossibleIsRecorded(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*vitals.Reading)
		want   string // field refused, "" for none
	}{
		{"healthy", func(r *vitals.Reading) {}, ""},
		{"no time", func(r *vitals.Reading) {
			r.TakenAt = time.Time{}
		}, "taken_at"},
		{"now", func(r *vitals.Reading) { r.TakenAt = at(10) }, ""},
		{"in the future", func(r *vitals.Reading) { r.TakenAt = at(11) }, "taken_at"},
		{"systolic missing", func(r *vitals.Reading) { r.Systolic = 0 }, "systolic"},
		{"systolic 49", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 49, 30 }, "systolic"},
		{"systolic 50", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 50, 30 }, ""},
		{"systolic 300", func(r *vitals.Reading) { r.Systolic = 300 }, ""},
		{"systolic 301", func(r *vitals.Reading) { r.Systolic = 301 }, "systolic"},
		{"diastolic 19", func(r *vitals.Reading) { r.Diastolic = 19 }, "diastolic"},
		{"diastolic 20", func(r *vitals.Reading) { r.Diastolic = 20 }, ""},
		{"diastolic 200", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 210, 200 }, ""},
		{"diastolic 201", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 210, 201 }, "diastolic"},
		{"diastolic above systolic", func(r *vitals.Reading) { r.Diastolic = 129 }, "diastolic"},
		{"diastolic equal to systolic", func(r *vitals.Reading) { r.Diastolic = 128 }, "diastolic"},
		{"pulse pressure 4", func(r *vitals.Reading) { r.Diastolic = 124 }, "diastolic"},
		{"pulse pressure 5", func(r *vitals.Reading) { r.Diastolic = 123 }, ""},
		{"heart rate 19", func(r *vitals.Reading) { r.HeartRate = 19 }, "heart_rate"},
		{"heart rate 20", func(r *vitals.Reading) { r.HeartRate = 20 }, ""},
		{"heart rate 250", func(r *vitals.Reading) { r.HeartRate = 250 }, ""},
		{"heart rate 251", func(r *vitals.Reading) { r.HeartRate = 251 }, "heart_rate"},
		{"SpO2 49", func(r *vitals.Reading) { r.SpO2 = 49 }, "spo2"},
		{"SpO2 50", func(r *vitals.Reading) { r.SpO2 = 50 }, ""},
		{"SpO2 101", func(r *vitals.Reading) { r.SpO2 = 101 }, "spo2"},
		{"respiration 3", func(r *vitals.Reading) { r.Respiration = whole(3) }, "respiration"},
		{"respiration 4", func(r *vitals.Reading) { r.Respiration = whole(4) }, ""},
		{"respiration 60", func(r *vitals.Reading) { r.Respiration = whole(60) }, ""},
		{"respiration 61", func(r *vitals.Reading) { r.Respiration = whole(61) }, "respiration"},
		{"temperature 29.9", func(r *vitals.Reading) { r.Temperature = tenths(299) }, "temperature"},
		{"temperature 30", func(r *vitals.Reading) { r.Temperature = tenths(300) }, ""},
		{"temperature 43", func(r *vitals.Reading) { r.Temperature = tenths(430) }, ""},
		{"temperature 43.1", func(r *vitals.Reading) { r.Temperature = tenths(431) }, "temperature"},
		{"no sedation", func(r *vitals.Reading) { r.Sedation = nil }, "sedation"},
		{"sedation 0 is a score", func(r *vitals.Reading) { r.Sedation = whole(0) }, ""},
		{"sedation 6", func(r *vitals.Reading) { r.Sedation = whole(6) }, "sedation"},
		{"distress 10", func(r *vitals.Reading) { r.Distress = whole(10) }, ""},
		{"distress 11", func(r *vitals.Reading) { r.Distress = whole(11) }, "distress"},
		{"weight 24.9", func(r *vitals.Reading) { r.Weight = tenths(249) }, "weight"},
		{"weight 25", func(r *vitals.Reading) { r.Weight = tenths(250) }, ""},
		{"weight 350.1", func(r *vitals.Reading) { r.Weight = tenths(3501) }, "weight"},
		{"height 99.9", func(r *vitals.Reading) { r.Height = tenths(999) }, "height"},
		{"no arm of the two", func(r *vitals.Reading) { r.Arm = "third" }, "arm"},
		{"no position offered", func(r *vitals.Reading) { r.Position = "upside down" }, "position"},
		{"no cuff offered", func(r *vitals.Reading) { r.Cuff = "none" }, "cuff"},
		{"left arm, adult cuff, sitting", func(r *vitals.Reading) { r.Arm, r.Cuff, r.Position = "left", "adult", "sitting" }, ""},
		{"height 230", func(r *vitals.Reading) { r.Height = tenths(2300) }, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := healthy()
			test.change(&r)
			got := ""
			if p, _ := problem.As(r.Check(protocol.Default().Vitals, at(10))); p != nil && len(p.Fields) == 1 {
				got = p.Fields[0].Name
			} else if p != nil {
				t.Errorf("got %+v, want one sentence", p.Fields)
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestAClinicMayRequireMore(t *testing.T) {
	v := protocol.Default().Vitals
	v.NeedRespiration, v.NeedTemperature = true, true
	p, _ := problem.As(healthy().Check(v, at(10)))
	if p == nil || len(p.Fields) != 2 {
		t.Errorf("got %+v, want respiration and temperature", p)
	}
}

func TestTheImplausibleIsAsked(t *testing.T) {
	known := vitals.Earlier{Weight: 700, Height: 1702}
	for _, test := range []struct {
		name    string
		change  func(*vitals.Reading)
		earlier vitals.Earlier
		want    []string
	}{
		{"healthy", func(r *vitals.Reading) {}, known, nil},
		{"systolic 84", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 84, 60 }, known, []string{"systolic"}},
		{"systolic 85", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 85, 60 }, known, nil},
		{"systolic 180", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 180, 100 }, known, nil},
		{"systolic 181", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 181, 100 }, known, []string{"systolic"}},
		{"diastolic 44", func(r *vitals.Reading) { r.Diastolic = 44 }, known, []string{"diastolic"}},
		{"diastolic 45", func(r *vitals.Reading) { r.Diastolic = 45 }, known, nil},
		{"diastolic 111", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 160, 111 }, known, []string{"diastolic"}},
		{"pulse pressure 19", func(r *vitals.Reading) { r.Diastolic = 109 }, known, []string{"diastolic"}},
		{"pulse pressure 20", func(r *vitals.Reading) { r.Diastolic = 108 }, known, nil},
		{"pulse pressure 100", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 160, 60 }, known, nil},
		{"pulse pressure 101", func(r *vitals.Reading) { r.Systolic, r.Diastolic = 161, 60 }, known, []string{"diastolic"}},
		{"heart rate 44", func(r *vitals.Reading) { r.HeartRate = 44 }, known, []string{"heart_rate"}},
		{"heart rate 120", func(r *vitals.Reading) { r.HeartRate = 120 }, known, nil},
		{"heart rate 121", func(r *vitals.Reading) { r.HeartRate = 121 }, known, []string{"heart_rate"}},
		{"SpO2 93", func(r *vitals.Reading) { r.SpO2 = 93 }, known, []string{"spo2"}},
		{"SpO2 94", func(r *vitals.Reading) { r.SpO2 = 94 }, known, nil},
		{"respiration 7", func(r *vitals.Reading) { r.Respiration = whole(7) }, known, []string{"respiration"}},
		{"respiration 24", func(r *vitals.Reading) { r.Respiration = whole(24) }, known, nil},
		{"temperature 35.4", func(r *vitals.Reading) { r.Temperature = tenths(354) }, known, []string{"temperature"}},
		{"temperature 38", func(r *vitals.Reading) { r.Temperature = tenths(380) }, known, nil},
		{"temperature 38.1", func(r *vitals.Reading) { r.Temperature = tenths(381) }, known, []string{"temperature"}},
		{"ten percent heavier", func(r *vitals.Reading) { r.Weight = tenths(770) }, known, nil},
		{"more than ten percent heavier", func(r *vitals.Reading) { r.Weight = tenths(771) }, known, []string{"weight"}},
		{"ten percent lighter", func(r *vitals.Reading) { r.Weight = tenths(630) }, known, nil},
		{"more than ten percent lighter", func(r *vitals.Reading) { r.Weight = tenths(629) }, known, []string{"weight"}},
		{"the first weight", func(r *vitals.Reading) { r.Weight = tenths(726) }, vitals.Earlier{}, []string{"weight"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := healthy()
			test.change(&r)
			var got []string
			for _, q := range r.Implausible(protocol.Default().Vitals, test.earlier) {
				got = append(got, q.Field)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheFirstWeightIsConfirmedWithItsBodyMass(t *testing.T) {
	r := healthy()
	r.Weight, r.Height = tenths(726), tenths(1702)
	got := r.Implausible(protocol.Default().Vitals, vitals.Earlier{})
	want := []vitals.Question{{Field: "weight", Sentence: "The first weight is 72.6 kg (160 lb), body mass index 25.1. Is it right?"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPressureTypedInOneField(t *testing.T) {
	for _, text := range []string{"128/82", " 128 / 82 "} {
		got, err := vitals.ParsePressure(text)
		if err != nil || got != (protocol.Millimeters{Systolic: 128, Diastolic: 82}) {
			t.Errorf("%q: got %v %v", text, got, err)
		}
	}
	for _, text := range []string{"", "128", "128/", "/82", "128/82/1", "1285/82", "128.5/82", "-8/5"} {
		if got, err := vitals.ParsePressure(text); err == nil {
			t.Errorf("%q: got %v, want a refusal", text, got)
		}
	}
}

func TestASwappedPressureIsOffered(t *testing.T) {
	r := healthy()
	r.Systolic, r.Diastolic = 80, 120
	got, ok := r.Swapped(protocol.Default().Vitals)
	if !ok || got != (protocol.Millimeters{Systolic: 120, Diastolic: 80}) {
		t.Errorf("got %v %v, want 120/80", got, ok)
	}
	if _, ok := healthy().Swapped(protocol.Default().Vitals); ok {
		t.Error("128/82 is not swapped")
	}
	r.Systolic, r.Diastolic = 118, 120
	if _, ok := r.Swapped(protocol.Default().Vitals); ok {
		t.Error("120/118 is not possible either")
	}
}

func TestEverySedationScoreHasWords(t *testing.T) {
	for score := 0; score <= 5; score++ {
		if vitals.SedationWords(score) == "" {
			t.Errorf("%d has no words", score)
		}
	}
	if vitals.SedationWords(6) != "" || vitals.SedationWords(2) != "Only to touch or gentle shaking" {
		t.Error("words of the wrong score")
	}
}
