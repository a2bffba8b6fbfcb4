package readinessweb

import (
	"slices"
	"strings"
	"time"

	"kap/internal/readiness"
)

// marked is one answer with who gave it.
type marked struct {
	Question, By string
	At           time.Time
}

// marks are the answers in the order they were given.
func marks(a readiness.Arrival) []marked {
	var all []marked
	for name, m := range a.Marks {
		all = append(all, marked{readiness.QuestionWords(name), m.By, m.At})
	}
	slices.SortFunc(all, func(a, b marked) int {
		if by := a.At.Compare(b.At); by != 0 {
			return by
		}
		return strings.Compare(a.Question, b.Question)
	})
	return all
}
