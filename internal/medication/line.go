package medication

import (
	"fmt"
	"strings"
)

// Line is some lozenges of one strength.
type Line struct {
	Units    Units    `form:"units" json:"units"`
	Strength Strength `form:"strength" json:"strength"` // mg of one lozenge
}

// MG is the line's dose, exactly.
func (l Line) MG() MG { return l.Units.Of(l.Strength) }

// String reads "1.5 × 100 mg".
func (l Line) String() string { return fmt.Sprintf("%s × %s mg", l.Units, l.Strength) }

// Total is the dose of all lines together, exactly.
func Total(lines []Line) MG {
	var sum MG
	for _, l := range lines {
		sum += l.MG()
	}
	return sum
}

// Words reads "2 × 50 mg + 1 × 100 mg = 200 mg".
func Words(lines []Line) string {
	if len(lines) == 0 {
		return "nothing"
	}
	parts := make([]string, len(lines))
	for i, l := range lines {
		parts[i] = l.String()
	}
	return fmt.Sprintf("%s = %s mg", strings.Join(parts, " + "), Total(lines))
}
