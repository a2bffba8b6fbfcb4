package gallery

import (
	"time"

	"kap/web/ui"
)

func steps() []ui.Step {
	s := func(kind, label, under, state string) ui.Step {
		return ui.Step{Kind: kind, Label: label, Under: under, State: state, Href: "/clients/1/visits/" + label}
	}
	return []ui.Step{
		s("talk", "Referral", "Sep 29", "done"), s("prescriber", "Eligibility", "Oct 13", "done"),
		s("talk", "Prep 1", "Oct 20", "done"), s("talk", "Prep 2", "Oct 27", "done"),
		s("dose", "Dose 1", "Nov 7", "done"), s("talk", "Integr. 1", "Nov 10", "done"), s("dose", "Dose 2", "Nov 21", "done"),
		s("talk", "Integr. 2", "4:00 pm", "today"), s("prescriber", "Follow-up", "Not booked", "held"),
		s("dose", "Dose 3", "Dec 5", "booked"), s("talk", "Integr. 3", "Dec 8", "booked"), s("talk", "Closing", "Planned", "planned"),
	}
}

func day(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 16, 0, 0, 0, time.UTC)
}

func outcome() ui.Outcome {
	score := func(m time.Month, d, value int, note string) ui.Point {
		return ui.Point{At: day(m, d), Value: value, Note: note}
	}
	return ui.Outcome{
		Summary: "PHQ-9 fell from 19 to 10, one point above response. GAD-7 fell from 15 to 8.",
		Measures: []ui.Measure{{
			Name: "PHQ-9", Max: 27,
			Bands:  []ui.Band{{From: 0, To: 4, Word: "minimal"}, {From: 5, To: 9, Word: "mild"}, {From: 10, To: 14, Word: "moderate"}, {From: 15, To: 19, Word: "mod. severe"}, {From: 20, To: 27, Word: "severe"}},
			Lines:  []ui.RefLine{{At: 9, Word: "Response: 9 or less, half of 19"}, {At: 4, Word: "Remission: below 5"}},
			Points: []ui.Point{score(10, 13, 19, "First visit"), score(10, 27, 18, "Prep 2"), score(11, 7, 18, "Dose 1"), score(11, 10, 14, "Integr. 1"), score(11, 21, 14, "Dose 2"), score(11, 24, 10, "Today")},
		}, {
			Name: "GAD-7", Max: 21,
			Bands:  []ui.Band{{From: 0, To: 4, Word: "minimal"}, {From: 5, To: 9, Word: "mild"}, {From: 10, To: 14, Word: "moderate"}, {From: 15, To: 21, Word: "severe"}},
			Points: []ui.Point{score(10, 13, 15, "First visit"), score(11, 7, 14, "Dose 1"), score(11, 24, 8, "Today")},
		}},
		Doses: []ui.DoseMark{{At: day(11, 7), Label: "Dose 1", Amount: "100 mg"}, {At: day(11, 21), Label: "Dose 2", Amount: "150 mg"}, {At: day(12, 5), Label: "Dose 3", Amount: "planned", Planned: true}},
	}
}

func vitals(running bool) ui.Vitals {
	at := func(minutes int) time.Time { return Noon.Add(time.Duration(minutes) * time.Minute) }
	v := ui.Vitals{
		Readings: []ui.Reading{
			{At: at(-60), Systolic: 128, Diastolic: 82, Pulse: 72, Oxygen: 98, Response: "awake"},
			{At: at(-9), Systolic: 142, Diastolic: 90, Pulse: 84, Oxygen: 97, Response: "drowsy"},
		},
		Due:   []time.Time{at(43), at(75)},
		Drugs: []ui.DrugMark{{Name: "Ketamine", Amount: "150 mg", From: at(-47), Until: at(-32), Note: "spat out 9:45 am"}, {Name: "Ondansetron", Amount: "4 mg", From: at(-62)}},
		Events: []ui.EventMark{
			{At: at(-43), Word: "Eyeshades"}, {At: at(-42), Word: "Music"}, {At: at(-9), Word: "Tears"}, {At: at(-7), Word: "Hand held"}, {At: at(-6), Word: "Nausea"}, {At: at(-5), Word: "Water"},
		},
		Limits: ui.VitalsLimits{Systolic: 160, Diastolic: 100, PressureWord: "call prescriber at 160 or 100", Oxygen: 94, OxygenWord: "act below 94%"},
		Taken:  at(-47), Running: running,
	}
	return v
}
