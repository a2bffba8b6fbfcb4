package measure

import "kap/internal/protocol"

// AuditC is the Alcohol Use Disorders Identification Test, consumption: three items from
// 0 to 4 (Bush 1998). A drink is a US standard drink, 14 g of alcohol.
func AuditC() Instrument {
	return Instrument{
		ID:          "audit_c",
		Version:     1,
		Name:        "AUDIT-C",
		Title:       "Alcohol Use Disorders Identification Test, consumption",
		Source:      "World Health Organization; Bush et al. 1998. Public domain.",
		Instruction: "These questions are about your use of alcohol in the past year.",
		Items: []Item{
			{ID: "1", Text: "How often do you have a drink containing alcohol?",
				Choices: scored("Never", "Monthly or less", "2 to 4 times a month", "2 to 3 times a week", "4 or more times a week")},
			{ID: "2", Text: "How many drinks containing alcohol do you have on a typical day when you are drinking?",
				Choices: scored("1 or 2, or none", "3 or 4", "5 or 6", "7 to 9", "10 or more")},
			{ID: "3", Text: "How often do you have 6 or more drinks on one occasion?",
				Choices: scored("Never", "Less than monthly", "Monthly", "Weekly", "Daily or almost daily")},
		},
		Code:      "72109-2",
		TotalCode: "75626-2",
	}
}

// scored gives words the scores 0, 1, 2 …
func scored(words ...string) []Choice {
	var choices []Choice
	for value, text := range words {
		choices = append(choices, Choice{Value: value, Words: text})
	}
	return choices
}

// auditFlags: the cut depends on the sex used for scoring. Where that is unknown the
// lower cut screens, and the result says so between the two. All points from how often
// alone is likely no more than regular small amounts.
func auditFlags(a Answers, r Result, sex Sex, m protocol.Measures) []Flag {
	if r.Total == nil {
		return nil
	}
	cut := m.AuditCWomen
	if sex == Male {
		cut = m.AuditCMen
	}
	if *r.Total < cut {
		return nil
	}
	flags := []Flag{Positive}
	if sex == Unknown && *r.Total < m.AuditCMen {
		flags = append(flags, SexUnknown)
	}
	if is(a[0]) > 0 && a[1] != nil && *a[1] == 0 && a[2] != nil && *a[2] == 0 {
		flags = append(flags, FewDrinks)
	}
	return flags
}

// is reads an answer where missing and none mean the same.
func is(value *int) int {
	if value == nil {
		return 0
	}
	return *value
}
