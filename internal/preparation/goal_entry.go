package preparation

import (
	"fmt"
	"strings"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// GoalEntry is one line of the goals form. Its place in the list is its position: other
// words there end the goal and begin a new one, no words end it.
type GoalEntry struct {
	Words  string `form:"words"`
	Rating *int   `form:"rating"` // asked now; nil: not asked
}

// places is how many goals a course has room for.
const places = 4

// GoalsEntry is what stands in each place, and the client's ratings now.
type GoalsEntry struct {
	Goals []GoalEntry `form:"goals"`
}

// GoalsEntry is what stands, to be rated anew.
func (g Guide) GoalsEntry() GoalsEntry { return GoalsEntry{g.goals(Fact{})} }

// goals are the standing goals in their places, as they were rated at a visit.
func (g Guide) goals(at Fact) []GoalEntry {
	entries := make([]GoalEntry, places)
	for _, goal := range g.Standing() {
		entries[goal.Position-1] = GoalEntry{goal.Words, At(g.Ratings, goal.ID, at)}
	}
	return entries
}

// goalPlan is what a posted form changes.
type goalPlan struct {
	end  []Goal
	add  []Goal // without ids
	rate []goalRate
	then []Goal // what stands afterwards
}

type goalRate struct{ position, rating int }

// planGoals lays the form over the standing goals of a course.
func planGoals(standing []Goal, entries []GoalEntry, b protocol.Body) (p goalPlan, err error) {
	var f problem.Fields
	for i := range places {
		e := entryAt(entries, i)
		at := fmt.Sprintf("goals[%d].", i)
		if e.Rating != nil && e.Words == "" {
			f.Add(at+"words", "Write the goal that was rated, in the client's words.")
		} else if e.Rating != nil {
			_ = f.Join(at, Rating{Rating: e.Rating}.Check(b))
			p.rate = append(p.rate, goalRate{i + 1, *e.Rating})
		}
		p.place(goalAt(standing, i+1), i+1, e.Words)
	}
	if len(entries) > places {
		f.Add("goals", "There is room for %d goals.", places)
	}
	return p, f.Err()
}

func (p *goalPlan) place(stands *Goal, position int, words string) {
	if stands != nil && stands.Words == words {
		p.then = append(p.then, *stands)
		return
	}
	if stands != nil {
		p.end = append(p.end, *stands)
	}
	if words != "" {
		g := Goal{Position: position, Words: words}
		p.add, p.then = append(p.add, g), append(p.then, g)
	}
}

func entryAt(entries []GoalEntry, i int) GoalEntry {
	if i >= len(entries) {
		return GoalEntry{}
	}
	e := entries[i]
	e.Words = strings.TrimSpace(e.Words)
	return e
}

func goalAt(goals []Goal, position int) *Goal {
	for i := range goals {
		if goals[i].Position == position {
			return &goals[i]
		}
	}
	return nil
}

func reasonToEnd(p goalPlan, ended Goal) string {
	if goalAt(p.add, ended.Position) != nil {
		return "said differently"
	}
	return "no longer a goal"
}

// positions are the ids of the standing goals by position.
func positions(goals []Goal) map[int]uuid.UUID {
	ids := map[int]uuid.UUID{}
	for _, g := range goals {
		ids[g.Position] = g.ID
	}
	return ids
}
