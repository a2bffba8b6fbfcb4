package readiness_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"kap/internal/consent"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/testday"
	"kap/internal/vitals"
)

// change is one thing that differs from the healthy client, and what becomes of one
// item. Every other item has to stay ready.
type change struct {
	name  string
	by    func(*readiness.Facts)
	item  string
	state readiness.State
	class readiness.Class // where it is not ready
	says  string          // part of the sentence or of the evidence
}

const (
	ready  = readiness.Ready
	notYet = readiness.NotYet
	hard   = readiness.HardStop
	over   = readiness.Overridable
	soft   = readiness.Soft
	yes    = readiness.Yes
)

func check(t *testing.T, changes []change) {
	t.Helper()
	for _, c := range changes {
		t.Run(c.item+" "+c.name, func(t *testing.T) {
			f := healthy()
			c.by(&f)
			g := readiness.Evaluate(f, body, ten)
			for _, item := range g.Items {
				if item.ID == c.item {
					compare(t, c, item)
				} else if !item.Passes() {
					t.Errorf("%s stops too: %s", item.ID, item.Sentence)
				}
			}
		})
	}
}

func compare(t *testing.T, c change, item readiness.Item) {
	t.Helper()
	if item.State != c.state || c.state == notYet && item.Class != c.class {
		t.Errorf("got %s (%s), want %s (%s): %s", item.State, item.Class, c.state, c.class, item.Sentence)
	}
	if said := item.Sentence + item.Evidence; !strings.Contains(said, c.says) {
		t.Errorf("got %q, want %q in it", said, c.says)
	}
	if item.State == notYet && !strings.HasSuffix(item.Sentence, ".") {
		t.Errorf("%q is not a sentence", item.Sentence)
	}
	reads(t, item)
	if regexp.MustCompile(`\bG\d\d|\b(HARD|OVR|SOFT)\b|patient|%!`).MatchString(item.Sentence + item.Evidence + item.Title) {
		t.Errorf("not for people: %q", item.Sentence)
	}
}

// reads wants what is shown of an item to begin like a sentence and to say nothing twice.
func reads(t *testing.T, item readiness.Item) {
	t.Helper()
	var said []string
	for _, part := range []string{item.Evidence, item.Sentence} {
		if r, _ := utf8.DecodeRuneInString(part); unicode.IsLower(r) {
			t.Errorf("%s begins small: %q", item.Title, part)
		}
		for _, sentence := range strings.Split(part, ". ") {
			sentence = strings.TrimSuffix(sentence, ".")
			if sentence != "" && slices.Contains(said, sentence) {
				t.Errorf("%s says %q twice", item.Title, sentence)
			}
			said = append(said, sentence)
		}
	}
}

// TestNoItemSpeaksOfAPastThatIsNotThere: of a client nobody has seen before, nothing is
// used up, ended, last or earlier; and no two items say the same.
func TestNoItemSpeaksOfAPastThatIsNotThere(t *testing.T) {
	past := regexp.MustCompile(`are used|\bended\b|\bagain\b|is stale|earlier text|withdrawn|\b0 `)
	seen := map[string]string{}
	for name, f := range map[string]readiness.Facts{"unknown": {}, "new": {Dose: 1, Arrival: testday.HealthyArrival(), Prescriber: "Miriam Halvorsen"},
		"unanswered": {Dose: 1, Consents: []consent.Standing{stood(consent.Touch, unasked), stood(consent.Recording, unasked)}, Ready: readiness.Gathered{MeasuresDue: []string{"PHQ-9", "GAD-7"}}}} {
		for _, item := range readiness.Evaluate(f, body, ten).Items {
			reads(t, item)
			if said := item.Evidence + " " + item.Sentence; past.MatchString(said) {
				t.Errorf("%s, %s: %q", name, item.Title, said)
			}
			for _, said := range []string{item.Evidence, item.Sentence} {
				if other := seen[name+said]; said != "" && other != "" {
					t.Errorf("%s: %s and %s both say %q", name, other, item.Title, said)
				}
				seen[name+said] = item.Title
			}
		}
	}
}

func TestTheArrivalCheckIsValidThatDayOnly(t *testing.T) {
	f := healthy()
	f.Arrival.CheckedAt = ten.AddDate(0, 0, -1)
	g := readiness.Evaluate(f, body, ten)
	if item, _ := g.Item("G23"); item.State != notYet || g.May() {
		t.Errorf("got %s", item.State)
	}
}

func TestYesterdaysReadingDecidesNothing(t *testing.T) {
	f := healthy()
	reading(func(r *vitals.Reading) { r.TakenAt = ten.AddDate(0, 0, -1) })(&f)
	var stopped []string
	for _, item := range readiness.Evaluate(f, body, ten).Missing() {
		stopped = append(stopped, item.ID)
	}
	if !slices.Equal(stopped, []string{"G08", "G09", "G16"}) {
		t.Errorf("stopped %v", stopped)
	}
}

func TestSettingsOfTheProtocolCount(t *testing.T) {
	for _, c := range []struct {
		item string
		set  func(*protocol.Body)
		by   func(*readiness.Facts)
		want readiness.State
	}{
		{"G10", func(b *protocol.Body) { b.Preparation.RideServiceAlone = true }, func(f *readiness.Facts) { f.Arrival.Escort.RideOnly = yes }, ready},
		{"G09", func(b *protocol.Body) { b.Vitals.NeedRespiration = true }, reading(func(r *vitals.Reading) { r.Respiration = nil }), notYet},
		{"G16", func(b *protocol.Body) { b.Vitals.NeedTemperature = true }, reading(func(r *vitals.Reading) { r.Temperature = nil }), notYet},
		{"G14", func(b *protocol.Body) { b.Gate.PregnancyTestEach = true }, func(*readiness.Facts) {}, notYet},
		{"G17", func(b *protocol.Body) { b.Gate.RoomAfterLozenge = 181 }, func(*readiness.Facts) {}, notYet},
		{"G11", func(b *protocol.Body) { b.Preparation.FoodFast = 5*60 + 1 }, func(*readiness.Facts) {}, notYet},
	} {
		f, b := healthy(), protocol.Default()
		c.set(&b)
		c.by(&f)
		if item, _ := readiness.Evaluate(f, b, ten).Item(c.item); item.State != c.want {
			t.Errorf("%s is %s: %s", c.item, item.State, item.Sentence)
		}
	}
}

func TestEarliestAndLatestStart(t *testing.T) {
	f := healthy()
	f.Arrival.LastFood, f.Room.RoomUntil = ago(110), ago(-140)
	g := readiness.Evaluate(f, body, ten)
	if got := g.Earliest.In(denver).Format("3:04 pm"); got != "12:10 pm" {
		t.Errorf("earliest start %s", got)
	}
	if got := g.Latest.In(denver).Format("3:04 pm"); got != "10:05 am" {
		t.Errorf("latest start %s", got)
	}
}

func TestDaysAreCountedAcrossAClockChange(t *testing.T) {
	f := healthy()
	f.LastKetamine = date(10, 27) // clocks go back on Nov 1
	early := time.Date(2026, 11, 3, 0, 30, 0, 0, denver)
	item, _ := readiness.Evaluate(sameDayArrival(f, early), body, early).Item("G07")
	if item.State != ready {
		t.Errorf("7 days read as %q", item.Sentence)
	}
}

func sameDayArrival(f readiness.Facts, at time.Time) readiness.Facts {
	f.Arrival.CheckedAt = at
	return f
}
