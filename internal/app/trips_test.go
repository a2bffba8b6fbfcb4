package app_test

import "testing"

// TestRoundTripsOfADosingDay holds the pages of a running session to their trips:
// three of the sign-in, three of the identity bar, and the page's own look, which
// reads the session before what depends on it.
func TestRoundTripsOfADosingDay(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	session := w.read(`select '/clients/' || client_id || '/dosing/' || id from dosing_session where status = 'dosed'`)[0]
	waiting := w.read(`select '/clients/' || client_id || '/dosing/' || id from dosing_session where status = 'arrived'`)[0]
	for _, page := range []struct {
		who, path string
		want      int
	}{
		{"jonah", session, 9},
		{"jonah", session + "/leaving", 9},
		{"priya", waiting + "/readiness", 10},
		{"priya", waiting + "/intake", 11},
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
