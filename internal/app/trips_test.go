package app_test

import "testing"

// TestRoundTripsOfADosingDay holds the pages of a running session to their trips:
// one of the sign-in, one of the identity bar with begin, the page's own, which
// reads the session before what depends on it, and one of the commit.
func TestRoundTripsOfADosingDay(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	session := w.read(`select '/clients/' || client_id || '/dosing/' || id from dosing_session where status = 'dosed'`)[0]
	waiting := w.read(`select '/clients/' || client_id || '/dosing/' || id from dosing_session where status = 'arrived'`)[0]
	for _, page := range []struct {
		who, path string
		want      int
	}{
		{"jonah", session, 4},
		{"jonah", session + "/leaving", 4},
		{"priya", waiting + "/readiness", 5},
		{"priya", waiting + "/intake", 6},
	} {
		person := w.as(page.who)
		before := w.Trips()
		if answer := person.get(page.path); answer.Code != 200 {
			t.Errorf("%s: got %d", page.path, answer.Code)
		}
		if got := int(w.Trips() - before); got != page.want {
			t.Errorf("%s: got %d trips want %d", page.path, got, page.want)
		}
	}
}
