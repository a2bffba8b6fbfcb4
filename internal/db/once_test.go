package db_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// names adds rooms in one transaction: one that stands, one that is refused after it was
// added, and another; it answers what is read in it.
func names(ctx context.Context, app *db.DB, clinic dbtest.Clinic) ([]string, error) {
	ruth := clinic.As(ctx, "ruth")
	for _, name := range []string{"Fir", "Refused", "Larch"} {
		err := app.Write(ruth, nil, func(tx *db.Tx) (audit.Event, error) {
			id := db.NewID()
			if _, err := db.Exec(ctx, tx, `insert into room (id, name) values ($1, $2)`, id, name); err != nil {
				return audit.Event{}, err
			}
			if name == "Refused" {
				return audit.Event{}, errRefused
			}
			return audit.Did("room.added", uuid.Nil, "room", id), nil
		})
		if (err != nil) != (name == "Refused") {
			return nil, err
		}
	}
	var all []string
	err := app.Read(ruth, func(v *db.View) (err error) {
		all, err = db.All[string](ctx, v, `select name from room order by name`)
		return err
	})
	return all, err
}

var errRefused = errors.New("refused")

func TestWhatIsMadeAtOnceIsSeenTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	clinic, other := d.Clinic(t), d.Clinic(t)
	before := count(t, d, `select count(*) from room`)
	for _, end := range []error{errRefused, nil} {
		err := db.AtOnce(t.Context(), d.OwnerDSN, func(o *db.Once) error {
			rooms := 0
			err := o.Owner(d.Now).Read(t.Context(), func(v *db.View) (err error) {
				rooms, err = db.One[int](t.Context(), v, `select count(*)::int from room`)
				return err
			})
			if err != nil || rooms != before {
				t.Errorf("the owner sees %d rooms of both clinics, %v; want %d", rooms, err, before)
			}
			app, err := o.App(t.Context(), d.Now)
			if err != nil {
				return err
			}
			got, err := names(t.Context(), app, clinic)
			if want := []string{"Aspen", "Fir", "Juniper", "Larch"}; err != nil || !slices.Equal(got, want) {
				t.Errorf("the app sees %q, %v; want %q", got, err, want)
			}
			if got, _ := names(t.Context(), app, other); len(got) != 4 {
				t.Errorf("the app sees %q of the other clinic", got)
			}
			if n := count(t, d, `select count(*) from room`); n != before {
				t.Errorf("others see %d rooms amid it, want %d", n, before)
			}
			return end
		})
		if !errors.Is(err, end) {
			t.Errorf("got %v, want %v", err, end)
		}
		want := before
		if end == nil {
			want += 4
		}
		if n := count(t, d, `select count(*) from room`); n != want {
			t.Errorf("after %v there are %d rooms, want %d", end, n, want)
		}
	}
}
