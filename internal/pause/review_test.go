package pause_test

import (
	"testing"

	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
)

func TestWhatIsAskedByHand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		in   pause.ReviewEntry
		fine bool
	}{
		{"a new diagnosis", pause.ReviewEntry{Kind: pause.NewDiagnosis, Reason: "Sleep apnea"}, true},
		{"a higher dose", pause.ReviewEntry{Kind: pause.HigherDose, Reason: "Felt little"}, true},
		{"another concern", pause.ReviewEntry{Kind: pause.Concern, Reason: "Sleeps badly"}, true},
		{"no kind", pause.ReviewEntry{Reason: "Sleeps badly"}, false},
		{"what a fact alone opens", pause.ReviewEntry{Kind: pause.Interval, Reason: "Long ago"}, false},
		{"no reason", pause.ReviewEntry{Kind: pause.Concern}, false},
		{"a blank reason", pause.ReviewEntry{Kind: pause.Concern, Reason: " \n"}, false},
	} {
		if err := c.in.Check(); (err == nil) != c.fine {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

func TestKindsOfPauses(t *testing.T) {
	for kind, want := range map[pause.Kind][2]bool{ // known, clinical
		pause.Medical: {true, true}, pause.Psychiatric: {true, true}, pause.Administrative: {true, false}, pause.ClientsWish: {true, false},
		"holiday": {false, true}, "": {false, true},
	} {
		if got := [2]bool{kind.Known(), kind.Clinical()}; got != want {
			t.Errorf("%q: got known and clinical %v, want %v", kind, got, want)
		}
	}
}

// TestWhatAReviewPauses: what speaks of the mind pauses psychiatrically, all else medically.
func TestWhatAReviewPauses(t *testing.T) {
	for kind, want := range map[pause.ReviewKind]pause.Kind{
		pause.Item9: pause.Psychiatric, pause.Screen: pause.Psychiatric, pause.Worse: pause.Psychiatric, pause.Substance: pause.Psychiatric,
		pause.Pressure: pause.Medical, pause.NewDiagnosis: pause.Medical, pause.Concern: pause.Medical,
	} {
		if got := kind.Pauses(); got != want {
			t.Errorf("%s: got %s, want %s", kind, got, want)
		}
	}
}

// TestAReviewIsAnsweredWithItsOwnClient: another's of the same name is not there.
func TestAReviewIsAnsweredWithItsOwnClient(t *testing.T) {
	h := open(t)
	h.fact(t)
	other, course := h.another(t)
	h.owner(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason) values ($1, $2, $3, $4, 'prescriber', '2026-01-01', 'named')`,
		h.Clinic.ID, db.NewID(), other, h.Staff["miriam"].Staff)
	theirs := db.NewID()
	h.owner(t, `insert into review (clinic_id, id, client_id, course_id, kind, reason) values ($1, $2, $3, $4, 'pressure', 'High')`, h.Clinic.ID, theirs, other, course)
	in := pause.AnswerEntry{Decision: pause.Continue, Answer: "Talked today"}
	if err := h.AnswerReview(h.as("miriam"), h.client, theirs, in); !problem.Is(err, problem.NotFound) {
		t.Errorf("somebody else's: got %v, want not found", err)
	}
	if err := h.AnswerReview(h.as("miriam"), other, theirs, in); err != nil {
		t.Fatal(err)
	}
	if p := h.page(t, "miriam"); len(p.Reviews) != 1 || !p.Reviews[0].Open() {
		t.Errorf("this one's still waits: got %+v", p.Reviews)
	}
}

func TestWhoAsksThePrescriber(t *testing.T) {
	h := open(t)
	h.owner(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
		values ($1, $2, $3, $4, 'nurse', '2026-01-01', 'named')`, h.Clinic.ID, db.NewID(), h.client, h.Staff["tomas"].Staff)
	in := pause.ReviewEntry{Kind: pause.NewDiagnosis, Reason: "Sleep apnea"}
	for _, name := range []string{"jonah", "tomas", "miriam"} {
		if err := h.Ask(h.as(name), h.client, db.NewID(), in); err != nil {
			t.Errorf("%s asks: %v", name, err)
		}
	}
	for name, want := range map[string]problem.Kind{
		"grace": problem.Forbidden, "ada": problem.Forbidden, "ruth": problem.Forbidden,
		"priya": problem.Conflict, // not on the care team: no course is there for her
	} {
		if err := h.Ask(h.as(name), h.client, db.NewID(), in); !problem.Is(err, want) {
			t.Errorf("%s asks: got %v, want kind %d", name, err, want)
		}
	}
	p := h.page(t, "miriam")
	if len(p.Reviews) != 3 || p.Paused {
		t.Errorf("got %d reviews, paused %v; want three questions and a course that goes on", len(p.Reviews), p.Paused)
	}
	if desk := h.page(t, "grace"); len(desk.Reviews) != 0 {
		t.Errorf("the front desk reads %+v", desk.Reviews)
	}
	h.owner(t, `update course set closed_at = $2, closed_reason = 'moved' where client_id = $1`, h.client, h.Now())
	if err := h.Ask(h.as("jonah"), h.client, db.NewID(), in); !problem.Is(err, problem.Conflict) {
		t.Errorf("no open course: got %v, want a conflict", err)
	}
}

func TestAPossiblePregnancyPausesAtOnce(t *testing.T) {
	h, id := open(t), db.NewID()
	if err := h.Ask(h.as("jonah"), h.client, id, pause.ReviewEntry{Kind: pause.Pregnancy, Reason: "Late by a week"}); err != nil {
		t.Fatal(err)
	}
	p := h.page(t, "miriam")
	if len(p.Reviews) != 0 || !p.Paused || len(p.Pauses) != 1 || p.Pauses[0].Kind != pause.Medical || p.Pauses[0].Reason != "Possible pregnancy: Late by a week" {
		t.Fatalf("got %+v, want a medical pause and no review", p)
	}
	if err := h.Lift(h.as("jonah"), h.client, id, pause.LiftingEntry{Reason: "Test negative"}); !problem.Is(err, problem.Forbidden) {
		t.Errorf("the therapist lifts it: got %v", err)
	}
	if err := h.Lift(h.as("miriam"), h.client, id, pause.LiftingEntry{Reason: "Test negative"}); err != nil {
		t.Error(err)
	}
}

func TestAQuestionIsAskedOnceAndAnsweredAsAnyReview(t *testing.T) {
	for decision, paused := range map[pause.Decision]bool{pause.Continue: false, pause.PauseIt: true} {
		t.Run(string(decision), func(t *testing.T) {
			h := open(t)
			id := db.NewID()
			for range 2 { // a second click
				ctx := db.WithSubmission(h.as("jonah"), &db.Submission{ID: id, Posted: []byte("kind=dose")})
				if err := h.Ask(ctx, h.client, id, pause.ReviewEntry{Kind: pause.HigherDose, Reason: "Felt little"}); err != nil {
					t.Fatal(err)
				}
			}
			p := h.page(t, "miriam")
			if len(p.Reviews) != 1 || p.Reviews[0].ID != id || p.Reviews[0].OpenedBy != "Jonah Weiss" {
				t.Fatalf("got %+v, want one question of Jonah's", p.Reviews)
			}
			answer := pause.AnswerEntry{Decision: decision, Answer: "Seen today"}
			if err := h.AnswerReview(h.as("jonah"), h.client, id, answer); !problem.Is(err, problem.Forbidden) {
				t.Errorf("the therapist answers: got %v, want forbidden", err)
			}
			if err := h.AnswerReview(h.as("miriam"), h.client, id, answer); err != nil {
				t.Fatal(err)
			}
			if p := h.page(t, "jonah"); p.Reviews[0].Open() || p.Paused != paused {
				t.Errorf("got %+v, paused %v; want it answered, paused %v", p.Reviews[0], p.Paused, paused)
			}
			var n int
			if err := h.Owner.QueryRow(t.Context(), `select count(*) from audit_event where action = 'review.opened' and subject = $1`, id).Scan(&n); err != nil || n != 1 {
				t.Errorf("got %d events, %v, want 1", n, err)
			}
		})
	}
}
