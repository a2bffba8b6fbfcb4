package protocol

import "kap/internal/problem"

// Scheduling holds the shape of a course and what booking allows.
type Scheduling struct {
	First       Interval `json:"first"`       // a first course
	Maintenance Interval `json:"maintenance"` // a maintenance course

	PlannedDoses int   `json:"planned_doses"` // doses of a first course
	ReviewDose   int   `json:"review_dose"`   // the dose at which the course is reviewed
	Notice       int   `json:"notice"`        // hours of notice for a cancellation
	Reminders    []int `json:"reminders"`     // hours before a visit
	MorningOf    bool  `json:"morning_of"`    // and on the morning itself
}

// Interval holds how many calendar days, in the clinic's zone, lie between the client's
// last ketamine (any course, here or elsewhere) and the next. Below Least nobody books;
// from Least a prescriber's override; from ReasonFrom with a reason; from FreeFrom until
// FreeUntil freely; then with a reason until ReviewAfter; beyond it a review.
type Interval struct {
	Target      int `json:"target"`
	Least       int `json:"least"`
	ReasonFrom  int `json:"reason_from"`
	FreeFrom    int `json:"free_from"`
	FreeUntil   int `json:"free_until"`
	ReviewAfter int `json:"review_after"`
}

func defaultScheduling() Scheduling {
	return Scheduling{
		First:        Interval{Target: 14, Least: 5, ReasonFrom: 7, FreeFrom: 11, FreeUntil: 21, ReviewAfter: 28},
		Maintenance:  Interval{Target: 42, Least: 5, ReasonFrom: 7, FreeFrom: 28, FreeUntil: 62, ReviewAfter: 90}, // ours
		PlannedDoses: 6,
		ReviewDose:   8,
		Notice:       48,
		Reminders:    []int{72, 24},
		MorningOf:    true,
	}
}

func (s Scheduling) check(f *problem.Fields) {
	s.First.check(f, "scheduling.first")
	s.Maintenance.check(f, "scheduling.maintenance")
	atLeast(f, "scheduling.planned_doses", s.PlannedDoses, 1)
	atLeast(f, "scheduling.review_dose", s.ReviewDose, 1)
	atLeast(f, "scheduling.notice", s.Notice, 0)
	for _, hours := range s.Reminders {
		atLeast(f, "scheduling.reminders", hours, 1)
	}
}

func (i Interval) check(f *problem.Fields, name string) {
	atLeast(f, name+".least", i.Least, 1)
	rising(f, named{name + ".least", i.Least}, named{name + ".reason_from", i.ReasonFrom},
		named{name + ".free_from", i.FreeFrom}, named{name + ".target", i.Target},
		named{name + ".free_until", i.FreeUntil}, named{name + ".review_after", i.ReviewAfter})
}
