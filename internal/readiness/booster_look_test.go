package readiness_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/testday"
	"kap/internal/vitals"
)

// TestALookBeforeABooster: both sides of each number, of the latest value of each sign.
func TestALookBeforeABooster(t *testing.T) {
	started, at := ago(30), ten
	reading := func(minutes int, change func(*vitals.Reading)) vitals.Reading {
		r := testday.HealthyReading()
		r.TakenAt = ago(minutes)
		change(&r)
		return r
	}
	none := func(*vitals.Reading) {}
	pressure := func(systolic, diastolic int) func(*vitals.Reading) {
		return func(r *vitals.Reading) { r.Systolic, r.Diastolic = systolic, diastolic }
	}
	answered := func(minutes int) []safety.Call {
		return []safety.Call{{Escalation: safety.Escalation{At: ago(minutes), Answered: safety.Yes}}}
	}
	for name, c := range map[string]struct {
		readings []vitals.Reading
		calls    []safety.Call
		want     string // empty: may be offered
	}{
		"10 min old":              {[]vitals.Reading{reading(10, none)}, nil, ""},
		"11 min old":              {[]vitals.Reading{reading(11, none)}, nil, "take a reading"},
		"before the lozenge":      {[]vitals.Reading{reading(31, none)}, nil, "take a reading"},
		"none":                    {nil, nil, "take a reading"},
		"none, whatever was said": {nil, answered(1), "take a reading"},
		"159/99":                  {[]vitals.Reading{reading(5, pressure(159, 99))}, nil, ""},
		"160/90":                  {[]vitals.Reading{reading(5, pressure(160, 90))}, nil, "160/90"},
		"150/100":                 {[]vitals.Reading{reading(5, pressure(150, 100))}, nil, "150/100"},
		"90/50":                   {[]vitals.Reading{reading(5, pressure(90, 50))}, nil, ""},
		"89/50":                   {[]vitals.Reading{reading(5, pressure(89, 50))}, nil, "89/50"},
		"90/49":                   {[]vitals.Reading{reading(5, pressure(90, 49))}, nil, "90/49"},
		"190/115":                 {[]vitals.Reading{reading(5, pressure(190, 115))}, nil, "190/115"},
		"190/115, on the word":    {[]vitals.Reading{reading(5, pressure(190, 115))}, answered(4), ""},
		"190/115, said before":    {[]vitals.Reading{reading(5, pressure(190, 115))}, answered(6), "190/115"},
		"190/115, not answered":   {[]vitals.Reading{reading(5, pressure(190, 115))}, []safety.Call{{Escalation: safety.Escalation{At: ago(4), Answered: safety.No}}}, "190/115"},
		"oxygen 94":               {[]vitals.Reading{reading(5, func(r *vitals.Reading) { r.SpO2 = 94 })}, nil, ""},
		"oxygen 93":               {[]vitals.Reading{reading(5, func(r *vitals.Reading) { r.SpO2 = 93 })}, nil, "93%"},
		"response 4":              {[]vitals.Reading{reading(5, func(r *vitals.Reading) { r.Sedation = ptr(4) })}, nil, ""},
		"response 3, resting":     {[]vitals.Reading{reading(5, func(r *vitals.Reading) { r.Sedation, r.Resting = ptr(3), true })}, nil, "does not answer"},
		"response not recorded":   {[]vitals.Reading{reading(5, func(r *vitals.Reading) { r.Sedation = nil })}, nil, "does not answer"},
		"distress 7":              {[]vitals.Reading{reading(5, func(r *vitals.Reading) { r.Distress = ptr(7) })}, nil, ""},
		"distress 8":              {[]vitals.Reading{reading(5, func(r *vitals.Reading) { r.Distress = ptr(8) })}, nil, "8 of 10"},
		"breathing 7":             {[]vitals.Reading{reading(5, func(r *vitals.Reading) { r.Respiration = ptr(7) })}, nil, "Respiration 7"},
		"breathing 7, not counted since": {[]vitals.Reading{reading(9, func(r *vitals.Reading) { r.Respiration = ptr(7) }),
			reading(5, func(r *vitals.Reading) { r.Respiration = nil })}, nil, "Respiration 7"},
		"a voided 190/115": {[]vitals.Reading{reading(6, none), reading(5, func(r *vitals.Reading) { pressure(190, 115)(r); r.VoidedAt = ptr(ten) })}, nil, ""},
		"a rise of 40":     {[]vitals.Reading{reading(35, pressure(110, 70)), reading(5, pressure(150, 80))}, nil, "risen"},
	} {
		k := readiness.Known{Facts: healthy(), Body: body, Calls: c.calls}
		k.Facts.Readings = c.readings
		got := strings.Join(k.BoosterLook(started, at), "\n")
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q", name, got)
		}
	}
	if got := (readiness.Known{Facts: healthy(), Body: body}).BoosterLook(time.Time{}, at.Add(2*time.Hour)); len(got) != 1 {
		t.Errorf("two hours later: got %q", got)
	}
}
