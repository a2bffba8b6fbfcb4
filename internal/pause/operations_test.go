package pause_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/schedule"
)

type house struct {
	*dbtest.DB
	dbtest.Clinic
	pause.Service
	client uuid.UUID
}

// open is a clinic with one client in an open course, cared for by Miriam and Jonah.
func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	h := house{d, d.Clinic(t), pause.Service{DB: d.DB, Hold: schedule.HoldPaused}, db.NewID()}
	h.owner(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Ana Ruiz', '1984-03-14')`, h.Clinic.ID, h.client)
	h.owner(t, `insert into course (clinic_id, id, client_id) values ($1, $2, $3)`, h.Clinic.ID, db.NewID(), h.client)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist"} {
		h.owner(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, h.Clinic.ID, db.NewID(), h.client, h.Staff[name].Staff, role)
	}
	return h
}

func (h house) owner(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := h.Owner.Exec(context.Background(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func (h house) as(name string) context.Context { return h.As(context.Background(), name) }

func (h house) page(t *testing.T, name string) pause.Page {
	t.Helper()
	p, err := h.Service.Read(h.as(name), h.client)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// found runs what a step does when it finds a reason.
func (h house) found(t *testing.T, name string, fn func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	ctx := h.as(name)
	err := h.Write(ctx, []uuid.UUID{h.client}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("risk_check.recorded", h.client, "risk_check", uuid.Nil), fn(ctx, tx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (h house) fact(t *testing.T) pause.Fact {
	fact := pause.Fact{Kind: "risk_check", ID: db.NewID()}
	h.found(t, "jonah", func(ctx context.Context, tx *db.Tx) error {
		for range 2 { // the same fact again opens no second one
			if err := pause.Open(ctx, tx, pause.Opening{Client: h.client, Kind: pause.Psychiatric, Fact: fact, Reason: "Active ideation"}, h.Hold); err != nil {
				return err
			}
			if err := pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: h.client, Kind: pause.Item9, Fact: fact, Reason: "Item 9 is 2"}); err != nil {
				return err
			}
		}
		return nil
	})
	return fact
}

func TestAFactOpensOneOfEach(t *testing.T) {
	h := open(t)
	h.fact(t)
	p := h.page(t, "jonah")
	if len(p.Pauses) != 1 || len(p.Reviews) != 1 || !p.Paused {
		t.Errorf("got %d pauses and %d reviews, want one of each", len(p.Pauses), len(p.Reviews))
	}
}

func TestTheDeskReadsOnlyItsOwnWords(t *testing.T) {
	h := open(t)
	h.fact(t)
	for name, reason := range map[string]string{"grace": "Insurance", "miriam": "Tired of it all"} {
		if err := h.Pause(h.as(name), h.client, db.NewID(), pause.PauseEntry{Kind: pause.Administrative, Reason: reason}); err != nil {
			t.Fatal(err)
		}
	}
	p := h.page(t, "grace")
	if len(p.Reviews) != 0 || len(p.Pauses) != 2 {
		t.Fatalf("got %d pauses and %d reviews, want the two the desk may lift", len(p.Pauses), len(p.Reviews))
	}
	for _, one := range p.Pauses {
		if one.OpenedBy != "Grace Kim" && (one.Reason != "" || one.Words() != "Paused") {
			t.Errorf("the desk reads %q, %q", one.Words(), one.Reason)
		}
		if one.OpenedBy == "Grace Kim" && one.Reason != "Insurance" {
			t.Errorf("the desk reads %q of its own pause", one.Reason)
		}
	}
}

func TestWhoLifts(t *testing.T) {
	h := open(t)
	h.fact(t)
	id := h.page(t, "jonah").Pauses[0].ID
	why := pause.LiftingEntry{Reason: "Seen today"}
	for name, want := range map[string]problem.Kind{
		"jonah": problem.Forbidden, // reads it, is no prescriber
		"grace": problem.NotFound,  // does not read it
		"priya": problem.NotFound,  // not on the care team
	} {
		if err := h.Lift(h.as(name), h.client, id, why); !problem.Is(err, want) {
			t.Errorf("%s lifts: got %v, want kind %d", name, err, want)
		}
	}
	if err := h.Lift(h.as("miriam"), h.client, id, pause.LiftingEntry{}); !problem.Is(err, problem.Invalid) {
		t.Errorf("without a reason: got %v", err)
	}
	if err := h.Lift(h.as("miriam"), h.client, id, why); err != nil {
		t.Fatal(err)
	}
	if p := h.page(t, "jonah"); p.Paused || p.Reviews[0].Open() {
		t.Errorf("lifted: got %+v, want the review of the same fact answered too", p)
	}
	if err := h.Lift(h.as("miriam"), h.client, id, why); !problem.Is(err, problem.Conflict) {
		t.Errorf("lifted twice: got %v, want a conflict", err)
	}
}

func TestOneAnswerClosesWhatTheFactOpened(t *testing.T) {
	for decision, paused := range map[pause.Decision]bool{
		pause.Continue: false, pause.ContinueChanged: false, pause.PauseIt: true, pause.Stop: true,
	} {
		t.Run(string(decision), func(t *testing.T) {
			h := open(t)
			h.fact(t)
			review := h.page(t, "miriam").Reviews[0].ID
			in := pause.AnswerEntry{Decision: decision, Answer: "Talked today"}
			if err := h.AnswerReview(h.as("jonah"), h.client, review, in); !problem.Is(err, problem.Forbidden) {
				t.Errorf("the therapist answers: got %v, want forbidden", err)
			}
			if err := h.AnswerReview(h.as("miriam"), h.client, review, in); err != nil {
				t.Fatal(err)
			}
			p := h.page(t, "miriam")
			if p.Paused != paused || p.Reviews[0].Open() || p.Reviews[0].AnsweredBy != "Miriam Halvorsen" {
				t.Errorf("paused %v, want %v; review %+v", p.Paused, paused, p.Reviews[0])
			}
			if err := h.AnswerReview(h.as("miriam"), h.client, review, in); !problem.Is(err, problem.Conflict) {
				t.Errorf("answered twice: got %v, want a conflict", err)
			}
		})
	}
}

func TestAPauseByHandIsStoredOnce(t *testing.T) {
	h := open(t)
	in := pause.PauseEntry{Kind: pause.ClientsWish, Reason: "Traveling"}
	id := db.NewID()
	for range 2 {
		ctx := db.WithSubmission(h.as("grace"), &db.Submission{ID: id, Posted: []byte("kind=client's wish")})
		if err := h.Pause(ctx, h.client, id, in); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(h.page(t, "grace").Pauses); n != 1 {
		t.Errorf("got %d pauses, want 1", n)
	}
	if err := h.Pause(h.as("grace"), h.client, db.NewID(), pause.PauseEntry{Kind: pause.Medical, Reason: "Ill"}); !problem.Is(err, problem.Forbidden) {
		t.Errorf("the desk pauses medically: got %v, want forbidden", err)
	}
	h.owner(t, `update course set closed_at = $2, closed_reason = 'moved' where client_id = $1`, h.client, h.Now())
	if err := h.Pause(h.as("grace"), h.client, db.NewID(), in); !problem.Is(err, problem.Conflict) {
		t.Errorf("no open course: got %v, want a conflict", err)
	}
}

func TestAnOverrideAnswersItsReview(t *testing.T) {
	h := open(t)
	fact := h.fact(t)
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	given := pause.OverrideEntry{Client: h.client, Item: "G22", Fact: fact, Covers: "reviews=1", ValidOn: day, Reason: "Seen today"}
	h.found(t, "miriam", func(ctx context.Context, tx *db.Tx) error { return pause.RecordOverride(ctx, tx, given) })
	p := h.page(t, "miriam")
	if p.Reviews[0].Open() || !p.Paused {
		t.Error("the override answers the review and lifts no pause")
	}
	ctx := h.as("jonah")
	var got []pause.Override
	err := h.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := pause.QueueOverrides(b, h.client, v.Now)
		err := b.Send(ctx)
		got = rows.All()
		return err
	})
	if err != nil || len(got) != 1 || got[0].By != "Miriam Halvorsen" || !pause.Covers(got[0], "G22", "reviews=1", day) {
		t.Errorf("got %+v, %v", got, err)
	}
}
