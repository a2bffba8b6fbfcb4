package staffweb_test

import (
	"net/http"
	"strings"
	"testing"
)

// Whoever types two passwords hears everything about them at once.
func TestASetUpIsRefusedForEverythingAtOnce(t *testing.T) {
	s := open(t)
	w := s.post("", "/set-up", "password", "short", "again", "other")
	page := w.Page()
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("got %d", w.Code)
	}
	at := 0
	for _, want := range []string{"Three answers need a change", "Type or paste the set-up code", "Use 12 to 256 characters", "The two passwords differ", "Type the passwords again"} {
		i := strings.Index(page[at:], want)
		if i < 0 {
			t.Fatalf("%q is not there, or not in its place:\n%s", want, page)
		}
		at += i
	}
}
