package medication_test

import (
	"encoding/json"
	"strings"
	"testing"

	"kap/internal/medication"
)

func TestUnitsAreReadByOneGrammar(t *testing.T) {
	for _, c := range []struct {
		text string
		want medication.Units
		says string // part of the refusal
	}{
		{"1", 2, ""},
		{"1.5", 3, ""},
		{"0.5", 1, ""},
		{" 2.0 ", 4, ""},
		{"1.50", 3, ""},
		{"0", 0, ""},
		{"9999", 19998, ""},
		{"10000", 0, "more lozenges"},
		{"1,5", 0, "point, not a comma"},
		{"1.2", 0, "halves"},
		{"1.55", 0, "one figure"},
		{".5", 0, "as a number"},
		{"1.", 0, "as a number"},
		{"-1", 0, "as a number"},
		{"+1", 0, "as a number"},
		{"1e2", 0, "as a number"},
		{"½", 0, "as a number"},
		{"", 0, "as a number"},
		{"99999999999999999999", 0, "too large"},
	} {
		got, err := medication.ParseUnits(c.text)
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%q: got %v, want %q", c.text, err, c.says)
		}
		if got != c.want {
			t.Errorf("%q: got %d halves, want %d", c.text, got, c.want)
		}
	}
}

func TestStrengthAndDoseKeepTheirPlaces(t *testing.T) {
	if s, err := medication.ParseStrength("37.5"); err != nil || s != 375 {
		t.Errorf("got %d, %v", s, err)
	}
	if _, err := medication.ParseStrength("37.55"); err == nil {
		t.Error("a strength has one place")
	}
	if _, err := medication.ParseStrength("10000"); err == nil {
		t.Error("the column ends at 9999.9")
	}
	if s, err := medication.ParseStrength("9999.9"); err != nil || s != 99999 {
		t.Errorf("got %d, %v", s, err)
	}
	if m, err := medication.ParseMG("999999.99"); err != nil || m != 99999999 {
		t.Errorf("got %d, %v", m, err)
	}
	if m, err := medication.ParseMG("37.55"); err != nil || m != 3755 {
		t.Errorf("got %d, %v", m, err)
	}
	if _, err := medication.ParseMG("37.555"); err == nil {
		t.Error("a dose has two places")
	}
}

func TestNumbersSurviveTextJSONAndTheDatabase(t *testing.T) {
	lines := []medication.Line{{Units: 1, Strength: 750}, {Units: 5, Strength: 375}}
	raw, err := json.Marshal(lines)
	if err != nil {
		t.Fatal(err)
	}
	if want := `[{"units":"0.5","strength":"75"},{"units":"2.5","strength":"37.5"}]`; string(raw) != want {
		t.Errorf("got %s, want %s", raw, want)
	}
	var back []medication.Line
	if err := json.Unmarshal(raw, &back); err != nil || back[1] != lines[1] {
		t.Errorf("got %v, %v", back, err)
	}
	v, _ := medication.MG(3750).Value()
	var m medication.MG
	if err := m.Scan(v); err != nil || m != 3750 {
		t.Errorf("got %d, %v", m, err)
	}
	for _, src := range []any{"150.00", []byte("150.00"), int64(150), "-1.50"} {
		if err := m.Scan(src); err != nil {
			t.Errorf("%v: %v", src, err)
		}
	}
	if m != -150 {
		t.Errorf("a correction below zero: got %d", m)
	}
	if err := m.Scan(1.5); err == nil {
		t.Error("a float is never read")
	}
	if err := m.Scan(nil); err == nil {
		t.Error("null is not zero")
	}
}

func TestDosesAreExact(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []medication.Line
		want  string
	}{
		{"one and a half hundreds", []medication.Line{{3, 1000}}, "150"},
		{"two fifties and a hundred", []medication.Line{{4, 500}, {2, 1000}}, "200"},
		{"half of 75", []medication.Line{{1, 750}}, "37.5"},
		{"half of 37.5", []medication.Line{{1, 375}}, "18.75"},
		{"nothing", nil, "0"},
	} {
		if got := medication.Total(c.lines).String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	if got := medication.Words([]medication.Line{{4, 500}, {2, 1000}}); got != "2 × 50 mg + 1 × 100 mg = 200 mg" {
		t.Errorf("got %q", got)
	}
}
