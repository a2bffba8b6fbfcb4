package vitals_test

import (
	"testing"
	"time"

	"kap/internal/protocol"
	"kap/internal/vitals"
)

func bp(minute, systolic, diastolic int) vitals.Pressure {
	return vitals.Pressure{TakenAt: at(minute), Systolic: systolic, Diastolic: diastolic}
}

func voided(p vitals.Pressure) vitals.Pressure { p.Voided = true; return p }

func TestDecidingValue(t *testing.T) {
	none := vitals.Limits{}
	never := time.Time{}
	for _, test := range []struct {
		name     string
		readings []vitals.Pressure
		own      vitals.Limits
		word     time.Time
		now      int
		stage    vitals.Stage
		tier     vitals.Tier
		value    string
	}{
		{"nothing measured", nil, none, never, 0, vitals.NotMeasured, 0, "0/0"},
		{"at the limit", []vitals.Pressure{bp(0, 140, 90)}, none, never, 1, vitals.Decided, vitals.Within, "140/90"},
		{"systolic above", []vitals.Pressure{bp(0, 141, 90)}, none, never, 1, vitals.Repeat, 0, "0/0"},
		{"diastolic above", []vitals.Pressure{bp(0, 140, 91)}, none, never, 1, vitals.Repeat, 0, "0/0"},
		{"one in the hard tier is repeated", []vitals.Pressure{bp(0, 190, 90)}, none, never, 1, vitals.Repeat, 0, "0/0"},
		{"mean at the limit", []vitals.Pressure{bp(0, 150, 92), bp(5, 130, 88)}, none, never, 6, vitals.Decided, vitals.Within, "140/90"},
		{"mean half above", []vitals.Pressure{bp(0, 150, 90), bp(5, 131, 90)}, none, never, 6, vitals.Decided, vitals.ForPrescriber, "140.5/90"},
		{"diastolic half above", []vitals.Pressure{bp(0, 150, 91), bp(5, 130, 90)}, none, never, 6, vitals.Decided, vitals.ForPrescriber, "140/90.5"},
		{"last two of three", []vitals.Pressure{bp(0, 168, 98), bp(5, 150, 90), bp(10, 130, 90)}, none, never, 11, vitals.Decided, vitals.Within, "140/90"},
		{"below the call", []vitals.Pressure{bp(0, 160, 95), bp(5, 159, 95)}, none, never, 6, vitals.Decided, vitals.ForPrescriber, "159.5/95"},
		{"at the call", []vitals.Pressure{bp(0, 160, 95), bp(5, 160, 95)}, none, never, 6, vitals.Ended, vitals.CannotStart, "160/95"},
		{"diastolic at the call", []vitals.Pressure{bp(0, 150, 100), bp(5, 150, 100)}, none, never, 6, vitals.Ended, vitals.CannotStart, "150/100"},
		{"below the hard tier", []vitals.Pressure{bp(0, 180, 95), bp(5, 179, 95)}, none, never, 6, vitals.Ended, vitals.CannotStart, "179.5/95"},
		{"at the lower limit", []vitals.Pressure{bp(0, 90, 50)}, none, never, 1, vitals.Decided, vitals.Within, "90/50"},
		{"systolic below", []vitals.Pressure{bp(0, 89, 50)}, none, never, 1, vitals.Repeat, 0, "0/0"},
		{"diastolic below", []vitals.Pressure{bp(0, 90, 49)}, none, never, 1, vitals.Repeat, 0, "0/0"},
		{"mean half below", []vitals.Pressure{bp(0, 89, 55), bp(5, 90, 55)}, none, never, 6, vitals.Decided, vitals.ForPrescriber, "89.5/55"},
		{"mean at the lower limit", []vitals.Pressure{bp(0, 88, 55), bp(5, 92, 55)}, none, never, 6, vitals.Decided, vitals.Within, "90/55"},
		{"low, not hard", []vitals.Pressure{bp(0, 80, 45), bp(5, 80, 45)}, none, never, 6, vitals.Decided, vitals.ForPrescriber, "80/45"},
		{"hard by a low systolic", []vitals.Pressure{bp(0, 79, 50), bp(5, 80, 50)}, none, never, 6, vitals.Ended, vitals.CannotStart, "79.5/50"},
		{"hard by a low diastolic", []vitals.Pressure{bp(0, 95, 44), bp(5, 95, 45)}, none, never, 6, vitals.Ended, vitals.CannotStart, "95/44.5"},
		{"opposite sides are not averaged, the last decides", []vitals.Pressure{bp(0, 150, 85), bp(5, 85, 52)}, none, never, 6, vitals.Decided, vitals.ForPrescriber, "85/52"},
		{"opposite sides, the first is worse", []vitals.Pressure{bp(0, 182, 85), bp(5, 85, 52)}, none, never, 6, vitals.Ended, vitals.CannotStart, "182/85"},
		{"opposite sides, the last is worse", []vitals.Pressure{bp(0, 150, 85), bp(5, 79, 52)}, none, never, 6, vitals.Ended, vitals.CannotStart, "79/52"},
		{"one value above, one below", []vitals.Pressure{bp(0, 150, 48), bp(5, 150, 48)}, none, never, 6, vitals.Decided, vitals.ForPrescriber, "150/48"},
		{"a worse one too soon counts", []vitals.Pressure{bp(0, 150, 92), bp(3, 190, 115), bp(9, 128, 80)}, none, never, 10, vitals.Ended, vitals.CannotStart, "170/103.5"},
		{"a little worse too soon, and rest begins again", []vitals.Pressure{bp(0, 150, 92), bp(3, 156, 94)}, none, never, 5, vitals.Repeat, 0, "0/0"},
		{"a little worse too soon, then no rest", []vitals.Pressure{bp(0, 150, 92), bp(3, 156, 94), bp(7, 120, 80)}, none, never, 8, vitals.Repeat, 0, "0/0"},
		{"a little worse too soon, then rested", []vitals.Pressure{bp(0, 150, 92), bp(3, 156, 94), bp(8, 120, 80)}, none, never, 9, vitals.Decided, vitals.Within, "138/87"},
		{"lower and lower, too soon", []vitals.Pressure{bp(0, 84, 52), bp(2, 70, 44)}, none, never, 4, vitals.Ended, vitals.CannotStart, "77/48"},
		{"worse too soon after what the prescriber may pass", []vitals.Pressure{bp(0, 150, 90), bp(5, 150, 90), bp(7, 158, 96)}, none, never, 8, vitals.Repeat, 0, "0/0"},
		{"hard by systolic", []vitals.Pressure{bp(0, 180, 95), bp(5, 180, 95)}, none, never, 6, vitals.Ended, vitals.CannotStart, "180/95"},
		{"hard by diastolic", []vitals.Pressure{bp(0, 150, 110), bp(5, 150, 110)}, none, never, 6, vitals.Ended, vitals.CannotStart, "150/110"},
		{"no third reading rescues an ended series", []vitals.Pressure{bp(0, 185, 95), bp(5, 180, 95), bp(10, 120, 80)}, none, never, 11, vitals.Ended, vitals.CannotStart, "182.5/95"},
		{"a voided one does not count", []vitals.Pressure{voided(bp(0, 190, 95)), bp(5, 138, 84)}, none, never, 6, vitals.Decided, vitals.Within, "138/84"},
		{"nor does one still to come", []vitals.Pressure{bp(0, 150, 95), bp(5, 130, 80)}, none, never, 4, vitals.Repeat, 0, "0/0"},
		{"in whatever order they come", []vitals.Pressure{bp(10, 130, 90), bp(0, 168, 98), bp(5, 150, 90)}, none, never, 11, vitals.Decided, vitals.Within, "140/90"},
		{"fresh to the minute", []vitals.Pressure{bp(0, 128, 82)}, none, never, 30, vitals.Decided, vitals.Within, "128/82"},
		{"too old", []vitals.Pressure{bp(0, 128, 82)}, none, never, 31, vitals.Stale, vitals.Within, "128/82"},
		{"a first one too old to repeat", []vitals.Pressure{bp(0, 150, 82)}, none, never, 31, vitals.NotMeasured, 0, "0/0"},
		{"a rise after a value within begins anew", []vitals.Pressure{bp(0, 128, 82), bp(10, 150, 82)}, none, never, 11, vitals.Repeat, 0, "0/0"},
		{"a later one within replaces it", []vitals.Pressure{bp(0, 128, 82), bp(25, 130, 84)}, none, never, 40, vitals.Decided, vitals.Within, "130/84"},
		{"long after the last begins anew", []vitals.Pressure{bp(0, 150, 90), bp(5, 150, 90), bp(36, 130, 80)}, none, never, 37, vitals.Decided, vitals.Within, "130/80"},
		{"a first one, then another much later", []vitals.Pressure{bp(0, 150, 90), bp(31, 131, 80)}, none, never, 32, vitals.Decided, vitals.Within, "131/80"},
		{"a first one, then another in time", []vitals.Pressure{bp(0, 150, 90), bp(30, 131, 80)}, none, never, 32, vitals.Decided, vitals.ForPrescriber, "140.5/85"},
		{"a fourth does not better it", []vitals.Pressure{bp(0, 150, 90), bp(5, 150, 90), bp(10, 150, 90), bp(15, 120, 80)}, none, never, 16, vitals.Decided, vitals.ForPrescriber, "150/90"},
		{"a worse fourth begins anew", []vitals.Pressure{bp(0, 150, 90), bp(5, 150, 90), bp(10, 150, 90), bp(15, 182, 90)}, none, never, 16, vitals.Repeat, 0, "0/0"},
		{"own limit allows", []vitals.Pressure{bp(0, 150, 95)}, vitals.Limits{Systolic: 150, Diastolic: 95}, never, 1, vitals.Decided, vitals.Within, "150/95"},
		{"own systolic only", []vitals.Pressure{bp(0, 150, 91)}, vitals.Limits{Systolic: 150}, never, 1, vitals.Repeat, 0, "0/0"},
		{"own limit below", []vitals.Pressure{bp(0, 131, 80), bp(5, 131, 80)}, vitals.Limits{Systolic: 130}, never, 6, vitals.Decided, vitals.ForPrescriber, "131/80"},
		{"own limit does not move the call", []vitals.Pressure{bp(0, 160, 80), bp(5, 160, 80)}, vitals.Limits{Systolic: 159}, never, 6, vitals.Ended, vitals.CannotStart, "160/80"},
		{"anew without a word", []vitals.Pressure{bp(0, 185, 95), bp(5, 185, 95), bp(40, 130, 80)}, none, never, 41, vitals.Ended, vitals.CannotStart, "185/95"},
		{"anew on the word", []vitals.Pressure{bp(0, 185, 95), bp(5, 185, 95), bp(35, 130, 80)}, none, at(7), 36, vitals.Decided, vitals.Within, "130/80"},
		{"anew too early", []vitals.Pressure{bp(0, 185, 95), bp(5, 185, 95), bp(34, 130, 80)}, none, at(7), 36, vitals.Ended, vitals.CannotStart, "185/95"},
		{"a word before the end is none", []vitals.Pressure{bp(0, 185, 95), bp(5, 185, 95), bp(35, 130, 80)}, none, at(4), 36, vitals.Ended, vitals.CannotStart, "185/95"},
		{"a reading before the word", []vitals.Pressure{bp(0, 185, 95), bp(5, 185, 95), bp(35, 130, 80)}, none, at(36), 37, vitals.Ended, vitals.CannotStart, "185/95"},
		{"only one new series", []vitals.Pressure{bp(0, 185, 95), bp(5, 185, 95), bp(35, 182, 95), bp(40, 182, 95), bp(75, 120, 80)}, none, at(7), 76, vitals.Ended, vitals.CannotStart, "182/95"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := vitals.Decide(test.readings, test.own, protocol.Default().Pressure, test.word, at(test.now))
			if d.Stage != test.stage || d.Tier != test.tier || d.Value.String() != test.value {
				t.Errorf("got stage %d tier %d value %s, want %d %d %s", d.Stage, d.Tier, d.Value, test.stage, test.tier, test.value)
			}
			if got, want := d.Permits(), test.stage == vitals.Decided && test.tier == vitals.Within; got != want {
				t.Errorf("permits: got %v, want %v", got, want)
			}
		})
	}
}

func TestTheDecisionSaysWhatToDo(t *testing.T) {
	for _, test := range []struct {
		name     string
		readings []vitals.Pressure
		word     time.Time
		now      int
		want     string
	}{
		{"none", nil, time.Time{}, 0, "Blood pressure has not been measured."},
		{"repeat", []vitals.Pressure{bp(0, 150, 90)}, time.Time{}, 1, "Above the limit. Let the client rest and repeat at 9:05 am."},
		{"within", []vitals.Pressure{bp(0, 128, 82)}, time.Time{}, 1, "128/82 is within the limit."},
		{"prescriber", []vitals.Pressure{bp(0, 150, 90), bp(5, 151, 90)}, time.Time{}, 6, "150.5/90 is above the limit. The prescriber decides whether to go ahead."},
		{"from the call on", []vitals.Pressure{bp(0, 170, 90), bp(5, 170, 90)}, time.Time{}, 6, "170/90: cannot start. Call the prescriber; on their word measure anew from 9:35 am."},
		{"repeat a low one", []vitals.Pressure{bp(0, 85, 55)}, time.Time{}, 1, "Below the limit. Let the client lie down and repeat at 9:05 am."},
		{"low", []vitals.Pressure{bp(0, 85, 55), bp(5, 85, 55)}, time.Time{}, 6, "85/55 is below the limit. The prescriber decides whether to go ahead."},
		{"stale", []vitals.Pressure{bp(0, 128, 82)}, time.Time{}, 31, "128/82 was measured at 9:00 am and is too old now; measure again."},
		{"ended", []vitals.Pressure{bp(0, 180, 90), bp(5, 180, 90)}, time.Time{}, 6, "180/90: cannot start. Call the prescriber; on their word measure anew from 9:35 am."},
		{"ended twice", []vitals.Pressure{bp(0, 185, 95), bp(5, 185, 95), bp(35, 182, 95), bp(40, 182, 95)}, at(7), 41, "182/95: not held today. Call the prescriber."},
	} {
		d := vitals.Decide(test.readings, vitals.Limits{}, protocol.Default().Pressure, test.word, at(test.now))
		if got := d.Words(time.UTC); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// A repeat counts once the client has rested for five minutes; a sooner one is kept and
// decides nothing (protocol 4.2).
func TestARepeatWaitsForTheRest(t *testing.T) {
	p := protocol.Default().Pressure
	high := vitals.Pressure{TakenAt: at(0), Systolic: 150, Diastolic: 90}
	taken := func(after time.Duration, systolic, diastolic int) vitals.Pressure {
		return vitals.Pressure{TakenAt: at(0).Add(after), Systolic: systolic, Diastolic: diastolic}
	}
	const soon, rested = 4*time.Minute + 59*time.Second, 5 * time.Minute
	for _, test := range []struct {
		name     string
		readings []vitals.Pressure
		stage    vitals.Stage
		value    string
		words    string
	}{
		{"4:59", []vitals.Pressure{high, taken(soon, 130, 80)}, vitals.Repeat, "0/0",
			"The reading of 9:04 am came before the client had rested and does not decide. Wait until 9:05 am and repeat."},
		{"5:00", []vitals.Pressure{high, taken(rested, 130, 80)}, vitals.Decided, "140/85", "140/85 is within the limit."},
		{"4:59 and high does not end the series", []vitals.Pressure{taken(0, 185, 90), taken(soon, 185, 90)}, vitals.Repeat, "0/0",
			"The reading of 9:04 am came before the client had rested and does not decide. Wait until 9:05 am and repeat."},
		{"4:59, then 5:00", []vitals.Pressure{high, taken(soon, 120, 70), taken(rested, 130, 80)}, vitals.Decided, "140/85", "140/85 is within the limit."},
		{"a third at 4:59 after the second", []vitals.Pressure{high, taken(rested, 150, 90), taken(rested+soon, 120, 80)}, vitals.Decided, "150/90",
			"150/90 is above the limit. The prescriber decides whether to go ahead."},
		{"a third at 5:00 after the second", []vitals.Pressure{high, taken(rested, 150, 90), taken(2*rested, 120, 80)}, vitals.Decided, "135/85", "135/85 is within the limit."},
		{"a rise within the limits needs no rest to be seen", []vitals.Pressure{taken(0, 128, 82), taken(time.Minute, 150, 82)}, vitals.Repeat, "0/0",
			"Above the limit. Let the client rest and repeat at 9:06 am."},
	} {
		d := vitals.Decide(test.readings, vitals.Limits{}, p, time.Time{}, at(12))
		if d.Stage != test.stage || d.Value.String() != test.value || d.Words(time.UTC) != test.words {
			t.Errorf("%s: got stage %d value %s %q", test.name, d.Stage, d.Value, d.Words(time.UTC))
		}
	}
}

// The minute that is named is one in which the repeat counts, whatever the second.
func TestTimesAreComparedByTheMinute(t *testing.T) {
	p, none := protocol.Default().Pressure, vitals.Limits{}
	late := vitals.Pressure{TakenAt: at(1).Add(59 * time.Second), Systolic: 150, Diastolic: 90}
	d := vitals.Decide([]vitals.Pressure{late}, none, p, time.Time{}, at(2))
	if got, want := d.Words(time.UTC), "Above the limit. Let the client rest and repeat at 9:06 am."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if d := vitals.Decide([]vitals.Pressure{late, bp(6, 130, 80)}, none, p, time.Time{}, at(7)); d.Stage != vitals.Decided {
		t.Errorf("repeated in the minute that was named: %s", d.Words(time.UTC))
	}
	if d := vitals.Decide([]vitals.Pressure{late}, none, p, time.Time{}, at(1)); d.Stage != vitals.Repeat {
		t.Errorf("of the lozenge's own minute: %s", d.Words(time.UTC))
	}
	if d := vitals.Decide([]vitals.Pressure{late}, none, p, time.Time{}, at(0)); d.Stage != vitals.NotMeasured {
		t.Errorf("of the next minute: %s", d.Words(time.UTC))
	}
	fresh := vitals.Pressure{TakenAt: at(0), Systolic: 128, Diastolic: 82}
	if d := vitals.Decide([]vitals.Pressure{fresh}, none, p, time.Time{}, at(30).Add(59*time.Second)); d.Stage != vitals.Decided {
		t.Errorf("half an hour and 59 seconds: %s", d.Words(time.UTC))
	}
}

// TestTheCallTierMayBePassed: where the clinic's protocol says so.
func TestTheCallTierMayBePassed(t *testing.T) {
	p := protocol.Default().Pressure
	p.CallOverride = true
	for _, c := range []struct {
		a, b vitals.Pressure
		tier vitals.Tier
	}{
		{bp(0, 160, 95), bp(5, 159, 95), vitals.ForPrescriber},
		{bp(0, 160, 95), bp(5, 160, 95), vitals.ForCall},
		{bp(0, 150, 100), bp(5, 150, 100), vitals.ForCall},
		{bp(0, 180, 95), bp(5, 179, 95), vitals.ForCall},
		{bp(0, 180, 95), bp(5, 180, 95), vitals.CannotStart},
	} {
		if d := vitals.Decide([]vitals.Pressure{c.a, c.b}, vitals.Limits{}, p, time.Time{}, at(6)); d.Tier != c.tier {
			t.Errorf("%s: got tier %d, want %d", d.Value, d.Tier, c.tier)
		}
	}
}

func TestAThirdReadingIsOfferedAndNoFourth(t *testing.T) {
	p := protocol.Default().Pressure
	two := vitals.Decide([]vitals.Pressure{bp(0, 150, 90), bp(5, 150, 90)}, vitals.Limits{}, p, time.Time{}, at(6))
	if two.Left != 1 || !two.RepeatAt.Equal(at(10)) || !two.Mean {
		t.Errorf("after two: got %+v", two)
	}
	three := vitals.Decide([]vitals.Pressure{bp(0, 150, 90), bp(5, 150, 90), bp(10, 150, 90)}, vitals.Limits{}, p, time.Time{}, at(11))
	if three.Left != 0 || !three.RepeatAt.IsZero() {
		t.Errorf("after three: got %+v", three)
	}
}

func TestTheLastMayDecide(t *testing.T) {
	p := protocol.Default().Pressure
	p.LastDecides = true
	d := vitals.Decide([]vitals.Pressure{bp(0, 170, 100), bp(5, 138, 88)}, vitals.Limits{}, p, time.Time{}, at(6))
	if d.Value.String() != "138/88" || d.Tier != vitals.Within || d.Mean {
		t.Errorf("got %+v", d)
	}
}

func TestAClientsOwnLimit(t *testing.T) {
	for _, test := range []struct {
		name string
		own  vitals.Limits
		ok   bool
	}{
		{"none", vitals.Limits{}, true},
		{"systolic 159", vitals.Limits{Systolic: 159}, true},
		{"systolic 160", vitals.Limits{Systolic: 160}, false},
		{"diastolic 99", vitals.Limits{Diastolic: 99}, true},
		{"diastolic 100", vitals.Limits{Diastolic: 100}, false},
		{"heart rate at the hard limits", vitals.Limits{HeartRate: protocol.Span{Low: 40, High: 130}}, true},
		{"heart rate beyond", vitals.Limits{HeartRate: protocol.Span{Low: 39, High: 110}}, false},
		{"upside down", vitals.Limits{HeartRate: protocol.Span{Low: 110, High: 50}}, false},
		{"SpO2 90", vitals.Limits{SpO2: protocol.Span{Low: 90, High: 100}}, true},
		{"SpO2 89", vitals.Limits{SpO2: protocol.Span{Low: 89, High: 100}}, false},
	} {
		if err := test.own.Check(protocol.Default()); (err == nil) != test.ok {
			t.Errorf("%s: got %v", test.name, err)
		}
	}
}
