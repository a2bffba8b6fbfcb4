package pauseweb_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/pause"
	"kap/internal/pause/pauseweb"
	"kap/internal/schedule"
	"kap/internal/testdesk"
)

// site is the screens with Ana, whose course a risk check has paused.
type site struct {
	*testdesk.Desk
	pause.Service
}

func open(t *testing.T) site {
	var pauses pause.Service
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		pauses = pause.Service{DB: d, Hold: schedule.HoldPaused}
		return pauseweb.Screens{Pause: pauses}.Routes()
	})
	s.TakeIn()
	found := site{s, pauses}
	found.find(t)
	return found
}

func (s site) page(who string) string { return s.Get(who, s.At+"/pauses").Page() }

func (s site) post(who, path string, typed ...string) testdesk.Answer {
	return s.Post(who, s.At+path, testdesk.Form(typed...))
}

// find is a risk check that pauses and asks.
func (s site) find(t *testing.T) {
	t.Helper()
	ctx := s.As(context.Background(), "jonah")
	fact := pause.Fact{Kind: "risk_check", ID: db.NewID()}
	err := s.Write(ctx, []uuid.UUID{s.Client}, func(tx *db.Tx) (audit.Event, error) {
		if err := pause.Open(ctx, tx, pause.Opening{Client: s.Client, Kind: pause.Psychiatric, Fact: fact, Reason: "Active ideation"}, s.Hold); err != nil {
			return audit.Event{}, err
		}
		return audit.Did("risk_check.recorded", s.Client, "risk_check", fact.ID),
			pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: s.Client, Kind: pause.Screen, Fact: fact, Reason: "Screen positive"})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEachReadsTheirOwnWords(t *testing.T) {
	s := open(t)
	if w := s.post("miriam", "/pauses", "kind", "administrative", "reason", "Waits for a letter of the cardiologist"); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", w.Code, w.Body)
	}
	desk := s.page("grace")
	for _, clinical := range []string{"ideation", "Screen", "psychiatric", "cardiologist", "Reviews", "Medical"} {
		if strings.Contains(desk, clinical) {
			t.Errorf("the front desk reads %q", clinical)
		}
	}
	if !strings.Contains(desk, "Paused") || !strings.Contains(desk, "Pause the course") {
		t.Error("the front desk reads that it is paused, and may pause")
	}
	if page := s.page("jonah"); !strings.Contains(page, "Active ideation") || strings.Count(page, "<textarea") != 1 {
		t.Error("the therapist reads the reason and may only ask the prescriber")
	}
	if page := s.page("priya"); strings.Contains(page, "ideation") {
		t.Error("another therapist reads it")
	}
}

func TestARefusedLiftStandsAtItsOwnForm(t *testing.T) {
	s := open(t)
	p, err := s.Service.Read(s.As(context.Background(), "miriam"), s.Client)
	if err != nil {
		t.Fatal(err)
	}
	lifting := "/pauses/" + p.Pauses[0].ID.String() + "/lifting"
	w := s.post("miriam", lifting)
	if at := `id="lift-` + p.Pauses[0].ID.String() + `-lifted_reason-error"`; w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), at) {
		t.Errorf("without a reason: got %d, want the sentence at %s", w.Code, at)
	}
	if w := s.post("jonah", lifting, "lifted_reason", "Fine"); w.Code != http.StatusForbidden {
		t.Errorf("the therapist lifts: got %d", w.Code)
	}
	if w := s.post("miriam", lifting, "lifted_reason", "Seen today"); w.Code != http.StatusSeeOther {
		t.Errorf("got %d", w.Code)
	}
	if w := s.post("miriam", lifting, "lifted_reason", "Again"); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "lifted already") {
		t.Errorf("lifted twice: got %d, want the sentence on the page", w.Code)
	}
}

func TestAClinicianAsksThePrescriber(t *testing.T) {
	s := open(t)
	if w := s.post("jonah", "/reviews", "kind", "interval", "reason", "x"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `id="ask-kind-error"`) {
		t.Errorf("a kind that is found elsewhere: got %d", w.Code)
	}
	if w := s.post("grace", "/reviews", "kind", "dose", "reason", "Wants more"); w.Code != http.StatusForbidden {
		t.Errorf("the front desk asks: got %d", w.Code)
	}
	if w := s.post("jonah", "/reviews", "kind", "dose", "reason", "Asks for a higher dose"); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", w.Code, w.Body)
	}
	if page := s.page("miriam"); !strings.Contains(page, "Asks for a higher dose") || !strings.Contains(page, "Higher dose asked for") {
		t.Error("the prescriber reads the question")
	}
}

func TestStopLeadsToClosing(t *testing.T) {
	s := open(t)
	p, err := s.Service.Read(s.As(context.Background(), "miriam"), s.Client)
	if err != nil {
		t.Fatal(err)
	}
	w := s.post("miriam", "/reviews/"+p.Reviews[0].ID.String()+"/answer", "decision", "stop", "answer", "Not safe here")
	if w.Code != http.StatusSeeOther || w.To() != s.At+"/course/close" {
		t.Errorf("got %d to %s", w.Code, w.To())
	}
	if page := s.page("jonah"); !strings.Contains(page, "Stopped") || !strings.Contains(page, "A prescriber lifts it") {
		t.Error("the answer stands on the page and the course stays paused")
	}
}
