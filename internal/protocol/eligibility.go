package protocol

import (
	"cmp"
	"sort"
	"time"

	"kap/internal/problem"
)

// Eligibility holds what the prescriber's decision is measured by.
type Eligibility struct {
	// Classes says what a criterion does while present, by its id; answers that are
	// told apart have their own entry ("E03b.recent"). See Class.
	Classes map[string]Class `json:"classes"`

	Weigh   Millimeters `json:"weigh"`   // E04: above either is weighed (mmHg)
	Exclude Millimeters `json:"exclude"` // E04: at or above either excludes until controlled (mmHg)

	AttemptMonths   int `json:"attempt_months"`   // E16: an attempt this recent excludes
	SubstanceMonths int `json:"substance_months"` // E17: a disorder active this recently is weighed
	BodyMassAbove   int `json:"body_mass_above"`  // E19: kg/m2, above is weighed
	AdultAge        int `json:"adult_age"`        // E18: years
	OlderAge        int `json:"older_age"`        // E24: years, from here consider half the starting dose

	First    Authorisation `json:"first"`     // what a first decision authorises
	FollowUp Authorisation `json:"follow_up"` // what the follow-up's decision authorises further
	// FollowUpAfterDose is the dose after which, and before the next, the follow-up is held.
	FollowUpAfterDose int `json:"follow_up_after_dose"`
	BeginsWithin      int `json:"begins_within"`  // days from the signature until a decision begins at the latest
	RecentDays        int `json:"recent_days"`    // days for which a pressure or weight counts at the decision
	ConditionDays     int `json:"condition_days"` // days ahead a suggested condition is due

	InformationReminders []int `json:"information_reminders"` // days after asking for information
	InformationClose     int   `json:"information_close"`     // days until the prescriber is asked to close

	// TelehealthUntil is the last day (2006-01-02) on which a Schedule III prescription
	// may rest on a video or audio visit alone. Looked at only on the day of issue.
	TelehealthUntil string `json:"telehealth_until"`

	PauseTaskDays      int `json:"pause_task_days"`      // days of pause until the desk is asked about bookings
	PauseGrade         int `json:"pause_grade"`          // an adverse event of this grade (CTCAE) pauses
	ReviewWorseBy      int `json:"review_worse_by"`      // PHQ-9 points above baseline that ask for a review
	ReviewMissedVisits int `json:"review_missed_visits"` // missed integrations that ask for a review
}

// Authorisation is how many further dosing sessions one decision may allow, and for how long.
type Authorisation struct {
	Fewest int `json:"fewest"` // sessions
	Most   int `json:"most"`   // sessions
	Days   int `json:"days"`   // validity, calendar days
}

// Class is what a criterion does to the decision while it is present.
type Class string

// The classes.
const (
	Excludes Class = "excludes" // forbids eligible, with or without conditions
	Weighed  Class = "weighed"  // the prescriber writes a reason and a mitigation
	Warns    Class = "warns"    // shown, asks for nothing
)

// Class of a criterion ("E12") and, where answers are told apart, its answer
// ("family"). An answer without an own class has the criterion's; "" is unknown.
func (e Eligibility) Class(criterion, answer string) Class {
	if class, ok := e.Classes[criterion+"."+answer]; ok {
		return class
	}
	return e.Classes[criterion]
}

// Telehealth says whether a prescription issued on this calendar day may rest on a
// video or audio visit alone.
func (e Eligibility) Telehealth(issued time.Time) bool {
	return issued.Format(time.DateOnly) <= e.TelehealthUntil
}

func defaultEligibility() Eligibility {
	return Eligibility{
		Classes:              defaultClasses(),
		Weigh:                Millimeters{140, 90},  // esketamine label 5.6
		Exclude:              Millimeters{160, 100}, // CTCAE v5, grade 3; clinics differ
		AttemptMonths:        3,                     // programs differ
		SubstanceMonths:      3,                     // NCT05604794; some programs 12
		BodyMassAbove:        35,                    // NCT05604794
		AdultAge:             18,
		OlderAge:             65,                      // esketamine EU label
		First:                Authorisation{2, 2, 90}, // a network prescribes 2, then 4-6; days ours
		FollowUp:             Authorisation{4, 6, 180},
		FollowUpAfterDose:    2,
		BeginsWithin:         30, // ours
		RecentDays:           90, // ours
		ConditionDays:        14, // ours
		InformationReminders: []int{7, 14},
		InformationClose:     30,
		TelehealthUntil:      "2026-12-31", // 90 FR 61301
		PauseTaskDays:        14,
		PauseGrade:           3,
		ReviewWorseBy:        5,
		ReviewMissedVisits:   2,
	}
}

// defaultClasses follow the ketamine and esketamine labels where they speak, and the
// programs' common practice elsewhere.
func defaultClasses() map[string]Class {
	return map[string]Class{
		"E01":               Excludes, // esketamine label, contraindications
		"E02":               Excludes, // esketamine label, contraindications
		"E03a":              Excludes, // ketamine label
		"E03b.recent":       Excludes, // ketamine label (UK); recent or unstable
		"E03b.remote":       Weighed,  // with cardiology clearance
		"E04.raised":        Weighed,  // label 5.6
		"E04.uncontrolled":  Excludes,
		"E05":               Weighed, // label; clearance, may include ECG
		"E06":               Excludes,
		"E07":               Excludes,
		"E08.severe":        Excludes, // esketamine boxed warning
		"E08.apnea":         Weighed,
		"E09.moderate":      Weighed, // esketamine monograph
		"E09.severe":        Excludes,
		"E10":               Weighed, // monograph; Chang 2023
		"E11.pregnancy":     Excludes,
		"E11.breastfeeding": Excludes, // monograph; some programs weigh it
		"E12.primary":       Excludes, // psychosis now, or a primary psychotic disorder ever; label 5
		"E12.past":          Weighed,  // another past psychotic episode
		"E12.family":        Weighed,  // first-degree relative
		"E13.now":           Excludes, // mania or mixed state
		"E13.history":       Weighed,
		"E14":               Weighed,
		"E15":               Weighed,
		"E16.current":       Excludes, // intent, plan, or attempt within AttemptMonths
		"E16.earlier":       Weighed,  // earlier attempt or ideation without intent or plan (ours)
		"E17.active":        Excludes, // moderate or severe, unless it is the indication
		"E17.indication":    Weighed,  // active, and the addiction is the coded indication
		"E17.recent":        Weighed,  // NCT05604794: within SubstanceMonths
		"E17.ketamine":      Excludes, // past ketamine use disorder
		"E18":               Excludes,
		"E19":               Weighed,
		"E20":               Excludes,
		"E21":               Excludes, // network criteria
		"E22":               Excludes, // network criteria
		"E24":               Warns,
	}
}

// complete fills in the days that earlier versions do not have.
func (e Eligibility) complete() Eligibility {
	d := defaultEligibility()
	e.BeginsWithin, e.RecentDays = cmp.Or(e.BeginsWithin, d.BeginsWithin), cmp.Or(e.RecentDays, d.RecentDays)
	e.ConditionDays = cmp.Or(e.ConditionDays, d.ConditionDays)
	return e
}

func (e Eligibility) check(f *problem.Fields) {
	e.checkClasses(f)
	e.Weigh.check(f, "eligibility.weigh")
	e.Exclude.check(f, "eligibility.exclude")
	belowBoth(f, "eligibility.exclude", e.Weigh, e.Exclude)
	atLeast(f, "eligibility.attempt_months", e.AttemptMonths, 1)
	atLeast(f, "eligibility.substance_months", e.SubstanceMonths, 1)
	between(f, "eligibility.body_mass_above", e.BodyMassAbove, 20, 80)
	between(f, "eligibility.adult_age", e.AdultAge, 18, 25)
	atLeast(f, "eligibility.older_age", e.OlderAge, e.AdultAge)
	e.First.check(f, "eligibility.first")
	e.FollowUp.check(f, "eligibility.follow_up")
	between(f, "eligibility.follow_up_after_dose", e.FollowUpAfterDose, 1, e.First.Most)
	atLeast(f, "eligibility.begins_within", e.BeginsWithin, 1)
	atLeast(f, "eligibility.recent_days", e.RecentDays, 1)
	atLeast(f, "eligibility.condition_days", e.ConditionDays, 1)
	for _, day := range e.InformationReminders {
		between(f, "eligibility.information_reminders", day, 1, e.InformationClose)
	}
	if _, err := time.Parse(time.DateOnly, e.TelehealthUntil); err != nil {
		f.Add("eligibility.telehealth_until", "Choose the last day on the calendar, such as December 31, 2026.")
	}
	between(f, "eligibility.pause_grade", e.PauseGrade, 1, 5)
	atLeast(f, "eligibility.pause_task_days", e.PauseTaskDays, 1)
	atLeast(f, "eligibility.review_worse_by", e.ReviewWorseBy, 1)
	atLeast(f, "eligibility.review_missed_visits", e.ReviewMissedVisits, 1)
}

// checkClasses wants every criterion of version 1 to keep a class: a missing one would
// pass in silence.
func (e Eligibility) checkClasses(f *problem.Fields) {
	var keys []string
	for key := range defaultClasses() {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		switch e.Classes[key] {
		case Excludes, Weighed, Warns:
		default:
			f.Add("eligibility.classes."+key, "Say whether this excludes, is weighed or warns.")
		}
	}
}

func (a Authorisation) check(f *problem.Fields, name string) {
	atLeast(f, name+".fewest", a.Fewest, 1)
	rising(f, named{name + ".fewest", a.Fewest}, named{name + ".most", a.Most})
	atLeast(f, name+".days", a.Days, 1)
}
