package medication

import (
	"fmt"
	"time"

	"kap/internal/protocol"
	"kap/internal/vitals"
)

// Weight is what a dose is judged against.
type Weight struct {
	Kilograms vitals.Tenths // 0 is not known
	On        time.Time     // calendar day it was measured
	Before    vitals.Tenths // the weight before it, kg; 0 is none
}

// weightOf is what a dose is judged against: the last weight and the one before it.
func weightOf(sizes []vitals.Size) (w Weight) {
	weighed := vitals.Weights(sizes)
	if len(weighed) > 0 {
		w.Kilograms, w.On = weighed[0].Weight, weighed[0].On
	}
	if len(weighed) > 1 {
		w.Before = weighed[1].Weight
	}
	return w
}

// PerKilogram is a dose in hundredths of mg/kg, rounded for reading: 486 is 4.86.
type PerKilogram int

// String writes "4.86".
func (p PerKilogram) String() string { return shortest(int64(p), 2) }

// PerKilogram is the dose by weight, rounded half up; 0 without a weight.
func (m MG) PerKilogram(kilograms vitals.Tenths) PerKilogram {
	kg := MG(kilograms)
	if kg <= 0 {
		return 0
	}
	return PerKilogram((20*m + kg) / (2 * kg))
}

// above compares a dose with whole mg/kg, exactly.
func (m MG) above(perKilogram int, kilograms vitals.Tenths) bool {
	return kilograms > 0 && m > MG(perKilogram)*MG(kilograms)*10
}

// Choice is a dose that can be reached with halves of one strength.
type Choice struct {
	Line        Line
	PerKilogram PerKilogram
}

// Reachable offers the doses nearest to whole mg/kg with halves of a strength: the one
// that meets it exactly, or the one below and the one above. Nothing is rounded to meet it.
func Reachable(perKilogram int, kilograms vitals.Tenths, s Strength) []Choice {
	target, half := MG(perKilogram)*MG(kilograms)*10, Units(1).Of(s)
	if target <= 0 || half <= 0 {
		return nil
	}
	below := Units(target / half)
	var choices []Choice
	for _, u := range []Units{below, below + 1} {
		if u > 0 {
			l := Line{u, s}
			choices = append(choices, Choice{l, l.MG().PerKilogram(kilograms)})
		}
		if u.Of(s) == target {
			break
		}
	}
	return choices
}

// Warnings are what is said about a session's total dose; they refuse nothing.
func Warnings(session MG, w Weight, today time.Time, b protocol.Body) []string {
	l := b.Lozenge
	var says []string
	if session > Milligrams(l.WarnAbove).mg() {
		says = append(says, fmt.Sprintf("%s mg is more than %d mg in one session; check with the prescriber.", session, l.WarnAbove))
	}
	if session.above(l.WarnAbovePerKilogram, w.Kilograms) {
		says = append(says, fmt.Sprintf("%s mg is %s mg/kg, more than %d mg/kg in one session; check with the prescriber.",
			session, session.PerKilogram(w.Kilograms), l.WarnAbovePerKilogram))
	}
	return append(says, w.warnings(today, l)...)
}

func (w Weight) warnings(today time.Time, l protocol.Lozenge) []string {
	if w.Kilograms == 0 {
		return []string{"There is no weight; weigh the client before a dose by weight is judged."}
	}
	var says []string
	if today.After(w.On.AddDate(0, 0, l.WeightDays)) {
		says = append(says, fmt.Sprintf("The weight is from %s, more than %d days ago; weigh the client again.", w.On.Format("Mon Jan 2"), l.WeightDays))
	}
	if vitals.WeightChanged(w.Kilograms, w.Before, l.WeightChange) {
		says = append(says, fmt.Sprintf("The weight changed from %s to %s kg, more than %d %%; check it and the dose.", w.Before, w.Kilograms, l.WeightChange))
	}
	return says
}

func (s Strength) mg() MG { return Whole(1).Of(s) }
