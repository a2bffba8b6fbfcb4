package preparation_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/sign"
)

// house is a clinic with Ana in the care of Jonah and Miriam.
type house struct {
	*dbtest.DB
	dbtest.Clinic
	preparation.Service
	ana uuid.UUID
}

func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	h := house{d, d.Clinic(t), preparation.Service{DB: d.DB}, db.NewID()}
	err := course.Service{DB: d.DB}.TakeIn(h.as("grace"), h.ana, course.ReferralEntry{
		DetailsEntry: client.Details{LegalName: "Ana Ruiz", Born: time.Date(1984, 3, 14, 0, 0, 0, 0, time.UTC), Phone: "303 555 0142"}.Entry(),
		PrescriberID: h.Staff["miriam"].Staff, TherapistID: h.Staff["jonah"].Staff,
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Advance(time.Minute)
	return h
}

func (h house) as(name string) context.Context { return h.As(context.Background(), name) }

// approves puts the protocol in force.
func (h house) approves(t *testing.T) {
	t.Helper()
	owner, err := db.OpenOwner(t.Context(), h.OwnerDSN, h.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	if err := owner.Write(t.Context(), func(tx *db.Tx) error { return protocol.InsertFirst(t.Context(), tx, h.Clinic.ID) }); err != nil {
		t.Fatal(err)
	}
	p := protocol.Service{DB: h.DB.DB}
	versions, err := p.Versions(h.as("miriam"))
	if err != nil {
		t.Fatal(err)
	}
	shown, err := sign.Shown(versions[0].Document())
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Approve(h.as("miriam"), versions[0].ID, shown); err != nil {
		t.Fatal(err)
	}
}

// entry is a session held just now, with two goals rated.
func (h house) entry() preparation.SessionEntry {
	two, five := 2, 5
	return preparation.SessionEntry{
		Visit: preparation.Visit{
			HeldAt: h.Now().Add(-time.Minute), Minutes: 53, Place: preparation.Here, Intention: "to rest",
			Emotional: preparation.Emotional{Hopes: "sleep"}, Setting: preparation.Setting{Music: "quiet"},
			Topics: []string{"intention", "setting"},
		},
		Goals: []preparation.GoalEntry{{Words: "sleep through", Rating: &two}, {Words: "see my sister", Rating: &five}},
		Items: map[string]preparation.ItemEntry{"devices": {State: preparation.Done}},
	}
}

func (h house) prepares(t *testing.T, e preparation.SessionEntry) uuid.UUID {
	t.Helper()
	id := db.NewID()
	if err := h.Prepare(h.as("jonah"), h.ana, id, e); err != nil {
		t.Fatal(err)
	}
	h.Advance(time.Minute)
	return id
}

func (h house) signs(t *testing.T, id uuid.UUID) error {
	t.Helper()
	r, err := h.One(h.as("jonah"), h.ana, id)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := sign.Shown(r.Document(h.ana))
	if err != nil {
		t.Fatal(err)
	}
	return h.Sign(h.as("jonah"), h.ana, id, shown)
}

func (h house) guide(t *testing.T) preparation.Guide {
	t.Helper()
	g, err := h.Read(h.as("jonah"), h.ana)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func words(goals []preparation.Goal) []string {
	var all []string
	for _, g := range goals {
		all = append(all, g.Words)
	}
	return all
}

func TestADraftIsKeptAsItWasSaid(t *testing.T) {
	h := open(t)
	e := h.entry()
	id := h.prepares(t, e)
	r, err := h.One(h.as("miriam"), h.ana, id)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(e.Visit, r.Visit); diff != "" {
		t.Error(diff)
	}
	g := h.guide(t)
	if diff := cmp.Diff([]string{"sleep through", "see my sister"}, words(g.Standing())); diff != "" {
		t.Error(diff)
	}
	if n := preparation.At(g.Ratings, g.Standing()[1].ID, preparation.Fact{Kind: "preparation_session", ID: id}); n == nil || *n != 5 {
		t.Errorf("rated %v, want 5", n)
	}
	if i := preparation.Latest(g.Items, "devices"); i == nil || i.State != preparation.Done || i.By != "Jonah Weiss, LCSW" {
		t.Errorf("got %+v", i)
	}
	if n, _ := preparation.Held(preparation.Visits(g.Sessions, r.CourseID), h.Now(), time.UTC); n != 0 {
		t.Error("a draft counts toward the minimum")
	}
}

func TestADraftSavedAgainStatesNothingTwice(t *testing.T) {
	h := open(t)
	e := h.entry()
	id := h.prepares(t, e)
	e.Version, e.Intention = 1, "to let go"
	three := 3
	e.Goals[0].Rating = &three
	if err := h.Change(h.as("jonah"), h.ana, id, e); err != nil {
		t.Fatal(err)
	}
	if err := h.Change(h.as("jonah"), h.ana, id, e); !problem.Is(err, problem.Conflict) {
		t.Errorf("the draft was changed since: got %v, want a conflict", err)
	}
	g := h.guide(t)
	if len(g.Sessions) != 1 || len(g.Ratings) != 3 || len(g.Goals) != 2 || g.Intentions[0].Words != "to let go" {
		t.Errorf("got %d sessions, %d ratings, %d goals, %+v", len(g.Sessions), len(g.Ratings), len(g.Goals), g.Intentions)
	}
	if of := preparation.RatingsOf(g.Ratings, g.Standing()[0].ID); len(of) != 1 || *of[0].Rating != 3 {
		t.Errorf("of one visit the last rating holds: got %v", of)
	}
	var items int
	if err := h.Owner.QueryRow(t.Context(), `select count(*) from readiness_item where client_id = $1`, h.ana).Scan(&items); err != nil || items != 1 {
		t.Errorf("got %d statements, %v", items, err)
	}
}

func TestSignedAsShownThenNeverChanged(t *testing.T) {
	h := open(t)
	e := h.entry()
	id := h.prepares(t, e)
	if err := h.signs(t, id); !problem.Is(err, problem.Conflict) {
		t.Fatalf("without a protocol in force: got %v, want a conflict", err)
	}
	h.approves(t)
	before, err := h.One(h.as("jonah"), h.ana, id)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := sign.Shown(before.Document(h.ana))
	if err != nil {
		t.Fatal(err)
	}
	e.Version, e.Words = 1, "one more thing"
	if err := h.Change(h.as("jonah"), h.ana, id, e); err != nil {
		t.Fatal(err)
	}
	if err := h.Sign(h.as("jonah"), h.ana, id, shown); !problem.Is(err, problem.Conflict) {
		t.Errorf("another text than shown: got %v, want a conflict", err)
	}
	if err := h.signs(t, id); err != nil {
		t.Fatal(err)
	}
	e.Version = 2
	if err := h.Change(h.as("jonah"), h.ana, id, e); !problem.Is(err, problem.Conflict) {
		t.Errorf("changed once signed: got %v, want a conflict", err)
	}
	if err := h.signs(t, id); !problem.Is(err, problem.Conflict) {
		t.Errorf("signed twice: got %v, want a conflict", err)
	}
	if _, err := h.Owner.Exec(t.Context(), `update preparation_session set words = '' where id = $1`, id); !db.Signed(err) {
		t.Errorf("the database lets a signed session change: %v", err)
	}
	r, err := h.One(h.as("jonah"), h.ana, id)
	if err != nil || len(r.Signatures) != 1 {
		t.Fatalf("got %d signatures, %v", len(r.Signatures), err)
	}
	if text, _ := r.Document(h.ana).Text(); text != r.Signatures[0].Text {
		t.Errorf("the rows do not give the text that was signed: %s", cmp.Diff(r.Signatures[0].Text, text))
	}
	if n, _ := preparation.Held(preparation.Visits(h.guide(t).Sessions, r.CourseID), h.Now(), time.UTC); n != 1 {
		t.Errorf("got %d sessions that count, want 1", n)
	}
}

func TestSigningWantsAWholeSession(t *testing.T) {
	h := open(t)
	h.approves(t)
	for _, c := range []struct {
		name   string
		change func(*preparation.SessionEntry)
		ok     bool
	}{
		{"nothing gone through", func(e *preparation.SessionEntry) { e.Topics = nil }, false},
		{"elsewhere", func(e *preparation.SessionEntry) {
			e.Place, e.HeldWhere, e.Topics = preparation.Elsewhere, "Dr. Okafor, Boulder", nil
		}, true},
		{"one goal", func(e *preparation.SessionEntry) { e.Goals = e.Goals[:1] }, false},
		{"two goals", func(e *preparation.SessionEntry) {}, true},
	} {
		e := h.entry()
		c.change(&e)
		if err := h.signs(t, h.prepares(t, e)); (err == nil) != c.ok {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	if n, _ := preparation.Held(preparation.Visits(h.guide(t).Sessions, h.guide(t).Course.ID), h.Now(), time.UTC); n != 1 {
		t.Errorf("elsewhere is recorded and does not count: got %d, want 1", n)
	}
}

func TestTwoToFourGoalsAreAgreed(t *testing.T) {
	h := open(t)
	set := func(words ...string) error {
		var in preparation.GoalsEntry
		for _, w := range words {
			in.Goals = append(in.Goals, preparation.GoalEntry{Words: w})
		}
		h.Advance(time.Minute)
		return h.SetGoals(h.as("jonah"), h.ana, in)
	}
	for _, c := range []struct {
		words []string
		ok    bool
	}{
		{[]string{"sleep"}, false},
		{[]string{"sleep", "work"}, true},
		{[]string{"sleep", "work", "sister", "garden"}, true},
		{[]string{"sleep", "work", "sister", "garden", "walk"}, false},
		{nil, false},
		{[]string{"sleep well", "work", "", "garden"}, true},
	} {
		if err := set(c.words...); (err == nil) != c.ok {
			t.Errorf("%v: got %v", c.words, err)
		}
	}
	g := h.guide(t)
	if diff := cmp.Diff([]string{"sleep well", "work", "garden"}, words(g.Standing())); diff != "" {
		t.Error(diff)
	}
	ended := map[string]string{}
	for _, goal := range g.Goals {
		if !goal.EndedAt.IsZero() {
			ended[goal.Words] = goal.EndedReason
		}
	}
	if diff := cmp.Diff(map[string]string{"sleep": "said differently", "sister": "no longer a goal"}, ended); diff != "" {
		t.Error(diff)
	}
}

func TestARatingNeedsItsGoalAndTheScale(t *testing.T) {
	h := open(t)
	for name, c := range map[string]struct {
		words  string
		rating int
		want   string
	}{
		"eleven": {"work", 11, "goals[1].rating"}, "less than nothing": {"work", -1, "goals[1].rating"}, "no words": {"", 4, "goals[1].words"},
	} {
		in := preparation.GoalsEntry{Goals: []preparation.GoalEntry{{Words: "sleep"}, {Words: c.words, Rating: &c.rating}, {Words: "sister"}}}
		if diff := cmp.Diff([]string{c.want}, fields(h.SetGoals(h.as("jonah"), h.ana, in))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestALaterVisitRatesAndAgrees(t *testing.T) {
	h := open(t)
	h.prepares(t, h.entry())
	g := h.guide(t)
	goal, visit, practice := g.Standing()[0].ID, preparation.Fact{Kind: "integration_session", ID: db.NewID()}, db.NewID()
	err := h.Write(h.as("jonah"), []uuid.UUID{h.ana}, func(tx *db.Tx) (audit.Event, error) {
		ctx := h.as("jonah")
		for range 2 {
			if err := preparation.RateGoal(ctx, tx, h.ana, goal, 7, visit); err != nil {
				return audit.Event{}, err
			}
		}
		if err := preparation.AgreePractice(ctx, tx, h.ana, g.Course.ID, practice, "walk each morning", visit); err != nil {
			return audit.Event{}, err
		}
		return audit.Did("test", h.ana, "", uuid.Nil), preparation.AskPractice(ctx, tx, h.ana, practice, preparation.Partly, "twice")
	})
	if err != nil {
		t.Fatal(err)
	}
	g = h.guide(t)
	if points, ok := preparation.Change(preparation.RatingsOf(g.Ratings, goal)); !ok || points != 5 {
		t.Errorf("got %d, %v; want 5 points", points, ok)
	}
	if len(g.Ratings) != 3 || len(g.Practices) != 1 || g.Practices[0].Happened != preparation.Partly {
		t.Errorf("got %d ratings and %+v", len(g.Ratings), g.Practices)
	}
}

func TestAnotherTherapistFindsNothing(t *testing.T) {
	h := open(t)
	h.approves(t)
	id := h.prepares(t, h.entry())
	priya := h.as("priya")
	_, one := h.One(priya, h.ana, id)
	for what, err := range map[string]error{
		"one":     one,
		"prepare": h.Prepare(priya, h.ana, db.NewID(), h.entry()),
		"change":  h.Change(priya, h.ana, id, h.entry()),
		"sign":    h.Sign(priya, h.ana, id, ""),
		"goals":   h.SetGoals(priya, h.ana, preparation.GoalsEntry{}),
		"agree":   h.Agree(priya, h.ana, db.NewID(), preparation.PracticeEntry{Words: "walk"}),
	} {
		if !problem.Is(err, problem.NotFound) {
			t.Errorf("%s: got %v, want not found", what, err)
		}
	}
	if g, err := h.Read(priya, h.ana); err != nil || len(g.Sessions)+len(g.Goals) != 0 || g.Course != nil {
		t.Errorf("reads %d sessions, %v", len(g.Sessions), err)
	}
}

func TestWhoHeldItFinishesIt(t *testing.T) {
	h := open(t)
	h.approves(t)
	id := h.prepares(t, h.entry())
	if _, err := h.Owner.Exec(t.Context(), `insert into care_team (clinic_id, id, client_id, staff_id, role, since, until, reason)
		values ($1, $2, $3, $4, 'therapist', $5, 'infinity', 'named')`, h.Clinic.ID, db.NewID(), h.ana, h.Staff["priya"].Staff, h.Now().Add(-time.Second)); err != nil {
		t.Fatal(err)
	}
	e := h.entry()
	e.Version = 1
	if err := h.Change(h.as("priya"), h.ana, id, e); !problem.Is(err, problem.Conflict) {
		t.Errorf("another's draft: got %v, want a conflict", err)
	}
	priya := h.Staff["priya"]
	priya.Staffs = append(priya.Staffs, h.Staff["jonah"].Staff)
	if err := h.Change(dbtest.As(t.Context(), priya), h.ana, id, e); err != nil {
		t.Errorf("who covers for them: got %v", err)
	}
	if r := h.guide(t).Sessions[0]; r.HeldBy != h.Staff["jonah"].Staff {
		t.Errorf("held by %s now", r.HeldByName)
	}
}

func TestARepeatIsStoredOnce(t *testing.T) {
	h := open(t)
	id, e := db.NewID(), h.entry()
	for range 2 {
		ctx := db.WithSubmission(h.as("jonah"), &db.Submission{ID: id, Posted: []byte("minutes=53")})
		if err := h.Prepare(ctx, h.ana, id, e); err != nil {
			t.Fatal(err)
		}
		h.Advance(time.Second)
	}
	if g := h.guide(t); len(g.Sessions) != 1 || len(g.Ratings) != 2 || len(g.Goals) != 2 {
		t.Errorf("got %d sessions, %d ratings, %d goals", len(g.Sessions), len(g.Ratings), len(g.Goals))
	}
}

func TestWithoutACourseNothingIsPrepared(t *testing.T) {
	h := open(t)
	if _, err := h.Owner.Exec(t.Context(), `update course set closed_at = now(), closed_reason = 'moved' where client_id = $1`, h.ana); err != nil {
		t.Fatal(err)
	}
	if err := h.Prepare(h.as("jonah"), h.ana, db.NewID(), h.entry()); !problem.Is(err, problem.Conflict) {
		t.Errorf("got %v, want a conflict", err)
	}
}

// TestWhatIsTypedIsWhatIsRead: every field comes back as itself, on the first saving and on
// a later one.
func TestWhatIsTypedIsWhatIsRead(t *testing.T) {
	h := open(t)
	e := h.entry()
	for i, field := range []*string{&e.HeldWhere, &e.Intention, &e.Hopes, &e.Fears, &e.LettingGo, &e.Steadying, &e.Signal, &e.Touch,
		&e.IntegrationPlan, &e.Visit.Words, &e.Setting.Music, &e.Setting.Eyeshades, &e.Setting.Light, &e.Setting.Temperature,
		&e.Setting.Position, &e.Setting.Scent, &e.Setting.Blanket, &e.Setting.Recording} {
		*field = fmt.Sprint("words ", i)
	}
	id := h.prepares(t, e)
	for version := 1; version <= 2; version++ {
		r, err := h.One(h.as("jonah"), h.ana, id)
		if diff := cmp.Diff(e.Visit, r.Visit); diff != "" || err != nil {
			t.Errorf("version %d: %v (-typed +read)\n%s", version, err, diff)
		}
		e.Hopes, e.Fears, e.Version = e.Fears, e.Hopes, version
		if err := h.Change(h.as("jonah"), h.ana, id, e); err != nil {
			t.Fatal(err)
		}
	}
}
