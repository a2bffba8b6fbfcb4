package protocol_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/sign"
)

var today = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)

type house struct {
	*dbtest.DB
	dbtest.Clinic
	protocol.Service
}

func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	h := house{d, d.Clinic(t), protocol.Service{DB: d.DB}}
	owner, err := db.OpenOwner(context.Background(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	for range 2 { // again does nothing
		if err := owner.Write(context.Background(), func(tx *db.Tx) error {
			return protocol.InsertFirst(context.Background(), tx, h.Clinic.ID)
		}); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

func (h house) as(name string) context.Context { return h.As(context.Background(), name) }

func (h house) latest(t *testing.T) protocol.Version {
	t.Helper()
	versions, err := h.Versions(h.as("ruth"))
	if err != nil {
		t.Fatal(err)
	}
	return versions[0]
}

func (h house) approve(t *testing.T, ctx context.Context) error {
	t.Helper()
	v := h.latest(t)
	shown, err := sign.Shown(v.Document())
	if err != nil {
		t.Fatal(err)
	}
	return h.Approve(ctx, v.ID, shown)
}

// current is the version in force, as a therapist reads it.
func (h house) current() (v protocol.Version, err error) {
	ctx := h.as("jonah")
	err = h.Read(ctx, func(view *db.View) error {
		v, err = protocol.InForce(ctx, view)
		return err
	})
	return v, err
}

func TestTheFirstVersionWaitsForTheMedicalLead(t *testing.T) {
	h := open(t)
	if _, err := h.current(); !problem.Is(err, problem.Conflict) {
		t.Fatalf("nothing approved: got %v, want a conflict", err)
	}
	if err := h.approve(t, h.as("ruth")); !problem.Is(err, problem.Forbidden) {
		t.Errorf("the manager approves: got %v, want forbidden", err)
	}
	if err := h.Approve(h.as("miriam"), h.latest(t).ID, "another text"); !problem.Is(err, problem.Conflict) {
		t.Errorf("another text than shown: got %v, want a conflict", err)
	}
	if err := h.approve(t, h.as("miriam")); err != nil {
		t.Fatal(err)
	}
	v, err := h.current()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(protocol.Default(), v.Body); diff != "" || v.Number != 1 || v.Approver != "Miriam Halvorsen" {
		t.Errorf("got version %d by %s: %s", v.Number, v.Approver, diff)
	}
	if err := h.approve(t, h.as("miriam")); !problem.Is(err, problem.Conflict) {
		t.Errorf("approved twice: got %v, want a conflict", err)
	}
}

func TestADraftCountsFromItsDay(t *testing.T) {
	h := open(t)
	if err := h.approve(t, h.as("miriam")); err != nil {
		t.Fatal(err)
	}
	body := protocol.Default()
	body.Pressure.Fresh = 20
	tomorrow := today.AddDate(0, 0, 1)
	if err := h.Draft(h.as("ruth"), db.NewID(), protocol.Draft{Body: body, EffectiveFrom: tomorrow}); err != nil {
		t.Fatal(err)
	}
	if err := h.approve(t, h.as("miriam")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		at   time.Time
		want int
	}{
		{time.Date(2026, 11, 25, 6, 59, 0, 0, time.UTC), 1}, // 11:59 pm in Denver
		{time.Date(2026, 11, 25, 7, 0, 0, 0, time.UTC), 2},
	} {
		h.Set(c.at)
		if v, err := h.current(); err != nil || v.Number != c.want {
			t.Errorf("at %s: got version %d, %v; want %d", c.at, v.Number, err, c.want)
		}
	}
}

func TestADraftIsChecked(t *testing.T) {
	h := open(t)
	wrong := protocol.Default()
	wrong.Pressure.Rest = 0
	for name, d := range map[string]protocol.Draft{
		"a number that cannot stand": {Body: wrong, EffectiveFrom: today},
		"from yesterday":             {Body: protocol.Default(), EffectiveFrom: today.AddDate(0, 0, -1)},
	} {
		if err := h.Draft(h.as("ruth"), db.NewID(), d); !problem.Is(err, problem.Invalid) {
			t.Errorf("%s: got %v, want invalid", name, err)
		}
	}
}

func TestWhoDraftsApprovesOnlyWhereNobodyElsePrescribes(t *testing.T) {
	h := open(t)
	lead := h.Staff["miriam"]
	lead.Roles = append(lead.Roles, auth.Manager)
	ctx := dbtest.As(context.Background(), lead)
	if err := h.Draft(ctx, db.NewID(), protocol.Draft{Body: protocol.Default(), EffectiveFrom: today}); err != nil {
		t.Fatal(err)
	}
	second := db.NewID()
	if _, err := h.Owner.Exec(ctx, `insert into staff (clinic_id, id, name, roles) values ($1, $2, 'Omar Reyes', '{prescriber}')`, h.Clinic.ID, second); err != nil {
		t.Fatal(err)
	}
	if err := h.approve(t, ctx); !problem.Is(err, problem.Conflict) {
		t.Errorf("two prescribers: got %v, want a conflict", err)
	}
	if _, err := h.Owner.Exec(ctx, `update staff set disabled_at = now() where id = $1`, second); err != nil {
		t.Fatal(err)
	}
	if err := h.approve(t, ctx); err != nil || !h.latest(t).OwnDraft {
		t.Errorf("one prescriber: got %v, marked %v", err, h.latest(t).OwnDraft)
	}
}
