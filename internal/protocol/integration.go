package protocol

import "kap/internal/problem"

// Integration holds when integration follows a dosing day. All are calendar days after it.
type Integration struct {
	FirstFrom   int `json:"first_from"`   // first visit, freely
	FirstUntil  int `json:"first_until"`  // first visit, freely
	ReasonUntil int `json:"reason_until"` // first visit with a reason; overdue afterwards
	SecondFrom  int `json:"second_from"`
	SecondUntil int `json:"second_until"`
	Window      int `json:"window"`      // "day 3 of about 14"
	SafetyCall  int `json:"safety_call"` // the call after the dosing day, even if closed
	Between     int `json:"between"`     // completed visits needed between two doses (a count)
	Minutes     int `json:"minutes"`     // length of one visit
}

func defaultIntegration() Integration {
	return Integration{
		FirstFrom:   1, // plasticity peaks about 24 h and lasts 48-72 h (secondary source)
		FirstUntil:  3,
		ReasonUntil: 7,
		SecondFrom:  7,
		SecondUntil: 12,
		Window:      14, // mood benefit up to about 14 days
		SafetyCall:  1,
		Between:     1,
		Minutes:     53,
	}
}

func (i Integration) check(f *problem.Fields) {
	atLeast(f, "integration.first_from", i.FirstFrom, 0)
	rising(f, named{"integration.first_from", i.FirstFrom}, named{"integration.first_until", i.FirstUntil},
		named{"integration.reason_until", i.ReasonUntil})
	rising(f, named{"integration.first_until", i.FirstUntil}, named{"integration.second_from", i.SecondFrom},
		named{"integration.second_until", i.SecondUntil})
	atLeast(f, "integration.window", i.Window, 1)
	between(f, "integration.safety_call", i.SafetyCall, 1, 7)
	between(f, "integration.between", i.Between, 0, 5)
	between(f, "integration.minutes", i.Minutes, 15, 240)
}
