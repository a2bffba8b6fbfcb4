package dosing

import (
	"time"

	"kap/internal/medication"
)

// Counted is the lozenge count of the session, one line a strength: brought by the
// arrival check, taken by the intakes, lost and taken home as counted on leaving.
func (c Chart) Counted() []medication.SessionCount {
	by := map[medication.Strength]*medication.SessionCount{}
	var order []medication.Strength
	line := func(s medication.Strength) *medication.SessionCount {
		if by[s] == nil {
			by[s] = &medication.SessionCount{Strength: s}
			order = append(order, s)
		}
		return by[s]
	}
	for _, b := range c.Arrival.Lozenges.Brought {
		line(b.Strength).Brought += b.Units
	}
	for _, i := range c.Intakes {
		for _, l := range i.Lines {
			line(l.Strength).Taken += l.Units
		}
	}
	for _, row := range c.Counts {
		switch row.Kind {
		case medication.Lost:
			line(row.Strength).Lost += row.Units
		case medication.TakenHome:
			line(row.Strength).TakenHome += row.Units
		}
	}
	var counts []medication.SessionCount
	for _, s := range order {
		counts = append(counts, *by[s])
	}
	return counts
}

// CountClosed says whether every lozenge is accounted for, or it was said why not.
func (c Chart) CountClosed() bool {
	if c.Around.Discrepancy {
		return true
	}
	for _, count := range c.Counted() {
		if count.Off() != 0 {
			return false
		}
	}
	return true
}

// Stay is what the session knows when the client wants to leave at a moment.
func (c Chart) Stay(at time.Time) Stay {
	s := Stay{
		Zone: c.Clinic.Location(), LastIntake: c.Session.LastIntake, Reading: c.Last(at), Baseline: c.Pressure().Value,
		Limits: c.Session.Limits, Calls: c.Calls, IntegrationBooked: c.Around.IntegrationBooked, CountClosed: c.CountClosed(),
	}
	if first := c.Last(c.Session.StartedAt); first != nil {
		s.SpO2 = first.SpO2
	}
	return s
}
