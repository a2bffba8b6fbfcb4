package task_test

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/task"
)

type house struct {
	*dbtest.DB
	dbtest.Clinic
	task.Service
	client uuid.UUID
}

// open is a clinic with one client, cared for by Jonah.
func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	h := house{d, d.Clinic(t), task.Service{DB: d.DB}, db.NewID()}
	ctx := context.Background()
	if _, err := d.Owner.Exec(ctx, `insert into client (clinic_id, id, number, legal_name, preferred_name, born)
		values ($1, $2, '', 'Anastasia Ruiz', 'Ana Ruiz', '1984-03-14')`, h.Clinic.ID, h.client); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Owner.Exec(ctx, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
		values ($1, $2, $3, $4, 'therapist', '2026-01-01', 'named')`, h.Clinic.ID, db.NewID(), h.client, h.Staff["jonah"].Staff); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h house) as(name string) context.Context { return h.As(context.Background(), name) }

func (h house) do(t *testing.T, name string, fn func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	ctx := h.as(name)
	err := h.Write(ctx, []uuid.UUID{h.client}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("task.opened", h.client, "task", uuid.Nil), fn(ctx, tx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (h house) mine(t *testing.T, name string) []task.Task {
	t.Helper()
	var tasks []task.Task
	ctx := h.as(name)
	err := h.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := task.QueueMine(b, h.Staff[name])
		err := b.Send(ctx)
		tasks = rows.All()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tasks
}

func TestATaskIsOpenOnce(t *testing.T) {
	h := open(t)
	n := task.New{Client: h.client, Kind: task.SafetyCall, OwnerRole: auth.Therapist, OwnerStaff: h.Staff["jonah"].Staff,
		Due: dbtest.Noon, Fact: task.Fact{Kind: "dosing_session", ID: db.NewID()}}
	h.do(t, "jonah", func(ctx context.Context, tx *db.Tx) error { return task.Open(ctx, tx, n) })
	h.do(t, "jonah", func(ctx context.Context, tx *db.Tx) error { return task.Open(ctx, tx, n) })
	got := h.mine(t, "jonah")
	if len(got) != 1 || got[0].What != "Safety call" || got[0].ClientName != "Ana Ruiz" {
		t.Fatalf("got %+v, want one safety call for Ana Ruiz", got)
	}
	if len(h.mine(t, "priya")) != 0 {
		t.Error("another therapist has it on her list")
	}
	h.do(t, "jonah", func(ctx context.Context, tx *db.Tx) error {
		return task.Close(ctx, tx, h.client, task.SafetyCall, n.Fact, "called")
	})
	h.do(t, "jonah", func(ctx context.Context, tx *db.Tx) error { return task.Open(ctx, tx, n) })
	if len(h.mine(t, "jonah")) != 1 {
		t.Error("a closed task does not keep another from opening")
	}
}

// TestATaskOneCannotSeeIsOpenOnceToo: the front desk asks again for a clinician, and
// does not read what it asked for.
func TestATaskOneCannotSeeIsOpenOnceToo(t *testing.T) {
	h := open(t)
	for _, name := range []string{"jonah", "grace", "grace"} {
		h.do(t, name, func(ctx context.Context, tx *db.Tx) error {
			return task.Open(ctx, tx, task.New{Client: h.client, Kind: task.ClinicianNow, OwnerRole: auth.Therapist})
		})
	}
	if got := h.mine(t, "jonah"); len(got) != 1 {
		t.Errorf("got %d tasks, want 1", len(got))
	}
}

// TestTasksOfOneFactDifferByKindAndOwner: one that is open keeps another from opening only
// where it asks the same of the same, about the same client.
func TestTasksOfOneFactDifferByKindAndOwner(t *testing.T) {
	h := open(t)
	other := h.Client(t, h.Clinic)
	same := task.New{Client: h.client, Kind: task.SafetyCall, OwnerRole: auth.Therapist, Fact: task.Fact{Kind: "dosing_session", ID: db.NewID()}}
	want := 0
	for name, change := range map[string]func(*task.New){
		"itself": func(*task.New) {}, "another kind": func(n *task.New) { n.Kind = task.NextDayCall }, "another role": func(n *task.New) { n.OwnerRole = auth.Nurse },
		"another fact": func(n *task.New) { n.Fact.ID = db.NewID() }, "another client": func(n *task.New) { n.Client = other.ID },
	} {
		one := same
		change(&one)
		h.do(t, "jonah", func(ctx context.Context, tx *db.Tx) error { return task.Open(ctx, tx, one) })
		want++
		var n int
		if err := h.Owner.QueryRow(t.Context(), `select count(*) from task where closed_at is null`).Scan(&n); err != nil || n != want {
			t.Errorf("%s: got %d open, %v, want %d", name, n, err, want)
		}
	}
}

func TestTasksByHandDifferByTheirWords(t *testing.T) {
	h := open(t)
	for _, what := range []string{"Call the pharmacy", "Call the pharmacy", "Send the plan"} {
		h.do(t, "jonah", func(ctx context.Context, tx *db.Tx) error {
			return task.Open(ctx, tx, task.New{Client: h.client, Kind: task.ByHand, What: what, OwnerRole: auth.Therapist})
		})
	}
	if got := h.mine(t, "jonah"); len(got) != 2 {
		t.Errorf("got %d tasks, want 2", len(got))
	}
}

func TestTheDeskGetsItsOwnWords(t *testing.T) {
	h := open(t)
	for _, kind := range []task.Kind{task.BookFollowUp, task.RiskCheck} {
		n := task.New{Client: h.client, Kind: kind, What: "Suicidal again: move the follow-up", Detail: "Active ideation", OwnerRole: auth.Admin}
		h.do(t, "jonah", func(ctx context.Context, tx *db.Tx) error { return task.Open(ctx, tx, n) })
	}
	want := map[string]bool{"Book the follow-up visit": true, "With the therapist or the prescriber": true}
	for _, got := range h.mine(t, "grace") {
		if !want[got.What] || got.Detail != "" {
			t.Errorf("the desk reads %q, %q", got.What, got.Detail)
		}
	}
}

func TestWhoTicksATaskOff(t *testing.T) {
	h := open(t)
	h.do(t, "jonah", func(ctx context.Context, tx *db.Tx) error {
		return task.Open(ctx, tx, task.New{Client: h.client, Kind: task.CallClient, OwnerRole: auth.Admin})
	})
	id := h.mine(t, "grace")[0].ID
	o := task.OutcomeEntry{Outcome: "Called, comes Friday"}
	for name, want := range map[string]problem.Kind{"jonah": problem.Conflict, "priya": problem.NotFound} {
		if err := h.Done(h.as(name), h.client, id, o); !problem.Is(err, want) {
			t.Errorf("%s: got %v, want kind %d", name, err, want)
		}
	}
	if err := h.Done(h.as("grace"), uuid.Nil, id, o); !problem.Is(err, problem.NotFound) {
		t.Errorf("without its client: got %v, want not found", err)
	}
	if err := h.Done(h.as("grace"), h.client, id, task.OutcomeEntry{}); !problem.Is(err, problem.Invalid) {
		t.Errorf("without an outcome: got %v", err)
	}
	if err := h.Done(h.as("grace"), h.client, id, o); err != nil {
		t.Fatal(err)
	}
	if err := h.Done(h.as("grace"), h.client, id, o); !problem.Is(err, problem.Conflict) {
		t.Errorf("twice: got %v, want a conflict", err)
	}
}

func TestMayClose(t *testing.T) {
	me, other := uuid.New(), uuid.New()
	nurse := auth.Actor{Staff: me, Staffs: []uuid.UUID{me}, Roles: []auth.Role{auth.Nurse}}
	closed := dbtest.Noon
	for _, c := range []struct {
		name   string
		change func(*task.Task, *auth.Actor)
		may    bool
	}{
		{"of the role", func(*task.Task, *auth.Actor) {}, true},
		{"of another role", func(t *task.Task, _ *auth.Actor) { t.OwnerRole = auth.Therapist }, false},
		{"mine by name", func(t *task.Task, _ *auth.Actor) { t.OwnerStaff = &me }, true},
		{"somebody else's", func(t *task.Task, _ *auth.Actor) { t.OwnerStaff = &other }, false},
		{"of whom I cover", func(t *task.Task, a *auth.Actor) { t.OwnerStaff = &other; a.Staffs = append(a.Staffs, other) }, true},
		{"closed", func(t *task.Task, _ *auth.Actor) { t.ClosedAt = &closed }, false},
		{"of the pathway", func(t *task.Task, _ *auth.Actor) { t.FromPathway = true }, false},
		{"a reminder of the pathway", func(t *task.Task, _ *auth.Actor) { t.FromPathway, t.Kind = true, task.RemindInformation }, true},
		{"a risk check", func(t *task.Task, _ *auth.Actor) { t.Kind = task.RiskCheck }, false},
	} {
		a, one := nurse, task.Task{Kind: task.ByHand, OwnerRole: auth.Nurse}
		c.change(&one, &a)
		if err := one.MayClose(a); (err == nil) != c.may {
			t.Errorf("%s: got %v, want allowed %v", c.name, err, c.may)
		}
	}
}

// TestWhatIsUrgentStandsFirst: then what is due sooner, then what has no hour; of two
// alike, what has waited longer.
func TestWhatIsUrgentStandsFirst(t *testing.T) {
	h := open(t)
	for _, n := range []task.New{
		{What: "no hour"}, {What: "later", Due: dbtest.Noon.Add(2 * time.Hour)}, {What: "sooner", Due: dbtest.Noon.Add(time.Hour)},
		{What: "urgent, no hour", Urgent: true}, {What: "urgent", Urgent: true, Due: dbtest.Noon.Add(3 * time.Hour)},
	} {
		n.Client, n.Kind, n.OwnerRole = h.client, task.ByHand, auth.Therapist
		h.do(t, "jonah", func(ctx context.Context, tx *db.Tx) error { return task.Open(ctx, tx, n) })
	}
	var order []string
	for _, got := range h.mine(t, "jonah") {
		order = append(order, got.What)
	}
	if want := []string{"urgent", "urgent, no hour", "sooner", "later", "no hour"}; !slices.Equal(order, want) {
		t.Errorf("got %q, want %q", order, want)
	}
}

// TestTheOpenTasksOfAKind: of this client, of this kind and open; what has waited longest
// first.
func TestTheOpenTasksOfAKind(t *testing.T) {
	h := open(t)
	other := h.Client(t, h.Clinic)
	opens := func(client uuid.UUID, kind task.Kind, what string) {
		h.do(t, "jonah", func(ctx context.Context, tx *db.Tx) error {
			return task.Open(ctx, tx, task.New{Client: client, Kind: kind, What: what, OwnerRole: auth.Therapist, Fact: task.Fact{Kind: "dosing_session", ID: db.NewID()}})
		})
		h.Advance(time.Minute)
	}
	opens(h.client, task.SafetyCall, "first")
	opens(h.client, task.NextDayCall, "of another kind")
	opens(h.client, task.SafetyCall, "second")
	opens(h.client, task.SafetyCall, "closed")
	h.Plant(t, `update task set closed_at = since where what = 'closed'`)
	h.Plant(t, `insert into task (clinic_id, id, client_id, kind, what, owner_role) values ($1, $2, $3, $4, 'of somebody else', 'therapist')`,
		h.Clinic.ID, db.NewID(), other.ID, string(task.SafetyCall))
	var got []string
	for _, one := range dbtest.Ask(h.as("jonah"), t, h.DB, func(b *db.Batch) *db.Rows[task.Task] { return task.QueueOpen(b, h.client, task.SafetyCall) }) {
		got = append(got, one.What)
	}
	if want := []string{"first", "second"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestWhatClosesATask: of this client and kind, and of the fact, of any, or of what was
// opened by a moment. Nothing that is closed is closed anew.
func TestWhatClosesATask(t *testing.T) {
	fact := task.Fact{Kind: "dosing_session", ID: db.NewID()}
	for name, c := range map[string]struct {
		closes func(ctx context.Context, tx *db.Tx, client uuid.UUID) error
		want   []string // what stays open
	}{
		"about one fact": {func(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
			return task.Close(ctx, tx, client, task.SafetyCall, fact, "called")
		}, []string{"yesterday", "next day", "of another kind", "of somebody else"}},
		"every one": {func(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
			return task.CloseEvery(ctx, tx, client, task.SafetyCall, "called")
		}, []string{"of another kind", "of somebody else"}},
		"by a moment": {func(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
			return task.CloseUntil(ctx, tx, client, task.SafetyCall, dbtest.Noon.Add(-time.Hour), "called")
		}, []string{"about it", "next day", "of another kind", "of somebody else"}},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			other := h.Client(t, h.Clinic)
			for what, p := range map[string]struct {
				client uuid.UUID
				kind   task.Kind
				fact   uuid.UUID
				hours  int // noon of Nov 24; the day ends twelve later
			}{
				"about it": {h.client, task.SafetyCall, fact.ID, 0}, "yesterday": {h.client, task.SafetyCall, db.NewID(), -13},
				"next day": {h.client, task.SafetyCall, db.NewID(), 12}, "of another kind": {h.client, task.NextDayCall, fact.ID, 0},
				"of somebody else": {other.ID, task.SafetyCall, fact.ID, 0},
			} {
				h.Plant(t, `insert into task (clinic_id, id, client_id, kind, what, owner_role, fact_kind, fact, since) values ($1, $2, $3, $4, $5, 'therapist', $6, $7, $8)`,
					h.Clinic.ID, db.NewID(), p.client, string(p.kind), what, fact.Kind, p.fact, dbtest.Noon.Add(time.Duration(p.hours)*time.Hour))
			}
			h.Plant(t, `insert into task (clinic_id, id, client_id, kind, what, owner_role, fact_kind, fact, closed_at, outcome)
				values ($1, $2, $3, $4, 'closed before', 'therapist', $5, $6, $7, 'earlier')`, h.Clinic.ID, db.NewID(), h.client, string(task.SafetyCall), fact.Kind, fact.ID, dbtest.Noon)
			h.do(t, "jonah", func(ctx context.Context, tx *db.Tx) error { return c.closes(ctx, tx, h.client) })
			rows, err := h.Owner.Query(t.Context(), `select what, outcome from task where closed_at is null or outcome = 'earlier'`)
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			var got []string
			for rows.Next() {
				var what, outcome string
				if err := rows.Scan(&what, &outcome); err != nil {
					t.Fatal(err)
				}
				got = append(got, what)
			}
			slices.Sort(got)
			want := append([]string{"closed before"}, c.want...)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("stay: got %q, want %q", got, want)
			}
		})
	}
}

// TestWhatIsMarkedBesideThePathway: what somebody opened and is open, and when a reminder
// was ticked off last; of this client.
func TestWhatIsMarkedBesideThePathway(t *testing.T) {
	h := open(t)
	other := h.Client(t, h.Clinic)
	for _, p := range []struct {
		client  uuid.UUID
		kind    task.Kind
		pathway bool
		closed  int // hours ago; 0 is open
	}{
		{h.client, task.CallClient, false, 0}, {h.client, task.SafetyCall, true, 0}, {h.client, task.RiskCheck, false, 1}, {other.ID, task.NextDayCall, false, 0},
		{h.client, task.RemindInformation, true, 3}, {h.client, task.RemindInformation, true, 2}, {other.ID, task.RemindInformation, true, 1},
	} {
		h.Plant(t, `insert into task (clinic_id, id, client_id, kind, what, owner_role, from_pathway, closed_at) values ($1, $2, $3, $4, 'x', 'therapist', $5, $6)`,
			h.Clinic.ID, db.NewID(), p.client, string(p.kind), p.pathway, map[bool]any{true: dbtest.Noon.Add(-time.Duration(p.closed) * time.Hour)}[p.closed > 0])
	}
	got := map[task.Kind]string{}
	for _, m := range dbtest.Ask(h.as("jonah"), t, h.DB, func(b *db.Batch) *db.Rows[task.Mark] { return task.QueueMarks(b, h.client) }) {
		got[m.Kind] += map[bool]string{true: "open", false: dbtest.Noon.Sub(m.ClosedAt).String()}[m.ClosedAt.IsZero()]
	}
	if want := map[task.Kind]string{task.CallClient: "open", task.RemindInformation: "2h0m0s"}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
