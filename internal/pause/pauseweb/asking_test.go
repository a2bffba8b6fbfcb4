package pauseweb_test

import (
	"net/http"
	"strings"
	"testing"

	"kap/internal/db"
)

func TestWhoHasTheFormToAskThePrescriber(t *testing.T) {
	s := open(t)
	for name, role := range map[string]string{"tomas": "nurse", "ada": "medical_assistant"} {
		s.owner(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, s.Clinic.ID, db.NewID(), s.client, s.Staff[name].Staff, role)
	}
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
