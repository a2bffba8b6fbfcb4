package dosing

import (
	"slices"

	"kap/internal/course"
	"kap/internal/measure"
)

// Doses are the dosing days here, planned and taken, with what was taken, by time. One that
// is neither taken nor booked is none.
func Doses(days []course.CourseDay, amounts []Amount) []measure.Dose {
	var doses []measure.Dose
	for _, d := range days {
		at := d.StartedAt
		if at.IsZero() {
			at = d.BookedAt
		}
		if d.Place != "here" || at.IsZero() {
			continue
		}
		doses = append(doses, measure.Dose{Number: d.Number, At: at, Planned: !d.Took, Amount: amountOf(amounts, d)})
	}
	slices.SortStableFunc(doses, func(a, b measure.Dose) int { return a.At.Compare(b.At) })
	return doses
}

func amountOf(amounts []Amount, day course.CourseDay) string {
	for _, a := range amounts {
		if a.DosingDay == day.ID {
			return a.MG
		}
	}
	return ""
}
