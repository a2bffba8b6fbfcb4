package dbtest_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
)

func TestEachTestHasADatabaseOfItsOwn(t *testing.T) {
	t.Parallel()
	first, second := dbtest.New(t), dbtest.New(t)
	first.Clinic(t)
	for d, want := range map[*dbtest.DB]int{first: 1, second: 0} {
		var got int
		if err := d.Owner.QueryRow(t.Context(), `select count(*) from clinic`).Scan(&got); err != nil || got != want {
			t.Errorf("clinics: got %d %v want %d", got, err, want)
		}
	}
}

func TestAnActorSeesOnlyTheirClinic(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	here, there := d.Clinic(t), d.Clinic(t)
	for _, c := range []dbtest.Clinic{here, there} {
		var ids []string
		err := d.Read(c.As(t.Context(), "tomas"), func(v *db.View) (err error) {
			ids, err = db.All[string](t.Context(), v, `select id::text from clinic`)
			return err
		})
		if err != nil || len(ids) != 1 || ids[0] != c.ID.String() {
			t.Errorf("sees %v %v, works at %s", ids, err, c.ID)
		}
	}
	if !here.Staff["miriam"].Is(auth.MedicalLead) {
		t.Error("the prescriber is not the medical lead")
	}
}

func TestTheClockStandsStillUntilMoved(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	d.Advance(119 * time.Minute)
	if got, want := d.DB.Clock(), dbtest.Noon.Add(119*time.Minute); !got.Equal(want) {
		t.Errorf("got %s want %s", got, want)
	}
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	if got := dbtest.Noon.In(zone).Format("Mon Jan 2 15:04"); got != "Tue Nov 24 12:00" {
		t.Errorf("noon is %s", got)
	}
}

func TestAFilledDatabaseIsClonedNotFilledAgain(t *testing.T) {
	t.Parallel()
	filled := 0
	fill := func(ctx context.Context, _, owner string) error {
		filled++
		d, err := db.Open(ctx, owner)
		if err == nil {
			d.Close()
			return errors.New("the app's pool opened as owner")
		}
		return nil
	}
	dbtest.NewFrom(t, "once", fill)
	dbtest.NewFrom(t, "once", fill)
	if filled != 1 {
		t.Errorf("filled %d times", filled)
	}
}

func TestTheOwnerKeepsTheTestsTime(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	d.Advance(time.Hour)
	var at time.Time
	if err := d.Owner.QueryRow(context.Background(), `select app_now()`).Scan(&at); err != nil || !at.Equal(d.Now()) {
		t.Errorf("got %s (%v) want %s", at, err, d.Now())
	}
}
