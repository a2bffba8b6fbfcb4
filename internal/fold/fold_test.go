package fold_test

import (
	"slices"
	"testing"
	"testing/quick"

	"kap/internal/fold"
)

func TestNamesAreFoldedAlikeEverywhere(t *testing.T) {
	for name, want := range map[string]string{
		"":                                 "",
		"Ana Ruiz":                         "ana ruiz",
		"  RUÍZ,  Ána ":                    "ruiz ana",
		"Łukasz Wałęsa":                    "lukasz walesa",
		"Øyvind Åse Ærø":                   "oyvind ase aero",
		"Strauß GROẞ":                      "strauss gross",
		"Đorđe Ðórr Þóra":                  "dorde dorr thora",
		"İrem Işık":                        "irem isik",
		"Ħal Għaxaq":                       "hal ghaxaq",
		"Œuvre":                            "oeuvre",
		"O'Brien O’Brien OʼBrien":          "obrien obrien obrien",
		"J. R. Smith-Jones":                "j r smith jones",
		"ﬁona ＡＮＡ":                         "fiona ana",
		"A\u0301na\u200b\u202e Ru\u00adiz": "ana ruiz", // marks apart, nothing seen, bidi, soft hyphen
		"ᎠᎾ ꭰꮎ":                            "ꭰꮎ ꭰꮎ",    // Cherokee
		"Ёлка Σίσυφος":                     "елка σισυφοσ",
		"שָׁלוֹם":                          "שלום",
		"की का":                            "की का",
		"-":                                "",
	} {
		if got := fold.Name(name); got != want {
			t.Errorf("%q: got %q want %q", name, got, want)
		}
	}
	if got := fold.Words("de la Cruz"); !slices.Equal(got, []string{"de", "la", "cruz"}) {
		t.Errorf("words: %q", got)
	}
}

func TestWhatIsFoldedStaysAsItIs(t *testing.T) {
	again := func(name string) bool {
		return fold.Name(fold.Name(name)) == fold.Name(name) && fold.Term(fold.Term(name)) == fold.Term(name)
	}
	if err := quick.Check(again, &quick.Config{MaxCount: 5000}); err != nil {
		t.Error(err)
	}
}

func TestARuleComparesTerms(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"PHQ-9", "phq 9", true},
		{"PHQ-9", "PHQ9", true},
		{"PHQ-9", " P.H.Q. – 9 ", true},
		{"AUDIT-C", "Audit C", true},
		{"PHQ-9", "PHQ-2", false},
		{"Co-codamol", "cocodamol", true},
		{"St. John's wort", "St Johns Wort", true},
		{"Ativan 2.5", "Ativan 25", false},
		{"Ativan 2.5", "ativan 2,5", true},
		{"Ativan 2 5", "Ativan 25", false},
		{"", "-", false},
	} {
		if got := fold.Same(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: got %v", c.a, c.b, got)
		}
	}
}

func TestHowManyLettersMayBeWrong(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		wrong int
		near  bool
	}{
		{"ana", "ana", 0, true},
		{"ana", "eva", 0, false},
		{"ava", "eva", 0, false},
		{"ana", "anna", 1, true},
		{"ruiz", "riuz", 1, true},
		{"ruiz", "reis", 0, false},
		{"kowalski", "kovalsky", 2, true},
		{"kowalski", "kovalzky", 0, false},
		{"meier", "mayer", 0, false},
		{"muller", "mueller", 1, true},
		{"", "ana", 0, false},
	} {
		for _, pair := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			wrong, near := fold.Near(pair[0], pair[1])
			if near != c.near || near && wrong != c.wrong {
				t.Errorf("%v: got %d %v", pair, wrong, near)
			}
		}
	}
}
