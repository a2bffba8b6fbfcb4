package dosing

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Extent is how far something is out of bounds, part by part; more is worse. An
// override is stored with the extent it was given for.
type Extent map[string]int

// Covers says whether an override given for e still stands for now: nothing new and
// nothing worse.
func (e Extent) Covers(now Extent) bool {
	for part, size := range now {
		if given, known := e[part]; !known || size > given {
			return false
		}
	}
	return true
}

// String is the stored form: "diastolic=184;systolic=296".
func (e Extent) String() string {
	var parts []string
	for _, part := range slices.Sorted(maps.Keys(e)) {
		parts = append(parts, fmt.Sprintf("%s=%d", url.QueryEscape(part), e[part]))
	}
	return strings.Join(parts, ";")
}

// ParseExtent reads the stored form. A text it cannot read covers nothing.
func ParseExtent(text string) Extent {
	e := Extent{}
	for part := range strings.SplitSeq(text, ";") {
		escaped, size, _ := strings.Cut(part, "=")
		name, badName := url.QueryUnescape(escaped)
		n, badSize := strconv.Atoi(size)
		if badName == nil && badSize == nil {
			e[name] = n
		}
	}
	return e
}

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
