package dosing

import (
	"fmt"
	"time"

	"kap/internal/calendar"
	"kap/internal/protocol"
)

// Phase is where the experience usually is (protocol 4.4). Computed, never stored.
type Phase string

// The phases, from the first lozenge.
const (
	BeforeLozenge Phase = "arrival"
	InTheMouth    Phase = "in the mouth"
	Onset         Phase = "onset"
	Acute         Phase = "acute"
	Return        Phase = "return"
	Gathering     Phase = "impressions" // until leaving
)

// Word is the phase as it is shown.
func (p Phase) Word() string {
	switch p {
	case BeforeLozenge:
		return "Before the lozenge"
	case InTheMouth:
		return "In the mouth"
	case Onset:
		return "Onset"
	case Acute:
		return "Peak"
	case Return:
		return "Return"
	}
	return "Impressions"
}

// PhaseAt is the phase at a moment and about when it ends, zero when it has no end.
// first is the first lozenge; spat is when it left the mouth, zero while unknown.
func PhaseAt(first, spat, now time.Time, b protocol.Body) (Phase, time.Time) {
	if first.IsZero() || now.Before(first) {
		return BeforeLozenge, first
	}
	mouth := first.Add(calendar.Minutes(b.Lozenge.MouthUsual))
	if !spat.IsZero() {
		mouth = spat
	}
	for _, p := range []struct {
		phase Phase
		until time.Time
	}{
		{InTheMouth, mouth},
		{Onset, first.Add(calendar.Minutes(b.Lozenge.OnsetUntil))},
		{Acute, first.Add(calendar.Minutes(b.Timing.ReturnFrom))},
		{Return, first.Add(calendar.Minutes(b.Timing.ReturnUntil))},
	} {
		if now.Before(p.until) {
			return p.phase, p.until
		}
	}
	return Gathering, time.Time{}
}

// SinceLozenge reads "47 min since the lozenge", later "1 h 20 min since the lozenge".
func SinceLozenge(first, at time.Time) string {
	n := int(at.Sub(first) / time.Minute)
	switch {
	case at.Before(first):
		return fmt.Sprintf("%d min before the lozenge", int((first.Sub(at)+time.Minute-1)/time.Minute))
	case n < 60:
		return fmt.Sprintf("%d min since the lozenge", n)
	}
	return fmt.Sprintf("%d h %d min since the lozenge", n/60, n%60)
}
