package measure_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kap/internal/measure"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// answers reads "0012_" as five answers, the last one missing.
func answers(digits string) measure.Answers {
	var a measure.Answers
	for _, d := range digits {
		if d == '_' {
			a = append(a, nil)
			continue
		}
		n := int(d - '0')
		a = append(a, &n)
	}
	return a
}

func score(t *testing.T, i measure.Instrument, digits string, sex measure.Sex) measure.Result {
	t.Helper()
	r, err := i.Score(answers(digits), sex, protocol.Default().Measures)
	if err != nil {
		t.Fatalf("%s: %v", digits, err)
	}
	return r
}

func TestTotalsAndBands(t *testing.T) {
	for _, test := range []struct {
		instrument measure.Instrument
		digits     string
		total      int
		band       string
		flags      []measure.Flag
	}{
		{measure.PHQ9(), "000000000", 0, "minimal", nil},
		{measure.PHQ9(), "000000001", 1, "minimal", []measure.Flag{measure.Alert}},
		{measure.PHQ9(), "111100000", 4, "minimal", nil},
		{measure.PHQ9(), "111110000", 5, "mild", nil},
		{measure.PHQ9(), "111111111", 9, "mild", []measure.Flag{measure.Alert}},
		{measure.PHQ9(), "222220000", 10, "moderate", nil},
		{measure.PHQ9(), "222222200", 14, "moderate", nil},
		{measure.PHQ9(), "333330000", 15, "moderately severe", nil},
		{measure.PHQ9(), "333332110", 19, "moderately severe", nil},
		{measure.PHQ9(), "333333200", 20, "severe", nil},
		{measure.PHQ9(), "333333333", 27, "severe", []measure.Flag{measure.Alert}},
		{measure.GAD7(), "1111000", 4, "minimal", nil},
		{measure.GAD7(), "1111100", 5, "mild", nil},
		{measure.GAD7(), "1111012", 7, "mild", nil},
		{measure.GAD7(), "1112200", 7, "mild", nil},
		{measure.GAD7(), "3330000", 9, "mild", nil},
		{measure.GAD7(), "3331000", 10, "moderate", nil},
		{measure.GAD7(), "2222222", 14, "moderate", nil},
		{measure.GAD7(), "3333300", 15, "severe", nil},
		{measure.GAD7(), "3333333", 21, "severe", nil},
		{measure.PCL5(), strings.Repeat("2", 20), 40, "", []measure.Flag{measure.Positive, measure.Symptoms}},
		{measure.PCL5(), "40000404400000440000", 24, "", []measure.Flag{measure.Symptoms}},
		{measure.PCL5(), "44444004440000000000", 32, "", []measure.Flag{measure.Positive}},
		{measure.PCL5(), "44444044200000000000", 30, "", nil},
		{measure.PCL5(), "44444044300000000000", 31, "", []measure.Flag{measure.Positive}},
	} {
		r := score(t, test.instrument, test.digits, measure.Unknown)
		want := measure.Result{Instrument: test.instrument.ID, Version: 1, Total: &test.total, Band: test.band, Flags: test.flags}
		if diff := cmp.Diff(want, r); diff != "" {
			t.Errorf("%s %s: %s", test.instrument.Name, test.digits, diff)
		}
	}
}

func TestSymptomPatternAtItsEdges(t *testing.T) {
	for _, test := range []struct {
		name, digits string
		want         bool
	}{
		{"just met", "20000202200000220000", true},
		{"an item at 1 is not endorsed", "10000202200000220000", false},
		{"no intrusion", "00000202200000220000", false},
		{"no avoidance", "20000002200000220000", false},
		{"one of cognition and mood", "20000202000000220000", false},
		{"one of arousal", "20000202200000200000", false},
		{"items 14 and 15 belong to D and E", "20000202000002200002", true},
	} {
		if got := score(t, measure.PCL5(), test.digits, measure.Unknown).Has(measure.Symptoms); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

func TestAuditCDependsOnSex(t *testing.T) {
	for _, test := range []struct {
		digits string
		sex    measure.Sex
		want   []measure.Flag
	}{
		{"111", measure.Female, []measure.Flag{measure.Positive}},
		{"111", measure.Male, nil},
		{"110", measure.Female, nil},
		{"211", measure.Male, []measure.Flag{measure.Positive}},
		{"400", measure.Male, []measure.Flag{measure.Positive, measure.FewDrinks}},
		{"300", measure.Female, []measure.Flag{measure.Positive, measure.FewDrinks}},
		{"111", measure.Unknown, []measure.Flag{measure.Positive, measure.SexUnknown}},
		{"211", measure.Unknown, []measure.Flag{measure.Positive}},
		{"4_0", measure.Male, nil},
	} {
		r := score(t, measure.AuditC(), test.digits, test.sex)
		if diff := cmp.Diff(test.want, r.Flags); diff != "" {
			t.Errorf("%s %s: %s", test.digits, test.sex, diff)
		}
	}
}

func TestASQ(t *testing.T) {
	for _, test := range []struct {
		digits  string
		missing int
		want    []measure.Flag
	}{
		{"0000_", 0, nil},
		{"00000", 0, nil},
		{"10000", 0, []measure.Flag{measure.Positive, measure.Alert}},
		{"00010", 0, []measure.Flag{measure.Positive, measure.Alert}},
		{"00101", 0, []measure.Flag{measure.Positive, measure.Alert, measure.AlertAcute}},
		{"00001", 0, []measure.Flag{measure.Positive, measure.Alert, measure.AlertAcute}},
		{"0010_", 1, []measure.Flag{measure.Positive, measure.Alert, measure.AlertAcute, measure.Incomplete}},
		{"00_0_", 2, []measure.Flag{measure.Positive, measure.Alert, measure.AlertAcute, measure.Incomplete}},
		{"00_00", 1, []measure.Flag{measure.Positive, measure.Alert, measure.Incomplete}},
	} {
		r := score(t, measure.ASQ(), test.digits, measure.Unknown)
		if diff := cmp.Diff(test.want, r.Flags); diff != "" || r.Missing != test.missing || r.Total != nil {
			t.Errorf("%s: got %+v, %s", test.digits, r, diff)
		}
	}
}

func TestAMissingItemLeavesNoTotal(t *testing.T) {
	r := score(t, measure.PHQ9(), "33333333_", measure.Unknown)
	if r.Total != nil || r.Band != "" || r.Complete() || !r.Has(measure.Incomplete) {
		t.Errorf("got %+v, want no total and item 9 open", r)
	}
	if r := score(t, measure.PHQ9(), "_00000001", measure.Unknown); r.Total != nil || !r.Has(measure.Alert) {
		t.Errorf("got %+v, want the alert without a total", r)
	}
}

func TestProratingIsAChoiceAndFlagged(t *testing.T) {
	m := protocol.Default().Measures
	m.ProrateUpTo = 2
	for _, test := range []struct {
		digits string
		total  int // -1 for none
	}{
		{"1111111__", 9},
		{"2222221_0", 15}, // 13 of 8 answered: 14.6
		{"111111___", -1},
	} {
		r, err := measure.PHQ9().Score(answers(test.digits), measure.Unknown, m)
		if err != nil {
			t.Fatal(err)
		}
		if test.total < 0 && r.Total != nil || test.total >= 0 && (r.Total == nil || *r.Total != test.total || !r.Prorated) {
			t.Errorf("%s: got %+v, want %d", test.digits, r, test.total)
		}
	}
}

func TestAnswersThatAreNotOfferedAreRefused(t *testing.T) {
	_, err := measure.PHQ9().Score(answers("000000004"), measure.Unknown, protocol.Default().Measures)
	p, _ := problem.As(err)
	if p == nil || len(p.Fields) != 1 || p.Fields[0].Name != "answers[9]" {
		t.Errorf("got %v, want answers[9]", err)
	}
	if measure.PHQ9().Check(answers("0000")) == nil {
		t.Error("four answers are not nine")
	}
}

func TestEveryInstrumentIsWhole(t *testing.T) {
	for id, want := range map[string]struct{ items, highest int }{
		"phq9": {9, 27}, "gad7": {7, 21}, "pcl5": {20, 80}, "audit_c": {3, 12}, "asq": {5, 5},
	} {
		i, ok := measure.Find(id)
		if !ok || i.Version != 1 || len(i.Items) != want.items || i.Highest() != want.highest {
			t.Errorf("%s, version %d: got %d items up to %d", id, i.Version, len(i.Items), i.Highest())
		}
		seen := map[string]bool{}
		for _, item := range i.Items {
			if item.ID == "" || item.Text == "" || seen[item.Text] || len(item.Choices) < 2 {
				t.Errorf("%s item %s is not whole", id, item.ID)
			}
			seen[item.Text] = true
		}
	}
	if _, ok := measure.Find("bdi"); ok {
		t.Error("no other instrument is shipped")
	}
}
