package measure

import (
	"fmt"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// Change is a total compared with its baseline.
type Change struct {
	Definitions int `json:"definitions"` // version of the definition set, printed on reports
	Baseline    int `json:"baseline"`
	Now         int `json:"now"`
	Fall        int `json:"fall"` // points, negative for a rise

	Percent       int  `json:"percent"`       // fall in tenths of a percent of the baseline
	HasPercent    bool `json:"has_percent"`   // false from a baseline of zero
	Response      bool `json:"response"`      // fell by half or more
	Remission     bool `json:"remission"`     // low now, from a baseline that was ill
	Significant   bool `json:"significant"`   // clinically significant improvement
	Reliable      bool `json:"reliable"`      // fell by more than the measure's own noise
	Deterioration bool `json:"deterioration"` // rose by as much
}

// Compare judges a PHQ-9 or GAD-7 total against its baseline by the protocol's
// definitions. Other instruments have none and are an Invalid problem.
func Compare(instrument string, baseline, now int, c protocol.Change) (Change, error) {
	reliable := 0
	switch instrument {
	case "phq9":
		reliable = c.ReliablePHQ9
	case "gad7":
		reliable = c.ReliableGAD7
	default:
		return Change{}, problem.New(problem.Invalid, "Change is defined for PHQ-9 and GAD-7 only.")
	}
	fall := baseline - now
	return Change{
		Definitions:   c.Version,
		Baseline:      baseline,
		Now:           now,
		Fall:          fall,
		Percent:       percent(fall, baseline),
		HasPercent:    baseline > 0,
		Response:      baseline > 0 && fall*100 >= baseline*c.Response,
		Remission:     now < c.RemissionBelow && baseline >= c.RemissionFrom,
		Significant:   fall >= c.SignificantFall && now < c.SignificantNow,
		Reliable:      fall >= reliable,
		Deterioration: -fall >= reliable,
	}, nil
}

// percent is part of whole in tenths of a percent, rounded half away from zero; zero
// where it is undefined.
func percent(part, whole int) int {
	switch {
	case whole == 0:
		return 0
	case part < 0:
		return -percent(-part, whole)
	}
	return (2*1000*part + whole) / (2 * whole)
}

// ComparePCL5 judges a PCL-5 total, which has its own two steps (National Center for
// PTSD): a fall that is reliable, and one that is meaningful.
func ComparePCL5(baseline, now int, m protocol.Measures) (reliable, meaningful bool) {
	return baseline-now >= m.PCL5Reliable, baseline-now >= m.PCL5Meaningful
}

// ChangeOf compares a response with the named baseline of its course; false where there
// is nothing to compare, or r is the baseline.
func ChangeOf(r Response, responses []Response, c protocol.Change) (Change, bool) {
	baseline := Named(responses, r.Instrument, r.CourseID)
	if baseline == nil || baseline.ID == r.ID || r.Total == nil || baseline.Total == nil {
		return Change{}, false
	}
	change, err := Compare(r.Instrument, *baseline.Total, *r.Total, c)
	return change, err == nil
}

// Words are a change in one line: "9 less, response". A remission is a response too, and
// clinically significant.
func (c Change) Words() string {
	switch {
	case c.Remission:
		return c.points() + ", remission"
	case c.Response && c.Significant:
		return c.points() + ", response, clinically significant"
	case c.Response:
		return c.points() + ", response"
	case c.Significant:
		return c.points() + ", clinically significant"
	case c.Deterioration:
		return c.points() + ", worse beyond chance"
	case c.Reliable:
		return c.points() + ", better beyond chance"
	}
	return c.points()
}

// points is a change in points: "9 less", "same", "3 more".
func (c Change) points() string {
	switch {
	case c.Fall > 0:
		return fmt.Sprintf("%d less", c.Fall)
	case c.Fall < 0:
		return fmt.Sprintf("%d more", -c.Fall)
	}
	return "same"
}
