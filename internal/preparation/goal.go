package preparation

import (
	"fmt"
	"strings"
	"time"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// Goal is a treatment goal in the client's words (FHIR Goal). Said differently it is a
// new goal.
type Goal struct {
	Words   string    `form:"words"`
	EndedAt time.Time `form:"-"` // zero while it stands
}

// CheckGoals refuses fewer or more standing goals than the protocol has (2 to 4), and
// goals without words.
func CheckGoals(goals []Goal, b protocol.Body) error {
	var f problem.Fields
	standing := 0
	for i, g := range goals {
		if g.EndedAt.IsZero() {
			standing++
		}
		if strings.TrimSpace(g.Words) == "" {
			f.Add(fmt.Sprintf("goals[%d].words", i), "Write the goal in the client's words.")
		}
	}
	if p := b.Preparation; standing < p.LeastGoals || standing > p.MostGoals {
		f.Add("goals", "Agree on %d to %d goals; there are %d.", p.LeastGoals, p.MostGoals, standing)
	}
	return f.Err()
}

// Rating is how near the client feels to a goal, 0 to 10, by the client. Not rated is
// nil, which is never 0.
type Rating struct {
	Rating *int      `form:"rating"`
	At     time.Time `form:"at"`
}

// Check refuses a rating outside the scale.
func (r Rating) Check(b protocol.Body) error {
	if most := b.Preparation.GoalScale; r.Rating == nil || *r.Rating < 0 || *r.Rating > most {
		return problem.At("rating", "Ask the client for a number from 0 to %d.", most)
	}
	return nil
}

// Change is how many points a goal moved from its first rating to its last; false with
// fewer than two.
func Change(ratings []Rating) (points int, ok bool) {
	var first, last *Rating
	for i := range ratings {
		r := &ratings[i]
		if r.Rating == nil {
			continue
		}
		if first == nil || r.At.Before(first.At) {
			first = r
		}
		if last == nil || !r.At.Before(last.At) {
			last = r
		}
	}
	if first == nil || first == last {
		return 0, false
	}
	return *last.Rating - *first.Rating, true
}
