package app_test

import (
	"net/url"
	"strings"
	"testing"

	"kap/internal/config"
)

// TestANewCodeForAColleagueIsToldToSomebodyElse: a first code is an invitation; another one
// lets its holder sign in as the person, so a third person hears of it.
func TestANewCodeForAColleagueIsToldToSomebodyElse(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	ruth := s.as("ruth")
	for _, c := range []struct{ who, name, told, untold string }{
		{"jonah", "Jonah Weiss", "miriam", "grace"}, {"miriam", "Miriam Halvorsen", "jonah", "miriam"},
	} {
		code := func(email string) {
			at := "/staff/" + s.clinic.Staff[c.who].Staff.String() + "/account"
			if w := ruth.post(at, url.Values{"email": {email}}); w.Code != 303 {
				t.Fatalf("a code for %s: got %d %s", c.who, w.Code, w.Body)
			}
		}
		says := func(who string) bool { return strings.Contains(s.as(who).get("/").Body.String(), "Ask "+c.name) }
		code(c.who + "@example.org")
		if says(c.told) {
			t.Errorf("%s: an invitation is told", c.who)
		}
		code("")
		if !says(c.told) || says(c.untold) {
			t.Errorf("%s: told to %s: %v, to %s: %v", c.who, c.told, says(c.told), c.untold, says(c.untold))
		}
	}
}
