package protocolweb

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// elsewhere is shown in tables of its own.
var elsewhere = []string{"version", "medicines", "eligibility.classes", "timing.slots", "timing.booster.name"}

func TestEveryNumberHasItsWords(t *testing.T) {
	have, err := treeOf(protocol.Default())
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, g := range groups {
		for _, n := range g.Numbers {
			if known[n.Path] {
				t.Errorf("%s stands twice", n.Path)
			}
			known[n.Path] = true
		}
	}
	for _, path := range leaves(have, "") {
		if !known[path] {
			t.Errorf("%s has no words: add it to groups", path)
		}
		delete(known, path)
	}
	for path := range known {
		t.Errorf("%s is no number of the protocol", path)
	}
}

func leaves(in map[string]any, prefix string) (all []string) {
	for name, value := range in {
		path := prefix + name
		if skipped(path) {
			continue
		}
		if below, ok := value.(map[string]any); ok {
			all = append(all, leaves(below, path+".")...)
			continue
		}
		all = append(all, path)
	}
	return all
}

func skipped(path string) bool {
	for _, s := range elsewhere {
		if path == s || strings.HasPrefix(path, s+".") {
			return true
		}
	}
	return false
}

func TestWhatIsTypedComesBack(t *testing.T) {
	body := protocol.Default()
	got, err := typedOver(body, typed(t, body))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(body, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCannotBeReadIsAtItsInput(t *testing.T) {
	for path, value := range map[string]string{"pressure.rest": "five", "vitals.us_units": "perhaps", "lozenge.peak": "",
		"vitals.weight.possible.low": "30.25", "vitals.temperature.after.high": "warm"} {
		all := typed(t, protocol.Default())
		all[path] = value
		_, err := typedOver(protocol.Default(), all)
		p, ok := problem.As(atInputs(err))
		if !ok || len(p.Fields) != 1 || p.Fields[0].Name != "numbers["+path+"]" {
			t.Errorf("%s = %q: got %v", path, value, err)
		}
	}
	all := typed(t, protocol.Default())
	all["scheduling.reminders"] = "72, soon"
	if _, err := typedOver(protocol.Default(), all); !problem.Is(err, problem.Invalid) {
		t.Errorf("a word among numbers: got %v", err)
	}
}

func typed(t *testing.T, b protocol.Body) map[string]string {
	t.Helper()
	have, err := treeOf(b)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, g := range groups {
		for _, n := range g.Numbers {
			all[n.Path] = have.typed(n)
		}
	}
	return all
}

func TestASentenceOfTheRulesSpeaksThePagesWords(t *testing.T) {
	for path, c := range map[string]struct{ rule, want string }{
		"vitals.temperature.plausible": {"This is 300 to 460; it has to lie inside 250 to 450.", "This is 30.0 to 46.0; it has to lie inside 25.0 to 45.0."},
		"lozenge.onset_until":          {"This is 5; it cannot be less than lozenge.onset_from (10).", "This is 5; it cannot be less than “Onset from” (10)."},
		"lozenge.peak":                 {"This is 0; it has to be at least 1.", "This is 0; it has to be at least 1."},
	} {
		p, _ := problem.As(atInputs(problem.At(path, "%s", c.rule)))
		if n, found := numberOf(path); !found || p.Fields[0].Name != n.input() || p.Fields[0].Message != c.want {
			t.Errorf("%s: %+v", path, p.Fields)
		}
	}
}
