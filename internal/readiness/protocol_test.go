package readiness_test

import (
	"testing"

	"kap/internal/protocol"
	"kap/internal/readiness"
)

// TestTheNumbersAreTheProtocols: each case changes one number of the protocol, and a rule
// that passed under the default stops, or the other way round.
func TestTheNumbersAreTheProtocols(t *testing.T) {
	passes := func(item string, by func(*readiness.Facts)) func(protocol.Body) bool {
		return func(b protocol.Body) bool {
			f := healthy()
			by(&f)
			found, _ := readiness.Evaluate(f, b, ten).Item(item)
			return found.Passes()
		}
	}
	asIs := func(*readiness.Facts) {}
	for _, c := range []struct {
		name   string
		passes func(protocol.Body) bool
		change func(*protocol.Body)
	}{
		{"pressure limit", passes("G08", asIs), func(b *protocol.Body) { b.Pressure.Within.Systolic = 100 }},
		{"minutes a pressure decides for", passes("G08", asIs), func(b *protocol.Body) { b.Pressure.Fresh = 1 }},
		{"heart rate", passes("G09", asIs), func(b *protocol.Body) { b.Vitals.HeartRate.Before.High = 51 }},
		{"days since the last ketamine", passes("G07", asIs), func(b *protocol.Body) { b.Scheduling.First.Least = 60; b.Scheduling.First.ReasonFrom = 61 }},
		{"preparation sessions", passes("G05", func(f *readiness.Facts) { f.Dose = 1 }), func(b *protocol.Body) { b.Preparation.LeastSessions = 9 }},
		{"fast", passes("G11", asIs), func(b *protocol.Body) { b.Preparation.FoodFast, b.Preparation.FluidFast = 24*60, 24*60 }},
		{"minutes the room is kept", passes("G17", asIs), func(b *protocol.Body) { b.Gate.RoomAfterLozenge = 600 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := protocol.Default()
			if !c.passes(b) {
				t.Fatal("does not pass under the default")
			}
			c.change(&b)
			if c.passes(b) {
				t.Error("passes whatever the protocol says")
			}
		})
	}
}
