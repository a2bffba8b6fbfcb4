package readiness_test

import (
	"testing"
	"time"

	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/testday"
	"kap/internal/vitals"
)

func reading(change func(*vitals.Reading)) func(*readiness.Facts) {
	return func(f *readiness.Facts) { change(&f.Readings[0]) }
}

// later has the first reading changed, and another one 5 min ago, with a pressure within
// limits and nothing else but what it holds.
func later(change func(*vitals.Reading), then vitals.Reading) func(*readiness.Facts) {
	return func(f *readiness.Facts) {
		change(&f.Readings[0])
		then.TakenAt, then.Systolic, then.Diastolic = ago(5), 128, 82
		f.Readings = append(f.Readings, then)
	}
}

// pressures replaces the readings by these, five minutes apart, the last 5 min ago.
func pressures(values ...[2]int) func(*readiness.Facts) {
	return func(f *readiness.Facts) {
		f.Readings = nil
		for i, v := range values {
			r := testday.HealthyReading()
			r.TakenAt, r.Systolic, r.Diastolic = ago(5*(len(values)-i)), v[0], v[1]
			f.Readings = append(f.Readings, r)
		}
	}
}

func TestBodyItems(t *testing.T) {
	check(t, []change{
		{"140/90", pressures([2]int{140, 90}), "G08", ready, "", "140/90"},
		{"141 once", pressures([2]int{141, 90}), "G08", notYet, hard, "repeat at 10:00 am"},
		{"mean 140.5", pressures([2]int{141, 80}, [2]int{140, 80}), "G08", notYet, over, "140.5/80"},
		{"mean 140", pressures([2]int{142, 80}, [2]int{138, 80}), "G08", ready, "", "140/80"},
		{"mean 91", pressures([2]int{130, 91}, [2]int{130, 91}), "G08", notYet, over, "130/91"},
		{"159.5/99", pressures([2]int{160, 99}, [2]int{159, 99}), "G08", notYet, over, "above the limit"},
		{"160", pressures([2]int{160, 90}, [2]int{160, 90}), "G08", notYet, hard, "cannot start"},
		{"100", pressures([2]int{150, 100}, [2]int{150, 100}), "G08", notYet, hard, "cannot start"},
		{"70/40", pressures([2]int{70, 40}, [2]int{70, 40}), "G08", notYet, hard, "cannot start"},
		{"85/55", pressures([2]int{85, 55}, [2]int{85, 55}), "G08", notYet, over, "85/55 is below 90/50"},
		{"95/48", pressures([2]int{95, 48}, [2]int{95, 48}), "G08", notYet, over, "95/48 is below 90/50"},
		{"90/50", pressures([2]int{90, 50}), "G08", ready, "", "90/50"},
		{"180", pressures([2]int{180, 90}, [2]int{180, 90}), "G08", notYet, hard, "cannot start"},
		{"110", pressures([2]int{150, 110}, [2]int{150, 110}), "G08", notYet, hard, "cannot start"},
		{"repeated after 4:59", func(f *readiness.Facts) {
			pressures([2]int{150, 90}, [2]int{130, 80})(f)
			f.Readings[1].TakenAt = f.Readings[1].TakenAt.Add(-time.Second)
		}, "G08", notYet, hard, "Wait until 9:55 am"},
		{"30 min old", reading(func(r *vitals.Reading) { r.TakenAt = ago(30) }), "G08", ready, "", ""},
		{"31 min old", reading(func(r *vitals.Reading) { r.TakenAt = ago(31) }), "G08", notYet, hard, "too old"},
		{"of this very moment", reading(func(r *vitals.Reading) { r.TakenAt = ten }), "G09", ready, "", ""},
		{"voided", func(f *readiness.Facts) {
			pressures([2]int{175, 85}, [2]int{128, 82})(f)
			f.Readings[0].VoidedAt = ptr(ten)
		}, "G08", ready, "", "128/82"},
		{"own limit", func(f *readiness.Facts) {
			f.Limits, f.LimitsBy = vitals.Limits{Systolic: 120}, "Dr. Halvorsen"
			f.Readings = append(f.Readings, testday.HealthyReading())
			f.Readings[1].TakenAt = ago(5)
		}, "G08", notYet, over, "Dr. Halvorsen"},

		{"own limit of another value", func(f *readiness.Facts) {
			f.Limits, f.LimitsBy = vitals.Limits{SpO2: protocol.Span{Low: 92, High: 100}}, "Dr. Halvorsen"
		}, "G09", ready, "", "Own limits, Dr. Halvorsen"},

		{"heart 50", reading(func(r *vitals.Reading) { r.HeartRate = 50 }), "G09", ready, "", ""},
		{"heart 49", reading(func(r *vitals.Reading) { r.HeartRate = 49 }), "G09", notYet, over, "49"},
		{"heart 110", reading(func(r *vitals.Reading) { r.HeartRate = 110 }), "G09", ready, "", ""},
		{"heart 111", reading(func(r *vitals.Reading) { r.HeartRate = 111 }), "G09", notYet, over, "111"},
		{"heart 40", reading(func(r *vitals.Reading) { r.HeartRate = 40 }), "G09", notYet, over, ""},
		{"heart 39", reading(func(r *vitals.Reading) { r.HeartRate = 39 }), "G09", notYet, hard, ""},
		{"heart 130", reading(func(r *vitals.Reading) { r.HeartRate = 130 }), "G09", notYet, over, ""},
		{"heart 131", reading(func(r *vitals.Reading) { r.HeartRate = 131 }), "G09", notYet, hard, ""},
		{"oxygen 94", reading(func(r *vitals.Reading) { r.SpO2 = 94 }), "G09", ready, "", ""},
		{"oxygen 93", reading(func(r *vitals.Reading) { r.SpO2 = 93 }), "G09", notYet, over, ""},
		{"oxygen 90", reading(func(r *vitals.Reading) { r.SpO2 = 90 }), "G09", notYet, over, ""},
		{"oxygen 89", reading(func(r *vitals.Reading) { r.SpO2 = 89 }), "G09", notYet, hard, ""},
		{"own oxygen 91", func(f *readiness.Facts) {
			f.Limits.SpO2, f.Readings[0].SpO2 = protocol.Span{Low: 91, High: 100}, 91
		}, "G09", ready, "", ""},
		{"breathing 10", reading(func(r *vitals.Reading) { r.Respiration = ptr(10) }), "G09", ready, "", ""},
		{"breathing 9", reading(func(r *vitals.Reading) { r.Respiration = ptr(9) }), "G09", notYet, over, ""},
		{"breathing 7", reading(func(r *vitals.Reading) { r.Respiration = ptr(7) }), "G09", notYet, hard, ""},
		{"breathing 30", reading(func(r *vitals.Reading) { r.Respiration = ptr(30) }), "G09", notYet, over, ""},
		{"breathing 31", reading(func(r *vitals.Reading) { r.Respiration = ptr(31) }), "G09", notYet, hard, ""},
		{"breathing not counted", reading(func(r *vitals.Reading) { r.Respiration = nil }), "G09", ready, "", ""},

		{"breathing 31, then pressure alone", later(func(r *vitals.Reading) { r.Respiration = ptr(31) }, vitals.Reading{}), "G09", notYet, hard, "31"},
		{"breathing 31, then pulse and oxygen", later(func(r *vitals.Reading) { r.Respiration = ptr(31) },
			vitals.Reading{Signs: vitals.Signs{HeartRate: 72, SpO2: 98}}), "G09", notYet, hard, "31"},
		{"breathing 31, then 14", later(func(r *vitals.Reading) { r.Respiration = ptr(31) },
			vitals.Reading{Signs: vitals.Signs{Respiration: ptr(14)}}), "G09", ready, "", "breathing 14 at 9:55 am"},
		{"pulse 131, then pressure alone", later(func(r *vitals.Reading) { r.HeartRate = 131 }, vitals.Reading{}), "G09", notYet, hard, "131"},
		{"oxygen 89, then pressure alone", later(func(r *vitals.Reading) { r.SpO2 = 89 }, vitals.Reading{}), "G09", notYet, hard, "89"},
		{"38.5, then pressure alone", later(func(r *vitals.Reading) { r.Temperature = ptr(vitals.Tenths(385)) }, vitals.Reading{}), "G16", notYet, hard, "38.5"},
		{"38.5, then 37.0", later(func(r *vitals.Reading) { r.Temperature = ptr(vitals.Tenths(385)) },
			vitals.Reading{Temperature: ptr(vitals.Tenths(370))}), "G16", ready, "", ""},
		{"drowsy, then pressure alone", later(func(r *vitals.Reading) { r.Sedation = ptr(4) }, vitals.Reading{}), "G16", notYet, hard, ""},

		{"not asked", func(f *readiness.Facts) { f.Arrival.Pregnancy.Possible = "" }, "G14", notYet, hard, "Ask"},
		{"possible, untested", func(f *readiness.Facts) { f.Arrival.Pregnancy.Possible = yes }, "G14", notYet, hard, "test"},
		{"possible, negative", func(f *readiness.Facts) {
			f.Arrival.Pregnancy = readiness.Pregnancy{Possible: yes, Test: readiness.Negative}
		}, "G14", ready, "", "negative"},
		{"positive", func(f *readiness.Facts) { f.Arrival.Pregnancy.Test = readiness.Positive }, "G14", notYet, hard, "positive"},
		{"test due", func(f *readiness.Facts) { f.PregnancyTestDue = true }, "G14", notYet, hard, "due"},
		{"cannot be", func(f *readiness.Facts) { f.CannotBePregnant, f.Arrival.Pregnancy.Possible = true, "" }, "G14", readiness.NotNeeded, "", ""},

		{"psychosis", func(f *readiness.Facts) { f.Arrival.Condition.Psychosis = yes }, "G16", notYet, hard, "psychosis"},
		{"mania", func(f *readiness.Facts) { f.Arrival.Condition.Mania = yes }, "G16", notYet, hard, "mania"},
		{"confusion", func(f *readiness.Facts) { f.Arrival.Condition.Confusion = yes }, "G16", notYet, hard, "confusion"},
		{"vomiting", func(f *readiness.Facts) { f.Arrival.Condition.Vomiting = yes }, "G16", notYet, hard, "vomiting"},
		{"psychosis not asked", func(f *readiness.Facts) { f.Arrival.Condition.Psychosis = "" }, "G16", notYet, hard, "psychosis"},
		{"cold", func(f *readiness.Facts) {
			f.Arrival.Condition.MinorIllness, f.Arrival.Condition.Illness = yes, "a cold"
		}, "G16", notYet, over, "a cold"},
		{"sedation 4", reading(func(r *vitals.Reading) { r.Sedation = ptr(4) }), "G16", notYet, hard, ""},
		{"sedation unknown", reading(func(r *vitals.Reading) { r.Sedation = nil }), "G16", notYet, hard, ""},
		{"37.9", reading(func(r *vitals.Reading) { r.Temperature = ptr(vitals.Tenths(379)) }), "G16", ready, "", ""},
		{"38.0", reading(func(r *vitals.Reading) { r.Temperature = ptr(vitals.Tenths(380)) }), "G16", notYet, hard, "38"},

		{"urinary", func(f *readiness.Facts) {
			f.Arrival.Condition.Urinary, f.Arrival.Condition.UrinaryWords = yes, "burning"
		}, "G19", notYet, over, "burning"},
		{"urinary not asked", func(f *readiness.Facts) { f.Arrival.Condition.Urinary = "" }, "G19", notYet, hard, "Ask"},

		{"90 days", func(f *readiness.Facts) { f.Arrival.Weight, f.Weight.LastOn = 0, date(8, 26) }, "G20", ready, "", ""},
		{"91 days", func(f *readiness.Facts) { f.Arrival.Weight, f.Weight.LastOn = 0, date(8, 25) }, "G20", notYet, soft, "91 days"},
		{"10 %", func(f *readiness.Facts) { f.Arrival.Weight = 792 }, "G20", ready, "", ""},
		{"more than 10 %", func(f *readiness.Facts) { f.Arrival.Weight = 793 }, "G20", notYet, soft, "79.3"},
		{"less by 10 %", func(f *readiness.Facts) { f.Arrival.Weight = 648 }, "G20", ready, "", ""},
		{"less by more", func(f *readiness.Facts) { f.Arrival.Weight = 647 }, "G20", notYet, soft, "64.7"},
		{"no weight", func(f *readiness.Facts) { f.Arrival.Weight, f.Weight = 0, readiness.Weight{} }, "G20", notYet, soft, "No weight"},
	})
}
