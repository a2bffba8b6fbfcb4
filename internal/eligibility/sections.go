package eligibility

import (
	"slices"
	"time"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// Sections are what a consultation holds. Medicines and allergies are the client's
// own lists, questionnaires are measures.
type Sections struct {
	WhyNow             string      `form:"why_now" json:"why_now"`       // the client's words
	StuckIn            string      `form:"stuck_in" json:"stuck_in"`     // what the client feels stuck in
	Since              string      `form:"since" json:"since,omitempty"` // follow-up, closing
	MedicalHistory     string      `form:"medical_history" json:"medical_history"`
	PsychiatricHistory string      `form:"psychiatric_history" json:"psychiatric_history"`
	Treatments         []Treatment `form:"treatments" json:"treatments"`
	Substances         string      `form:"substances" json:"substances"`
	FamilyHistory      string      `form:"family_history" json:"family_history"` // of psychosis and bipolar disorder
	Criteria           Answers     `form:"criteria" json:"criteria"`             // by id
	Measured           Measured    `form:"measured" json:"measured"`
	Pregnancy          string      `form:"pregnancy" json:"pregnancy"`
	PregnancyTestedOn  time.Time   `form:"pregnancy_tested_on" json:"pregnancy_tested_on" as:"date"`
	Tests              string      `form:"tests" json:"tests"`     // drug screen, ECG, renal and liver tests
	Urinary            string      `form:"urinary" json:"urinary"` // baseline; urinary symptoms are asked about again
	PDMPCheckedOn      time.Time   `form:"pdmp_checked_on" json:"pdmp_checked_on" as:"date"`
	Capacity           string      `form:"capacity" json:"capacity"` // how it was judged
	LastInPerson       time.Time   `form:"last_in_person_exam" json:"last_in_person_exam" as:"date"`
	Impression         string      `form:"impression" json:"impression"`
}

// Treatment is one that was tried before.
type Treatment struct {
	What    string `form:"what" json:"what"` // antidepressant, psychotherapy, ECT, TMS
	Dose    string `form:"dose" json:"dose"`
	HowLong string `form:"how_long" json:"how_long"`
	Effect  string `form:"effect" json:"effect"`
}

// The answers about pregnancy.
const (
	NegativeTest = "negative test"
	PositiveTest = "positive test"
	CannotBe     = "not possible"
	NotTested    = "not tested"
)

// Pregnancies are the answers as they are offered.
var Pregnancies = []string{CannotBe, NegativeTest, PositiveTest, NotTested}

// whole leaves out rows that are empty, and answers that no criterion has.
func (s Sections) whole() Sections {
	s.Treatments = slices.DeleteFunc(slices.Clone(s.Treatments), func(t Treatment) bool { return t == Treatment{} })
	answers := Answers{}
	for _, c := range Criteria {
		if a, given := s.Criteria[c.ID]; given && !c.Computed && c.Known(a.Answer) && a != (Answered{}) {
			answers[c.ID] = a
		}
	}
	s.Criteria = answers
	return s
}

func (s Sections) check(f *problem.Fields, kind ConsultationKind, today time.Time, b protocol.Body) {
	s.Measured.check(f, today, b.Vitals)
	if kind == Closing {
		return
	}
	needs(f, "capacity", s.Capacity, "Write how the capacity to consent was judged.")
	s.checkPregnancy(f)
	if s.PDMPCheckedOn.IsZero() || s.PDMPCheckedOn.After(today) {
		f.Add("pdmp_checked_on", "Check the prescription monitoring program, and enter the day.")
	}
	if s.LastInPerson.After(today) {
		f.Add("last_in_person_exam", "The last in-person exam cannot be in the future.")
	}
}

func (s Sections) checkPregnancy(f *problem.Fields) {
	if !slices.Contains(Pregnancies, s.Pregnancy) {
		f.Add("pregnancy", "Say whether pregnancy is possible, and what a test said.")
	}
	if s.Pregnancy == PositiveTest && s.Criteria["E11"].Answer == Absent {
		f.Add("pregnancy", "The test is positive, and pregnancy is answered absent among the criteria. Correct one of them.")
	}
}
