package eligibility_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/eligibility"
	"kap/internal/protocol"

	"github.com/google/go-cmp/cmp"
)

var (
	body  = protocol.Default()
	today = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// measured is a value taken at home so many days ago.
func measured(days int) eligibility.Source {
	return eligibility.Source{Where: "measured at home", On: today.AddDate(0, 0, -days)}
}

// well answers everything absent; the facts of a healthy adult.
func well() (eligibility.Answers, eligibility.Facts) {
	answers := eligibility.Answers{}
	for _, c := range eligibility.Criteria {
		if !c.Computed {
			answers[c.ID] = eligibility.Answered{Answer: eligibility.Absent}
		}
	}
	return answers, eligibility.Facts{
		Born: day(1986, 5, 4), Today: today, Weight: 720, Weighed: measured(0), Height: 1750,
		Pressure:   &eligibility.Pressure{Systolic: 128, Diastolic: 82, Source: measured(0)},
		Indication: "F33.2", TherapistAssigned: true,
	}
}

func effectOf(id string, findings []eligibility.Finding) eligibility.Effect {
	for _, f := range findings {
		if f.ID == id {
			return f.Effect
		}
	}
	return ""
}

func TestAHealthyAdultIsClearEverywhere(t *testing.T) {
	answers, facts := well()
	findings := eligibility.Evaluate(answers, facts, body)
	if len(findings) != 24 {
		t.Errorf("got %d criteria, want 24", len(findings))
	}
	for _, f := range findings {
		if f.Effect != eligibility.Clear {
			t.Errorf("%s: got %s", f.ID, f.Effect)
		}
	}
}

func TestEveryAnswerHasItsEffect(t *testing.T) {
	for _, c := range []struct {
		id     string
		answer eligibility.Answer
		want   eligibility.Effect
	}{
		{"E01", "present", eligibility.Excludes},
		{"E02", "present", eligibility.Excludes},
		{"E03a", "present", eligibility.Excludes},
		{"E03b", "recent", eligibility.Excludes},
		{"E03b", "remote", eligibility.Weigh},
		{"E03b", "present", eligibility.NotAnswered}, // recent or remote?
		{"E05", "present", eligibility.Weigh},
		{"E06", "present", eligibility.Excludes},
		{"E07", "present", eligibility.Excludes},
		{"E08", "severe", eligibility.Excludes},
		{"E08", "apnea", eligibility.Weigh},
		{"E09", "moderate", eligibility.Weigh},
		{"E09", "severe", eligibility.Excludes},
		{"E10", "present", eligibility.Weigh},
		{"E11", "pregnancy", eligibility.Excludes},
		{"E11", "breastfeeding", eligibility.Excludes},
		{"E12", "primary", eligibility.Excludes},
		{"E12", "past", eligibility.Weigh},
		{"E12", "family", eligibility.Weigh},
		{"E13", "now", eligibility.Excludes},
		{"E13", "history", eligibility.Weigh},
		{"E14", "present", eligibility.Weigh},
		{"E15", "present", eligibility.Weigh},
		{"E16", "current", eligibility.Excludes},
		{"E16", "earlier", eligibility.Weigh},
		{"E17", "active", eligibility.Excludes},
		{"E17", "recent", eligibility.Weigh},
		{"E17", "ketamine", eligibility.Excludes},
		{"E20", "present", eligibility.Excludes},
		{"E20", "", eligibility.NotAnswered},
		{"E20", "perhaps", eligibility.NotAnswered},
	} {
		answers, facts := well()
		answers[c.id] = eligibility.Answered{Answer: c.answer}
		if got := effectOf(c.id, eligibility.Evaluate(answers, facts, body)); got != c.want {
			t.Errorf("%s %q: got %s, want %s", c.id, c.answer, got, c.want)
		}
	}
}

func TestComputedCriteriaComeFromFacts(t *testing.T) {
	type facts = eligibility.Facts
	pressure := func(s, d int) func(*facts) {
		return func(f *facts) { f.Pressure = &eligibility.Pressure{Systolic: s, Diastolic: d, Source: measured(0)} }
	}
	aged := func(days int) func(*facts) {
		return func(f *facts) {
			f.Pressure = &eligibility.Pressure{Systolic: 165, Diastolic: 95, Source: measured(days)}
		}
	}
	weighed := func(days int) func(*facts) { return func(f *facts) { f.Weighed = measured(days) } }
	for _, c := range []struct {
		name   string
		id     string
		change func(*facts)
		want   eligibility.Effect
	}{
		{"140/90", "E04", pressure(140, 90), eligibility.Clear},
		{"141/90", "E04", pressure(141, 90), eligibility.Weigh},
		{"140/91", "E04", pressure(140, 91), eligibility.Weigh},
		{"159/99", "E04", pressure(159, 99), eligibility.Weigh},
		{"160/80", "E04", pressure(160, 80), eligibility.Excludes},
		{"130/100", "E04", pressure(130, 100), eligibility.Excludes},
		{"no reading", "E04", func(f *facts) { f.Pressure = nil }, eligibility.AfterMeasure},
		{"90 days ago", "E04", aged(90), eligibility.Excludes},
		{"91 days ago", "E04", aged(91), eligibility.AfterMeasure},
		{"weight of 90 days ago", "E19", weighed(90), eligibility.Clear},
		{"weight of 91 days ago", "E19", weighed(91), eligibility.NotAnswered},
		{"18 today", "E18", func(f *facts) { f.Born = day(2008, 11, 24) }, eligibility.Clear},
		{"18 tomorrow", "E18", func(f *facts) { f.Born = day(2008, 11, 25) }, eligibility.Excludes},
		{"no birth date", "E18", func(f *facts) { f.Born = time.Time{} }, eligibility.NotAnswered},
		{"65 today", "E24", func(f *facts) { f.Born = day(1961, 11, 24) }, eligibility.Warn},
		{"65 tomorrow", "E24", func(f *facts) { f.Born = day(1961, 11, 25) }, eligibility.Clear},
		{"BMI 35 exactly", "E19", func(f *facts) { f.Weight, f.Height = 1400, 2000 }, eligibility.Clear},
		{"BMI just above", "E19", func(f *facts) { f.Weight, f.Height = 1401, 2000 }, eligibility.Weigh},
		{"no weight", "E19", func(f *facts) { f.Weight = 0 }, eligibility.NotAnswered},
		{"not coded", "E21", func(f *facts) { f.Indication = "" }, eligibility.Excludes},
		{"migraine", "E21", func(f *facts) { f.Indication = "G43.9" }, eligibility.Excludes},
		{"PTSD", "E21", func(f *facts) { f.Indication = "f43.10" }, eligibility.Clear},
		{"dissociative", "E21", func(f *facts) { f.Indication = "F44.81" }, eligibility.Excludes},
		{"no therapist", "E22", func(f *facts) { f.TherapistAssigned = false }, eligibility.Excludes},
	} {
		answers, facts := well()
		c.change(&facts)
		if got := effectOf(c.id, eligibility.Evaluate(answers, facts, body)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestAnAnswerByHandNeverReplacesAFact(t *testing.T) {
	answers, facts := well()
	facts.TherapistAssigned = false
	answers["E22"] = eligibility.Answered{Answer: eligibility.Absent}
	if got := effectOf("E22", eligibility.Evaluate(answers, facts, body)); got != eligibility.Excludes {
		t.Errorf("got %s", got)
	}
}

// TestAnActiveAddictionIsWeighedWhereItIsTheIndication: exactly that one; another substance,
// several, none said and tobacco as the indication open no exception.
func TestAnActiveAddictionIsWeighedWhereItIsTheIndication(t *testing.T) {
	for _, c := range []struct {
		answer, indication string
		substance          eligibility.Substance
		want               eligibility.Effect
	}{
		{"active", "F10.20", "F10", eligibility.Weigh},
		{"active", " f14.20 ", "F14", eligibility.Weigh},
		{"active", "F17.200", "F14", eligibility.Excludes},
		{"active", "F17.200", "F17", eligibility.Excludes},
		{"active", "F10.20", "F14", eligibility.Excludes},
		{"active", "F10.20", "several", eligibility.Excludes},
		{"active", "F10.20", "", eligibility.Excludes},
		{"active", "F1", "", eligibility.Excludes},
		{"ketamine", "F10.20", "F10", eligibility.Excludes},
	} {
		answers, facts := well()
		answers["E17"] = eligibility.Answered{Answer: eligibility.Answer(c.answer), Substance: c.substance}
		facts.Indication = c.indication
		if got := effectOf("E17", eligibility.Evaluate(answers, facts, body)); got != c.want {
			t.Errorf("%s of %q, indication %s: got %s", c.answer, c.substance, c.indication, got)
		}
	}
}

func TestTheProtocolSetsTheClass(t *testing.T) {
	answers, facts := well()
	answers["E11"] = eligibility.Answered{Answer: "breastfeeding"}
	own := protocol.Default()
	own.Eligibility.Classes["E11.breastfeeding"] = protocol.Weighed
	if got := effectOf("E11", eligibility.Evaluate(answers, facts, own)); got != eligibility.Weigh {
		t.Errorf("weighed: got %s", got)
	}
	delete(own.Eligibility.Classes, "E11.breastfeeding")
	if got := effectOf("E11", eligibility.Evaluate(answers, facts, own)); got != eligibility.Excludes {
		t.Errorf("a gap never passes: got %s", got)
	}
}

func TestEveryCriterionHasWordsAndAClass(t *testing.T) {
	keys := map[string]bool{}
	for _, c := range eligibility.Criteria {
		if c.Wording == "" || c.Source == "" || keys[c.Key] {
			t.Errorf("%s lacks words or source, or its key is there twice", c.ID)
		}
		keys[c.Key] = true
		answers := []eligibility.Answer{eligibility.Present}
		if len(c.Split) > 0 {
			answers = nil
		}
		for _, s := range c.Options(body.Eligibility) {
			answers = append(answers, s.Answer)
		}
		for _, a := range answers {
			if body.Eligibility.Class(c.ID, string(a)) == "" || !c.Known(a) {
				t.Errorf("%s %s has no class", c.ID, a)
			}
		}
	}
	suicidality := eligibility.Criteria[16]
	want := "Suicidality: intent or plan now, or an attempt within 3 months"
	if diff := cmp.Diff(want, suicidality.Words("current", body.Eligibility)); diff != "" {
		t.Error(diff)
	}
}

// TestTheMedicalLeadReadsEveryRule: what is signed with the protocol is all on its page,
// in words.
func TestTheMedicalLeadReadsEveryRule(t *testing.T) {
	n := 0
	for _, c := range eligibility.Criteria {
		for _, rule := range c.Rules(body.Eligibility) {
			n++
			if rule.Class == "" || strings.ContainsAny(rule.Wording, "{}") {
				t.Errorf("%s reads %+v", c.ID, rule)
			}
		}
	}
	if n != len(body.Eligibility.Classes) {
		t.Errorf("%d rules are shown, %d are signed", n, len(body.Eligibility.Classes))
	}
}
