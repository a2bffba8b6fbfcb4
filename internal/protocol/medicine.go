package protocol

import (
	"fmt"

	"kap/internal/problem"
)

// MedicineRule is what a class of medicines or substances means for the decision and
// for the day. The prescriber's own holds for one client go before it.
type MedicineRule struct {
	Class  string `json:"class"`  // key, one of the classes of version 1 or the clinic's own
	Name   string `json:"name"`   // as shown
	Effect string `json:"effect"` // what it does to ketamine, or ketamine to it
	Phase  Phase  `json:"phase"`
	Action Action `json:"action"`

	HoldBefore     int  `json:"hold_before"`      // hours before the lozenge; 0 is no hold
	HoldAfter      int  `json:"hold_after"`       // hours after the lozenge
	HoldDaysBefore int  `json:"hold_days_before"` // whole calendar days before the dosing day
	HoldTheDay     bool `json:"hold_the_day"`     // not on the dosing day until leaving

	// AsNeededOnly: the hold is for as-needed use; daily use has none unless the
	// prescriber writes one.
	AsNeededOnly bool `json:"as_needed_only"`
	// UntilSigned: the day cannot start before the prescriber has signed this medicine.
	UntilSigned bool `json:"until_signed"`
	// Substance: asked at arrival; use inside the window waits for the prescriber.
	Substance bool `json:"substance"`
	// AskTheDay: "taken today?" is asked at arrival, as usual medicines are taken with sips.
	AskTheDay bool `json:"ask_the_day"`
	// NeverStopAbruptly: nothing about stopping is printed but the prescriber's own sentence.
	NeverStopAbruptly bool `json:"never_stop_abruptly"`
}

// Phase is when a medicine matters.
type Phase string

// The phases.
const (
	AtDecision Phase = "decision"
	OnTheDay   Phase = "day"
	AtBoth     Phase = "both"
)

// Action is what a medicine asks for.
type Action string

// The actions.
const (
	ExcludeAction    Action = "exclude"
	PrescriberReview Action = "prescriber_review"
	Hold             Action = "hold"
	Monitor          Action = "monitor"
	Info             Action = "info"
	NoAction         Action = "none"
)

// Holds says whether the rule asks for any pause of the medicine around a dose.
func (m MedicineRule) Holds() bool {
	return m.HoldBefore > 0 || m.HoldAfter > 0 || m.HoldDaysBefore > 0 || m.HoldTheDay
}

// Medicine finds the rule of a class. A medicine without one is "not in our list",
// which never means "no interaction".
func (b Body) Medicine(class string) (MedicineRule, bool) {
	for _, m := range b.Medicines {
		if m.Class == class {
			return m, true
		}
	}
	return MedicineRule{}, false
}

func defaultMedicines() []MedicineRule {
	return []MedicineRule{
		{Class: "benzodiazepine", Name: "Benzodiazepines and Z-drugs", Effect: "Shorten ketamine's effect", // Veraart 2021; Andrade 2017
			Phase: AtBoth, Action: PrescriberReview, HoldBefore: 24, HoldAfter: 24, AsNeededOnly: true, NeverStopAbruptly: true},
		{Class: "lamotrigine", Name: "Lamotrigine", Effect: "May lessen the effect; sources differ", Phase: AtDecision, Action: Info},
		{Class: "maoi", Name: "MAO inhibitors", Effect: "Blood pressure may rise", // esketamine label 7; some stop 4 half-lives before
			Phase: AtBoth, Action: PrescriberReview, UntilSigned: true},
		{Class: "stimulant", Name: "Psychostimulants", Effect: "Blood pressure may rise", // esketamine label 7
			Phase: OnTheDay, Action: Hold, HoldDaysBefore: 1, HoldTheDay: true},
		{Class: "opioid", Name: "Opioids, buprenorphine and methadone", Effect: "Breathing is depressed further; hold the day if possible",
			Phase: AtBoth, Action: PrescriberReview, HoldTheDay: true, NeverStopAbruptly: true},
		{Class: "naltrexone", Name: "Naltrexone", Effect: "May blunt the effect", Phase: AtDecision, Action: PrescriberReview},
		{Class: "muscle_relaxant", Name: "Muscle relaxants", Effect: "More sedation", Phase: OnTheDay, Action: Hold, HoldTheDay: true},
		{Class: "baclofen", Name: "Baclofen", Effect: "More sedation", Phase: OnTheDay, Action: PrescriberReview, NeverStopAbruptly: true},
		{Class: "sedating_antihistamine", Name: "Sedating antihistamines", Effect: "More sedation", Phase: OnTheDay, Action: Hold, HoldTheDay: true},
		{Class: "alcohol", Name: "Alcohol", Effect: "More sedation", Phase: OnTheDay, Action: Hold, HoldBefore: 48, Substance: true}, // some 24 h
		{Class: "thc", Name: "THC", Effect: "More sedation and anxiety", Phase: OnTheDay, Action: Hold, HoldBefore: 48, Substance: true},
		{Class: "psychedelic", Name: "Other psychedelics", Effect: "Effects add up", Phase: OnTheDay, Action: Hold,
			HoldBefore: 7 * 24, HoldAfter: 7 * 24, Substance: true},
		{Class: "cyp_inhibitor", Name: "CYP3A4 and CYP2B6 inhibitors", Effect: "Exposure to ketamine rises", Phase: AtDecision, Action: PrescriberReview},
		{Class: "cyp_inducer", Name: "CYP3A4 and CYP2B6 inducers", Effect: "Exposure to ketamine falls", Phase: AtDecision, Action: Info},
		{Class: "antipsychotic", Name: "Clozapine, haloperidol and risperidone", Effect: "May lessen the effect", Phase: AtDecision, Action: PrescriberReview},
		{Class: "gabapentinoid", Name: "Gabapentin and pregabalin", Effect: "More sedation", Phase: AtDecision, Action: Info, NeverStopAbruptly: true},
		{Class: "theophylline", Name: "Theophylline", Effect: "Lowers the seizure threshold", Phase: AtDecision, Action: PrescriberReview}, // ketamine label 7
		{Class: "vasopressor", Name: "Vasopressors", Effect: "Blood pressure may rise", Phase: AtDecision, Action: PrescriberReview},       // ketamine label 7
		{Class: "ssri", Name: "SSRIs", Effect: "None known", Phase: AtDecision, Action: NoAction},
		{Class: "bupropion", Name: "Bupropion", Effect: "None known", Phase: AtDecision, Action: NoAction},
		{Class: "lithium", Name: "Lithium", Effect: "None known", Phase: AtDecision, Action: NoAction},
		{Class: "antihypertensive", Name: "Blood pressure medicines", Effect: "Taken as usual, with sips", Phase: OnTheDay, Action: Monitor, AskTheDay: true},
		{Class: "clonidine", Name: "Clonidine", Effect: "Blood pressure rebounds when stopped", Phase: OnTheDay, Action: Monitor, AskTheDay: true, NeverStopAbruptly: true},
		{Class: "beta_blocker", Name: "Beta-blockers", Effect: "Blood pressure rebounds when stopped", Phase: OnTheDay, Action: Monitor, AskTheDay: true, NeverStopAbruptly: true},
	}
}

func checkMedicines(f *problem.Fields, rules []MedicineRule) {
	seen := map[string]bool{}
	for i, m := range rules {
		name := fmt.Sprintf("medicines[%d]", i)
		if m.Class == "" || m.Name == "" {
			f.Add(name+".name", "Name the class of medicines.")
		}
		if seen[m.Class] {
			f.Add(name+".class", "%s is listed twice; keep one.", m.Name)
		}
		seen[m.Class] = true
		m.check(f, name)
	}
}

func (m MedicineRule) check(f *problem.Fields, name string) {
	atLeast(f, name+".hold_before", m.HoldBefore, 0)
	atLeast(f, name+".hold_after", m.HoldAfter, 0)
	atLeast(f, name+".hold_days_before", m.HoldDaysBefore, 0)
	switch m.Phase {
	case AtDecision, OnTheDay, AtBoth:
	default:
		f.Add(name+".phase", "Say whether %s matters for the decision, on the day, or both.", m.Name)
	}
	switch m.Action {
	case ExcludeAction, PrescriberReview, Hold, Monitor, Info, NoAction:
	default:
		f.Add(name+".action", "Say what to do about %s.", m.Name)
	}
	if m.Action == Hold && !m.Holds() {
		f.Add(name+".hold_before", "%s is to be held; say for how long.", m.Name)
	}
}
