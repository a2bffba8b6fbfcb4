package vitals_test

import (
	"testing"
	"time"

	"kap/internal/vitals"
)

// TestASignStandsUntilItIsMeasuredAgain: what a later reading does not hold is what was
// measured before it, with its own time; voided readings and those to come say nothing.
func TestASignStandsUntilItIsMeasuredAgain(t *testing.T) {
	nine := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	at := func(minute int) time.Time { return nine.Add(time.Duration(minute) * time.Minute) }
	whole := vitals.Reading{Systolic: 128, Diastolic: 82, Temperature: new(vitals.Tenths(385)), Weight: new(vitals.Tenths(720)), Scale: "MOAAS",
		Signs: vitals.Signs{TakenAt: at(40), HeartRate: 72, SpO2: 89, Respiration: new(32), Sedation: new(4), Resting: true, Distress: new(9)}}
	pressure := vitals.Reading{Systolic: 120, Diastolic: 80, Signs: vitals.Signs{TakenAt: at(55)}}
	voided := vitals.Reading{Signs: vitals.Signs{TakenAt: at(56), Respiration: new(12)}, VoidedAt: new(at(57))}
	cooler := vitals.Reading{Temperature: new(vitals.Tenths(370)), Signs: vitals.Signs{TakenAt: at(58), Sedation: new(5)}}
	l, found := vitals.LatestOf([]vitals.Reading{cooler, voided, pressure, whole}, at(57))
	if !found || l.Systolic != 120 || l.Diastolic != 80 || l.HeartRate != 72 || l.SpO2 != 89 || *l.Respiration != 32 || *l.Temperature != 385 ||
		*l.Sedation != 4 || !l.Resting || l.Scale != "MOAAS" || *l.Distress != 9 || *l.Weight != 720 {
		t.Errorf("at 57: got %+v", l)
	}
	if m := l.Measured; !m.Pressure.Equal(at(55)) || !m.Respiration.Equal(at(40)) || !m.HeartRate.Equal(at(40)) || !m.SpO2.Equal(at(40)) ||
		!m.Temperature.Equal(at(40)) || !m.Sedation.Equal(at(40)) || !m.Distress.Equal(at(40)) || !m.Weight.Equal(at(40)) || !l.TakenAt.Equal(at(55)) {
		t.Errorf("at 57: measured %+v", m)
	}
	l, _ = vitals.LatestOf([]vitals.Reading{cooler, voided, pressure, whole}, at(58))
	if *l.Temperature != 370 || *l.Sedation != 5 || l.Resting || *l.Respiration != 32 || !l.Measured.Temperature.Equal(at(58)) {
		t.Errorf("at 58: got %+v", l)
	}
	if _, found := vitals.LatestOf([]vitals.Reading{voided, whole}, at(39)); found {
		t.Error("before anything was measured: found")
	}
}
