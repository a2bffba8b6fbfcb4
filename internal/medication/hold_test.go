package medication_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/medication"
)

func TestWhatIsPrintedAboutAMedicine(t *testing.T) {
	own := &medication.OwnHold{Sentence: "Skip the evening dose before.", Author: "M. Ruiz", On: today}
	for _, c := range []struct {
		name         string
		m            medication.Medicine
		own          *medication.OwnHold
		staff, print string
		review       bool
	}{
		{"not listed", medication.Medicine{Name: "kava"}, nil, "not in our list", "", true},
		{"own word first", medication.Medicine{Name: "clonazepam", Class: "benzodiazepine", Daily: true}, own, "M. Ruiz, Nov 24", "Skip the evening dose before.", false},
		{"daily benzodiazepine", medication.Medicine{Name: "clonazepam", Class: "benzodiazepine", Daily: true}, nil, "never stop abruptly", "", true},
		{"benzodiazepine as needed", medication.Medicine{Name: "lorazepam", Class: "benzodiazepine"}, nil, "24 hours before and 24 hours after", "", true},
		{"opioid", medication.Medicine{Name: "methadone", Class: "opioid", Daily: true}, nil, "never stop abruptly", "", true},
		{"beta-blocker", medication.Medicine{Name: "propranolol", Class: "beta_blocker", Daily: true}, nil, "never stop abruptly", "", false},
		{"gabapentin", medication.Medicine{Name: "gabapentin", Class: "gabapentinoid", Daily: true}, nil, "never stop abruptly", "", false},
		{"stimulant", medication.Medicine{Name: "methylphenidate", Class: "stimulant", Daily: true}, nil, "not taken",
			"Do not take methylphenidate on the day before and on the dosing day until leaving.", false},
		{"antihypertensive", medication.Medicine{Name: "lisinopril", Class: "antihypertensive", Daily: true}, nil, "as usual",
			"Take lisinopril as usual, with sips of water.", false},
		{"SSRI", medication.Medicine{Name: "sertraline", Class: "ssri", Daily: true}, nil, "none known", "", false},
		{"MAOI", medication.Medicine{Name: "phenelzine", Class: "maoi", Daily: true}, nil, "blood pressure may rise", "", true},
	} {
		got := medication.Instruct(c.m, c.own, body)
		if !strings.Contains(got.Staff, c.staff) || got.Print != c.print || got.Review != c.review {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
}

func TestNothingElseIsPrintedForWhatIsNeverStoppedAbruptly(t *testing.T) {
	for _, rule := range body.Medicines {
		for _, daily := range []bool{true, false} {
			got := medication.Instruct(medication.Medicine{Name: "it", Class: rule.Class, Daily: daily}, nil, body)
			if rule.NeverStopAbruptly && got.Print != "" {
				t.Errorf("%s: prints %q", rule.Class, got.Print)
			}
		}
	}
}

// TestWhatIsHeldAtAll: as the prescriber writes, else by the rule of its class.
func TestWhatIsHeldAtAll(t *testing.T) {
	for _, c := range []struct {
		name, class string
		daily       bool
		own         *medication.OwnHold
		want        bool
	}{
		{"an hour before, by the prescriber", "", false, &medication.OwnHold{Before: 1}, true},
		{"an hour after, by the prescriber", "", false, &medication.OwnHold{After: 1}, true},
		{"never, by the prescriber", "benzodiazepine", false, &medication.OwnHold{}, false},
		{"not listed", "kava", false, nil, false},
		{"as needed", "benzodiazepine", false, nil, true},
		{"daily of what is held as needed", "benzodiazepine", true, nil, false},
		{"daily", "stimulant", true, nil, true},
		{"what the protocol does not hold", "ssri", true, nil, false},
	} {
		if got := medication.Holds(medication.Medicine{Name: "it", Class: c.class, Daily: c.daily}, c.own, body); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestWhetherAHoldWasKept(t *testing.T) {
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	lozenge := time.Date(2026, 11, 24, 10, 0, 0, 0, zone)
	midnight := time.Date(2026, 11, 24, 0, 0, 0, 0, zone)
	for _, c := range []struct {
		name  string
		class string
		daily bool
		own   *medication.OwnHold
		last  time.Time
		want  bool
	}{
		{"alcohol 48 h before", "alcohol", false, nil, lozenge.Add(-48 * time.Hour), true},
		{"alcohol a second later", "alcohol", false, nil, lozenge.Add(-48*time.Hour + time.Second), false},
		{"benzodiazepine as needed, 24 h", "benzodiazepine", false, nil, lozenge.Add(-24 * time.Hour), true},
		{"benzodiazepine as needed, 23 h", "benzodiazepine", false, nil, lozenge.Add(-23 * time.Hour), false},
		{"benzodiazepine daily, this morning", "benzodiazepine", true, nil, midnight, true},
		{"methadone this morning", "opioid", true, nil, midnight, true},
		{"stimulant two days before", "stimulant", true, nil, midnight.Add(-24*time.Hour - time.Second), true},
		{"stimulant the day before", "stimulant", true, nil, midnight.Add(-24 * time.Hour), false},
		{"antihistamine last night", "sedating_antihistamine", false, nil, midnight.Add(-time.Second), true},
		{"antihistamine today", "sedating_antihistamine", false, nil, midnight, false},
		{"own 6 h kept", "benzodiazepine", true, &medication.OwnHold{Before: 6}, lozenge.Add(-6 * time.Hour), true},
		{"own 6 h not kept", "benzodiazepine", true, &medication.OwnHold{Before: 6}, lozenge.Add(-5 * time.Hour), false},
		{"own word without a hold", "alcohol", false, &medication.OwnHold{}, lozenge, true},
		{"never taken", "alcohol", false, nil, time.Time{}, true},
		{"not listed", "", false, nil, lozenge, true},
	} {
		m := medication.Medicine{Name: "it", Class: c.class, Daily: c.daily}
		if got := medication.Kept(m, c.own, c.last, lozenge, body); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}
