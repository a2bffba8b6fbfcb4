package readiness

import (
	"fmt"
	"strings"
	"time"

	"kap/internal/calendar"
	"kap/internal/pause"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// Unheld is what a session without a lozenge leaves open (protocol 1.4): pressure or
// pulse outside the client's limits is a question for the prescriber unless an override
// answered it; a pregnancy that is possible and was not tested pauses the course. While
// the session waits, readiness holds for them; these outlast the day.
func Unheld(f Facts, b protocol.Body, now time.Time) []Opens {
	var all []Opens
	if words := f.outsideLimits(b, now); words != "" {
		all = append(all, Opens{About: "pressure", Review: pause.Pressure, Reason: words})
	}
	if p := f.Arrival.Pregnancy; !f.CannotBePregnant && p.Possible == Yes && p.Test == NotTested {
		all = append(all, Opens{About: "pregnancy", Pause: pause.Medical, Reason: "Pregnancy possible and not tested"})
	}
	return all
}

// outsideLimits are pressure and pulse before the lozenge that lay outside and that no
// override answered; "" where none did.
func (f Facts) outsideLimits(b protocol.Body, now time.Time) string {
	gate := Evaluate(f, b, now)
	var all []string
	if d := vitals.Decide(pressures(f.today(now)), f.Limits, b.Pressure, f.PrescriberWord, now); !gate.overrode("G08") && outside(d) {
		all = append(all, "Blood pressure "+measured(d, f.Zone))
	}
	if r := f.latest(now); r != nil && r.HeartRate > 0 && !gate.overrode("G09") && !or(f.Limits.HeartRate, b.Vitals.HeartRate.Before).Holds(r.HeartRate) {
		all = append(all, fmt.Sprintf("Heart rate %d a minute at %s", r.HeartRate, calendar.Clock(r.Measured.HeartRate, f.Zone)))
	}
	return strings.Join(all, ". ")
}

// outside says whether readings were above the limit, decided or still to be repeated.
func outside(d vitals.Decision) bool { return d.Stage == vitals.Repeat || d.Tier != vitals.Within }

func (g Gate) overrode(item string) bool {
	found, _ := g.Item(item)
	return found.State == Overridden
}
