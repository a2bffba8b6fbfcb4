package integration

import (
	"strings"

	"github.com/google/uuid"

	"kap/internal/preparation"
)

// SessionEntry is an integration session as it is typed in.
type SessionEntry struct {
	Visit
	Goals     []RatingEntry   `form:"goals"`
	Practices []PracticeEntry `form:"practices"`
	Agreed    []string        `form:"agreed" as:"lines" label:"Practices agreed until the next visit, one a line"`
	Version   int             `form:"version"` // of the draft it changes
}

// RatingEntry is how near the client feels to a goal now, 0 to 10; nil is not asked.
type RatingEntry struct {
	Goal   uuid.UUID `form:"goal"`
	Rating *int      `form:"rating"`
}

// PracticeEntry is what became of a practice of an earlier visit.
type PracticeEntry struct {
	Practice uuid.UUID            `form:"practice"`
	Happened preparation.Happened `form:"happened"`
	Words    string               `form:"asked_words"`
}

// tidy splits what was typed one a line.
func (e SessionEntry) tidy() SessionEntry {
	e.Themes, e.Agreed = lines(e.Themes), lines(e.Agreed)
	return e
}

// lines are the lines that say something.
func lines(typed []string) []string {
	list := []string{}
	for _, line := range strings.Split(strings.Join(typed, "\n"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}
