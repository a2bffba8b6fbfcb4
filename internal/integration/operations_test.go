package integration_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/integration"
	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/internal/safety"
	"kap/internal/sign"
)

// ward is a clinic with Ana Ruiz, cared for by Jonah and Miriam, dosed some days ago.
type ward struct {
	*dbtest.DB
	dbtest.Clinic
	integration.Service
	client, day, goal uuid.UUID
}

func open(t *testing.T, daysAgo int) ward {
	t.Parallel()
	d := dbtest.New(t)
	w := ward{DB: d, Clinic: d.Clinic(t), Service: integration.Service{DB: d.DB}, client: db.NewID(), day: db.NewID(), goal: db.NewID()}
	course := db.NewID()
	w.owner(t, `insert into protocol (clinic_id, id, version, body, effective_from, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-01-01', $4, '2026-01-01')`, w.Clinic.ID, db.NewID(), body, w.Staff["miriam"].Staff)
	w.owner(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Ana Ruiz', '1984-03-14')`, w.Clinic.ID, w.client)
	w.owner(t, `insert into course (clinic_id, id, client_id, therapist_id) values ($1, $2, $3, $4)`, w.Clinic.ID, course, w.client, w.Staff["jonah"].Staff)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist"} {
		w.owner(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, w.Clinic.ID, db.NewID(), w.client, w.Staff[name].Staff, role)
	}
	at := dbtest.Noon.AddDate(0, 0, -daysAgo)
	w.owner(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date, started_at)
		values ($1, $2, $3, $4, 1, $5, $6)`, w.Clinic.ID, w.day, w.client, course, at.Format(time.DateOnly), at)
	w.owner(t, `insert into goal (clinic_id, id, client_id, course_id, position, words) values ($1, $2, $3, $4, 1, 'less alone with it')`,
		w.Clinic.ID, w.goal, w.client, course)
	w.Advance(time.Minute)
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
	integrated = `select count(*) from dosing_day where client_id = $1 and integrated_at is not null`
	asked      = `select count(*) from review where client_id = $1 and answered_at is null`
	toSign     = `select count(*) from task where client_id = $1 and kind = 'sign session' and closed_at is null`
	sessions   = `select count(*) from integration_session where client_id = $1`
	toCall     = `select count(*) from task where client_id = $1 and kind in ('safety call', 'next-day call') and closed_at is null`
)

func (w ward) entry() integration.SessionEntry {
	seven := 7
	return integration.SessionEntry{Visit: integration.Visit{HeldAt: w.Now(), Minutes: 53, Place: preparation.Here, StateSince: "Lighter.",
		Urinary: "no", Ready: integration.IsReady, Themes: []string{"standing still\nwater"}},
		Goals: []integration.RatingEntry{{Goal: w.goal, Rating: &seven}}, Agreed: []string{"Walk daily\nAsk for help once a week"}}
}

func (w ward) checkRisk(t *testing.T) {
	t.Helper()
	c := safety.RiskCheckEntry{RiskCheck: safety.RiskCheck{At: w.Now(), Ideation: safety.IdeationNone, Intent: safety.No, Plan: safety.No,
		Means: safety.No, Attempt: safety.No, Change: safety.FirstCheck, Dispositions: []safety.Disposition{safety.UsualCare}}}
	if err := (safety.Service{DB: w.DB.DB}).CheckRisk(w.As(t.Context(), "jonah"), w.client, db.NewID(), c); err != nil {
		t.Fatal(err)
	}
}

// sign signs what is shown now.
func (w ward) sign(t *testing.T, id uuid.UUID) error {
	t.Helper()
	ctx := w.As(t.Context(), "jonah")
	p, err := w.One(ctx, w.client, id)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := sign.Shown(p.Document(w.client))
	if err != nil {
		t.Fatal(err)
	}
	return w.Sign(ctx, w.client, id, shown)
}

func TestTheDayOfTheFirstVisitNeedsAReason(t *testing.T) {
	for _, test := range []struct {
		day    int
		reason string
		ok     bool
	}{{3, "", true}, {4, "", false}, {4, "travel", true}, {7, "", false}, {7, "travel", true}, {8, "", false}, {8, "ill", true}} {
		t.Run(fmt.Sprint(test.day, test.reason), func(t *testing.T) {
			w := open(t, test.day)
			e := w.entry()
			e.LateReason = test.reason
			err := w.Integrate(w.As(t.Context(), "jonah"), w.client, db.NewID(), w.day, e)
			if (err == nil) != test.ok || err != nil && !problem.Is(err, problem.Invalid) {
				t.Errorf("day %d with %q: got %v", test.day, test.reason, err)
			}
		})
	}
}

// TestWhatIsTypedIsWhatIsRead: every field comes back as itself, on the first saving and on
// a later one.
func TestWhatIsTypedIsWhatIsRead(t *testing.T) {
	w := open(t, 3)
	ctx, id, e := w.As(t.Context(), "jonah"), db.NewID(), w.entry()
	e.Themes, e.Agreed = []string{"water"}, []string{"Walk daily"}
	for i, field := range []*string{&e.LateReason, &e.StateSince, &e.Sleep, &e.Mood, &e.AfterEffects, &e.UrinaryWords, &e.Surfaced,
		&e.Clarity, &e.Intention, &e.ReadyWords, &e.Concern} {
		*field = fmt.Sprint("words ", i)
	}
	for version, save := range []func() error{
		func() error { return w.Integrate(ctx, w.client, id, w.day, e) },
		func() error { e.Mood, e.Sleep = e.Sleep, e.Mood; return w.Change(ctx, w.client, id, e) },
	} {
		if err := save(); err != nil {
			t.Fatal(err)
		}
		p, err := w.One(ctx, w.client, id)
		e.Version = version + 1
		if diff := cmp.Diff(e, p.Entry()); diff != "" || err != nil {
			t.Errorf("saving %d: %v (-typed +read)\n%s", version+1, err, diff)
		}
	}
}

func TestASessionIsWrittenCheckedAndSigned(t *testing.T) {
	w := open(t, 3)
	ctx, id, e := w.As(t.Context(), "jonah"), db.NewID(), w.entry()
	e.Concern = "Sleeps badly."
	if err := w.Integrate(ctx, w.client, id, w.day, e); err != nil {
		t.Fatal(err)
	}
	if err := w.sign(t, id); !problem.Is(err, problem.Conflict) {
		t.Errorf("signed without a risk check: got %v", err)
	}
	if w.count(t, integrated) != 0 || w.count(t, toSign) != 1 {
		t.Error("a draft integrates nothing, and waits to be signed")
	}
	w.checkRisk(t)
	before, err := w.One(ctx, w.client, id)
	if err != nil {
		t.Fatal(err)
	}
	stale, err := sign.Shown(before.Document(w.client))
	if err != nil {
		t.Fatal(err)
	}
	e.Mood, e.Version, e.Agreed = "even", 1, []string{"Walk daily"}
	w.Advance(time.Minute)
	if err := w.Change(ctx, w.client, id, e); err != nil {
		t.Fatal(err)
	}
	if err := w.Change(ctx, w.client, id, e); !problem.Is(err, problem.Conflict) {
		t.Errorf("an old version: got %v", err)
	}
	if err := w.Sign(ctx, w.client, id, stale); !problem.Is(err, problem.Conflict) {
		t.Errorf("another text than shown: got %v", err)
	}
	if err := w.sign(t, id); err != nil {
		t.Fatal(err)
	}
	if w.count(t, integrated) != 1 || w.count(t, asked) != 1 || w.count(t, toSign) != 0 {
		t.Error("signed: the day is integrated, the prescriber asked, the task closed")
	}
	e.Version = 2
	if err := w.Change(ctx, w.client, id, e); !problem.Is(err, problem.Conflict) {
		t.Errorf("changed after signing: got %v", err)
	}
}

func TestTheSignedTextIsDerivedAgainFromTheRows(t *testing.T) {
	w := open(t, 3)
	ctx, first, second := w.As(t.Context(), "jonah"), db.NewID(), db.NewID()
	w.checkRisk(t)
	if err := w.Integrate(ctx, w.client, first, w.day, w.entry()); err != nil {
		t.Fatal(err)
	}
	if err := w.sign(t, first); err != nil {
		t.Fatal(err)
	}
	w.Advance(time.Hour)
	next, err := w.New(ctx, w.client, w.day)
	if err != nil || len(next.Practices) != 2 {
		t.Fatalf("got %v, %d practices to ask, want 2", err, len(next.Practices))
	}
	e := w.entry()
	e.Agreed = nil
	for _, p := range next.Practices {
		e.Practices = append(e.Practices, integration.PracticeEntry{Practice: p.ID, Happened: preparation.Partly, Words: "twice"})
	}
	if err := w.Integrate(ctx, w.client, second, w.day, e); err != nil {
		t.Fatal(err)
	}
	if err := w.sign(t, second); err != nil {
		t.Fatal(err)
	}
	for _, id := range []uuid.UUID{first, second} {
		p, err := w.One(ctx, w.client, id)
		if err != nil {
			t.Fatal(err)
		}
		text, err := p.Document(w.client).Text()
		if err != nil || len(p.Signatures) != 1 || text != p.Signatures[0].Text {
			t.Errorf("got %v\n%s\nwant %s", err, text, p.Signatures[0].Text)
		}
	}
}

func TestARepeatIsStoredOnceAndStrangersSeeNothing(t *testing.T) {
	w := open(t, 3)
	id, e := db.NewID(), w.entry()
	for range 2 {
		ctx := db.WithSubmission(w.As(t.Context(), "jonah"), &db.Submission{ID: id, Posted: []byte("same")})
		if err := w.Integrate(ctx, w.client, id, w.day, e); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.count(t, sessions); got != 1 {
		t.Errorf("got %d sessions", got)
	}
	priya := w.As(t.Context(), "priya")
	_, one := w.One(priya, w.client, id)
	_, fresh := w.New(priya, w.client, w.day)
	for name, err := range map[string]error{
		"reads": one, "opens": fresh, "writes": w.Integrate(priya, w.client, db.NewID(), w.day, e),
		"changes": w.Change(priya, w.client, id, e), "signs": w.Sign(priya, w.client, id, ""),
		"calls":              w.CallSafety(priya, w.client, db.NewID(), integration.SafetyCallEntry{SafetyCall: integration.SafetyCall{At: w.Now(), Outcome: integration.NoAnswer}}),
		"another dosing day": w.Integrate(w.As(t.Context(), "jonah"), w.client, db.NewID(), db.NewID(), e),
	} {
		if !problem.Is(err, problem.NotFound) {
			t.Errorf("%s: got %v, want NotFound", name, err)
		}
	}
}

func TestReachingTheClientClosesTheCallsThatAreDue(t *testing.T) {
	w := open(t, 1)
	ctx := w.As(t.Context(), "jonah")
	for kind, due := range map[string]time.Time{"safety call": w.Now(), "next-day call": w.Now().Add(2 * time.Hour)} {
		w.owner(t, `insert into task (clinic_id, id, client_id, kind, what, owner_role, due, fact_kind, fact)
			values ($1, $2, $3, $4, $4, 'therapist', $5, 'risk_check', $2)`, w.Clinic.ID, db.NewID(), w.client, kind, due)
	}
	w.owner(t, `insert into task (clinic_id, id, client_id, kind, what, owner_role, due, fact_kind, fact)
		values ($1, $2, $3, 'safety call', 'tomorrow', 'therapist', $4, 'dosing_day', $2)`, w.Clinic.ID, db.NewID(), w.client, w.Now().Add(24*time.Hour))
	w.owner(t, `insert into task (clinic_id, id, client_id, kind, what, owner_role, due, fact_kind, fact)
		values ($1, $2, $3, 'next-day call', 'tomorrow', 'therapist', $4, 'risk_check', $2)`, w.Clinic.ID, db.NewID(), w.client, w.Now().Add(36*time.Hour))
	call := integration.SafetyCallEntry{SafetyCall: integration.SafetyCall{At: w.Now(), Outcome: integration.NoAnswer}}
	if err := w.CallSafety(ctx, w.client, db.NewID(), call); err != nil {
		t.Fatal(err)
	}
	if got := w.count(t, toCall); got != 4 {
		t.Errorf("no answer: got %d open, want 4", got)
	}
	call.Outcome, call.Doing = integration.Reached, integration.Well
	if err := w.CallSafety(ctx, w.client, db.NewID(), call); !problem.Is(err, problem.Invalid) {
		t.Errorf("reached without a risk check: got %v", err)
	}
	w.checkRisk(t)
	if err := w.CallSafety(ctx, w.client, db.NewID(), call); err != nil {
		t.Fatal(err)
	}
	if got := w.count(t, toCall); got != 2 {
		t.Errorf("reached: got %d open, want tomorrow's two", got)
	}
}

// TestASafetyCallIsOfItsSessionsDay: the session is the client's, and says which day it was.
func TestASafetyCallIsOfItsSessionsDay(t *testing.T) {
	w := open(t, 1)
	session := func(client, course uuid.UUID, day any) uuid.UUID {
		id := db.NewID()
		w.owner(t, `insert into dosing_session (clinic_id, id, client_id, course_id, dosing_day_id, status, arrived_at, cleared_at, cleared_by, started_at, left_at)
			values ($1, $2, $3, $4, $5, 'left', $6, $6, $7, $6, $6)`, w.Clinic.ID, id, client, course, day, dbtest.Noon.AddDate(0, 0, -1), w.Staff["jonah"].Staff)
		return id
	}
	mine := w.course(t)
	other := w.DB.Client(t, w.Clinic)
	for name, test := range map[string]struct {
		session, day uuid.UUID
		refused      bool
	}{
		"a session's":           {session(w.client, mine, w.day), w.day, false},
		"an unplanned one's":    {session(w.client, mine, nil), uuid.Nil, false},
		"after a risk check":    {uuid.Nil, uuid.Nil, false},
		"another client's":      {session(other.ID, other.Course, nil), uuid.Nil, true},
		"a session nobody held": {db.NewID(), uuid.Nil, true},
	} {
		w.owner(t, `delete from safety_call`)
		err := w.CallSafety(w.As(t.Context(), "jonah"), w.client, db.NewID(),
			integration.SafetyCallEntry{SafetyCall: integration.SafetyCall{At: w.Now(), Outcome: integration.NoAnswer}, Session: test.session})
		if problem.Is(err, problem.NotFound) != test.refused || err != nil && !test.refused {
			t.Errorf("%s: got %v", name, err)
		}
		for _, c := range dbtest.Ask(w.As(t.Context(), "jonah"), t, w.DB, func(b *db.Batch) *db.Rows[safety.SafetyCall] {
			return integration.QueueSafetyCalls(b, w.client)
		}) {
			if test.refused || orNone(c.SessionID) != test.session || orNone(c.DosingDayID) != test.day {
				t.Errorf("%s: got %v and %v", name, c.SessionID, c.DosingDayID)
			}
		}
	}
}

func orNone(id *uuid.UUID) (of uuid.UUID) {
	if id != nil {
		of = *id
	}
	return of
}

func (w ward) course(t *testing.T) (id uuid.UUID) {
	t.Helper()
	if err := w.Owner.QueryRow(t.Context(), `select id from course where client_id = $1`, w.client).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}
