package protocol

import "kap/internal/problem"

// Measures holds when questionnaires are due and how change is judged. Scoring itself
// belongs to each instrument.
type Measures struct {
	BeforeDose  int      `json:"before_dose"`   // hours before a dose that PHQ-9 and GAD-7 still count
	AfterDoses  []int    `json:"after_doses"`   // doses after which they are asked again
	AfterMonths []int    `json:"after_months"`  // months after the end
	AcuteHours  int      `json:"acute_hours"`   // hours after a dose in which MEQ30 and EDI are asked
	SwitchedOn  []string `json:"switched_on"`   // instruments beyond the built-in ones
	ProrateUpTo int      `json:"prorate_up_to"` // missing items that may be prorated; 0 is never

	Change Change `json:"change"`

	PCL5Cut        int `json:"pcl5_cut"`        // total from which PCL-5 is positive (31-33)
	PCL5Reliable   int `json:"pcl5_reliable"`   // points
	PCL5Meaningful int `json:"pcl5_meaningful"` // points
	AuditCMen      int `json:"audit_c_men"`     // total from which AUDIT-C is positive
	AuditCWomen    int `json:"audit_c_women"`
}

// Change is the definition set by which PHQ-9 and GAD-7 are compared; its version is
// printed on every report.
type Change struct {
	Version         int `json:"version"`
	Response        int `json:"response"`         // percent of fall
	RemissionBelow  int `json:"remission_below"`  // total now
	RemissionFrom   int `json:"remission_from"`   // baseline that can remit at all
	SignificantFall int `json:"significant_fall"` // points
	SignificantNow  int `json:"significant_now"`  // total now has to be below
	ReliablePHQ9    int `json:"reliable_phq9"`    // points, either way
	ReliableGAD7    int `json:"reliable_gad7"`    // points, either way
}

func defaultMeasures() Measures {
	return Measures{
		BeforeDose:     72,
		AfterDoses:     []int{2, 4},
		AfterMonths:    []int{1, 3, 6},
		AcuteHours:     24,
		SwitchedOn:     []string{},
		Change:         defaultChange(),
		PCL5Cut:        31, // National Center for PTSD: 31-33
		PCL5Reliable:   5,  // National Center for PTSD
		PCL5Meaningful: 10, // National Center for PTSD
		AuditCMen:      4,  // Bush 1998
		AuditCWomen:    3,  // Bush 1998; Bradley 2007
	}
}

func defaultChange() Change {
	return Change{
		Version:         1,
		Response:        50,
		RemissionBelow:  5,  // Kroenke 2001
		RemissionFrom:   10, // ours: who was not ill cannot remit
		SignificantFall: 5,  // Kroenke 2001
		SignificantNow:  10,
		ReliablePHQ9:    6,
		ReliableGAD7:    4,
	}
}

func (m Measures) check(f *problem.Fields) {
	atLeast(f, "measures.before_dose", m.BeforeDose, 1)
	for _, dose := range m.AfterDoses {
		atLeast(f, "measures.after_doses", dose, 1)
	}
	for _, month := range m.AfterMonths {
		atLeast(f, "measures.after_months", month, 1)
	}
	atLeast(f, "measures.acute_hours", m.AcuteHours, 1)
	between(f, "measures.prorate_up_to", m.ProrateUpTo, 0, 2)
	m.Change.check(f)
	between(f, "measures.pcl5_cut", m.PCL5Cut, 31, 33)
	atLeast(f, "measures.pcl5_reliable", m.PCL5Reliable, 1)
	rising(f, named{"measures.pcl5_reliable", m.PCL5Reliable}, named{"measures.pcl5_meaningful", m.PCL5Meaningful})
	between(f, "measures.audit_c_men", m.AuditCMen, 1, 12)
	between(f, "measures.audit_c_women", m.AuditCWomen, 1, 12)
}

func (c Change) check(f *problem.Fields) {
	atLeast(f, "measures.change.version", c.Version, 1)
	between(f, "measures.change.response", c.Response, 1, 100)
	between(f, "measures.change.remission_below", c.RemissionBelow, 1, 27)
	between(f, "measures.change.remission_from", c.RemissionFrom, c.RemissionBelow, 27)
	between(f, "measures.change.significant_fall", c.SignificantFall, 1, 27)
	between(f, "measures.change.significant_now", c.SignificantNow, 1, 27)
	between(f, "measures.change.reliable_phq9", c.ReliablePHQ9, 1, 27)
	between(f, "measures.change.reliable_gad7", c.ReliableGAD7, 1, 21)
}
