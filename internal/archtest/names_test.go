package archtest_test

import (
	"regexp"
	"testing"
)

// byCollation finds where a statement sorts or compares a name by what the database makes
// of letters: an order by a name, lower(), like.
var byCollation = regexp.MustCompile(`(?i)order by [^()]*\b(\w*name|legal|called)\b(?: collate "C")?|\blower\(|\bi?like\b|\bsimilar to\b`)

// excused are names of things, never of people, in letters that every server sorts alike.
var excused = regexp.MustCompile(`order by datname|order by name collate "C"`)

// TestNamesAreSortedAndFoundByTheirKeys: what a person searches or sorts by is folded by
// internal/fold and stored in a column that ends in _key.
func TestNamesAreSortedAndFoundByTheirKeys(t *testing.T) {
	t.Parallel()
	for _, s := range everyStatement(t) {
		if found := byCollation.FindString(s.sql); found != "" && !excused.MatchString(found) {
			t.Errorf("%s: %q: use the folded key beside the name (internal/fold)", s.at, found)
		}
	}
	for sql, want := range map[string]bool{
		"select 1 from staff order by name, id":                               true,
		"select 1 from staff order by disabled_at is not null, name_key":      false,
		"select 1 from client p order by p.legal_name":                        true,
		"select 1 from client where lower(p.legal_name) = $1":                 true,
		"select 1 from client where legal_name ilike $1":                      true,
		"select name from staff order by name_key":                            false,
		"select 1 from x order by k.opened_at desc":                           false,
		"select name from pg_timezone_names\n\t\torder by name collate \"C\"": false,
	} {
		found := byCollation.FindString(sql)
		if got := found != "" && !excused.MatchString(found); got != want {
			t.Errorf("%s: got %v (%q)", sql, got, found)
		}
	}
}
