package readiness_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/pause"
	"kap/internal/readiness"
	"kap/internal/testday"
	"kap/internal/vitals"
)

// overridden is a client with 150/85, and the override of what readiness found then.
func overridden(change func(*pause.Override)) readiness.Facts {
	f := healthy()
	pressures([2]int{150, 85}, [2]int{150, 85})(&f)
	item, _ := readiness.Evaluate(f, body, ten).Item("G08")
	o := pause.Override{Item: "G08", Covers: item.Extent.String(), ValidOn: date(11, 24), By: "Dr. Halvorsen", Reason: "usual for her"}
	if change != nil {
		change(&o)
	}
	f.Overrides = []pause.Override{o}
	return f
}

func TestAnOverrideCoversAValueAndADate(t *testing.T) {
	for _, c := range []struct {
		name   string
		by     func(*pause.Override)
		facts  func(*readiness.Facts)
		passes bool
	}{
		{"as given", nil, nil, true},
		{"another item", func(o *pause.Override) { o.Item = "G09" }, nil, false},
		{"the day before", func(o *pause.Override) { o.ValidOn = date(11, 23) }, nil, false},
		{"the day after", func(o *pause.Override) { o.ValidOn = date(11, 25) }, nil, false},
		{"without a reason", func(o *pause.Override) { o.Reason = " " }, nil, false},
		{"better since", nil, pressures([2]int{148, 85}, [2]int{148, 85}), true},
		{"the part within limits rises", nil, pressures([2]int{150, 90}, [2]int{150, 90}), true},
		{"half a millimeter worse", nil, pressures([2]int{150, 85}, [2]int{151, 85}), false},
		{"the other part rises above", nil, pressures([2]int{150, 91}, [2]int{150, 91}), false},
		{"nobody may", nil, pressures([2]int{180, 85}, [2]int{180, 85}), false},
	} {
		f := overridden(c.by)
		if c.facts != nil {
			c.facts(&f)
		}
		item, _ := readiness.Evaluate(f, body, ten).Item("G08")
		if item.Passes() != c.passes {
			t.Errorf("%s: %s, %s", c.name, item.State, item.Sentence)
		}
		if item.Passes() && !strings.Contains(item.Evidence, "Dr. Halvorsen: usual for her") {
			t.Errorf("%s: evidence %q", c.name, item.Evidence)
		}
	}
}

func TestAnOutgrownOverrideSaysSo(t *testing.T) {
	f := overridden(nil)
	pressures([2]int{158, 85}, [2]int{158, 85})(&f)
	item, _ := readiness.Evaluate(f, body, ten).Item("G08")
	if !strings.Contains(item.Sentence, "no longer counts") || !item.MayOverride() {
		t.Errorf("got %q", item.Sentence)
	}
}

func TestHighPressureNeedsALoggedCall(t *testing.T) {
	for _, c := range []struct {
		name   string
		called time.Time
		passes bool
	}{
		{"none", time.Time{}, false},
		{"today", ago(2), true},
		{"yesterday", ten.AddDate(0, 0, -1), false},
		{"to come", ago(-1), false},
	} {
		f, body := healthy(), body
		body.Pressure.CallOverride = true
		pressures([2]int{165, 85}, [2]int{165, 85})(&f)
		item, _ := readiness.Evaluate(f, body, ten).Item("G08")
		f.Overrides = []pause.Override{{Item: "G08", Covers: item.Extent.String(), ValidOn: date(11, 24), By: "Dr. Halvorsen", Reason: "usual", CalledAt: c.called}}
		got, _ := readiness.Evaluate(f, body, ten).Item("G08")
		if !item.Calls || got.Passes() != c.passes {
			t.Errorf("call %s: %s, %s", c.name, got.State, got.Sentence)
		}
	}
}

func TestAnAnswerForOneMedicineIsNoAnswerForAnother(t *testing.T) {
	f := healthy()
	f.Arrival.Medicines.Changed, f.Arrival.Medicines.Change = yes, "sertraline"
	item, _ := readiness.Evaluate(f, body, ten).Item("G13")
	f.Overrides = []pause.Override{{Item: "G13", Covers: item.Extent.String(), ValidOn: date(11, 24), By: "Dr. Halvorsen", Reason: "fine"}}
	if !readiness.Evaluate(f, body, ten).May() {
		t.Error("the override does not count")
	}
	f.Arrival.Medicines.Change = "tramadol"
	if readiness.Evaluate(f, body, ten).May() {
		t.Error("the override counts for another medicine")
	}
}

func TestWaitingOutTheFastNeedsNobody(t *testing.T) {
	f := healthy()
	f.Arrival.LastFood = ago(210)
	if readiness.Evaluate(f, body, ten).May() || !readiness.Evaluate(withReading(f, ten.Add(20*time.Minute)), body, ten.Add(30*time.Minute)).May() {
		t.Error("ready at the earliest start, not before")
	}
}

func withReading(f readiness.Facts, at time.Time) readiness.Facts {
	r := testday.HealthyReading()
	r.TakenAt = at
	f.Readings = append([]vitals.Reading{}, r)
	return f
}

func TestOneAnswerClosesWhatTheSameFactOpened(t *testing.T) {
	f := overridden(nil)
	f.Reviews = []readiness.Review{{Key: "bp", Words: "blood pressure outside limits", Item: "G08"}}
	if !readiness.Evaluate(f, body, ten).May() {
		t.Error("the override is the answer to the review")
	}
	f.Reviews = append(f.Reviews, readiness.Review{Key: "m", Words: "new medicine", Item: "G13"})
	if readiness.Evaluate(f, body, ten).May() {
		t.Error("another review stays open")
	}
	f = healthy()
	f.Reviews = []readiness.Review{{Key: "bp", Words: "blood pressure outside limits", Item: "G08"}}
	if readiness.Evaluate(f, body, ten).May() {
		t.Error("a review without an answer stays open")
	}
}

func TestTheTherapistAcknowledgesWhatIsSoft(t *testing.T) {
	f := healthy()
	f.Ready.Goals = false
	item, _ := readiness.Evaluate(f, body, ten).Item("G24")
	f.Acknowledgements = []readiness.Acknowledgement{{Item: "G24", Covers: item.Extent, By: "J. Weiss", At: ago(1)}}
	got, _ := readiness.Evaluate(f, body, ten).Item("G24")
	if got.State != readiness.Acknowledged || !strings.Contains(got.Evidence, "J. Weiss at 9:59 am") {
		t.Errorf("got %s, %q", got.State, got.Evidence)
	}
	f.Ready.Intention = false
	if readiness.Evaluate(f, body, ten).May() {
		t.Error("what is missing since was not acknowledged")
	}
}

func TestNobodyOverridesAHardStop(t *testing.T) {
	for _, id := range []string{"G01", "G03", "G04", "G10", "G14", "G15", "G16", "G17", "G18", "G21", "G23"} {
		f := readiness.Facts{Zone: denver, Pauses: []pause.Pause{{Kind: pause.Medical, OpenedAt: ten}}}
		f.Overrides = []pause.Override{{Item: id, ValidOn: date(11, 24), By: "Dr. Halvorsen", Reason: "all the same"}}
		if item, _ := readiness.Evaluate(f, body, ten).Item(id); item.Passes() || item.MayOverride() || item.MayAcknowledge() {
			t.Errorf("%s is %s", id, item.State)
		}
	}
}
