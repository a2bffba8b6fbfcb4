package dosing

import (
	"strings"
	"time"

	"kap/internal/pause"
)

// Extent is how far something is out of bounds, part by part, as pause keeps it.
type Extent = pause.Extent

// Override is a prescriber's word that one item need not stop this day.
type Override struct {
	Item     string // "G08"
	Covers   Extent
	On       time.Time // the day it is valid, a date; given at booking it counts then
	By       string
	Reason   string
	CalledAt time.Time // the logged call, where one is needed
}

// Acknowledgement is a therapist's word that they saw something and go on.
type Acknowledgement struct {
	Item   string
	Covers Extent
	By     string
	At     time.Time
}

func (f Facts) override(item string, extent Extent, now time.Time) (valid Override, outgrown bool) {
	for _, o := range f.Overrides {
		if o.Item != item || !isToday(o.On, now, f.Zone) || strings.TrimSpace(o.Reason) == "" {
			continue
		}
		if o.Covers.Covers(extent) {
			return o, false
		}
		outgrown = true
	}
	return Override{}, outgrown
}

func (f Facts) acknowledged(item string, extent Extent, now time.Time) (Acknowledgement, bool) {
	for _, a := range f.Acknowledgements {
		if a.Item == item && sameDay(a.At, now, f.Zone) && a.Covers.Covers(extent) {
			return a, true
		}
	}
	return Acknowledgement{}, false
}
