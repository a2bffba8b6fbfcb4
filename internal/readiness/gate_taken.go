package readiness

import (
	"strings"
	"time"

	"kap/internal/calendar"
	"kap/internal/phrase"
	"kap/internal/protocol"
)

// fasting (G11): food and drink long enough ago. Waiting needs nobody.
func fasting(f Facts, b protocol.Body, now time.Time) (r ruling) {
	a := f.Arrival
	if a.LastFood.IsZero() {
		r.hard("Ask when the client last ate.")
	}
	if a.LastDrink.IsZero() {
		r.hard("Ask when the client last drank; a sip with a medicine does not count.")
	}
	if len(r.stops) > 0 {
		return r
	}
	r.evidence = "Food " + calendar.When(a.LastFood, now, f.Zone) + ", drink " + calendar.When(a.LastDrink, now, f.Zone)
	start := calendar.Clock(earliestStart(a, b), f.Zone)
	if short := shortOf(a.LastFood, b.Preparation.FoodFast, now); short > 0 {
		r.override("minutes without food", short, "The last food was at %s. Earliest start %s; the prescriber may let it begin sooner.", calendar.When(a.LastFood, now, f.Zone), start)
	}
	if short := shortOf(a.LastDrink, b.Preparation.FluidFast, now); short > 0 {
		r.override("minutes without drink", short, "The last drink was at %s. Earliest start %s; the prescriber may let it begin sooner.", calendar.When(a.LastDrink, now, f.Zone), start)
	}
	return r
}

// shortOf is how many minutes are still missing, begun ones whole.
func shortOf(last time.Time, need int, now time.Time) int {
	left := last.Add(calendar.Minutes(need)).Sub(now)
	return int((left + time.Minute - 1) / time.Minute)
}

// earliestStart is when both fasts are over; zero while one is not known.
func earliestStart(a Arrival, b protocol.Body) time.Time {
	if a.LastFood.IsZero() || a.LastDrink.IsZero() {
		return time.Time{}
	}
	food, drink := a.LastFood.Add(calendar.Minutes(b.Preparation.FoodFast)), a.LastDrink.Add(calendar.Minutes(b.Preparation.FluidFast))
	if drink.After(food) {
		return drink
	}
	return food
}

// substances (G12): not intoxicated, nothing within its window, no positive screen.
func substances(f Facts, b protocol.Body, now time.Time) (r ruling) {
	s := f.Arrival.Substances
	if r.ask(s.Intoxicated, "Look whether the client is intoxicated, and record it.") && s.Intoxicated == Yes {
		r.hard("The client is intoxicated. There is no dose today.")
	}
	var unasked []string
	for _, u := range []struct {
		name  string
		used  Answer
		last  time.Time
		hours int
	}{
		{"alcohol", s.Alcohol, s.LastAlcohol, window(b, "alcohol")},
		{"THC", s.THC, s.LastTHC, window(b, "thc")},
		{psychedelicPart, s.Psychedelic, s.LastPsychedelic, window(b, "psychedelic")},
		{orElse(s.OtherWhat, "anything else"), s.Other, s.LastOther, longestWindow(b)},
	} {
		if !u.used.Given() {
			unasked = append(unasked, u.name)
		}
		if u.used == Yes {
			r.within(something(u.name), u.last, u.hours, now, f.Zone)
		}
	}
	r.asked("Ask about %s since the last contact.", unasked)
	if s.UrineScreen == Positive {
		r.override(screenPart, 1, "The urine screen is positive. Ask the prescriber.").desk = LabelPrescriber
	}
	return r
}

// The parts of what was taken, as an override covers them.
const (
	screenPart      = "urine screen"
	psychedelicPart = "another psychedelic"
)

func otherPart(s Substances) string { return something(orElse(s.OtherWhat, "anything else")) }

func something(name string) string { return strings.Replace(name, "anything", "something", 1) }

func changePart(m Medicines) string { return "change: " + m.Change }

func (r *ruling) within(name string, last time.Time, hours int, now time.Time, zone *time.Location) {
	if last.IsZero() {
		r.hard("The client had %s. Ask when it was last taken.", name)
		return
	}
	if short := shortOf(last, hours*60, now); short > 0 {
		r.override(name, short, "The client had %s at %s, less than %d hours ago. Ask the prescriber, or move the dose.",
			name, calendar.When(last, now, zone), hours).desk = LabelPrescriber
	}
}

// window is the hours a substance is left before the lozenge.
func window(b protocol.Body, class string) int {
	m, _ := b.Medicine(class)
	return m.HoldBefore
}

// longestWindow is for a substance the protocol does not name.
func longestWindow(b protocol.Body) int {
	longest := 0
	for _, m := range b.Medicines {
		if m.Substance {
			longest = max(longest, m.HoldBefore)
		}
	}
	return longest
}

// medicines (G13): holds kept, nothing new since the prescriber's review.
func medicines(f Facts, b protocol.Body, now time.Time) (r ruling) {
	m := f.Arrival.Medicines
	if r.ask(m.Changed, "Ask whether any medicine or supplement changed.") && m.Changed == Yes {
		r.override(changePart(m), 1, "Medicines changed: %s. Ask the prescriber.", m.Change).desk = LabelPrescriber
	}
	if len(f.UntilSigned) > 0 {
		r.hard("The prescriber has not signed: %s. Ask for the signature first.", phrase.List(f.UntilSigned)).desk = LabelPrescriber
	}
	if len(f.Holds) == 0 {
		r.evidence = "Nothing to hold"
		return r
	}
	r.evidence = "To hold: " + f.holdWords(b)
	f.holds(&r, b, now)
	return r
}

func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
