package measure

import "strconv"

// GAD7 is the Generalized Anxiety Disorder scale, seven items from 0 to 3 (Spitzer 2006).
func GAD7() Instrument {
	return Instrument{
		ID:          "gad7",
		Version:     1,
		Name:        "GAD-7",
		Title:       "Generalized Anxiety Disorder scale",
		Source:      "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.",
		Instruction: "Over the last 2 weeks, how often have you been bothered by the following problems?",
		Items: inWords(howOften(),
			Item{Code: "69725-0", Text: "Feeling nervous, anxious, or on edge"},
			Item{Code: "68509-9", Text: "Not being able to stop or control worrying"},
			Item{Code: "69733-4", Text: "Worrying too much about different things"},
			Item{Code: "69734-2", Text: "Trouble relaxing"},
			Item{Code: "69735-9", Text: "Being so restless that it is hard to sit still"},
			Item{Code: "69689-8", Text: "Becoming easily annoyed or irritable"},
			Item{Code: "69736-7", Text: "Feeling afraid, as if something awful might happen"},
		),
		Bands:     []Band{{0, "minimal"}, {5, "mild"}, {10, "moderate"}, {15, "severe"}},
		Code:      "69737-5",
		TotalCode: "70274-6",
	}
}

// inWords numbers the items and gives each the same answers.
func inWords(choices []Choice, items ...Item) []Item {
	for n := range items {
		items[n].ID, items[n].Choices = strconv.Itoa(n+1), choices
	}
	return items
}
