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

// asqFlags: any yes is positive, and the acuity question tells how urgent. Whatever was
// left open is Incomplete, never negative: the toolkit counts a refusal as positive, and
// somebody has to ask.
func asqFlags(a Answers) []Flag {
	yes, missing := false, false
	for _, value := range a[:4] {
		yes = yes || is(value) == 1
		missing = missing || value == nil
	}
	acute := is(a[4]) == 1
	if !yes && !acute && !missing {
		return nil
	}
	var flags []Flag
	if yes || acute {
		flags = append(flags, Positive, Alert)
	}
	if acute {
		flags = append(flags, AlertAcute)
	}
	if missing || yes && a[4] == nil {
		flags = append(flags, Incomplete)
	}
	return flags
}

// asqMissing counts what is open: the acuity question only after a yes.
func asqMissing(a Answers) int {
	yes, missing := false, 0
	for _, value := range a[:4] {
		yes = yes || is(value) == 1
		if value == nil {
			missing++
		}
	}
	if yes && a[4] == nil {
		missing++
	}
	return missing
}
