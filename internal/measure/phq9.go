package measure

// PHQ9 is the Patient Health Questionnaire, nine items from 0 to 3 (Kroenke 2001).
func PHQ9() Instrument {
	return Instrument{
		ID:          "phq9",
		Version:     1,
		Name:        "PHQ-9",
		Title:       "Patient Health Questionnaire",
		Source:      "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.",
		Instruction: "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
		Items: inWords(howOften(),
			Item{Code: "44250-9", Text: "Little interest or pleasure in doing things"},
			Item{Code: "44255-8", Text: "Feeling down, depressed, or hopeless"},
			Item{Code: "44259-0", Text: "Trouble falling or staying asleep, or sleeping too much"},
			Item{Code: "44254-1", Text: "Feeling tired or having little energy"},
			Item{Code: "44251-7", Text: "Poor appetite or overeating"},
			Item{Code: "44258-2", Text: "Feeling bad about yourself — or that you are a failure or have let yourself or your family down"},
			Item{Code: "44252-5", Text: "Trouble concentrating on things, such as reading the newspaper or watching television"},
			Item{Code: "44253-3", Text: "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or restless that you have been moving around a lot more than usual"},
			Item{Code: "44260-8", Text: "Thoughts that you would be better off dead or of hurting yourself in some way"},
		),
		Bands:     []Band{{0, "minimal"}, {5, "mild"}, {10, "moderate"}, {15, "moderately severe"}, {20, "severe"}},
		Code:      "44249-1",
		TotalCode: "44261-6",
	}
}

// howOften are the answers of PHQ-9 and GAD-7.
func howOften() []Choice {
	return []Choice{
		{0, "Not at all", "LA6568-5"},
		{1, "Several days", "LA6569-3"},
		{2, "More than half the days", "LA6570-1"},
		{3, "Nearly every day", "LA6571-9"},
	}
}

// phq9Flags: item 9 above zero alerts at any total, also of an incomplete form.
func phq9Flags(a Answers) []Flag {
	switch ninth := a[8]; {
	case ninth == nil:
		return []Flag{Incomplete}
	case *ninth > 0:
		return []Flag{Alert}
	}
	return nil
}
