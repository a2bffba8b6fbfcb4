package readiness

import (
	"time"

	"kap/internal/calendar"
	"kap/internal/pause"
)

// Extent is how far something is out of bounds, part by part, as pause keeps it.
type Extent = pause.Extent

// Acknowledgement is a therapist's word that they saw something and go on.
type Acknowledgement struct {
	Item   string
	Covers Extent
	By     string
	At     time.Time
}

func (f Facts) override(item string, extent Extent, now time.Time) (valid pause.Override, outgrown bool) {
	for _, o := range f.Overrides {
		if !o.Stands(item, calendar.Day(now, f.Zone)) {
			continue
		}
		if pause.ParseExtent(o.Covers).Covers(extent) {
			return o, false
		}
		outgrown = true
	}
	return pause.Override{}, outgrown
}

func (f Facts) acknowledged(item string, extent Extent, now time.Time) (Acknowledgement, bool) {
	for _, a := range f.Acknowledgements {
		if a.Item == item && calendar.SameDay(a.At, now, f.Zone) && a.Covers.Covers(extent) {
			return a, true
		}
	}
	return Acknowledgement{}, false
}
