package safety_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/safety"
)

// utc compares moments, whatever zone they are read in.
var utc = cmp.Transformer("utc", func(t time.Time) time.Time { return t.UTC() })

// session is a dosing session of the client that was not held.
func (w ward) session(t *testing.T) uuid.UUID {
	id := db.NewID()
	w.owner(t, `insert into dosing_session (clinic_id, id, client_id, course_id, status, arrived_at, not_started_at, not_started_reason)
		select clinic_id, $2, client_id, id, 'not_started', $3::timestamptz, $3, 'said' from course where client_id = $1`, w.client, id, w.Now().Add(-time.Hour))
	return id
}

// TestWhatIsTypedIsWhatIsRead: every field of each document comes back as itself.
func TestWhatIsTypedIsWhatIsRead(t *testing.T) {
	w := open(t)
	ctx, session := w.As(t.Context(), "jonah"), w.session(t)
	check := safety.RiskCheckEntry{
		RiskCheck: safety.RiskCheck{ID: db.NewID(), Session: session, At: w.Now().Add(-time.Hour), Ideation: safety.IdeationPassive, Intent: safety.No,
			Plan: safety.Yes, Means: safety.Yes, Attempt: safety.No, Change: safety.Worse, Dispositions: []safety.Disposition{safety.PlanMade, safety.PrescriberCalled},
			CalledTo: "M. Halvorsen", CalledAt: w.Now().Add(-time.Minute), Instruction: "See tomorrow", Said: "Not today"},
		SafetyPlan: safety.SafetyPlan{WarningSigns: "no sleep", Steadying: "music", People: "Lucia", Professionals: "Dr. Orr", SafePlace: "none at home",
			Reasons: "the dog", AgreedWithUs: true}}
	event := safety.AdverseEvent{ID: db.NewID(), Session: session, Kind: "headache", Words: "left side", StartedAt: w.Now().Add(-2 * time.Hour), EndedAt: w.Now().Add(-time.Hour),
		Grade: safety.Moderate, Serious: safety.No, Relatedness: "probable", Action: "water", Outcome: "resolving", ReportedTo: "pharmacy"}
	ending := safety.EndingEntry{EndedAt: w.Now().Add(-time.Minute), Outcome: safety.Resolved, Action: "rest"}
	call := safety.Call{ID: db.NewID(), Session: session, Kind: safety.EmergencyServices, Escalation: safety.Escalation{At: w.Now().Add(-time.Hour),
		Called: "911", Reason: "short of breath", Answered: safety.Yes, Instruction: "sit up", ReadBack: true}}
	incident := safety.Incident{ID: db.NewID(), Session: session, Kind: safety.Discrepancy, FactKind: "dosing_session", Fact: session, Words: "one short",
		At: w.Now().Add(-time.Hour), SecondPerson: w.Staff["miriam"].Staff}
	for _, err := range []error{
		w.CheckRisk(ctx, w.client, check.ID, check),
		w.RecordAdverseEvent(ctx, w.client, event.ID, event),
		w.Write(ctx, []uuid.UUID{w.client}, func(tx *db.Tx) (audit.Event, error) {
			if err := safety.LogEscalation(ctx, tx, w.client, call); err != nil {
				return audit.Event{}, err
			}
			return audit.Did("incident.opened", w.client, "incident", incident.ID), safety.OpenIncident(ctx, tx, w.client, incident)
		}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	read := func() safety.Page {
		p, err := w.Read(ctx, w.client)
		if err != nil || len(p.Checks) != 1 || len(p.Events) != 1 || len(p.Calls) != 1 || len(p.Incidents) != 1 {
			t.Fatalf("got %v %+v", err, p)
		}
		return p
	}
	same := func(what string, typed, read any) {
		t.Helper()
		if diff := cmp.Diff(typed, read, utc); diff != "" {
			t.Errorf("%s (-typed +read):\n%s", what, diff)
		}
	}
	p := read()
	check.RecordedBy, event.RecordedBy, call.RecordedBy, incident.OpenedBy = "Jonah Weiss", "Jonah Weiss", "Jonah Weiss", "Jonah Weiss"
	check.SafetyPlan.ID, check.SafetyPlan.At, check.SafetyPlan.RecordedBy = p.Plan.ID, check.At, "Jonah Weiss"
	same("risk check", check.RiskCheck, p.Checks[0])
	same("safety plan", check.SafetyPlan, p.Plan)
	same("adverse event", event, p.Events[0])
	same("call", call, p.Calls[0])
	same("incident", incident, p.Incidents[0])
	if err := w.EndAdverseEvent(ctx, w.client, event.ID, ending); err != nil {
		t.Fatal(err)
	}
	if err := w.CloseIncident(w.As(t.Context(), "miriam"), w.client, incident.ID, safety.ClosingEntry{Words: "found"}); err != nil {
		t.Fatal(err)
	}
	p = read()
	same("ending", ending, p.Events[0].Ending())
	now := w.Now()
	incident.ClosedAt, incident.ClosedBy, incident.ClosedWords = &now, "Miriam Halvorsen", "found"
	same("closed incident", incident, p.Incidents[0])
	one, err := w.Check(ctx, w.client, check.ID)
	same("one risk check", check.RiskCheck, one)
	if err != nil {
		t.Error(err)
	}
}

const stored problem.Kind = -1 // no problem

// TestOneOfOneClient: what is another client's is not there, and what is closed or answered
// once stays so.
func TestOneOfOneClient(t *testing.T) {
	w := open(t)
	ctx, other := w.As(t.Context(), "jonah"), w.Client(t, w.Clinic).ID
	check, event, incident, urgent := db.NewID(), db.NewID(), db.NewID(), db.NewID()
	prescriber := safety.Call{ID: db.NewID(), Kind: safety.Prescriber, Escalation: safety.Escalation{Called: "M. Halvorsen", Reason: "pressure", Answered: safety.No}}
	for _, err := range []error{
		w.CheckRisk(ctx, w.client, check, w.calm()), w.RecordAdverseEvent(ctx, w.client, event, w.nausea()), w.RaiseUrgent(ctx, w.client, urgent),
		w.Write(ctx, []uuid.UUID{w.client}, func(tx *db.Tx) (audit.Event, error) {
			if err := safety.LogEscalation(ctx, tx, w.client, prescriber); err != nil {
				return audit.Event{}, err
			}
			return audit.Did("incident.opened", w.client, "incident", incident),
				safety.OpenIncident(ctx, tx, w.client, safety.Incident{ID: incident, Kind: safety.Unplanned, Words: "one more"})
		}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	end := safety.EndingEntry{Outcome: safety.Resolved, Action: "rest"}
	_, checkErr := w.Check(ctx, other, check)
	_, _, eventErr := w.Event(ctx, other, event)
	for _, test := range []struct {
		what string
		err  error
		want problem.Kind
	}{
		{"another's check", checkErr, problem.NotFound},
		{"another's adverse event", eventErr, problem.NotFound},
		{"ended for another", w.EndAdverseEvent(ctx, other, event, end), problem.NotFound},
		{"no such adverse event", w.EndAdverseEvent(ctx, w.client, db.NewID(), end), problem.NotFound},
		{"closed for another", w.CloseIncident(ctx, other, incident, safety.ClosingEntry{Words: "found"}), problem.Conflict},
		{"no words", w.CloseIncident(ctx, w.client, incident, safety.ClosingEntry{}), problem.Invalid},
		{"answered for another", w.AnswerUrgent(ctx, other, urgent, safety.ComingEntry{Words: "came"}), problem.Conflict},
		{"no call of the front desk", w.AnswerUrgent(ctx, w.client, prescriber.ID, safety.ComingEntry{Words: "came"}), problem.Conflict},
		{"closed", w.CloseIncident(ctx, w.client, incident, safety.ClosingEntry{Words: "found"}), stored},
		{"closed twice", w.CloseIncident(ctx, w.client, incident, safety.ClosingEntry{Words: "again"}), problem.Conflict},
	} {
		if p, _ := problem.As(test.err); (test.err == nil) != (test.want == stored) || test.err != nil && p.Kind != test.want {
			t.Errorf("%s: got %v", test.what, test.err)
		}
	}
	if err := w.RecordAdverseEvent(ctx, w.client, db.NewID(), w.nausea()); err != nil {
		t.Fatal(err)
	}
	if err := w.EndAdverseEvent(ctx, w.client, event, end); err != nil || w.count(t, `select count(*) from adverse_event where client_id = $1 and outcome = 'resolved'`) != 1 {
		t.Errorf("one of two ended: %v", err)
	}
	p, err := w.Read(ctx, other)
	if err != nil || len(p.Checks)+len(p.Events)+len(p.Incidents)+len(p.Calls) != 0 || p.HasPlan {
		t.Errorf("the other client: %v %+v", err, p)
	}
	if p, err = w.Read(ctx, w.client); err != nil || p.Incidents[0].ClosedWords != "found" {
		t.Errorf("got %v %+v", err, p.Incidents)
	}
}

// TestTheOrderOfAPage: what waits comes first, then the latest.
func TestTheOrderOfAPage(t *testing.T) {
	w := open(t)
	at := func(hours int) time.Time { return dbtest.Noon.Add(time.Duration(hours) * time.Hour) }
	jonah := w.Staff["jonah"].Staff
	for words, row := range map[string]struct {
		hours  int
		closed any
	}{"closed, late": {-1, dbtest.Noon}, "open, early": {-5, nil}, "open, late": {-2, nil}} {
		w.owner(t, `insert into incident (clinic_id, id, client_id, kind, words, at, closed_at, closed_by, closed_words)
			values ($1, $2, $3, 'unplanned', $4, $5, $6, $7, 'found')`, w.Clinic.ID, db.NewID(), w.client, words, at(row.hours), row.closed, jonah)
	}
	for words, hours := range map[string]int{"first": -3, "last": -1, "second": -2} {
		w.owner(t, `insert into adverse_event (clinic_id, id, client_id, kind, words, started_at, grade, serious)
			values ($1, $2, $3, 'nausea', $4, $5, 1, 'no')`, w.Clinic.ID, db.NewID(), w.client, words, at(hours))
	}
	p, err := w.Read(w.As(t.Context(), "jonah"), w.client)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range p.Incidents {
		got = append(got, i.Words)
	}
	for _, e := range p.Events {
		got = append(got, e.Words)
	}
	if diff := cmp.Diff([]string{"open, late", "open, early", "closed, late", "last", "second", "first"}, got); diff != "" {
		t.Error(diff)
	}
}
