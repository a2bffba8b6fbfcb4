package measure

import (
	"time"

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

// FreshForDose says whether a response still counts at a dose (protocol 6: 72 hours).
func FreshForDose(answered, dose time.Time, m protocol.Measures) bool {
	return !answered.After(dose) && dose.Sub(answered) <= time.Duration(m.BeforeDose)*time.Hour
}
