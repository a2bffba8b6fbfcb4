package readiness

import (
	"slices"
	"strings"

	"kap/internal/fold"
	"kap/internal/problem"
)

// asked are the words for what has a question of its own among the substances. What is told
// under "anything else" counts there: with its own window, and ketamine as a dosing day.
var asked = []struct {
	name  string
	words []string
	of    func(Substances) Answer
}{
	{"Alcohol", []string{"alcohol", "beer", "wine", "liquor", "vodka", "whiskey", "whisky", "rum", "gin", "tequila", "cocktail", "champagne"},
		func(s Substances) Answer { return s.Alcohol }},
	{"THC", []string{"thc", "cannabis", "marijuana", "weed", "pot", "hash", "hashish", "edible"},
		func(s Substances) Answer { return s.THC }},
	{"Another psychedelic", []string{"psychedelic", "psilocybin", "mushroom", "shroom", "lsd", "mdma", "ecstasy", "dmt", "ayahuasca", "mescaline", "peyote", "ibogaine"},
		func(s Substances) Answer { return s.Psychedelic }},
	{"Ketamine or esketamine", []string{"ketamine", "esketamine", "spravato", "ketalar"},
		func(s Substances) Answer { return s.KetamineElsewhere }},
}

// checkOther refuses under "anything else" what is asked in a question of its own and not
// answered yes there.
func (s Substances) checkOther(f *problem.Fields) {
	if s.Other != Yes {
		return
	}
	told := fold.Words(s.OtherWhat)
	for _, question := range asked {
		i := slices.IndexFunc(told, func(word string) bool {
			return slices.Contains(question.words, word) || slices.Contains(question.words, strings.TrimSuffix(word, "s"))
		})
		if i >= 0 && question.of(s) != Yes {
			f.Add("substances.other_what", "“%s” is asked in a question of its own: answer yes to %s, with when it was.", told[i], question.name)
		}
	}
}
