package dosing

import (
	"time"

	"kap/internal/problem"
)

// Unplanned is a lozenge that was taken although it should not have been: recorded in
// one act, with everything it opens.
type Unplanned struct {
	Session  Session
	Reasons  []string // why it was not planned, as it stood at its time
	Incident string   // what the incident says
	Task     string   // the call to the prescriber, due now
}

// TakenAllTheSame records what happened. at is when the lozenge was taken; why is what
// refused it as of that time (readiness, or the order's limits), nil where nothing did.
func (s Session) TakenAllTheSame(why error, at time.Time) (Unplanned, error) {
	if why == nil && s.Status != Arrived {
		return Unplanned{}, problem.New(problem.Conflict, "Nothing stands against this lozenge. Record it as planned.")
	}
	after, err := s.Take(false, at)
	if err != nil {
		return Unplanned{}, err
	}
	return Unplanned{
		Session:  after,
		Reasons:  reasons(s, why),
		Incident: "A lozenge was taken outside the plan.",
		Task:     "Call the prescriber now: a lozenge was taken outside the plan.",
	}, nil
}

func reasons(s Session, why error) []string {
	var all []string
	if s.Status == Arrived {
		all = append(all, "Readiness was not signed.")
	}
	if why != nil {
		all = append(all, why.Error())
	}
	return all
}
