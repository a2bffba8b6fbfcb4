package pathway_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/pathway"
	"kap/internal/pause"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/task"
)

// house is a clinic whose writes keep the pathway, with one client taken in.
type house struct {
	*dbtest.DB
	dbtest.Clinic
	t      *testing.T
	client uuid.UUID
}

func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	d.AfterWrite = pathway.Refresh
	d.Report = func(_ context.Context, err error) { t.Errorf("refresh: %v", err) }
	h := house{d, d.Clinic(t), t, db.NewID()}
	err := course.Service{DB: d.DB}.TakeIn(h.as("grace"), h.client, course.ReferralEntry{
		DetailsEntry: client.Details{LegalName: "Anastasia Ruiz", PreferredName: "Ana Ruiz", Born: time.Date(1984, 3, 14, 0, 0, 0, 0, time.UTC),
			SexForScoring: "female", Phone: "303 555 0148", EmergencyName: "Lucia Ruiz", EmergencyPhone: "303 555 0149"}.Entry(),
		PrescriberID: h.Staff["miriam"].Staff, TherapistID: h.Staff["jonah"].Staff,
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h house) as(name string) context.Context { return h.As(context.Background(), name) }

// run arranges as the owner, who is no actor of the clinic.
func (h house) run(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.Owner.Exec(context.Background(), sql, args...); err != nil {
		h.t.Fatal(err)
	}
}

// refresh is any write to the client.
func (h house) refresh() {
	h.t.Helper()
	h.run(`update pathway set stale = true where client_id = $1`, h.client)
	h.work()
}

// work is a round of the worker.
func (h house) work() {
	h.t.Helper()
	ctx := auth.With(context.Background(), auth.Worker(h.Clinic.ID, "minute"))
	if err := (pathway.Service{DB: h.DB.DB}).RefreshDue(ctx); err != nil {
		h.t.Fatal(err)
	}
}

type row struct {
	Stage, DeskLabel, Next, OwnerRole string
	Paused, Stale                     bool
}

func (h house) row() (r row) {
	h.t.Helper()
	err := h.Owner.QueryRow(context.Background(), `
		select stage, desk_label, next, owner_role, paused, stale
		from pathway
		where client_id = $1`, h.client).Scan(&r.Stage, &r.DeskLabel, &r.Next, &r.OwnerRole, &r.Paused, &r.Stale)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func (h house) count(sql string, args ...any) (n int) {
	h.t.Helper()
	if err := h.Owner.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		h.t.Fatal(err)
	}
	return n
}

func TestTheFrontDeskTakesSomebodyInAndThePathwayKnows(t *testing.T) {
	h := open(t)
	want := row{Stage: "referred", DeskLabel: "With the prescriber", Next: "Book the consultation", OwnerRole: "admin"}
	if got := h.row(); got != want {
		t.Errorf("got %+v want %+v", got, want)
	}
	if n := h.count(`select count(*) from task where client_id = $1 and closed_at is null and owner_role = 'admin' and from_pathway`, h.client); n != 1 {
		t.Errorf("got %d open tasks want 1", n)
	}
}

func TestADoneStepClosesItsTask(t *testing.T) {
	h := open(t)
	h.run(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status)
		select clinic_id, $2, client_id, id, 'consultation', $3, $4, 'confirmed' from course where client_id = $1`,
		h.client, db.NewID(), h.Now().Add(time.Hour), h.Now().Add(2*time.Hour))
	h.refresh()
	if got := h.row(); got.Stage != "consultation" || got.OwnerRole != "prescriber" {
		t.Errorf("got %+v", got)
	}
	if n := h.count(`select count(*) from task where client_id = $1 and closed_at is null`, h.client); n != 0 {
		t.Errorf("got %d open tasks want none: the visit is on the agenda", n)
	}
	h.Advance(3 * time.Hour)
	h.work()
	if n := h.count(`select count(*) from task where client_id = $1 and closed_at is null and owner_role = 'prescriber'`, h.client); n != 1 {
		t.Errorf("got %d open tasks want 1: nobody wrote the visit down", n)
	}
}

func TestARefreshTwiceChangesNothing(t *testing.T) {
	h := open(t)
	before := h.row()
	h.refresh()
	h.refresh()
	if got := h.row(); got != before {
		t.Errorf("got %+v want %+v", got, before)
	}
	if n := h.count(`select count(*) from task where client_id = $1`, h.client); n != 1 {
		t.Errorf("got %d tasks want 1", n)
	}
}

func TestAPauseThatTheDeskDoesNotReadMovesThePathway(t *testing.T) {
	h := open(t)
	id := db.NewID()
	if err := (pause.Service{DB: h.DB.DB, Hold: schedule.HoldPaused}).Pause(h.as("miriam"), h.client, id, pause.PauseEntry{Kind: pause.Psychiatric, Reason: "Active ideation"}); err != nil {
		t.Fatal(err)
	}
	if got := h.row(); !got.Paused || got.DeskLabel != "Paused" {
		t.Errorf("got %+v, want it paused", got)
	}
	if err := (course.Service{DB: h.DB.DB}).Name(h.as("grace"), h.client, course.NamingEntry{PrescriberID: h.Staff["miriam"].Staff, TherapistID: h.Staff["priya"].Staff}); err != nil {
		t.Fatal(err)
	}
	if got := h.row(); !got.Paused {
		t.Error("the front desk's write lost the pause it cannot see")
	}
	if n := h.count(`select count(*) from task where client_id = $1 and kind = 'answer review' and closed_at is null`, h.client); n != 1 {
		t.Errorf("got %d reviews to answer want 1", n)
	}
}

func TestAFailureIsReportedAndLeavesTheRowStale(t *testing.T) {
	h := open(t)
	var told error
	h.AfterWrite = pathway.Hook(func(_ context.Context, err error) { told = err })
	h.run(`create function broken() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
		create trigger broken before insert on pathway_step for each row execute function broken()`)
	err := (pause.Service{DB: h.DB.DB, Hold: schedule.HoldPaused}).Pause(h.as("miriam"), h.client, db.NewID(), pause.PauseEntry{Kind: pause.Medical, Reason: "Pressure"})
	if err != nil || told == nil {
		t.Fatalf("write %v, reported %v", err, told)
	}
	if !h.row().Stale {
		t.Error("the row is not marked stale")
	}
	h.run(`drop trigger broken on pathway_step`)
	h.work()
	if got := h.row(); got.Stale || !got.Paused {
		t.Errorf("got %+v, want it current", got)
	}
}

func TestAnUnknownClientHasNoPathway(t *testing.T) {
	h := open(t)
	err := h.Keep(h.as("grace"), func(tx *db.Tx) error { return pathway.Refresh(h.as("grace"), tx, db.NewID()) })
	if err != nil {
		t.Error(errors.Unwrap(err), err)
	}
}

func TestAPressureMeasuredHereClosesItsCondition(t *testing.T) {
	h := open(t)
	h.run(`insert into protocol (clinic_id, id, version, body, effective_from, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-11-01', $4, $5)`, h.Clinic.ID, db.NewID(), protocol.Default(), h.Staff["miriam"].Staff, h.Now())
	h.run(`insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, indication, protocol_version, sessions,
		    valid_from, valid_until, conditions, signed_at, signed_by)
		select clinic_id, gen_random_uuid(), client_id, id, 'eligible_with_conditions', 'F33.2', 1, 2, '2026-11-24', '2027-02-01',
		    '[{"id": "c1", "kind": "pressure", "words": "Pressure here", "due": "2026-12-01T00:00:00Z"}]', $2, $3
		from course where client_id = $1`, h.client, h.Now(), h.Staff["miriam"].Staff)
	open := `select count(*) from pathway_step where client_id = $1 and what like 'Conditions to meet%'`
	for _, source := range []string{"", "client", "here"} {
		h.Advance(time.Minute)
		if source != "" {
			h.run(`insert into vitals (clinic_id, id, client_id, taken_at, systolic, diastolic, source) values ($1, $2, $3, $4, 124, 80, $5)`,
				h.Clinic.ID, db.NewID(), h.client, h.Now(), source)
		}
		h.refresh()
		if n := h.count(open, h.client); (n == 0) != (source == "here") {
			t.Errorf("measured %q: got %d steps", source, n)
		}
	}
}

func TestAReminderTickedOffComesAgainAtFourteenDays(t *testing.T) {
	h := open(t)
	decision, asked := db.NewID(), db.NewID()
	h.run(`insert into protocol (clinic_id, id, version, body, effective_from, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-11-01', $4, $5)`, h.Clinic.ID, db.NewID(), protocol.Default(), h.Staff["miriam"].Staff, h.Now())
	h.run(`insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, indication, protocol_version, signed_at, signed_by)
		select clinic_id, $2, client_id, id, 'needs_more_information', 'F33.2', 1, $3, $4
		from course where client_id = $1`, h.client, decision, h.Now(), h.Staff["miriam"].Staff)
	h.run(`insert into information_request (clinic_id, id, client_id, decision_id, what, from_whom) values ($1, $2, $3, $4, 'an ECG', 'cardiology')`,
		h.Clinic.ID, asked, h.client, decision)
	open := func() int {
		return h.count(`select count(*) from task where client_id = $1 and kind = 'remind of information' and fact = $2 and closed_at is null`, h.client, asked)
	}
	for _, step := range []struct{ days, want int }{{6, 0}, {7, 1}, {13, 0}, {14, 1}} {
		h.Advance(dbtest.Noon.AddDate(0, 0, step.days).Sub(h.Now()))
		h.refresh()
		if got := open(); got != step.want {
			t.Fatalf("day %d: got %d open reminders want %d", step.days, got, step.want)
		}
		if step.want == 1 {
			h.remind(asked)
			if got := open(); got != 0 {
				t.Errorf("day %d: ticked off, got %d open reminders", step.days, got)
			}
		}
	}
}

// remind ticks off the reminder of a request, as the prescriber.
func (h house) remind(asked uuid.UUID) {
	h.t.Helper()
	var id uuid.UUID
	err := h.Owner.QueryRow(context.Background(), `select id from task where fact = $1 and kind = 'remind of information' and closed_at is null`, asked).Scan(&id)
	if err == nil {
		err = task.Service{DB: h.DB.DB}.Done(h.as("miriam"), h.client, id, task.OutcomeEntry{Outcome: "Called cardiology"})
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// TestWhichCourseIsLookedAt: the open one, whenever it was opened, else the one opened last.
func TestWhichCourseIsLookedAt(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	of := d.Client(t, c)
	d.Client(t, c)
	course := func(opened, closed string) uuid.UUID {
		id := db.NewID()
		d.Plant(t, `insert into course (clinic_id, id, client_id, opened_at, closed_at, closed_reason) values ($1, $2, $3, $4, $5, 'moved')`, c.ID, id, of.ID, opened, closed)
		return id
	}
	looked := func() (id uuid.UUID) {
		ctx := c.As(t.Context(), "jonah")
		err := d.Read(ctx, func(v *db.View) error {
			b := db.NewBatch(v)
			queued := pathway.Queue(b, of.ID, v.Now)
			if err := b.Send(ctx); err != nil {
				return err
			}
			f, _, err := queued.Facts()
			id = f.Course.ID
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	course("2026-01-01", "2026-11-20")
	later := course("2026-11-01", "2026-11-10")
	if got := looked(); got != of.Course {
		t.Errorf("got %s, want the open one", got)
	}
	d.Plant(t, `update course set closed_at = '2026-11-23', closed_reason = 'moved' where id = $1`, of.Course)
	if got := looked(); got != later {
		t.Errorf("got %s, want the one opened last", got)
	}
}
