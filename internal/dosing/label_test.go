package dosing_test

import (
	"slices"
	"testing"

	"kap/internal/dosing"
)

func TestTheFrontDeskReadsOnlyItsLabels(t *testing.T) {
	allowed := []dosing.Label{"Ready", "Escort", "Signature", "Questionnaire", "Preparation visit", "Integration visit", "Follow-up visit",
		"Dosing sessions left", "Interval", "Lozenges", "Room or therapist", "With the therapist", "With the prescriber", "Paused", "Not held today"}
	want := map[string]dosing.Label{"G01": "With the prescriber", "G02": "With the prescriber", "G03": "Signature", "G04": "Paused",
		"G05": "Preparation visit", "G06": "Integration visit", "G07": "Interval", "G10": "Escort", "G17": "Room or therapist",
		"G18": "With the prescriber", "G21": "Lozenges", "G23": "Not held today"}
	for _, item := range dosing.Evaluate(dosing.Facts{}, body, ten).Items {
		if label, named := want[item.ID]; named && dosing.DeskLabel(item.ID) != label {
			t.Errorf("%s reads %q, want %q", item.ID, dosing.DeskLabel(item.ID), label)
		}
		if !slices.Contains(allowed, item.Desk) || !slices.Contains(allowed, dosing.DeskLabel(item.ID)) {
			t.Errorf("%s reads %q", item.ID, item.Desk)
		}
	}
	if got := dosing.DeskLabel("G99"); got != dosing.LabelTherapist {
		t.Errorf("an unknown item reads %q", got)
	}
}

func TestLabelsFollowWhatStops(t *testing.T) {
	for _, c := range []struct {
		by   func(*dosing.Facts)
		want dosing.Label
	}{
		{func(f *dosing.Facts) { f.Order.SessionsLeft = 0 }, dosing.LabelSessionsLeft},
		{func(f *dosing.Facts) { f.Order.FollowUpDue = true }, dosing.LabelFollowUp},
		{func(f *dosing.Facts) { f.Order.Active = false }, dosing.LabelPrescriber},
		{func(f *dosing.Facts) { f.Ready.MeasuresDue = []string{"PHQ-9"} }, dosing.LabelQuestionnaire},
		{func(f *dosing.Facts) { f.Ready.Goals = false }, dosing.LabelTherapist},
		{func(f *dosing.Facts) { f.Arrival.Suicide.Ideation = dosing.Active }, dosing.LabelTherapist},
		{used(ago(60), alcohol), dosing.LabelPrescriber},
	} {
		f := healthy()
		c.by(&f)
		if got := dosing.Evaluate(f, body, ten).Desk(); len(got) != 1 || got[0] != c.want {
			t.Errorf("got %v, want %s", got, c.want)
		}
	}
}
