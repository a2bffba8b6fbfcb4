package eligibility

import (
	"fmt"
	"strings"

	"kap/internal/protocol"
)

// Answer is one answer to a criterion: NotAsked, Absent, Present, or one of the
// criterion's own split answers, such as "recent".
type Answer string

// The answers every criterion has. The empty answer is not asked.
const (
	NotAsked Answer = ""
	Absent   Answer = "absent"
	Present  Answer = "present"
)

// Criterion is one line of the list. Its class is the protocol's, by ID and answer.
type Criterion struct {
	ID       string  // for us and for the record; not shown to people
	Key      string  // field name in the form
	Wording  string  // true when it is a problem
	Split    []Split // answers that are told apart; empty: present is one answer
	Computed bool    // answered from facts, never by hand
	Source   string
}

// Split is one way in which a criterion can be present.
type Split struct {
	Answer  Answer
	Wording string
}

// Criteria is the list, in the order it is asked.
var Criteria = []Criterion{
	{ID: "E01", Key: "vascular", Source: "esketamine label, contraindications",
		Wording: "Aneurysmal vascular disease, arteriovenous malformation or past intracerebral hemorrhage"},
	{ID: "E02", Key: "hypersensitivity", Source: "esketamine label, contraindications",
		Wording: "Hypersensitivity to ketamine or esketamine"},
	{ID: "E03a", Key: "pressure_hazard", Source: "ketamine label, contraindications",
		Wording: "A condition in which a rise of blood pressure is a serious hazard"},
	{ID: "E03b", Key: "cardiac_cerebral", Source: "ketamine label (UK)",
		Wording: "Eclampsia or pre-eclampsia, severe coronary or myocardial disease, stroke or cerebral trauma",
		Split:   []Split{{"recent", "Recent or unstable"}, {"remote", "Remote and stable; needs cardiology clearance"}}},
	{ID: "E04", Key: "hypertension", Computed: true, Source: "esketamine label 5.6; CTCAE v5",
		Wording: "Blood pressure above the limits",
		Split:   []Split{{"raised", "Raised"}, {"uncontrolled", "Too high; excludes until controlled"}}},
	{ID: "E05", Key: "heart", Source: "esketamine label; programs",
		Wording: "Angina, heart disease or arrhythmia; needs clearance, which may include an ECG"},
	{ID: "E06", Key: "cranial_ocular_pressure", Source: "ketamine label; programs",
		Wording: "Raised intracranial pressure or uncontrolled glaucoma"},
	{ID: "E07", Key: "hyperthyroidism", Source: "programs",
		Wording: "Uncontrolled hyperthyroidism; excludes until treated"},
	{ID: "E08", Key: "breathing", Source: "esketamine boxed warning",
		Wording: "A breathing disorder",
		Split:   []Split{{"severe", "Severe"}, {"apnea", "Sleep apnea"}}},
	{ID: "E09", Key: "liver", Source: "esketamine monograph",
		Wording: "Liver disease, moderate or severe",
		Split:   []Split{{"moderate", "Moderate"}, {"severe", "Severe"}}},
	{ID: "E10", Key: "bladder", Source: "esketamine monograph; Chang 2023",
		Wording: "Cystitis or bladder disease"},
	{ID: "E11", Key: "pregnancy", Source: "esketamine monograph; trials",
		Wording: "Pregnancy or breastfeeding",
		Split:   []Split{{"pregnancy", "Pregnant"}, {"breastfeeding", "Breastfeeding"}}},
	{ID: "E12", Key: "psychosis", Source: "esketamine label 5; programs differ",
		Wording: "Psychosis, now, in the past or in the family",
		Split: []Split{{"primary", "Now, or a primary psychotic disorder ever"},
			{"past", "Another past psychotic episode"}, {"family", "In a first-degree relative"}}},
	{ID: "E13", Key: "mania", Source: "programs differ",
		Wording: "Mania or a mixed state; bipolar disorder itself is not meant",
		Split:   []Split{{"now", "Now"}, {"history", "In the past"}}},
	{ID: "E14", Key: "dissociative_personality", Source: "programs",
		Wording: "A dissociative disorder or severe personality disorder; numbness or depersonalization as a symptom is not meant"},
	{ID: "E15", Key: "neurocognitive", Source: "programs",
		Wording: "A neurocognitive disorder or symptomatic brain injury; needs a look at capacity"},
	{ID: "E16", Key: "suicidality", Source: "programs differ",
		Wording: "Suicidality",
		Split: []Split{{"current", "Intent or plan now, or an attempt within {attempt}"},
			{"earlier", "An earlier attempt, active ideation without intent or plan, or passive ideation; needs a safety plan"}}},
	{ID: "E17", Key: "substance", Source: "NCT05604794; programs differ",
		Wording: "A substance use disorder, moderate or severe",
		Split:   []Split{{"active", "Active"}, {"recent", "Active within {substance}"}, {"ketamine", "Of ketamine, ever"}}},
	{ID: "E18", Key: "under_age", Computed: true, Source: "clinic", Wording: "Under age"},
	{ID: "E19", Key: "body_mass", Computed: true, Source: "NCT05604794", Wording: "Body mass index above the limit"},
	{ID: "E20", Key: "capacity", Source: "consent law", Wording: "Lacks capacity to consent"},
	{ID: "E21", Key: "no_indication", Computed: true, Source: "network criteria",
		Wording: "No coded indication: depression, anxiety, PTSD, OCD, bipolar, eating, adjustment, addiction or somatoform disorder"},
	{ID: "E22", Key: "no_therapist", Computed: true, Source: "network criteria", Wording: "No therapist assigned"},
	{ID: "E24", Key: "older_age", Computed: true, Source: "esketamine EU label",
		Wording: "Older age: consider half the starting dose"},
}

// Known says whether the answer is one this criterion has.
func (c Criterion) Known(a Answer) bool {
	if a == NotAsked || a == Absent {
		return true
	}
	if len(c.Split) == 0 {
		return a == Present
	}
	for _, s := range c.Split {
		if s.Answer == a {
			return true
		}
	}
	return false
}

// Options are the answers that are told apart, with the protocol's spans in words.
func (c Criterion) Options(e protocol.Eligibility) []Split {
	spans := strings.NewReplacer("{attempt}", months(e.AttemptMonths), "{substance}", months(e.SubstanceMonths))
	options := make([]Split, len(c.Split))
	for i, s := range c.Split {
		options[i] = Split{s.Answer, spans.Replace(s.Wording)}
	}
	return options
}

// Rule is what a criterion, answered in one way, does under a protocol.
type Rule struct {
	Wording string
	Class   protocol.Class
}

// Rules are all ways in which the criterion can be present, as the medical lead reads
// and signs them.
func (c Criterion) Rules(e protocol.Eligibility) []Rule {
	if len(c.Split) == 0 {
		return []Rule{{c.Wording, e.Class(c.ID, "")}}
	}
	var rules []Rule
	for _, o := range c.Options(e) {
		rules = append(rules, Rule{c.Words(o.Answer, e), e.Class(c.ID, string(o.Answer))})
	}
	if class, own := e.Classes[c.ID+"."+ofIndication]; own {
		rules = append(rules, Rule{c.Wording + ": active, where the addiction itself is the indication", class})
	}
	return rules
}

func months(n int) string {
	if n == 1 {
		return "a month"
	}
	return fmt.Sprintf("%d months", n)
}

// Words is the criterion as answered: its wording and, where answers are told apart,
// which it was.
func (c Criterion) Words(a Answer, e protocol.Eligibility) string {
	for _, s := range c.Options(e) {
		if s.Answer == a {
			return c.Wording + ": " + lower(s.Wording)
		}
	}
	return c.Wording
}
