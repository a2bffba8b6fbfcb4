package auditlogweb_test

import (
	"net/http"
	"testing"
	"time"

	"kap/internal/dbtest"
)

// TestADayOfTheRecordIsTheClinics: from midnight in Denver until the next, which is not in
// it any more.
func TestADayOfTheRecordIsTheClinics(t *testing.T) {
	h := open(t)
	midnight := dbtest.Noon.Add(-12 * time.Hour)
	for name, at := range map[string]time.Time{"first": midnight, "last": midnight.Add(24*time.Hour - time.Microsecond), "next": midnight.Add(24 * time.Hour), "before": midnight.Add(-time.Microsecond)} {
		h.Set(at)
		h.looks("jonah", name+".moment")
	}
	page := h.Ask("ruth", "/access?day=2026-11-24", nil, http.StatusOK)
	for words, want := range map[string]bool{"First moment": true, "Last moment": true, "Next moment": false, "Before moment": false} {
		if got := page.Has(words); got != want {
			t.Errorf("%s: shown %v, want %v", words, got, want)
		}
	}
}
