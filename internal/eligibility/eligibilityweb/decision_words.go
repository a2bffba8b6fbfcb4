package eligibilityweb

import (
	"strconv"

	"kap/internal/eligibility"
	"kap/internal/protocol"
	"kap/internal/vitals"
	"kap/web/ui"
)

// choices are the five decisions, in the order they are offered; revoking is apart.
func choices() []ui.Option {
	var list []ui.Option
	for _, k := range eligibility.Kinds {
		if k != eligibility.Revoked {
			list = append(list, ui.Option{Value: string(k), Label: k.Words()})
		}
	}
	return list
}

// conditionKinds are the kinds of condition in words.
func conditionKinds() []ui.Option {
	words := map[eligibility.ConditionKind]string{
		eligibility.PressureCondition: "Blood pressure measured here", eligibility.ClearanceCondition: "Clearance by another specialty",
		eligibility.TestCondition: "Test or laboratory result", eligibility.PlanCondition: "Safety plan",
		eligibility.MedicineCondition: "Medicine changed or held", eligibility.DocumentCondition: "Document",
		eligibility.OtherCondition: "Other",
	}
	var list []ui.Option
	for _, k := range eligibility.ConditionKinds {
		list = append(list, ui.Option{Value: string(k), Label: words[k]})
	}
	return list
}

// needHint says what stands in for a need that is not there yet.
func needHint(n eligibility.Need) string {
	if n.Condition == "" {
		return ""
	}
	return "Empty: it is a condition below"
}

// weighingFacts is what the prescriber wrote about one weighed criterion.
func weighingFacts(w eligibility.Weighing) []ui.Fact {
	facts := []ui.Fact{{Label: "Why eligible all the same", Value: w.Reason}, {Label: "What makes it safer", Value: w.Mitigation}}
	if w.There != "" {
		facts = append(facts, ui.Fact{Label: "There already", Value: w.There})
	}
	return facts
}

func declineCategories() []ui.Option {
	return options(eligibility.DeclineCategories)
}

func indicationOptions(current string) []ui.Option {
	var list []ui.Option
	known := current == ""
	for _, i := range eligibility.Indications {
		list = append(list, ui.Option{Value: i.Code, Label: i.Code + " " + i.Words})
		known = known || i.Code == current
	}
	if !known {
		list = append(list, ui.Option{Value: current, Label: current})
	}
	return list
}

// limitFacts are a client's own limits for reading; none: the protocol's.
func limitFacts(l vitals.Limits) []ui.Fact {
	var facts []ui.Fact
	whole := func(label string, value int) {
		if value != 0 {
			facts = append(facts, ui.Fact{Label: label, Value: "above " + strconv.Itoa(value) + " mmHg waits for the prescriber"})
		}
	}
	span := func(label, unit string, s protocol.Span) {
		if s != (protocol.Span{}) {
			facts = append(facts, ui.Fact{Label: label, Value: strconv.Itoa(s.Low) + " to " + strconv.Itoa(s.High) + unit})
		}
	}
	whole("Systolic pressure", l.Systolic)
	whole("Diastolic pressure", l.Diastolic)
	span("Heart rate", " a minute", l.HeartRate)
	span("SpO2", " %", l.SpO2)
	span("Respiration", " a minute", l.Respiration)
	return facts
}

func span(s protocol.Span) string { return strconv.Itoa(s.Low) + " to " + strconv.Itoa(s.High) }

// authorised says what the protocol allows after this consultation.
func authorised(d desk) string {
	a := d.After().Authorisation(d.Protocol)
	sessions := strconv.Itoa(a.Most)
	if a.Fewest != a.Most {
		sessions = strconv.Itoa(a.Fewest) + " to " + sessions
	}
	return "After this consultation the protocol allows " + sessions + " further sessions within " + strconv.Itoa(a.Days) + " days."
}

// counted reads "3 to weigh, 18 clear, 0 excluding, 2 not asked".
func counted(findings []eligibility.Finding) string {
	n := func(e eligibility.Effect) string { return strconv.Itoa(len(eligibility.With(e, findings))) }
	return n(eligibility.Weigh) + " to weigh, " + n(eligibility.Clear) + " clear, " +
		n(eligibility.Excludes) + " excluding, " + n(eligibility.NotAnswered) + " not asked"
}
