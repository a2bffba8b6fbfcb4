package safety_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/safety"
	"kap/internal/task"
)

// ward is a clinic with Ana Ruiz, cared for by Jonah and Miriam, in an open course.
type ward struct {
	*dbtest.DB
	dbtest.Clinic
	safety.Service
	client uuid.UUID
}

func open(t *testing.T) ward {
	t.Parallel()
	d := dbtest.New(t)
	w := ward{DB: d, Clinic: d.Clinic(t), Service: safety.Service{DB: d.DB}, client: db.NewID()}
	w.owner(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Ana Ruiz', '1984-03-14')`, w.Clinic.ID, w.client)
	w.owner(t, `insert into course (clinic_id, id, client_id, therapist_id, prescriber_id) values ($1, $2, $3, $4, $5)`,
		w.Clinic.ID, db.NewID(), w.client, w.Staff["jonah"].Staff, w.Staff["miriam"].Staff)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist"} {
		w.owner(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, w.Clinic.ID, db.NewID(), w.client, w.Staff[name].Staff, role)
	}
	return w
}

func (w ward) owner(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := w.Owner.Exec(context.Background(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func (w ward) count(t *testing.T, statement string) (n int) {
	t.Helper()
	if err := w.Owner.QueryRow(context.Background(), statement, w.client).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

const (
	pauses  = `select count(*) from pause where client_id = $1 and lifted_at is null`
	waiting = `select count(*) from task where client_id = $1 and kind = 'risk check' and closed_at is null`
	nextDay = `select count(*) from task where client_id = $1 and kind = 'next-day call' and closed_at is null`
	urgent  = `select count(*) from task where client_id = $1 and kind = 'clinician now' and closed_at is null`
)

func (w ward) calm() safety.RiskCheckEntry {
	return safety.RiskCheckEntry{RiskCheck: safety.RiskCheck{At: w.Now(), Ideation: safety.IdeationNone, Intent: safety.No, Plan: safety.No,
		Means: safety.No, Attempt: safety.No, Change: safety.FirstCheck, Dispositions: []safety.Disposition{safety.UsualCare}}}
}

// ask opens the task that an answer to item 9 opens.
func (w ward) ask(t *testing.T) {
	t.Helper()
	ctx := w.As(t.Context(), "jonah")
	err := w.Write(ctx, []uuid.UUID{w.client}, func(tx *db.Tx) (audit.Event, error) {
		fact := task.Fact{Kind: "measure_response", ID: db.NewID()}
		return audit.Did("measure.recorded", w.client, fact.Kind, fact.ID), task.Open(ctx, tx, task.New{Client: w.client,
			Kind: task.RiskCheck, OwnerRole: "therapist", OwnerStaff: w.Staff["jonah"].Staff, Fact: fact})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOnlyARiskCheckClosesItsTask(t *testing.T) {
	w := open(t)
	w.ask(t)
	ctx := w.As(t.Context(), "jonah")
	var asked uuid.UUID
	if err := w.Owner.QueryRow(t.Context(), `select id from task`).Scan(&asked); err != nil {
		t.Fatal(err)
	}
	if err := (task.Service{DB: w.DB.DB}).Done(ctx, w.client, asked, task.OutcomeEntry{Outcome: "fine"}); !problem.Is(err, problem.Conflict) {
		t.Errorf("ticked off: got %v", err)
	}
	if err := w.CheckRisk(ctx, w.client, db.NewID(), safety.RiskCheckEntry{RiskCheck: safety.RiskCheck{At: w.Now()}}); !problem.Is(err, problem.Invalid) {
		t.Errorf("nothing asked: got %v", err)
	}
	if w.count(t, waiting) != 1 {
		t.Fatal("the task is closed by something else than a risk check")
	}
	if err := w.CheckRisk(ctx, w.client, db.NewID(), w.calm()); err != nil {
		t.Fatal(err)
	}
	if got := w.count(t, waiting); got != 0 {
		t.Errorf("got %d open", got)
	}
	if w.count(t, pauses)+w.count(t, nextDay) != 0 {
		t.Error("a calm check pauses nothing")
	}
}

// TestACheckAnswersNoAlertThatCameLater: a calm check of the morning says nothing about an
// answer of noon; one of the alert's own minute does.
func TestACheckAnswersNoAlertThatCameLater(t *testing.T) {
	w := open(t)
	w.ask(t)
	ctx := w.As(t.Context(), "jonah")
	for _, c := range []struct {
		before time.Duration
		open   int
	}{{24 * time.Hour, 1}, {2 * time.Hour, 1}, {time.Minute, 1}, {0, 0}} { // the clock stands at noon
		check := w.calm()
		check.At = w.Now().Add(-c.before)
		if err := w.CheckRisk(ctx, w.client, db.NewID(), check); err != nil {
			t.Fatal(err)
		}
		if got := w.count(t, waiting); got != c.open {
			t.Errorf("a check %s earlier leaves %d open, want %d", c.before, got, c.open)
		}
	}
}

func TestActiveIdeationPausesAndCallsTheNextDay(t *testing.T) {
	w := open(t)
	ctx := w.As(t.Context(), "jonah")
	c := w.calm()
	c.Ideation, c.Dispositions = safety.IdeationActive, []safety.Disposition{safety.PlanMade}
	if err := w.CheckRisk(ctx, w.client, db.NewID(), c); !problem.Is(err, problem.Invalid) {
		t.Errorf("a plan that is none: got %v", err)
	}
	c.SafetyPlan = safety.SafetyPlan{WarningSigns: "no sleep", Steadying: "music", People: "Lucia, 303 555 0101", SafePlace: "none at home", AgreedWithUs: true}
	id := db.NewID()
	for range 2 {
		again := db.WithSubmission(ctx, &db.Submission{ID: id, Posted: []byte("same")})
		if err := w.CheckRisk(again, w.client, id, c); err != nil {
			t.Fatal(err)
		}
	}
	if p, n := w.count(t, pauses), w.count(t, nextDay); p != 1 || n != 1 {
		t.Errorf("got %d pauses and %d calls", p, n)
	}
	page, err := w.Read(w.As(t.Context(), "miriam"), w.client)
	if err != nil || len(page.Checks) != 1 || page.Checks[0].Ideation != safety.IdeationActive || page.Plan.Steadying != "music" {
		t.Errorf("got %v %+v", err, page)
	}
}

// TestActiveIdeationIsUnchangedOnlyWhereItWasThere: what the last check does not hold is new.
func TestActiveIdeationIsUnchangedOnlyWhereItWasThere(t *testing.T) {
	stayed := []safety.Disposition{safety.NotLeftAlone, safety.ToEscort}
	for name, c := range map[string]struct {
		before []safety.Ideation // of earlier checks, the first first
		change safety.Change
		stands bool
	}{
		"no check before":        {nil, safety.Unchanged, false},
		"none before":            {[]safety.Ideation{safety.IdeationNone}, safety.Unchanged, false},
		"passive before, better": {[]safety.Ideation{safety.IdeationPassive}, safety.Better, false},
		"gone meanwhile":         {[]safety.Ideation{safety.IdeationActive, safety.IdeationNone}, safety.Unchanged, false},
		"passive before, worse":  {[]safety.Ideation{safety.IdeationPassive}, safety.Worse, true},
		"active before":          {[]safety.Ideation{safety.IdeationNone, safety.IdeationActive}, safety.Unchanged, true},
		"active before, better":  {[]safety.Ideation{safety.IdeationActive}, safety.Better, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			ctx := w.As(t.Context(), "jonah")
			for i, ideation := range c.before {
				e := w.calm()
				e.Ideation, e.At = ideation, w.Now().Add(time.Duration(i-len(c.before))*time.Hour)
				e.Change, e.Dispositions = safety.Worse, stayed
				if err := w.CheckRisk(ctx, w.client, db.NewID(), e); err != nil {
					t.Fatal(err)
				}
			}
			e := w.calm()
			e.Ideation, e.Change, e.Dispositions = safety.IdeationActive, c.change, stayed
			if err := w.CheckRisk(ctx, w.client, db.NewID(), e); (err == nil) != c.stands || err != nil && !problem.Is(err, problem.Invalid) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func (w ward) nausea() safety.AdverseEvent {
	return safety.AdverseEvent{Kind: "nausea", StartedAt: w.Now().Add(-time.Hour), Grade: safety.Moderate,
		Serious: safety.No, Relatedness: "possible", Action: "none", Outcome: "ongoing"}
}

func TestAnAdverseEventPausesFromGradeThreeOrSerious(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*safety.AdverseEvent)
		pauses int
		asked  int
	}{
		{"grade 2", func(*safety.AdverseEvent) {}, 0, 0},
		{"grade 3", func(h *safety.AdverseEvent) { h.Grade = safety.Severe }, 1, 0},
		{"serious", func(h *safety.AdverseEvent) { h.Serious = safety.Yes }, 1, 0},
		{"suicidality, grade 1", func(h *safety.AdverseEvent) { h.Kind, h.Grade = "suicidality", safety.Mild }, 1, 0},
		{"mania or psychosis, grade 1", func(h *safety.AdverseEvent) { h.Kind, h.Grade = "mania_psychosis", safety.Mild }, 1, 0},
		{"misuse, grade 1", func(h *safety.AdverseEvent) { h.Kind, h.Grade = "misuse", safety.Mild }, 1, 0},
		{"suicidality typed under other", func(h *safety.AdverseEvent) { h.Kind, h.Words, h.Grade = "other", "Suicidal thoughts", safety.Mild }, 1, 0},
		{"the line itself typed under other", func(h *safety.AdverseEvent) { h.Kind, h.Words, h.Grade = "other", "mania or PSYCHOSIS.", safety.Mild }, 1, 0},
		{"blood in urine typed under other", func(h *safety.AdverseEvent) { h.Kind, h.Words, h.Grade = "other", "blood in urine", safety.Mild }, 0, 1},
		{"something else", func(h *safety.AdverseEvent) { h.Kind, h.Words, h.Grade = "other", "hiccups", safety.Mild }, 0, 0},
		{"urinary, grade 1", func(h *safety.AdverseEvent) { h.Kind, h.Grade = "urinary", safety.Mild }, 0, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := open(t)
			ctx, h, id := w.As(t.Context(), "jonah"), w.nausea(), db.NewID()
			test.change(&h)
			if err := w.RecordAdverseEvent(ctx, w.client, id, h); err != nil {
				t.Fatal(err)
			}
			if got := w.count(t, pauses); got != test.pauses {
				t.Errorf("got %d pauses, want %d", got, test.pauses)
			}
			if got := w.count(t, `select count(*) from review where client_id = $1 and kind = 'urinary' and fact_kind = 'adverse_event'`); got != test.asked {
				t.Errorf("got %d reviews, want %d", got, test.asked)
			}
			if err := w.EndAdverseEvent(ctx, w.client, id, safety.EndingEntry{EndedAt: w.Now(), Outcome: "resolved", Action: "rest"}); err != nil {
				t.Fatal(err)
			}
			e, opened, err := w.Event(ctx, w.client, id)
			if err != nil || e.Lasts() || e.Action != "rest" || (opened.Pause != "") != (test.pauses > 0) {
				t.Errorf("got %v %+v %+v", err, e, opened)
			}
		})
	}
}

func TestTheFrontDeskCallsAndReadsNothingBack(t *testing.T) {
	w := open(t)
	grace, id := w.As(t.Context(), "grace"), db.NewID()
	if err := w.RaiseUrgent(grace, w.client, id); err != nil {
		t.Fatal(err)
	}
	if got := w.count(t, urgent); got != 2 {
		t.Errorf("got %d told, want therapist and prescriber", got)
	}
	page, err := w.Read(grace, w.client)
	if err != nil || len(page.Calls)+len(page.Checks)+len(page.Events) != 0 {
		t.Errorf("the front desk reads back: %v %+v", err, page)
	}
	jonah := w.As(t.Context(), "jonah")
	if err := w.AnswerUrgent(jonah, w.client, id, safety.ComingEntry{Words: "Sat with her."}); err != nil {
		t.Fatal(err)
	}
	if got := w.count(t, urgent); got != 0 {
		t.Errorf("got %d still open", got)
	}
	if err := w.AnswerUrgent(jonah, w.client, id, safety.ComingEntry{Words: "Again."}); !problem.Is(err, problem.Conflict) {
		t.Errorf("answered twice: got %v", err)
	}
}

func TestAnIncidentIsOpenedAndClosed(t *testing.T) {
	w := open(t)
	ctx, id := w.As(t.Context(), "jonah"), db.NewID()
	err := w.Write(ctx, []uuid.UUID{w.client}, func(tx *db.Tx) (audit.Event, error) {
		if err := safety.LogEscalation(ctx, tx, w.client, safety.Call{ID: db.NewID(), Kind: safety.Prescriber, Escalation: safety.Escalation{
			Called: "M. Halvorsen", Reason: "one lozenge more", Answered: safety.Yes, Instruction: "watch", ReadBack: true}}); err != nil {
			return audit.Event{}, err
		}
		return audit.Did("incident.opened", w.client, "incident", id),
			safety.OpenIncident(ctx, tx, w.client, safety.Incident{ID: id, Kind: safety.Unplanned, Words: "Took one more."})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.CloseIncident(ctx, w.client, id, safety.ClosingEntry{Words: "Stayed longer, well."}); err != nil {
		t.Fatal(err)
	}
	page, err := w.Read(ctx, w.client)
	if err != nil || len(page.Incidents) != 1 || page.Incidents[0].Open() || page.Calls[0].Called != "M. Halvorsen" {
		t.Errorf("got %v %+v", err, page)
	}
}

func TestAnotherTherapistSeesAndRecordsNothing(t *testing.T) {
	w := open(t)
	priya, id := w.As(t.Context(), "priya"), db.NewID()
	if err := w.CheckRisk(w.As(t.Context(), "jonah"), w.client, id, w.calm()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Check(priya, w.client, id); !problem.Is(err, problem.NotFound) {
		t.Errorf("reads: got %v", err)
	}
	for name, err := range map[string]error{
		"checks risk":           w.CheckRisk(priya, w.client, db.NewID(), w.calm()),
		"an adverse event":      w.RecordAdverseEvent(priya, w.client, db.NewID(), w.nausea()),
		"calls for a clinician": w.RaiseUrgent(priya, w.client, db.NewID()),
	} {
		if !problem.Is(err, problem.NotFound) {
			t.Errorf("%s: got %v, want NotFound", name, err)
		}
	}
}
