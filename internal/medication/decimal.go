package medication

import (
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"

	"kap/internal/problem"
)

// Units counts lozenges in halves: Units(3) is 1.5 lozenges (numeric(5,1)).
type Units int

// Strength is what one lozenge holds, in tenths of a mg: Strength(1000) is 100 mg
// (numeric(5,1)).
type Strength int

// MG is a dose in hundredths of a mg: MG(3750) is 37.5 mg (numeric(8,2)).
type MG int64

// The largest values the columns hold.
const (
	maxUnits    Units    = 2 * 9999
	maxStrength Strength = 99999
	maxMG       MG       = 99999999
)

// Whole is a number of whole lozenges.
func Whole(n int) Units { return Units(2 * n) }

// Milligrams is a strength of whole milligrams, such as 50 or 100.
func Milligrams(n int) Strength { return Strength(10 * n) }

// Of is units × strength, exactly.
func (u Units) Of(s Strength) MG { return MG(u) * MG(s) * 5 }

// ParseUnits reads "1", "1.5" or "0.5".
func ParseUnits(text string) (Units, error) {
	tenths, err := parseDecimal(text, 1, "lozenges")
	if err != nil {
		return 0, err
	}
	if tenths%5 != 0 {
		return 0, problem.New(problem.Invalid, "Lozenges are counted in halves: write 0.5, 1, 1.5 and so on.")
	}
	if tenths/5 > int64(maxUnits) {
		return 0, problem.New(problem.Invalid, "That is more lozenges than can be recorded; check the number.")
	}
	return Units(tenths / 5), nil
}

// ParseStrength reads the mg of one lozenge, such as "100" or "37.5".
func ParseStrength(text string) (Strength, error) {
	tenths, err := parseDecimal(text, 1, "mg of one lozenge")
	if err != nil {
		return 0, err
	}
	if tenths > int64(maxStrength) {
		return 0, problem.New(problem.Invalid, "No lozenge is that strong; check the mg on the label.")
	}
	return Strength(tenths), nil
}

// ParseMG reads a dose in mg, such as "150" or "37.50".
func ParseMG(text string) (MG, error) {
	hundredths, err := parseDecimal(text, 2, "mg")
	if err != nil {
		return 0, err
	}
	if hundredths > int64(maxMG) {
		return 0, problem.New(problem.Invalid, "That dose is larger than can be recorded; check the mg.")
	}
	return MG(hundredths), nil
}

// parseDecimal is the one grammar of numbers here, scaled by 10^places:
//
//	number = digit { digit } [ "." digit { digit } ]
//
// Spaces around it are ignored. There is no sign, no exponent and no comma: a
// comma means a decimal point to one reader and thousands to another. Zeros
// beyond the places are read ("1.50" lozenges), anything else there is refused.
func parseDecimal(text string, places int, what string) (int64, error) {
	text = strings.TrimSpace(text)
	if strings.Contains(text, ",") {
		return 0, problem.New(problem.Invalid, `Write the number with a point, not a comma: "1.5".`)
	}
	whole, part, point := strings.Cut(text, ".")
	if !digits(whole) || point && !digits(part) {
		return 0, problem.Newf(problem.Invalid, `Write the %s as a number, such as "1" or "1.5".`, what)
	}
	part = strings.TrimRight(part, "0")
	if len(part) > places {
		return 0, problem.Newf(problem.Invalid, "Write the %s with at most %s after the point.", what, figures(places))
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", places-len(part)), 10, 64)
	if err != nil {
		return 0, problem.Newf(problem.Invalid, "That number of %s is too large.", what)
	}
	return n, nil
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func figures(n int) string {
	if n == 1 {
		return "one figure"
	}
	return fmt.Sprintf("%d figures", n)
}

// String is the shortest exact form: "1.5", "2".
func (u Units) String() string { return shortest(int64(u)*5, 1) }

// String is the shortest exact form, without the unit: "100", "37.5".
func (s Strength) String() string { return shortest(int64(s), 1) }

// String is the shortest exact form, without the unit: "150", "37.5".
func (m MG) String() string { return shortest(int64(m), 2) }

// shortest writes n / 10^places without trailing zeros.
func shortest(n int64, places int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	text := fmt.Sprintf("%0*d", places+1, n)
	whole, part := text[:len(text)-places], strings.TrimRight(text[len(text)-places:], "0")
	if part == "" {
		return sign + whole
	}
	return sign + whole + "." + part
}

// MarshalText writes String; JSON keeps it as a string, so nothing is rounded.
func (u Units) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// MarshalText writes String.
func (s Strength) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalText writes String.
func (m MG) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what a person or MarshalText wrote.
func (u *Units) UnmarshalText(text []byte) (err error) { *u, err = ParseUnits(string(text)); return }

// UnmarshalText reads what a person or MarshalText wrote.
func (s *Strength) UnmarshalText(text []byte) (err error) {
	*s, err = ParseStrength(string(text))
	return
}

// UnmarshalText reads what a person or MarshalText wrote.
func (m *MG) UnmarshalText(text []byte) (err error) { *m, err = ParseMG(string(text)); return }

// Value stores a numeric without passing through a float.
func (u Units) Value() (driver.Value, error) { return u.String(), nil }

// Value stores a numeric without passing through a float.
func (s Strength) Value() (driver.Value, error) { return s.String(), nil }

// Value stores a numeric without passing through a float.
func (m MG) Value() (driver.Value, error) { return m.String(), nil }

// Scan reads a numeric; a count below zero (a correction) is read too.
func (u *Units) Scan(src any) error { return scan(src, u, ParseUnits) }

// Scan reads a numeric.
func (s *Strength) Scan(src any) error { return scan(src, s, ParseStrength) }

// Scan reads a numeric.
func (m *MG) Scan(src any) error { return scan(src, m, ParseMG) }

func scan[N ~int | ~int64](src any, to *N, parse func(string) (N, error)) error {
	var text string
	switch v := src.(type) {
	case string:
		text = v
	case []byte:
		text = string(v)
	case int64:
		text = strconv.FormatInt(v, 10)
	default:
		return fmt.Errorf("scan %T into %T: want an exact numeric", src, *to)
	}
	number, negative := strings.CutPrefix(text, "-")
	n, err := parse(number)
	if err != nil {
		return fmt.Errorf("scan %q into %T: %w", text, *to, err)
	}
	if negative {
		n = -n
	}
	*to = n
	return nil
}
