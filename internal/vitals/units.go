package vitals

import (
	"fmt"
	"regexp"
	"strconv"

	"kap/internal/problem"
)

// Unit is the unit a person typed a quantity in.
type Unit string

// The units offered beside the fields.
const (
	Pounds     Unit = "lb"
	Kilograms  Unit = "kg"
	FeetInches Unit = "ft-in"
	Centimeter Unit = "cm"
	Fahrenheit Unit = "F"
	Celsius    Unit = "C"
)

// A pound is 0.45359237 kg exactly (international yard and pound agreement, 1959).
const (
	poundNumerator   = 45_359_237
	poundDenominator = 100_000_000
)

// Weight reads what was typed in lb or kg. It gives kilograms and the echo to show
// beside the field ("160 lb = 72.6 kg").
func Weight(text string, unit Unit) (kilograms Tenths, echo string, err error) {
	typed, err := ParseTenths(text)
	if err != nil {
		return 0, "", err
	}
	switch unit {
	case Pounds:
		kilograms = ratio(typed, poundNumerator, poundDenominator)
		return kilograms, fmt.Sprintf("%s lb = %s kg", typed, kilograms), nil
	case Kilograms:
		return typed, fmt.Sprintf("%s kg = %d lb", typed, InPounds(typed)), nil
	}
	return 0, "", problem.New(problem.Invalid, "Choose lb or kg.")
}

// InPounds is a weight in kilograms as whole pounds.
func InPounds(kilograms Tenths) int {
	return int(ratio(kilograms, poundDenominator, 10*poundNumerator))
}

// Temperature reads what was typed in degrees Fahrenheit or Celsius. It gives degrees
// Celsius and the echo ("98.6 °F = 37 °C").
func Temperature(text string, unit Unit) (celsius Tenths, echo string, err error) {
	typed, err := ParseTenths(text)
	if err != nil {
		return 0, "", err
	}
	switch {
	case unit == Fahrenheit && typed < 320:
		return 0, "", problem.New(problem.Invalid, "A body temperature in °F is above 32. Is this in °C?")
	case unit == Fahrenheit:
		celsius = ratio(typed-320, 5, 9)
		return celsius, fmt.Sprintf("%s °F = %s °C", typed, celsius), nil
	case unit == Celsius:
		return typed, fmt.Sprintf("%s °C = %s °F", typed, InFahrenheit(typed)), nil
	}
	return 0, "", problem.New(problem.Invalid, "Choose °F or °C.")
}

// InFahrenheit is a temperature in degrees Celsius as degrees Fahrenheit.
func InFahrenheit(celsius Tenths) Tenths { return ratio(celsius, 9, 5) + 320 }

// feetInches reads 5'7", 5 ft 7 in, 5-7 and 5 7.5; inches may be left out.
var feetInches = regexp.MustCompile(`^\s*([3-8])\s*(?:ft|'|’|-|\s)\s*(?:([0-9]{1,2}(?:\.[0-9])?)\s*(?:in|"|”|'')?)?\s*$`)

// Height reads what was typed in feet and inches or in cm. It gives centimeters and the
// echo ("5 ft 7 in = 170.2 cm").
func Height(text string, unit Unit) (centimeters Tenths, echo string, err error) {
	switch unit {
	case FeetInches:
		return heightInFeet(text)
	case Centimeter:
		if centimeters, err = ParseTenths(text); err != nil {
			return 0, "", err
		}
		feet, inches := InFeet(centimeters)
		return centimeters, fmt.Sprintf("%s cm = %d ft %d in", centimeters, feet, inches), nil
	}
	return 0, "", problem.New(problem.Invalid, "Choose ft-in or cm.")
}

// heightInFeet uses that an inch is 2.54 cm exactly.
func heightInFeet(text string) (Tenths, string, error) {
	wrong := problem.New(problem.Invalid, "Write feet and inches, such as 5 ft 7 in.")
	parts := feetInches.FindStringSubmatch(text)
	if parts == nil {
		return 0, "", wrong
	}
	feet, _ := strconv.Atoi(parts[1])
	inches := Tenths(0)
	if parts[2] != "" {
		inches, _ = ParseTenths(parts[2])
	}
	if inches >= 120 {
		return 0, "", wrong
	}
	centimeters := ratio(Tenths(feet*120)+inches, 254, 100)
	return centimeters, fmt.Sprintf("%d ft %s in = %s cm", feet, inches, centimeters), nil
}

// InFeet is a height in centimeters as feet and whole inches.
func InFeet(centimeters Tenths) (feet, inches int) {
	total := int(ratio(centimeters, 10, 254))
	return total / 12, total % 12
}

// BodyMass is the body mass index, kg/m2, rounded to a tenth for reading; zero without
// a height. Compare with BodyMassAbove.
func BodyMass(kilograms, centimeters Tenths) Tenths {
	if centimeters <= 0 {
		return 0
	}
	return ratio(kilograms, 1_000_000, int(centimeters*centimeters))
}

// BodyMassAbove says whether the unrounded body mass index is above a limit in kg/m2.
func BodyMassAbove(kilograms, centimeters Tenths, limit int) bool {
	return centimeters > 0 && int(kilograms)*100_000 > limit*int(centimeters*centimeters)
}

// WeightChanged says whether a weight differs from the last by more than a percentage.
// Without a last weight nothing has changed.
func WeightChanged(kilograms, last Tenths, percent int) bool {
	if last == 0 {
		return false
	}
	return max(kilograms-last, last-kilograms)*100 > last*Tenths(percent)
}
