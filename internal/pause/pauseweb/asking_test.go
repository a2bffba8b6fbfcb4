package pauseweb_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestWhoHasTheFormToAskThePrescriber(t *testing.T) {
	s := open(t)
	s.Join("tomas")
	s.Join("ada")
	for who, may := range map[string]bool{"jonah": true, "tomas": true, "miriam": true, "ada": false, "grace": false} {
		if got := strings.Contains(s.page(who), "Ask the prescriber"); got != may {
			t.Errorf("%s has the form: %v, want %v", who, got, may)
		}
		want := http.StatusForbidden
		if may {
			want = http.StatusSeeOther
		}
		if w := s.post(who, "/reviews", "kind", "concern", "reason", "Sleeps badly since the move"); w.Code != want {
			t.Errorf("%s asks: got %d, want %d", who, w.Code, want)
		}
	}
	if page := s.page("tomas"); strings.Count(page, "Sleeps badly since the move") != 3 || !strings.Contains(page, "Other concern") {
		t.Error("the care team reads what each of the three asked")
	}
	if page := s.page("grace"); strings.Contains(page, "Sleeps") || strings.Contains(page, "Other concern") || strings.Contains(page, "/reviews") {
		t.Error("the front desk reads what was asked, or that it was")
	}
}
