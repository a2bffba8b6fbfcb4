package vitals

import (
	"fmt"
	"strconv"
	"strings"

	"kap/internal/problem"
)

// Tenths is an exact number with one decimal, in tenths: 72.6 kg is 726. It is how
// weight (kg), height (cm) and temperature (degrees Celsius) are kept.
type Tenths int

// String writes 726 as "72.6" and 720 as "72".
func (t Tenths) String() string {
	sign := ""
	if t < 0 {
		sign, t = "-", -t
	}
	if t%10 == 0 {
		return fmt.Sprintf("%s%d", sign, t/10)
	}
	return fmt.Sprintf("%s%d.%d", sign, t/10, t%10)
}

// Stored is the decimal that its column holds: 72.6 of 726.
func (t Tenths) Stored() any { return t.String() }

// Scan reads a decimal, or a whole number that a statement made tenths of.
func (t *Tenths) Scan(stored any) (err error) {
	switch value := stored.(type) {
	case string:
		*t, err = ParseTenths(value)
	case int64:
		*t = Tenths(value)
	default:
		err = fmt.Errorf("%T is no decimal", stored)
	}
	return err
}

// ParseTenths reads "72", "72.6" or "72,6"; anything else is an Invalid problem.
func ParseTenths(text string) (Tenths, error) {
	whole, decimal, found := strings.Cut(strings.Replace(strings.TrimSpace(text), ",", ".", 1), ".")
	if !found {
		decimal = "0"
	}
	if !digits(whole, 4) || !digits(decimal, 1) {
		return 0, problem.New(problem.Invalid, "Write a number with at most one decimal, such as 72.6.")
	}
	n, err := strconv.Atoi(whole + decimal)
	return Tenths(n), err
}

// digits says whether text is one to most digits and nothing else.
func digits(text string, most int) bool {
	if text == "" || len(text) > most {
		return false
	}
	return strings.Trim(text, "0123456789") == ""
}

// ratio is n * over / under, rounded half up; n is not negative.
func ratio(n Tenths, over, under int) Tenths {
	return Tenths((2*int(n)*over + under) / (2 * under))
}
