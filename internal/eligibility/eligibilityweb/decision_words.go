package eligibilityweb

import (
	"strconv"

	"kap/internal/eligibility"
	"kap/internal/protocol"
	"kap/web/ui"
)

// needHint says what stands in for a need that is not there yet.
func needHint(n eligibility.Need) string {
	if n.Condition == "" {
		return ""
	}
	return "Empty: it is a condition below"
}

// indicationOptions are the codes that are offered, and the one that stands there.
func indicationOptions(current string) []ui.Option {
	list := ui.Answers(eligibility.Indications.Answers())
	if current != "" && !eligibility.Indications.Has(eligibility.Diagnosis(current)) {
		list = append(list, ui.Option{Value: current, Label: current})
	}
	return list
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
