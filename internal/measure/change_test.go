package measure_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/measure"
	"kap/internal/protocol"
)

func TestChange(t *testing.T) {
	const undefined = -9999
	type judged struct{ response, remission, significant, reliable, deterioration bool }
	for _, test := range []struct {
		instrument    string
		baseline, now int
		percent       int // tenths
		want          judged
	}{
		{"phq9", 18, 9, 500, judged{response: true, significant: true, reliable: true}},
		{"phq9", 17, 9, 471, judged{significant: true, reliable: true}},
		{"phq9", 17, 8, 529, judged{response: true, significant: true, reliable: true}},
		{"phq9", 18, 4, 778, judged{response: true, remission: true, significant: true, reliable: true}},
		{"phq9", 18, 5, 722, judged{response: true, significant: true, reliable: true}},
		{"phq9", 9, 4, 556, judged{response: true, significant: true}},
		{"phq9", 10, 4, 600, judged{response: true, remission: true, significant: true, reliable: true}},
		{"phq9", 12, 10, 167, judged{}},
		{"phq9", 14, 9, 357, judged{significant: true}},
		{"phq9", 15, 10, 333, judged{}},
		{"phq9", 24, 14, 417, judged{reliable: true}},
		{"phq9", 0, 3, undefined, judged{}},
		{"phq9", 0, 0, undefined, judged{}},
		{"phq9", 10, 16, -600, judged{deterioration: true}},
		{"phq9", 10, 15, -500, judged{}},
		{"phq9", 0, 6, undefined, judged{deterioration: true}},
		{"gad7", 14, 10, 286, judged{reliable: true}},
		{"gad7", 14, 11, 214, judged{}},
		{"gad7", 10, 14, -400, judged{deterioration: true}},
		{"gad7", 10, 13, -300, judged{}},
	} {
		c, err := measure.Compare(test.instrument, test.baseline, test.now, protocol.Default().Measures.Change)
		if err != nil {
			t.Fatal(err)
		}
		got := judged{c.Response, c.Remission, c.Significant, c.Reliable, c.Deterioration}
		percent := c.Percent
		if !c.HasPercent {
			percent = undefined
		}
		if got != test.want || percent != test.percent || c.Definitions != 1 {
			t.Errorf("%s %d to %d: got %+v %d, want %+v %d", test.instrument, test.baseline, test.now, got, percent, test.want, test.percent)
		}
	}
	if _, err := measure.Compare("pcl5", 40, 30, protocol.Default().Measures.Change); err == nil {
		t.Error("PCL-5 has no such definitions")
	}
}

func TestAChangeInWords(t *testing.T) {
	for _, test := range []struct {
		baseline, now int
		want          string
	}{
		{18, 4, "14 less, remission"},
		{18, 9, "9 less, response, clinically significant"},
		{9, 4, "5 less, response, clinically significant"},
		{8, 4, "4 less, response"},
		{24, 12, "12 less, response"},
		{14, 9, "5 less, clinically significant"},
		{15, 9, "6 less, clinically significant"},
		{24, 18, "6 less, better beyond chance"},
		{24, 19, "5 less"},
		{10, 10, "same"},
		{10, 15, "5 more"},
		{10, 16, "6 more, worse beyond chance"},
	} {
		c, err := measure.Compare("phq9", test.baseline, test.now, protocol.Default().Measures.Change)
		if err != nil || c.Words() != test.want {
			t.Errorf("%d to %d: got %q, want %q, %v", test.baseline, test.now, c.Words(), test.want, err)
		}
	}
}

func TestChangeOfPCL5(t *testing.T) {
	for _, test := range []struct {
		now                  int
		reliable, meaningful bool
	}{{36, false, false}, {35, true, false}, {31, true, false}, {30, true, true}} {
		reliable, meaningful := measure.ComparePCL5(40, test.now, protocol.Default().Measures)
		if reliable != test.reliable || meaningful != test.meaningful {
			t.Errorf("40 to %d: got %v %v", test.now, reliable, meaningful)
		}
	}
}

func day(d, hour int) time.Time { return time.Date(2026, 11, d, hour, 0, 0, 0, time.UTC) }

func response(id byte, when time.Time, total int) measure.Response {
	return measure.Response{ID: uuid.UUID{id}, Instrument: "phq9", Total: &total, Complete: true, CourseID: uuid.Max,
		Sitting: measure.Sitting{At: when}}
}

func TestBaselineIsTheLastCompleteBeforeTheFirstLozenge(t *testing.T) {
	intake, before, after := response(1, day(2, 9), 18), response(2, day(23, 9), 16), response(3, day(25, 9), 9)
	atLozenge := response(4, day(24, 9), 12)
	incomplete, prorated, other, another := response(5, day(24, 8), 3), response(6, day(24, 8), 15), response(7, day(24, 8), 3), response(8, day(24, 8), 3)
	incomplete.Complete, other.Instrument, another.CourseID = false, "gad7", uuid.Nil
	prorated.Complete, prorated.Prorated = false, true
	for _, test := range []struct {
		name      string
		responses []measure.Response
		first     time.Time
		want      byte // 0 for none
	}{
		{"none", nil, day(24, 9), 0},
		{"the last before", []measure.Response{before, intake, after}, day(24, 9), 2},
		{"at the lozenge is too late", []measure.Response{intake, atLozenge}, day(24, 9), 1},
		{"incomplete", []measure.Response{intake, incomplete}, day(24, 9), 1},
		{"prorated", []measure.Response{intake, prorated}, day(24, 9), 1},
		{"another instrument", []measure.Response{intake, other}, day(24, 9), 1},
		{"another course", []measure.Response{intake, another}, day(24, 9), 1},
		{"before any lozenge", []measure.Response{intake, before}, time.Time{}, 2},
		{"only after", []measure.Response{after}, day(24, 9), 0},
	} {
		var got uuid.UUID
		if baseline := measure.BaselineOf(test.responses, "phq9", uuid.Max, test.first); baseline != nil {
			got = baseline.ID
		}
		if got != (uuid.UUID{test.want}) {
			t.Errorf("%s: got %v, want %d", test.name, got, test.want)
		}
	}
}

// TestWhichBaselineIsNamed: named itself, to this instrument, in this course.
func TestWhichBaselineIsNamed(t *testing.T) {
	course, other, twelve := uuid.New(), uuid.New(), 12
	for name, change := range map[string]func(*measure.Response){
		"":                 func(*measure.Response) {},
		"not named":        func(r *measure.Response) { r.Baseline = false },
		"another's answer": func(r *measure.Response) { r.Instrument = "gad7" },
		"another course":   func(r *measure.Response) { r.CourseID = other },
		"of no course":     func(r *measure.Response) { r.CourseID = uuid.Nil },
	} {
		r := measure.Response{Instrument: "phq9", CourseID: course, Baseline: true, Complete: true, Total: &twelve, Sitting: measure.Sitting{At: day(24, 9)}}
		change(&r)
		if got := measure.Named([]measure.Response{r}, "phq9", course); (got != nil) != (name == "") {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestFreshForADose(t *testing.T) {
	m := protocol.Default().Measures
	for _, test := range []struct {
		answered time.Time
		want     bool
	}{
		{day(24, 9), true},
		{day(21, 9), true},
		{day(21, 9).Add(-time.Second), false},
		{day(24, 10), false},
	} {
		if got := measure.FreshForDose(test.answered, day(24, 9), m); got != test.want {
			t.Errorf("%v: got %v", test.answered, got)
		}
	}
}

func TestAScoreByHand(t *testing.T) {
	whole := measure.ScoreEntry{Instrument: "MADRS", Score: "28", On: day(23, 0), RiskCheck: measure.NoNeed}
	if err := whole.Check(day(24, 9)); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*measure.ScoreEntry){
		"no instrument": func(h *measure.ScoreEntry) { h.Instrument = " " },
		"built in":      func(h *measure.ScoreEntry) { h.Instrument = "phq-9" },
		"together":      func(h *measure.ScoreEntry) { h.Instrument = "PHQ9" },
		"apart":         func(h *measure.ScoreEntry) { h.Instrument = "phq 9" },
		"a long dash":   func(h *measure.ScoreEntry) { h.Instrument = "Audit – C" },
		"its full name": func(h *measure.ScoreEntry) { h.Instrument = measure.GAD7().Title },
		"signs alone":   func(h *measure.ScoreEntry) { h.Instrument = "-" },
		"above":         func(h *measure.ScoreEntry) { h.Score = "61" },
		"a bit above":   func(h *measure.ScoreEntry) { h.Instrument, h.Score = "m.a.d.r.s.", "60.5" },
		"by its words":  func(h *measure.ScoreEntry) { h.Instrument, h.Score = "young mania rating scale", "99" },
		"no score":      func(h *measure.ScoreEntry) { h.Score = "" },
		"no day":        func(h *measure.ScoreEntry) { h.On = time.Time{} },
		"not asked":     func(h *measure.ScoreEntry) { h.RiskCheck = "" },
		"tomorrow":      func(h *measure.ScoreEntry) { h.On = day(25, 0) },
	} {
		h := whole
		change(&h)
		if h.Check(day(24, 9)) == nil {
			t.Errorf("%s: want a refusal", name)
		}
	}
}

// TestAScoreOfAnInstrumentIsHeldToItsBounds: its own, however it is spelled; any other
// instrument has those of the column.
func TestAScoreOfAnInstrumentIsHeldToItsBounds(t *testing.T) {
	for _, sheet := range measure.Sheets {
		for _, name := range append([]string{sheet.Name}, sheet.Also...) {
			h := measure.ScoreEntry{Instrument: name, Score: strconv.Itoa(sheet.Highest), On: day(23, 0), RiskCheck: measure.NoNeed}
			if err := h.Check(day(24, 9)); err != nil {
				t.Errorf("%s %s: %v", name, h.Score, err)
			}
			h.Score = strconv.Itoa(sheet.Highest + 1)
			if h.Check(day(24, 9)) == nil {
				t.Errorf("%s %s: want a refusal", name, h.Score)
			}
		}
	}
	if err := (measure.ScoreEntry{Instrument: "Our own list", Score: "9999", On: day(23, 0), RiskCheck: measure.NoNeed}).Check(day(24, 9)); err != nil {
		t.Error(err)
	}
}

func measureDefaults() protocol.Measures { return protocol.Default().Measures }
