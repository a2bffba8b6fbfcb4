//go:build linux

package main

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestEveryCaseHasANameOfItsOwnAndSomethingToTry(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range scenarios() {
		if seen[s.name] || s.try == nil || codenames[s.suite] == "" || s.adds != "" && packages[s.adds] == "" {
			t.Errorf("%q is not a whole case of its own", s.name)
		}
		seen[s.name] = true
	}
}

func TestCasesAreChosenByTheirWords(t *testing.T) {
	for phrase, want := range map[string]int{"": len(scenarios()), "13 user, with npm": 1, "two at once": 1, "13 root umask": 2, "nothing like it": 0} {
		if got := len(chosen(phrase)); got != want {
			t.Errorf("%q: got %d cases, want %d", phrase, got, want)
		}
	}
}

func TestACaseChangesTheEnvironment(t *testing.T) {
	s := scenario{env: []string{"HOME", "LANG=x"}}
	got := s.amend([]string{"HOME=/root", "LANG=C.UTF-8", "HOMEPAGE=y"})
	if want := []string{"HOMEPAGE=y", "LANG=x"}; !slices.Equal(got, want) {
		t.Errorf("got %q want %q", got, want)
	}
}

func TestWhatWasNotWrittenForAPersonIsFound(t *testing.T) {
	for _, c := range []struct {
		says string
		low  bool
	}{
		{"The clinic is at http://localhost:8080", false},
		{"panic: runtime error: index out of range", true},
		{"ERROR: relation does not exist (SQLSTATE 42P01)", true},
		{"open .bin/kap: permission denied", true},
		{"mkdir .kap: permission denied; give the folder to you, or set KAP_DATA to one of yours", false},
		{"make the database cluster: exit status 1", true},
		{"perl: warning: Setting locale failed.", true},
		{"error obtaining VCS status: exit status 128", true},
	} {
		if _, got := lowLevel("first line\r\n" + c.says + "\r\n"); got != c.low {
			t.Errorf("%q: got %v", c.says, got)
		}
	}
}

func TestALineThatMovedIsWhatItLastWas(t *testing.T) {
	got := lines("Filling … 1 s\rFilling … 2 s\rThe clinic is filled.\r\n\r\nmake: *** [run] Error 1\r\n")
	if want := []string{"The clinic is filled.", "make: *** [run] Error 1"}; !slices.Equal(got, want) {
		t.Errorf("got %q want %q", got, want)
	}
	if got := lastWords("Install it.\r\nmake: *** [run] Error 1\r\n"); got != "Install it." {
		t.Errorf("got %q", got)
	}
}

func TestADeadProcessThatWaitsForItsParentDoesNotLive(t *testing.T) {
	p, lives := parseStat("71 (a (odd) name) S 12 71 71 0")
	if !lives || p != (process{71, 12, "a (odd) name"}) {
		t.Errorf("got %+v %v", p, lives)
	}
	if _, lives := parseStat("71 (postgres) Z 1 71 71 0"); lives {
		t.Error("a zombie lives")
	}
}

func TestTheTableGoesBetweenItsMarks(t *testing.T) {
	table := markdown("Commit x.", []row{{Name: "13 root", First: 90 * time.Second, Build: 70 * time.Second, Said: "a|b"}})
	first := withTable("# Runbook\n\nText.\n", table)
	if !strings.HasPrefix(first, "# Runbook\n\nText.\n\n## Bare machines\n") || !strings.Contains(first, `| 13 root | 90 s | 70 s | 20 s |`) || !strings.Contains(first, `a\|b`) {
		t.Errorf("got:\n%s", first)
	}
	again := withTable(first+"\n## More\n", markdown("Commit y.", nil))
	if strings.Contains(again, "Commit x.") || !strings.Contains(again, "Commit y.") || !strings.HasSuffix(again, "\n## More\n") || strings.Count(again, tableBegins) != 1 {
		t.Errorf("got:\n%s", again)
	}
}

func TestACaseThatFailsSaysSoAndIsCounted(t *testing.T) {
	bad := row{Name: "13 root"}
	bad.fault("no first\n page")
	if got := bad.result(); got != "FAILS: no first page" {
		t.Errorf("got %q", got)
	}
	if failed([]row{bad, {Name: "12 root"}}) == nil || failed([]row{{Name: "12 root"}}) != nil {
		t.Error("the cases that fail are not counted")
	}
}
