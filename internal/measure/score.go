package measure

import (
	"kap/internal/problem"
	"kap/internal/protocol"
)

// Answers are one client's answers in the order of the items; nil is missing, refused
// or unknown, never zero.
type Answers []*int

// Sex is the one used for scoring; only AUDIT-C asks for it.
type Sex string

// The sexes used for scoring.
const (
	Female  Sex = "female"
	Male    Sex = "male"
	Unknown Sex = ""
)

// Result is what answers come to.
type Result struct {
	Instrument string `json:"instrument"`
	Version    int    `json:"version"`
	Missing    int    `json:"missing"`         // items without an answer
	Total      *int   `json:"total,omitempty"` // nil while any item is missing, or where there is no total
	Prorated   bool   `json:"prorated"`        // Total stands for missing items too
	Band       string `json:"band,omitempty"`  // the instrument's name for the total
	Flags      []Flag `json:"flags,omitempty"` // what to say beside the total
}

// Flag is something a result says beside its total.
type Flag string

// The flags.
const (
	Alert      Flag = "alert"          // thoughts of death or suicide: a clinician today
	AlertAcute Flag = "alert_acute"    // such thoughts right now: not left alone
	Incomplete Flag = "incomplete"     // something that could alert was not answered
	Positive   Flag = "positive"       // the screen is positive
	Symptoms   Flag = "dsm_positive"   // PCL-5: the DSM-5 symptom pattern is met
	FewDrinks  Flag = "only_how_often" // AUDIT-C: all points come from how often
	SexUnknown Flag = "sex_unknown"    // AUDIT-C: between the two cuts, sex for scoring unknown
)

// Has says whether a result carries a flag.
func (r Result) Has(flag Flag) bool {
	for _, f := range r.Flags {
		if f == flag {
			return true
		}
	}
	return false
}

// Complete says whether every item was answered.
func (r Result) Complete() bool { return r.Missing == 0 }

// Check refuses answers that the instrument does not offer, at "answers[1]" and so on. A
// missing answer is allowed.
func (i Instrument) Check(a Answers) error {
	if len(a) != len(i.Items) {
		return problem.Newf(problem.Invalid, "%s has %d questions, and %d came back; open it again.", i.Name, len(i.Items), len(a))
	}
	var f problem.Fields
	for n, value := range a {
		if value != nil && !i.Items[n].offers(*value) {
			f.Add("answers["+i.Items[n].ID+"]", "Choose one of the answers.")
		}
	}
	return f.Err()
}

// Score scores answers that Check accepts; sex matters to AUDIT-C only. The error is
// Check's.
func (i Instrument) Score(a Answers, sex Sex, m protocol.Measures) (Result, error) {
	if err := i.Check(a); err != nil {
		return Result{}, err
	}
	r := i.sum(a, m.ProrateUpTo)
	switch i.ID {
	case "phq9":
		r.Flags = phq9Flags(a)
	case "pcl5":
		r.Flags = pcl5Flags(a, r, m)
	case "audit_c":
		r.Flags = auditFlags(a, r, sex, m)
	case "asq":
		r.Total, r.Missing, r.Prorated = nil, asqMissing(a), false
		r.Flags = asqFlags(a)
	}
	return r, nil
}

// sum adds the answers and names the band.
func (i Instrument) sum(a Answers, prorateUpTo int) Result {
	r := Result{Instrument: i.ID, Version: i.Version}
	sum := 0
	for _, value := range a {
		if value == nil {
			r.Missing++
			continue
		}
		sum += *value
	}
	switch {
	case r.Missing == 0:
	case r.Missing <= prorateUpTo && r.Missing < len(a):
		sum, r.Prorated = prorate(sum, len(a)-r.Missing, len(a)), true
	default:
		return r
	}
	r.Total, r.Band = &sum, i.Band(sum)
	return r
}

// prorate is the mean of the answered items times all items, rounded half up.
func prorate(sum, answered, items int) int {
	return (2*sum*items + answered) / (2 * answered)
}
