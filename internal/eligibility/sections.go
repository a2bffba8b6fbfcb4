package eligibility

import (
	"slices"
	"time"

	"kap/internal/choice"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// Sections are what a consultation holds. Medicines and allergies are the client's
// own lists, questionnaires are measures.
type Sections struct {
	WhyNow             string       `form:"why_now" json:"why_now" facts:"-"` // the client's words, quoted
	StuckIn            string       `form:"stuck_in" json:"stuck_in" label:"Feels stuck in"`
	Since              string       `form:"since" json:"since,omitempty" label:"Since the last consultation"`
	MedicalHistory     string       `form:"medical_history" json:"medical_history"`
	PsychiatricHistory string       `form:"psychiatric_history" json:"psychiatric_history"`
	Treatments         []Treatment  `form:"treatments" json:"treatments" facts:"-"`
	Substances         string       `form:"substances" json:"substances"`
	FamilyHistory      string       `form:"family_history" json:"family_history"` // of psychosis and bipolar disorder
	Criteria           Answers      `form:"criteria" json:"criteria" facts:"-"`   // by id
	Measured           Measurements `form:"measured" json:"measured" facts:"-"`
	Pregnancy          Pregnancy    `form:"pregnancy" json:"pregnancy" facts:"-"` // among the checks, also where it is not asked
	PregnancyTestedOn  time.Time    `form:"pregnancy_tested_on" json:"pregnancy_tested_on" as:"date" facts:"-"`
	PDMPCheckedOn      time.Time    `form:"pdmp_checked_on" json:"pdmp_checked_on" as:"date" facts:"-"`
	LastInPerson       time.Time    `form:"last_in_person_exam" json:"last_in_person_exam" as:"date" facts:"-"`
	Urinary            string       `form:"urinary" json:"urinary" label:"Urinary symptoms now"`
	Tests              string       `form:"tests" json:"tests"` // drug screen, ECG, renal and liver tests
	Capacity           string       `form:"capacity" json:"capacity" label:"Capacity to consent"`
	Impression         string       `form:"impression" json:"impression"`
}

// Treatment is one that was tried before.
type Treatment struct {
	What    string `form:"what" json:"what"` // antidepressant, psychotherapy, ECT, TMS
	Dose    string `form:"dose" json:"dose"`
	HowLong string `form:"how_long" json:"how_long"`
	Effect  string `form:"effect" json:"effect"`
}

// Pregnancy is the answer about it.
type Pregnancy string

// The answers.
const (
	NegativeTest Pregnancy = "negative test"
	PositiveTest Pregnancy = "positive test"
	CannotBe     Pregnancy = "not possible"
	NotTested    Pregnancy = "not tested"
)

var pregnancies = choice.List[Pregnancy]{{CannotBe, "Not possible"}, {NegativeTest, "Negative test"},
	{PositiveTest, "Positive test"}, {NotTested, "Not tested"}}

// Choices are the answers a form offers.
func (Pregnancy) Choices() []choice.Answer { return pregnancies.Answers() }

// Words are how an answer is read.
func (p Pregnancy) Words() string { return pregnancies.Words(p) }

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
	if !pregnancies.Has(s.Pregnancy) {
		f.Add("pregnancy", "Say whether pregnancy is possible, and what a test said.")
	}
	if s.Pregnancy == PositiveTest && s.Criteria["E11"].Answer == Absent {
		f.Add("pregnancy", "The test is positive, and pregnancy is answered absent among the criteria. Correct one of them.")
	}
}
