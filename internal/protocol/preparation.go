package protocol

import "kap/internal/problem"

// Preparation holds what comes before the first dosing session.
type Preparation struct {
	LeastSessions int `json:"least_sessions"` // completed here before the first dose
	MostSessions  int `json:"most_sessions"`
	Minutes       int `json:"minutes"`     // length of one session
	LastWithin    int `json:"last_within"` // calendar days before the first dose

	LeastGoals int `json:"least_goals"` // in the client's words
	MostGoals  int `json:"most_goals"`
	GoalScale  int `json:"goal_scale"` // goals are rated from 0 to this

	FoodFast  int `json:"food_fast"`  // minutes without food before the lozenge
	FluidFast int `json:"fluid_fast"` // minutes without fluids; a sip with a medicine is no breach

	EscortAge int `json:"escort_age"` // years
	// RideServiceAlone: a ride service without a person who stays is accepted.
	RideServiceAlone bool `json:"ride_service_alone"`
}

func defaultPreparation() Preparation {
	return Preparation{
		LeastSessions: 1,
		MostSessions:  3,
		Minutes:       53,
		LastWithin:    21,
		LeastGoals:    2,
		MostGoals:     4,
		GoalScale:     10,
		FoodFast:      4 * 60, // sources 2-6 h
		FluidFast:     2 * 60, // sources 0.5-2 h
		EscortAge:     18,
	}
}

func (p Preparation) check(f *problem.Fields) {
	atLeast(f, "preparation.least_sessions", p.LeastSessions, 0)
	rising(f, named{"preparation.least_sessions", p.LeastSessions}, named{"preparation.most_sessions", p.MostSessions})
	between(f, "preparation.minutes", p.Minutes, 15, 240)
	atLeast(f, "preparation.last_within", p.LastWithin, 1)
	atLeast(f, "preparation.least_goals", p.LeastGoals, 0)
	rising(f, named{"preparation.least_goals", p.LeastGoals}, named{"preparation.most_goals", p.MostGoals})
	atLeast(f, "preparation.goal_scale", p.GoalScale, 1)
	between(f, "preparation.food_fast", p.FoodFast, 0, 24*60)
	between(f, "preparation.fluid_fast", p.FluidFast, 0, 24*60)
	rising(f, named{"preparation.fluid_fast", p.FluidFast}, named{"preparation.food_fast", p.FoodFast})
	between(f, "preparation.escort_age", p.EscortAge, 18, 25)
}
