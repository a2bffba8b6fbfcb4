package measure

// ASQ is the Ask Suicide-Screening Questions toolkit (NIMH, Horowitz 2012): four
// questions and, where one is answered yes, a fifth about this moment. It has no total.
func ASQ() Instrument {
	return Instrument{
		ID:          "asq",
		Version:     1,
		Name:        "ASQ",
		Title:       "Ask Suicide-Screening Questions",
		Source:      "US National Institute of Mental Health. Public domain.",
		Instruction: "Please answer each question. The last one is asked when any other is answered yes.",
		Items: inWords(noYes(),
			Item{Text: "In the past few weeks, have you wished you were dead?"},
			Item{Text: "In the past few weeks, have you felt that you or your family would be better off if you were dead?"},
			Item{Text: "In the past week, have you been having thoughts about killing yourself?"},
			Item{Text: "Have you ever tried to kill yourself?"},
			Item{Text: "Are you having thoughts of killing yourself right now?"},
		),
	}
}

func noYes() []Choice { return []Choice{{Value: 0, Words: "No"}, {Value: 1, Words: "Yes"}} }

// asqFlags: a yes, or a question refused, is positive, as the toolkit counts it; and the
// acuity question, answered yes or refused, tells that it is now. Whatever was left open is
// Incomplete too: somebody has to ask.
func asqFlags(a Answers) []Flag {
	yes, missing := asqFound(a)
	acute := is(a[4]) == 1
	if !yes && !acute && missing == 0 {
		return nil
	}
	flags := []Flag{Positive, Alert}
	if acute || a[4] == nil {
		flags = append(flags, AlertAcute)
	}
	if asqMissing(a) > 0 {
		flags = append(flags, Incomplete)
	}
	return flags
}

// asqMissing counts what is open: the acuity question only after a yes or a refusal.
func asqMissing(a Answers) int {
	yes, missing := asqFound(a)
	if (yes || missing > 0) && a[4] == nil {
		missing++
	}
	return missing
}

// asqFound says whether one of the first four was answered yes, and how many were refused.
func asqFound(a Answers) (yes bool, missing int) {
	for _, value := range a[:4] {
		yes = yes || is(value) == 1
		if value == nil {
			missing++
		}
	}
	return yes, missing
}
