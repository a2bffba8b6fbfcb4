package migrations_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// house is a clinic with one client of Jonah's, in an open course.
type house struct {
	*dbtest.DB
	dbtest.Clinic
	client, course uuid.UUID
}

func newHouse(t *testing.T) house {
	t.Helper()
	d := dbtest.New(t)
	h := house{d, d.Clinic(t), db.NewID(), db.NewID()}
	h.must(t, "jonah", `insert into client (id, legal_name, born) values ($1, 'Rowan Ellis', '1988-04-02')`, h.client)
	h.must(t, "jonah", `insert into care_team (id, client_id, staff_id, role, reason) values ($1, $2, app_staff(), 'therapist', 'named')`, db.NewID(), h.client)
	h.must(t, "jonah", `insert into course (id, client_id) values ($1, $2)`, h.course, h.client)
	return h
}

// do runs one statement as somebody and says how many rows it touched.
func (h house) do(who, statement string, args ...any) (n int64, err error) {
	err = h.Write(h.As(context.Background(), who), nil, func(tx *db.Tx) (audit.Event, error) {
		n, err = db.Exec(context.Background(), tx, statement, args...)
		return audit.Event{Action: "test.done"}, err
	})
	return n, err
}

func (h house) must(t *testing.T, who, statement string, args ...any) {
	t.Helper()
	if n, err := h.do(who, statement, args...); err != nil || n == 0 {
		t.Fatalf("%s, %d rows: %v\n%s", who, n, err, statement)
	}
}

func (h house) refused(t *testing.T, constraint, who, statement string, args ...any) {
	t.Helper()
	if _, err := h.do(who, statement, args...); !db.Violates(err, constraint) {
		t.Errorf("got %v, want a breach of %s", err, constraint)
	}
}

func (h house) sees(t *testing.T, who, table string) int {
	t.Helper()
	var n int
	err := h.Read(h.As(context.Background(), who), func(v *db.View) (err error) {
		n, err = db.One[int](context.Background(), v, `select count(*)::int from `+table)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhoSeesAClient(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.must(t, "jonah", `insert into allergy (id, client_id, substance) values ($1, $2, 'latex')`, db.NewID(), h.client)
	for _, c := range []struct {
		who, table string
		want       int
	}{
		{"jonah", "client", 1}, {"jonah", "allergy", 1},
		{"grace", "client", 1}, {"grace", "course", 1}, {"grace", "allergy", 0},
		{"priya", "client", 0}, {"priya", "course", 0}, {"priya", "allergy", 0},
		{"ruth", "client", 0}, {"ruth", "allergy", 0},
	} {
		if got := h.sees(t, c.who, c.table); got != c.want {
			t.Errorf("%s sees %d of %s, want %d", c.who, got, c.table, c.want)
		}
	}
	other := house{h.DB, h.DB.Clinic(t), h.client, h.course}
	if got := other.sees(t, "grace", "client"); got != 0 {
		t.Errorf("another clinic sees %d clients", got)
	}
}

func TestNobodyNamesThemselves(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const join = `insert into care_team (id, client_id, staff_id, role, reason) values ($1, $2, $3, 'therapist', 'named')`
	priya := h.Staff["priya"].Staff
	if _, err := h.do("priya", join, db.NewID(), h.client, priya); err == nil {
		t.Error("Priya joined a care team by herself")
	}
	h.refused(t, "care_team_is_clinical", "grace", join, db.NewID(), h.client, h.Staff["grace"].Staff)
	h.must(t, "grace", join, db.NewID(), h.client, priya)
	if got := h.sees(t, "priya", "client"); got != 1 {
		t.Errorf("Priya, named by the front desk, sees %d clients", got)
	}
	h.must(t, "grace", `update care_team set until = app_now() where staff_id = $1`, priya)
	if got := h.sees(t, "priya", "client"); got != 0 {
		t.Errorf("Priya, off the care team, sees %d clients", got)
	}
}

func TestTheFrontDeskPausesAndCallsButReadsNothingClinical(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const pause = `insert into pause (id, client_id, course_id, kind, reason) values ($1, $2, $3, $4, 'why')`
	h.must(t, "grace", pause, db.NewID(), h.client, h.course, "administrative")
	h.must(t, "jonah", pause, db.NewID(), h.client, h.course, "psychiatric")
	if _, err := h.do("grace", pause, db.NewID(), h.client, h.course, "medical"); err == nil {
		t.Error("the front desk opened a medical pause")
	}
	if got := h.sees(t, "grace", "pause"); got != 1 {
		t.Errorf("the front desk sees %d pauses, want its own", got)
	}
	h.must(t, "grace", `insert into escalation (id, client_id, kind) values ($1, $2, 'urgent')`, db.NewID(), h.client)
	if got := h.sees(t, "grace", "escalation"); got != 0 {
		t.Errorf("the front desk reads %d calls back", got)
	}
}

func TestAPurposeOpensRowsForReading(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.must(t, "jonah", `insert into allergy (id, client_id, substance) values ($1, $2, 'latex')`, db.NewID(), h.client)
	for purpose, want := range map[string]int{"pathway": 1, "booking": 0, "curiosity": 0} {
		var n int
		err := h.Read(h.As(context.Background(), "grace"), func(v *db.View) (err error) {
			n, err = db.One[int](context.Background(), v, `
				select count(*)::int from allergy, set_config('app.purpose', $1, true) where false`, purpose)
			if err == nil {
				_, err = db.One[string](context.Background(), v, `select set_config('app.purpose', $1, true)`, purpose)
			}
			if err == nil {
				n, err = db.One[int](context.Background(), v, `select count(*)::int from allergy`)
			}
			return err
		})
		if err != nil || n != want {
			t.Errorf("%s reads %d allergies (%v), want %d", purpose, n, err, want)
		}
	}
}

func TestEnteredInErrorIsOutOfTheRecordAndKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := db.NewID()
	h.must(t, "jonah", `insert into allergy (id, client_id, substance) values ($1, $2, 'latex')`, id, h.client)
	if _, err := h.do("jonah", `update allergy set entered_in_error_at = app_now() where id = $1`, id); err == nil {
		t.Error("the mark was set without a reason")
	}
	const out = `select enter_in_error('allergy', $1, $2, 'another client''s')`
	other := db.NewID()
	h.must(t, "jonah", `insert into client (id, legal_name, born) values ($1, 'Lena Ortiz', '1990-01-01')`, other)
	for who, client := range map[string]uuid.UUID{"priya": h.client, "jonah": other, "miriam": other} {
		h.must(t, who, out, client, id)
		if got := h.sees(t, "jonah", "allergy"); got != 1 {
			t.Errorf("%s took Jonah's entry out of %s", who, client)
		}
	}
	h.must(t, "jonah", out, h.client, id)
	if got := h.sees(t, "jonah", "allergy"); got != 0 {
		t.Error("the entry is still in the record")
	}
	if got := list(t, h.DB, `select reason from taken_out`); len(got) != 1 || got[0] != "another client's" {
		t.Errorf("kept reason %v", got)
	}
}

func TestThePathwayIsKeptByWhoeverWrites(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const keep = `select keep_pathway($1, $2::jsonb, $3::jsonb, $4::jsonb)`
	h.must(t, "grace", keep, h.course, `{"stage": "referred", "desk_label": "With the prescriber"}`,
		`[{"what": "Hold the consultation", "owner_role": "prescriber", "blocked_by": ["no time booked"]}]`,
		`[{"kind": "consult", "what": "Hold the consultation", "owner_role": "prescriber"}, {"kind": "book", "what": "Book it", "owner_role": "admin"}]`)
	for who, want := range map[string][3]int{"grace": {1, 0, 1}, "jonah": {1, 1, 2}, "ruth": {1, 0, 2}, "priya": {0, 0, 0}} {
		if got := [3]int{h.sees(t, who, "pathway"), h.sees(t, who, "pathway_step"), h.sees(t, who, "task")}; got != want {
			t.Errorf("%s sees %v of pathway, steps and tasks, want %v", who, got, want)
		}
	}
	if _, err := h.do("jonah", `update pathway set stage = 'eligible'`); err == nil {
		t.Error("a projection was written by hand")
	}
	h.must(t, "grace", keep, h.course, `{"stage": "consultation"}`, `[]`, `[{"kind": "consult", "what": "Hold it", "owner_role": "prescriber"}]`)
	if got := list(t, h.DB, `select kind from task where closed_at is null`); len(got) != 1 || got[0] != "consult" {
		t.Errorf("open tasks %v, want the one still listed", got)
	}
}

func TestOnlyWhoWorksWithClientsCovers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const cover = `insert into cover (id, staff_id, covered_by, starts_at, ends_at)
		values ($1, $2, $3, app_now(), app_now() + interval '1 day')`
	_, err := h.do("grace", cover, db.NewID(), h.Staff["jonah"].Staff, h.Staff["grace"].Staff)
	if !db.Violates(err, "cover_is_clinical") {
		t.Errorf("the front desk covering a therapist: got %v", err)
	}
	h.must(t, "grace", cover, db.NewID(), h.Staff["jonah"].Staff, h.Staff["priya"].Staff)
}
