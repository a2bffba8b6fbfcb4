package vitals_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/protocol"
	"kap/internal/vitals"
)

func taken(minute int, slot string) vitals.Reading {
	r := healthy()
	r.TakenAt, r.Slot = at(minute), slot
	return r
}

// standing is a slot's name with its due minute after the lozenge (9:00 am) and state.
type standing struct {
	Name  string
	At    int
	State vitals.State
}

func standings(plan []vitals.DueReading) []standing {
	var all []standing
	for _, d := range plan {
		all = append(all, standing{d.Name(), int(d.At.Sub(at(0)).Minutes()), d.State})
	}
	return all
}

func TestReadingsDueOnADosingDay(t *testing.T) {
	baseline := taken(-10, "baseline")
	for _, test := range []struct {
		name     string
		boosters []int
		readings []vitals.Reading
		closed   []vitals.Closed
		now      int
		want     []standing
	}{
		{"just taken", nil, []vitals.Reading{baseline}, nil, 1,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Ahead}, {"+90", 90, vitals.Ahead}, {"leaving", 120, vitals.Ahead}}},
		{"window opens", nil, []vitals.Reading{baseline}, nil, 30,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Due}, {"+90", 90, vitals.Ahead}, {"leaving", 120, vitals.Ahead}}},
		{"window's last minute", nil, []vitals.Reading{baseline}, nil, 50,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Due}, {"+90", 90, vitals.Ahead}, {"leaving", 120, vitals.Ahead}}},
		{"late", nil, []vitals.Reading{baseline}, nil, 51,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Late}, {"+90", 90, vitals.Ahead}, {"leaving", 120, vitals.Ahead}}},
		{"taken late but named", nil, []vitals.Reading{baseline, taken(55, "+40")}, nil, 60,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Recorded}, {"+90", 90, vitals.Ahead}, {"leaving", 120, vitals.Ahead}}},
		{"unscheduled in the window serves", nil, []vitals.Reading{baseline, taken(42, vitals.Unscheduled)}, nil, 45,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Recorded}, {"+90", 90, vitals.Ahead}, {"leaving", 120, vitals.Ahead}}},
		{"closed with a reason", nil, []vitals.Reading{baseline}, []vitals.Closed{{Slot: "+40", At: at(40), Reason: "in deep process, breathing observed"}}, 60,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Missed}, {"+90", 90, vitals.Ahead}, {"leaving", 120, vitals.Ahead}}},
		{"no baseline", nil, nil, nil, 1,
			[]standing{{"baseline", -15, vitals.Late}, {"+40", 40, vitals.Ahead}, {"+90", 90, vitals.Ahead}, {"leaving", 120, vitals.Ahead}}},
		{"a booster adds one", []int{25}, []vitals.Reading{baseline, taken(40, "+40")}, nil, 41,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Recorded}, {"+40 booster", 65, vitals.Ahead}, {"+90", 90, vitals.Ahead}, {"leaving", 145, vitals.Ahead}}},
		{"ten minutes apart merge", []int{40}, []vitals.Reading{baseline, taken(40, "+40")}, nil, 41,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Recorded}, {"+40 booster, +90", 80, vitals.Ahead}, {"leaving", 160, vitals.Ahead}}},
		{"eleven do not", []int{39}, []vitals.Reading{baseline, taken(40, "+40")}, nil, 41,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Recorded}, {"+40 booster", 79, vitals.Ahead}, {"+90", 90, vitals.Ahead}, {"leaving", 159, vitals.Ahead}}},
		{"one reading serves the merged", []int{40}, []vitals.Reading{baseline, taken(40, "+40"), taken(85, "+90")}, nil, 86,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Recorded}, {"+40 booster, +90", 80, vitals.Recorded}, {"leaving", 160, vitals.Ahead}}},
		{"leaving recorded", nil, []vitals.Reading{baseline, taken(40, "+40"), taken(90, "+90"), taken(121, "leaving")}, nil, 122,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Recorded}, {"+90", 90, vitals.Recorded}, {"leaving", 120, vitals.Recorded}}},
		{"named but taken before its window", nil, []vitals.Reading{baseline, taken(29, "+40")}, nil, 31,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Due}, {"+90", 90, vitals.Ahead}, {"leaving", 120, vitals.Ahead}}},
		{"the one before leaving serves no other", nil, []vitals.Reading{baseline, taken(40, "+40"), taken(95, "leaving")}, nil, 96,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Recorded}, {"+90", 90, vitals.Due}, {"leaving", 120, vitals.Recorded}}},
		{"too early to be the one before leaving", nil, []vitals.Reading{baseline, taken(40, "+40"), taken(89, "leaving")}, nil, 90,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Recorded}, {"+90", 90, vitals.Due}, {"leaving", 120, vitals.Due}}},
		{"leaving stays due", nil, []vitals.Reading{baseline, taken(40, "+40"), taken(90, "+90")}, nil, 300,
			[]standing{{"baseline", -15, vitals.Recorded}, {"+40", 40, vitals.Recorded}, {"+90", 90, vitals.Recorded}, {"leaving", 120, vitals.Due}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var boosters []time.Time
			for _, m := range test.boosters {
				boosters = append(boosters, at(m))
			}
			got := standings(vitals.Plan(at(0), boosters, test.readings, test.closed, at(test.now), protocol.Default()))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestVoidedReadingsServeNoSlot(t *testing.T) {
	r := taken(40, "+40")
	when := at(41)
	r.VoidedAt = &when
	plan := vitals.Plan(at(0), nil, []vitals.Reading{r}, nil, at(45), protocol.Default())
	if plan[1].State != vitals.Due {
		t.Errorf("got state %d, want due", plan[1].State)
	}
}

func TestBeforeTheLozengeNothingIsDue(t *testing.T) {
	if plan := vitals.Plan(time.Time{}, nil, nil, nil, at(0), protocol.Default()); plan != nil {
		t.Errorf("got %v", plan)
	}
}

func TestTheNearestReadingServes(t *testing.T) {
	for _, minutes := range [][]int{{32, 41, 48}, {41, 48}, {48, 41}, {41, 39}} { // as near as the other: the first
		var readings []vitals.Reading
		for _, m := range minutes {
			readings = append(readings, taken(m, ""))
		}
		plan := vitals.Plan(at(0), nil, readings, nil, at(50), protocol.Default())
		if !plan[1].Taken.Equal(at(41)) {
			t.Errorf("%v: got %v, want 9:41", minutes, plan[1].Taken)
		}
	}
}

func TestOfTwoTakenLateTheFirstServes(t *testing.T) {
	for name, readings := range map[string][]vitals.Reading{
		"in order": {taken(55, "+40"), taken(58, "+40")}, "out of order": {taken(58, "+40"), taken(55, "+40")},
	} {
		plan := vitals.Plan(at(0), nil, readings, nil, at(60), protocol.Default())
		if !plan[1].Taken.Equal(at(55)) {
			t.Errorf("%s: got %v, want 9:55", name, plan[1].Taken)
		}
	}
}

func TestAMergedReadingIsDueInItsWindow(t *testing.T) {
	b := protocol.Default()
	b.Timing.Slots[2].Window, b.Timing.Booster.Window = 5, 15
	merged := vitals.Plan(at(0), []time.Time{at(40)}, nil, nil, at(45), b)[2]
	if !merged.At.Equal(at(85)) || !merged.From.Equal(at(85)) || !merged.Until.Equal(at(95)) {
		t.Errorf("got %v, %v to %v, want 10:25, 10:25 to 10:35", merged.At, merged.From, merged.Until)
	}
}

func TestAMergedWindowServesBoth(t *testing.T) {
	plan := vitals.Plan(at(0), []time.Time{at(40)}, nil, nil, at(45), protocol.Default())
	merged := plan[2]
	if !merged.From.Equal(at(75)) || !merged.Until.Equal(at(90)) {
		t.Errorf("got %v to %v, want 10:15 to 10:30", merged.From, merged.Until)
	}
}
