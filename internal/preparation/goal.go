package preparation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// Goal is a treatment goal in the client's words (FHIR Goal). Said differently it is a
// new goal.
type Goal struct {
	ID          uuid.UUID
	CourseID    uuid.UUID
	Position    int // 1 to 4
	Words       string
	SetAt       time.Time
	EndedAt     time.Time // zero while it stands
	EndedReason string
}

// Stood says whether it stood at a moment.
func (g Goal) Stood(at time.Time) bool {
	return !g.SetAt.After(at) && (g.EndedAt.IsZero() || g.EndedAt.After(at))
}

// Standing are the goals of a course that stand, by position.
func Standing(goals []Goal, course uuid.UUID) []Goal {
	var standing []Goal
	for _, g := range goals {
		if g.CourseID == course && g.EndedAt.IsZero() {
			standing = append(standing, g)
		}
	}
	return standing
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
	GoalID   uuid.UUID
	Rating   *int
	At       time.Time
	FactKind string // the visit it was rated at, see Fact
	Fact     *uuid.UUID
	By       string // who wrote it down
}

// RatingsOf are the ratings of a goal in the order of time; of several at one visit the
// last holds.
func RatingsOf(ratings []Rating, goal uuid.UUID) []Rating {
	var of []Rating
	for _, r := range ratings {
		if r.GoalID != goal {
			continue
		}
		of = slices.DeleteFunc(of, func(o Rating) bool {
			return r.Fact != nil && o.Fact != nil && o.FactKind == r.FactKind && *o.Fact == *r.Fact
		})
		of = append(of, r)
	}
	return of
}

// At is the rating of a goal at one visit, nil for none.
func At(ratings []Rating, goal uuid.UUID, fact Fact) *int {
	for _, r := range RatingsOf(ratings, goal) {
		if r.Fact != nil && r.FactKind == fact.Kind && *r.Fact == fact.ID {
			return r.Rating
		}
	}
	return nil
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
