package scheduleweb

import (
	"testing"
	"time"

	"kap/internal/schedule"
)

func TestTheDayIsDrawnFromEightToSixOrWider(t *testing.T) {
	at := func(hour, minute int) time.Time { return time.Date(2026, 12, 8, hour, minute, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		starts, ends time.Time
		first, hours int
	}{
		"a day without visits":   {at(12, 0), at(12, 0), 8, 10},
		"within the usual hours": {at(8, 0), at(18, 0), 8, 10},
		"a minute before eight":  {at(7, 59), at(9, 0), 7, 11},
		"a minute after six":     {at(17, 0), at(18, 1), 8, 11},
		"from the day before":    {at(-2, 0), at(9, 0), 0, 18},
		"until the day after":    {at(17, 0), at(26, 0), 8, 16},
	} {
		b := schedule.Board{Day: at(0, 0), Rooms: []schedule.Row{{Slots: []schedule.Slot{{StartsAt: c.starts, EndsAt: c.ends}}}}}
		scale := scaleOf(b, time.UTC)
		if hours := scale.hours(); hours[0].Hour() != c.first || len(hours) != c.hours {
			t.Errorf("%s: %d hours from %d", name, len(hours), hours[0].Hour())
		}
		if left, right := scale.x(c.starts), scale.x(c.ends); left < boardLeft || right > boardWidth {
			t.Errorf("%s: drawn from %d to %d", name, left, right)
		}
	}
}

func TestANameFitsItsBlock(t *testing.T) {
	for name, c := range map[string]struct {
		width int
		want  string
	}{
		"Naomi Adeyemi":  {92, "Naomi A."},
		"Ingrid Solberg": {300, "Ingrid Solberg"},
		"Theo":           {48, "Theo"},
		"Theodora":       {48, "The…"},
		"Maximilian":     {39, ""},
		"Anna Li":        {71, "Anna…"},
	} {
		if got := fitted(name, c.width); got != c.want {
			t.Errorf("%s in %d: got %q want %q", name, c.width, got, c.want)
		}
	}
}

func TestWordsOfTheBoardAreNotCutByAnEdge(t *testing.T) {
	for words, c := range map[string]struct {
		width int
		want  string
	}{
		"Consultation":                        {96, "Consultation"},
		"Dosing session":                      {111, "Dosing sessi…"},
		"Miriam Halvorsen, PMHNP":             {192, "Miriam Halvorsen, PMHNP"},
		"Prescriber, therapist, nurse, admin": {192, "Prescriber, therapist…"},
		"Call":                                {20, ""},
	} {
		if got := shortened(words, c.width, bold); got != c.want {
			t.Errorf("%s in %d: got %q want %q", words, c.width, got, c.want)
		}
	}
}
