package vitals_test

import (
	"testing"

	"kap/internal/vitals"
)

func TestQuantitiesAreEchoedInTheOtherUnit(t *testing.T) {
	type convert func(string, vitals.Unit) (vitals.Tenths, string, error)
	for _, test := range []struct {
		convert convert
		text    string
		unit    vitals.Unit
		want    vitals.Tenths
		echo    string
	}{
		{vitals.Weight, "160", vitals.Pounds, 726, "160 lb = 72.6 kg"},
		{vitals.Weight, "160.5", vitals.Pounds, 728, "160.5 lb = 72.8 kg"},
		{vitals.Weight, "72.6", vitals.Kilograms, 726, "72.6 kg = 160 lb"},
		{vitals.Weight, "72,6", vitals.Kilograms, 726, "72.6 kg = 160 lb"},
		{vitals.Weight, "70", vitals.Kilograms, 700, "70 kg = 154 lb"},
		{vitals.Height, "5'7\"", vitals.FeetInches, 1702, "5 ft 7 in = 170.2 cm"},
		{vitals.Height, "5 ft 7 in", vitals.FeetInches, 1702, "5 ft 7 in = 170.2 cm"},
		{vitals.Height, "5-7.5", vitals.FeetInches, 1715, "5 ft 7.5 in = 171.5 cm"},
		{vitals.Height, "6'", vitals.FeetInches, 1829, "6 ft 0 in = 182.9 cm"},
		{vitals.Height, "182.9", vitals.Centimeter, 1829, "182.9 cm = 6 ft 0 in"},
		{vitals.Height, "182", vitals.Centimeter, 1820, "182 cm = 6 ft 0 in"},
		{vitals.Temperature, "98.6", vitals.Fahrenheit, 370, "98.6 °F = 37 °C"},
		{vitals.Temperature, "100.4", vitals.Fahrenheit, 380, "100.4 °F = 38 °C"},
		{vitals.Temperature, "37.2", vitals.Celsius, 372, "37.2 °C = 99 °F"},
	} {
		got, echo, err := test.convert(test.text, test.unit)
		if err != nil || got != test.want || echo != test.echo {
			t.Errorf("%s %s: got %d %q %v, want %d %q", test.text, test.unit, got, echo, err, test.want, test.echo)
		}
	}
}

func TestWhatDoesNotReadIsRefused(t *testing.T) {
	for _, text := range []string{"", "about 70", "72.65", "-3", "7 2", "1e2", "72.", "72345"} {
		if got, _, err := vitals.Weight(text, vitals.Kilograms); err == nil {
			t.Errorf("%q: got %d, want a refusal", text, got)
		}
	}
	for _, text := range []string{"5'12\"", "57", "170", "2'3\"", "5 7 1"} {
		if got, _, err := vitals.Height(text, vitals.FeetInches); err == nil {
			t.Errorf("%q: got %d, want a refusal", text, got)
		}
	}
	if _, _, err := vitals.Temperature("31.9", vitals.Fahrenheit); err == nil {
		t.Error("31.9 °F is a temperature in °C")
	}
	if _, _, err := vitals.Weight("70", vitals.Celsius); err == nil {
		t.Error("a weight is not in °C")
	}
}

func TestAPoundTypedIsThePoundShown(t *testing.T) {
	for pounds := 60; pounds < 700; pounds++ {
		kilograms, _, _ := vitals.Weight(vitals.Tenths(pounds*10).String(), vitals.Pounds)
		if got := vitals.InPounds(kilograms); got != pounds {
			t.Fatalf("%d lb comes back as %d lb", pounds, got)
		}
	}
}

func TestBodyMass(t *testing.T) {
	if got := vitals.BodyMass(726, 1702); got != 251 {
		t.Errorf("72.6 kg at 170.2 cm: got %s, want 25.1", got)
	}
	for _, test := range []struct {
		kilograms vitals.Tenths
		want      bool
	}{{1400, false}, {1401, true}} { // 2 m: 35.0 and 35.025
		if got := vitals.BodyMassAbove(test.kilograms, 2000, 35); got != test.want {
			t.Errorf("%s kg at 2 m above 35: got %v", test.kilograms, got)
		}
	}
	if vitals.BodyMass(700, 0) != 0 || vitals.BodyMassAbove(700, 0, 35) {
		t.Error("without a height there is no body mass index")
	}
}
