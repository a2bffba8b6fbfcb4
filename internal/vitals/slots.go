package vitals

import (
	"slices"
	"sort"
	"strings"
	"time"

	"kap/internal/calendar"
	"kap/internal/protocol"
)

// State is where a due reading stands.
type State int

// The states.
const (
	Ahead    State = iota // its window has not opened
	Due                   // its window is open
	Late                  // its window has closed without a reading
	Recorded              // there is a reading
	Missed                // closed with a reason
)

// DueReading is one planned reading of a dosing day.
type DueReading struct {
	Slots  []string // the slots it serves; two or more where they merged
	At     time.Time
	From   time.Time // its window opens
	Until  time.Time // and closes, both ends included; zero for leaving, which stays due
	State  State
	Taken  time.Time // when Recorded
	Reason string    // when Missed: "in deep process, breathing observed"
}

// Name is the slots in words: "+40 booster, +90".
func (d DueReading) Name() string { return strings.Join(d.Slots, ", ") }

// Closed is a due reading that was let go, with the reason. At is its due time, which
// tells the slots of two boosters apart.
type Closed struct {
	Slot   string
	At     time.Time
	Reason string
}

// Plan are the readings due on a dosing day (protocol 4.4), in order, and how each
// stands: those of the timing, one more for each booster, and the one before leaving.
// Slots due within a few minutes of one another are one reading. Without a first lozenge
// nothing is due yet. Voided readings do not count; a reading counts for the slot whose
// window it lies in, or, taken late, for the slot it names.
func Plan(first time.Time, boosters []time.Time, readings []Reading, closed []Closed, now time.Time, b protocol.Body) []DueReading {
	if first.IsZero() {
		return nil
	}
	plan := merge(planned(first, boosters, b.Timing), calendar.Minutes(b.Timing.Merge))
	plan = append(plan, leaving(first, boosters, b.Leaving))
	used := map[int]bool{}
	for i := range plan {
		plan[i].inWindow(readings, used, now)
	}
	for i := range plan {
		plan[i].afterWindow(readings, used, now)
		plan[i].settle(closed, now)
	}
	return plan
}

// planned are the slots before merging, by the time they are due.
func planned(first time.Time, boosters []time.Time, t protocol.Timing) []DueReading {
	var plan []DueReading
	for _, slot := range t.Slots {
		plan = append(plan, due(slot, first))
	}
	for _, booster := range boosters {
		plan = append(plan, due(t.Booster, booster))
	}
	sort.SliceStable(plan, func(i, j int) bool { return plan[i].At.Before(plan[j].At) })
	return plan
}

func due(s protocol.Slot, from time.Time) DueReading {
	at := from.Add(calendar.Minutes(s.After))
	return DueReading{
		Slots: []string{s.Name},
		At:    at,
		From:  at.Add(-calendar.Minutes(s.Window)),
		Until: at.Add(calendar.Minutes(s.Window)),
	}
}

// leaving is due once the last intake is long enough ago, and stays due; a reading a
// little earlier will do.
func leaving(first time.Time, boosters []time.Time, l protocol.Leaving) DueReading {
	last := first
	for _, booster := range boosters {
		if booster.After(last) {
			last = booster
		}
	}
	at := last.Add(calendar.Minutes(l.SinceIntake))
	return DueReading{Slots: []string{protocol.LeavingSlot}, At: at, From: at.Add(-calendar.Minutes(l.LeavingReading))}
}

// merge makes slots due within a distance of the first of them one reading, in the time
// that serves them all.
func merge(plan []DueReading, distance time.Duration) []DueReading {
	var merged []DueReading
	for _, d := range plan {
		n := len(merged)
		if n == 0 || d.At.Sub(merged[n-1].At) > distance {
			merged = append(merged, d)
			continue
		}
		merged[n-1].join(d)
	}
	return merged
}

func (d *DueReading) join(other DueReading) {
	d.Slots = append(d.Slots, other.Slots...)
	if other.From.After(d.From) {
		d.From = other.From
	}
	if other.Until.Before(d.Until) {
		d.Until = other.Until
	}
	if d.From.After(d.At) {
		d.At = d.From
	}
}

// inWindow takes the reading nearest to the due time. Leaving is never taken by time:
// only a reading said to be the one before leaving is.
func (d *DueReading) inWindow(readings []Reading, used map[int]bool, now time.Time) {
	best := -1
	for i, r := range readings {
		if used[i] || !counts(r, now) || r.Slot == protocol.LeavingSlot || !d.holds(r.TakenAt) {
			continue
		}
		if best < 0 || d.distance(r) < d.distance(readings[best]) {
			best = i
		}
	}
	d.take(readings, best, used)
}

// afterWindow takes the first reading that names the slot, though taken late.
func (d *DueReading) afterWindow(readings []Reading, used map[int]bool, now time.Time) {
	if d.State == Recorded {
		return
	}
	best := -1
	for i, r := range readings {
		if used[i] || !counts(r, now) || !slices.Contains(d.Slots, r.Slot) || r.TakenAt.Before(d.From) {
			continue
		}
		if best < 0 || r.TakenAt.Before(readings[best].TakenAt) {
			best = i
		}
	}
	d.take(readings, best, used)
}

func (d *DueReading) take(readings []Reading, i int, used map[int]bool) {
	if i < 0 {
		return
	}
	used[i] = true
	d.State, d.Taken = Recorded, readings[i].TakenAt
}

// settle gives a slot without a reading its state.
func (d *DueReading) settle(closed []Closed, now time.Time) {
	if d.State == Recorded {
		return
	}
	for _, c := range closed {
		if slices.Contains(d.Slots, c.Slot) && d.holds(c.At) {
			d.State, d.Reason = Missed, c.Reason
			return
		}
	}
	switch {
	case now.Before(d.From):
		d.State = Ahead
	case d.late(now):
		d.State = Late
	default:
		d.State = Due
	}
}

func (d DueReading) holds(at time.Time) bool {
	return !d.Until.IsZero() && !at.Before(d.From) && !at.After(d.Until)
}

// late says whether a moment lies after the window; what has no end is never late.
func (d DueReading) late(at time.Time) bool {
	return !d.Until.IsZero() && at.After(d.Until)
}

func (d DueReading) distance(r Reading) time.Duration { return d.At.Sub(r.TakenAt).Abs() }

func counts(r Reading, now time.Time) bool { return r.VoidedAt == nil && !r.TakenAt.After(now) }
