package dosing_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/dosing"
	"kap/internal/medication"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/testday"
)

var weiss = uuid.New()

func TestPresenceEventsAndIntakesAreChecked(t *testing.T) {
	presence := testday.There(weiss, auth.Therapist, -20, -10)
	backwards := testday.There(weiss, auth.Therapist, -10, -20)
	intake := dosing.IntakeEntry{At: ten, Witness: weiss, Lines: []dosing.LineEntry{{Line: medication.Line{Units: medication.Units(3), Strength: medication.Milligrams(100)}}}}
	bare := dosing.IntakeEntry{At: ago(-1), Lines: []dosing.LineEntry{{}}}
	for _, c := range []struct {
		name string
		err  error
		want []string
	}{
		{"presence", presence.Check(ten), nil},
		{"out before in", backwards.Check(ten), []string{"out"}},
		{"front desk", testday.There(weiss, auth.Admin, -1, 0).Check(ten), []string{"role"}},
		{"to come", testday.There(weiss, auth.Nurse, 1, 0).Check(ten), []string{"in"}},
		{"tap", dosing.EventEntry{At: ten, Kind: "tears"}.Check(ten), nil},
		{"unknown tap", dosing.EventEntry{At: ten, Kind: "yodeling"}.Check(ten), []string{"kind"}},
		{"tap to come", dosing.EventEntry{At: ago(-1), Kind: "tears"}.Check(ten), []string{"at"}},
		{"stopped without words", dosing.EventEntry{At: ten, Kind: "stopped_early"}.Check(ten), []string{"words"}},
		{"missed which", dosing.EventEntry{At: ten, Kind: dosing.MissedReading, Words: "in deep process"}.Check(ten), []string{"slot"}},
		{"missed", dosing.EventEntry{At: ten, Kind: dosing.MissedReading, Words: "in deep process", Slot: "+40"}.Check(ten), nil},
		{"180 minutes", dosing.MouthEntry{Minutes: ptr(180), Kept: dosing.Spat}.Check(), nil},
		{"181 minutes", dosing.MouthEntry{Minutes: ptr(181), Kept: dosing.Spat}.Check(), []string{"minutes"}},
		{"0 minutes", dosing.MouthEntry{Minutes: ptr(0), Kept: dosing.Swallowed}.Check(), nil},
		{"-1 minutes", dosing.MouthEntry{Minutes: ptr(-1), Kept: dosing.Swallowed}.Check(), []string{"minutes"}},
		{"nothing of the mouth", dosing.MouthEntry{Kept: "lost"}.Check(), []string{"minutes", "kept"}},
		{"intake", intake.Check(ten), nil},
		{"intake of nothing", bare.Check(ten), []string{"at", "witness", "lines[0].units", "lines[0].strength"}},
	} {
		if diff := cmp.Diff(c.want, testday.Fields(c.err)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestEventKindsAreToldApart(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range dosing.EventKinds {
		if seen[k.Key] || seen[k.Word] || k.Group == "" {
			t.Errorf("%s is there twice or nowhere", k.Key)
		}
		seen[k.Key], seen[k.Word] = true, true
	}
}

func TestImpressionsAreChecked(t *testing.T) {
	for _, c := range []struct {
		name string
		by   func(*dosing.ImpressionEntry)
		want []string
	}{
		{"as told", func(*dosing.ImpressionEntry) {}, nil},
		{"no way", func(i *dosing.ImpressionEntry) { i.Ways = nil }, []string{"ways"}},
		{"unknown way", func(i *dosing.ImpressionEntry) { i.Ways = []dosing.Way{"song"} }, []string{"ways"}},
		{"talk without words", func(i *dosing.ImpressionEntry) { i.Quotes = " " }, []string{"impressions"}},
		{"silence without words", func(i *dosing.ImpressionEntry) { i.Ways, i.Quotes = []dosing.Way{dosing.Silence}, "" }, nil},
		{"not classified", func(i *dosing.ImpressionEntry) { i.Belongs = "" }, []string{"belongs"}},
		{"client's own", func(i *dosing.ImpressionEntry) { i.Belongs = dosing.ClientsOwn }, nil},
		{"psychotherapy note", func(i *dosing.ImpressionEntry) { i.Belongs = dosing.PsychotherapyNote }, []string{"belongs"}},
		{"intensity 10", func(i *dosing.ImpressionEntry) { i.Emotions = []dosing.Emotion{{Name: "grief", Intensity: 10}} }, nil},
		{"intensity 11", func(i *dosing.ImpressionEntry) { i.Emotions = []dosing.Emotion{{Name: "grief", Intensity: 11}} }, []string{"emotions[0].intensity"}},
		{"emotion unnamed", func(i *dosing.ImpressionEntry) { i.Emotions = []dosing.Emotion{{}} }, []string{"emotions[0].name"}},
	} {
		i := dosing.ImpressionEntry{Ways: []dosing.Way{dosing.Talk}, Belongs: dosing.Record, Quotes: "The door was blue."}
		c.by(&i)
		if diff := cmp.Diff(c.want, testday.Fields(i.Check())); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestPhasesFollowTheLozenge(t *testing.T) {
	for _, c := range []struct {
		minutes int
		spat    int // minutes after the lozenge; 0 unknown
		want    dosing.Phase
		words   string
	}{
		{-1, 0, dosing.BeforeLozenge, "1 min before the lozenge"},
		{0, 0, dosing.InTheMouth, "0 min since the lozenge"},
		{14, 0, dosing.InTheMouth, "14 min since the lozenge"},
		{11, 10, dosing.Onset, "11 min since the lozenge"},
		{15, 0, dosing.Acute, "15 min since the lozenge"},
		{47, 15, dosing.Acute, "47 min since the lozenge"},
		{89, 15, dosing.Acute, "1 h 29 min since the lozenge"},
		{90, 15, dosing.Return, "1 h 30 min since the lozenge"},
		{119, 15, dosing.Return, "1 h 59 min since the lozenge"},
		{120, 15, dosing.Gathering, "2 h 0 min since the lozenge"},
	} {
		var spat time.Time
		if c.spat > 0 {
			spat = ago(-c.spat)
		}
		now := ago(-c.minutes)
		if got, _ := dosing.PhaseAt(ten, spat, now, body); got != c.want {
			t.Errorf("%d min: %s, want %s", c.minutes, got, c.want)
		}
		if got := dosing.SinceLozenge(ten, now); got != c.words {
			t.Errorf("%d min reads %q", c.minutes, got)
		}
	}
	if got, _ := dosing.PhaseAt(time.Time{}, time.Time{}, ten, body); got != dosing.BeforeLozenge {
		t.Errorf("without a lozenge: %s", got)
	}
}

// TestTheMouthIsEmptyWhenTheFirstLozengeLeftIt: as its intake says, not as is usual.
func TestTheMouthIsEmptyWhenTheFirstLozengeLeftIt(t *testing.T) {
	minutes := 8
	first := dosing.Intake{}
	first.At, first.Minutes = ten, &minutes
	for minute, want := range map[int]dosing.Phase{7: dosing.InTheMouth, 8: dosing.Onset} {
		c := dosing.Chart{Session: readiness.Session{StartedAt: ten}, Intakes: []dosing.Intake{first}, Now: ago(-minute), Body: protocol.Default()}
		if got, _ := c.Phase(); got != want {
			t.Errorf("%d min: got %s, want %s", minute, got, want)
		}
	}
}

func TestAmountsThatCanBeChosen(t *testing.T) {
	half, four := medication.Units(1), medication.Whole(4)
	for _, c := range []struct {
		name       string
		choice     dosing.Choice
		allTheSame bool
		want       medication.Units // the most; from a half on
	}{
		{"as permitted", dosing.Choice{Permitted: 3, Most: 4, Brought: four}, false, 3},
		{"no more than was brought", dosing.Choice{Permitted: 3, Most: 4, Brought: 2}, false, 2},
		{"not counted yet", dosing.Choice{Permitted: 3, Most: 4}, false, 3},
		{"nothing permitted", dosing.Choice{Most: 4, Brought: four}, false, 0},
		{"all the same: everything brought", dosing.Choice{Permitted: 1, Most: 4, Brought: medication.Whole(7)}, true, medication.Whole(7)},
		{"all the same: not counted", dosing.Choice{Permitted: 1, Most: 4}, true, four},
	} {
		amounts := c.choice.Amounts(c.allTheSame)
		if c.want == 0 && len(amounts) == 0 {
			continue
		}
		if len(amounts) != int(c.want) || amounts[0] != half || amounts[len(amounts)-1] != c.want {
			t.Errorf("%s: got %v", c.name, amounts)
		}
	}
}

func TestWhoSawTheLozenge(t *testing.T) {
	therapist, nurse := uuid.New(), uuid.New()
	room := []readiness.Presence{
		{Staff: therapist, Role: auth.Therapist, In: ago(60), Out: ago(10), ConfirmedAt: ago(60)},
		{Staff: nurse, Role: auth.Nurse, In: ago(60)},                                         // asked, not confirmed
		{Staff: uuid.New(), Role: auth.MedicalAssistant, In: ago(60), ConfirmedAt: ago(60)},   // measures
		{Staff: uuid.New(), Role: auth.Prescriber, In: ago(5), Out: ten, ConfirmedAt: ago(5)}, // came later
	}
	for _, c := range []struct {
		name string
		at   time.Time
		want int
	}{{"before they came", ago(61), 0}, {"then", ago(60), 1}, {"until they went", ago(10), 0}, {"the next", ago(5), 1}} {
		if got := readiness.Witnesses(room, c.at); len(got) != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}
