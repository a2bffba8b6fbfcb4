package readiness_test

import (
	"slices"
	"testing"

	"kap/internal/readiness"
)

func TestTheFrontDeskReadsOnlyItsLabels(t *testing.T) {
	allowed := []readiness.Label{"Ready", "Escort", "Signature", "Questionnaire", "Preparation visit", "Integration visit", "Follow-up visit",
		"Dosing sessions left", "Interval", "Lozenges", "Room or therapist", "With the therapist", "With the prescriber", "Paused", "Not held today"}
	want := map[string]readiness.Label{"G01": "With the prescriber", "G02": "With the prescriber", "G03": "Signature", "G04": "Paused",
		"G05": "Preparation visit", "G06": "Integration visit", "G07": "Interval", "G10": "Escort", "G17": "Room or therapist",
		"G18": "With the prescriber", "G21": "Lozenges", "G23": "With the therapist"}
	for _, item := range readiness.Evaluate(readiness.Facts{}, body, ten).Items {
		if label, named := want[item.ID]; named && item.Desk != label || !slices.Contains(allowed, item.Desk) {
			t.Errorf("%s reads %q, want %q", item.ID, item.Desk, label)
		}
	}
}

func TestLabelsFollowWhatStops(t *testing.T) {
	for _, c := range []struct {
		by   func(*readiness.Facts)
		want readiness.Label
	}{
		{func(f *readiness.Facts) { f.Order.SessionsLeft = 0 }, readiness.LabelSessionsLeft},
		{func(f *readiness.Facts) { f.Order.FollowUpDue = true }, readiness.LabelFollowUp},
		{func(f *readiness.Facts) { f.Order.Active = false }, readiness.LabelPrescriber},
		{func(f *readiness.Facts) { f.Ready.MeasuresDue = []string{"PHQ-9"} }, readiness.LabelQuestionnaire},
		{func(f *readiness.Facts) { f.Ready.Goals = false }, readiness.LabelTherapist},
		{func(f *readiness.Facts) { f.Arrival.Suicide.Ideation = readiness.Active }, readiness.LabelTherapist},
		{used(ago(60), alcohol), readiness.LabelPrescriber},
		{func(f *readiness.Facts) { f.Arrival.WantsToGoAhead = readiness.No }, readiness.LabelNotHeld},
	} {
		f := healthy()
		c.by(&f)
		if got := readiness.Evaluate(f, body, ten).Desk(); len(got) != 1 || got[0] != c.want {
			t.Errorf("got %v, want %s", got, c.want)
		}
	}
}
