package medication_test

import (
	"strings"
	"testing"

	"kap/internal/medication"
	"kap/internal/vitals"

	"github.com/google/go-cmp/cmp"
)

func TestNearestReachableDoses(t *testing.T) {
	for _, c := range []struct {
		name     string
		kg       vitals.Tenths
		strength int
		want     []string
	}{
		{"5 mg/kg × 72 kg in hundreds", 720, 100, []string{"3.5 × 100 mg 4.86", "4 × 100 mg 5.56"}},
		{"5 mg/kg × 70 kg in hundreds", 700, 100, []string{"3.5 × 100 mg 5"}},
		{"5 mg/kg × 72.6 kg in fifties", 726, 50, []string{"7 × 50 mg 4.82", "7.5 × 50 mg 5.17"}},
		{"less than half of one", 100, 200, []string{"0.5 × 200 mg 10"}},
		{"no weight", 0, 100, nil},
		{"no strength", 720, 0, nil},
	} {
		var got []string
		for _, choice := range medication.Reachable(5, c.kg, medication.Milligrams(c.strength)) {
			got = append(got, choice.Line.String()+" "+choice.PerKilogram.String())
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestWarningsOnBothSidesOfEachLimit(t *testing.T) {
	for _, c := range []struct {
		name   string
		mg     medication.MG
		weight medication.Weight
		says   string
	}{
		{"450 mg", 45000, medication.Weight{Kilograms: 900, On: today}, ""},
		{"450.01 mg", 45001, medication.Weight{Kilograms: 900, On: today}, "more than 450 mg"},
		{"7 mg/kg", 35000, medication.Weight{Kilograms: 500, On: today}, ""},
		{"just above 7 mg/kg", 35001, medication.Weight{Kilograms: 500, On: today}, "more than 7 mg/kg"},
		{"90 days old", 10000, medication.Weight{Kilograms: 700, On: today.AddDate(0, 0, -90)}, ""},
		{"91 days old", 10000, medication.Weight{Kilograms: 700, On: today.AddDate(0, 0, -91)}, "more than 90 days ago"},
		{"10 % lighter", 10000, medication.Weight{Kilograms: 630, On: today, Before: 700}, ""},
		{"more than 10 % lighter", 10000, medication.Weight{Kilograms: 629, On: today, Before: 700}, "changed from 70 to 62.9 kg"},
		{"never weighed", 10000, medication.Weight{}, "There is no weight"},
	} {
		got := strings.Join(medication.Warnings(c.mg, c.weight, today, body), " ")
		if (c.says == "") != (got == "") || !strings.Contains(got, c.says) {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
}
