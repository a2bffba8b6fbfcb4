package ui

import (
	"math"
	"slices"
	"strconv"
	"time"
)

// axis places times and values along a drawing, in its units.
type axis struct {
	from, to time.Time
	x0, x1   float64
}

// x is where t stands, never outside the axis.
func (a axis) x(t time.Time) float64 {
	span := a.to.Sub(a.from).Seconds()
	if span <= 0 {
		return a.x0
	}
	share := t.Sub(a.from).Seconds() / span
	return a.x0 + (a.x1-a.x0)*math.Min(1, math.Max(0, share))
}

// px writes a position with at most one decimal.
func px(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// lanes gives each label the first lane it fits in, from right to left, so that
// the line down to a lower lane crosses no word and the latest are the last to be
// crowded out; -1 where no lane is free. Places and widths are in units of the
// drawing.
func lanes(at, width []float64, count int) []int {
	starts := slices.Repeat([]float64{math.Inf(1)}, count)
	out := make([]int, len(at))
	for i := len(at) - 1; i >= 0; i-- {
		out[i] = slices.IndexFunc(starts, func(start float64) bool { return at[i]+width[i] <= start })
		if out[i] >= 0 {
			starts[out[i]] = at[i]
		}
	}
	return out
}

// textWidth is about how wide a word of 14 units runs.
func textWidth(s string) float64 { return 7.6*float64(len([]rune(s))) + 10 }

// days are the steps of a calendar axis.
var daySteps = []int{1, 2, 7, 14, 28, 56, 91, 182, 364}

// ticks are at most seven days between from and to, in even steps from the first.
func ticks(from, to time.Time) []time.Time {
	step := daySteps[len(daySteps)-1]
	for _, days := range daySteps {
		if to.Sub(from).Hours()/24/float64(days) <= 6 {
			step = days
			break
		}
	}
	var out []time.Time
	for t := from; !t.After(to); t = t.AddDate(0, 0, step) {
		out = append(out, t)
	}
	return out
}
