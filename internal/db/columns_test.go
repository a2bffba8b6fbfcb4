package db_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
)

type kept struct{ HeldAt time.Time }

type document struct {
	kept
	Words     string
	SpO2      *int
	RiskCheck uuid.UUID `db:"risk_check_id"`
	Nowhere   string    `db:"-"`
	Themes    []string
	SignedAt  time.Time `db:"signed_at,read"`
	Minutes   int       `db:"minutes,zero"`
	Heat      tenths
}

// tenths are stored as a decimal.
type tenths int

func (t tenths) Stored() any { return fmt.Sprintf("%d.%d", t/10, t%10) }

func TestAStructNamesItsColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, got, want string }{
		{"columns", db.Columns[document](), "held_at, words, spo2, risk_check_id, themes, minutes, heat"},
		{"of a table", db.From[document]("i"), "i.held_at, i.words, i.spo2, i.risk_check_id, i.themes, coalesce(i.minutes, 0) as minutes, i.heat"},
		{"arguments", db.Values[document](), "@held_at, @words, @spo2, @risk_check_id, @themes, @minutes, @heat"},
		{"changes", db.Sets[kept](), "held_at = @held_at"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q want %q", c.name, c.got, c.want)
		}
	}
}

const (
	makeTable = `create temporary table document (held_at timestamptz, words text not null, spo2 int, risk_check_id uuid, themes text[] not null, minutes int check (minutes > 0), heat numeric)`
	insert    = `insert into document (held_at, words, spo2, risk_check_id, themes, minutes, heat) values (@held_at, @words, @spo2, @risk_check_id, @themes, @minutes, @heat)`
	again     = `select held_at, words, spo2, risk_check_id, themes, now() as signed_at, coalesce(minutes, 0) as minutes, (heat * 10)::int as heat from document`
)

func TestAStructIsStoredByNameAndReadBack(t *testing.T) {
	t.Parallel()
	spo2, at := 0, time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	whole := document{kept{at}, "calm", &spo2, db.NewID(), "", []string{"sea"}, time.Time{}, 53, 372}
	for _, c := range []struct {
		name string
		in   document
	}{{"all said", whole}, {"nothing said", document{}}} {
		got, err := storedAs(t, insert, db.Named(c.in))
		if err != nil || !got.HeldAt.Equal(c.in.HeldAt) || got.RiskCheck != c.in.RiskCheck || got.Words != c.in.Words ||
			len(got.Themes) != len(c.in.Themes) || got.SignedAt.IsZero() || (got.SpO2 == nil) != (c.in.SpO2 == nil) || got.Minutes != c.in.Minutes || got.Heat != c.in.Heat {
			t.Errorf("%s: got %+v, %v want %+v", c.name, got, err, c.in)
		}
	}
	if got, err := storedAs(t, insert, db.Named(whole, "words", "stormy")); err != nil || got.Words != "stormy" {
		t.Errorf("a pair wins: got %+v, %v", got, err)
	}
}

func TestANamedArgumentIsFilledOrRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		args any
	}{
		{"nothing fills it", db.Named(kept{})},
		{"a pair that is not asked for", db.Named(document{}, "mood", "calm")},
		{"a name without a value", db.Named(document{}, "words")},
	} {
		if _, err := storedAs(t, insert, c.args); err == nil {
			t.Errorf("%s: stored", c.name)
		}
	}
}

// storedAs runs an insert in a table of its own and reads the row back.
func storedAs(t *testing.T, statement string, args any) (got document, err error) {
	t.Helper()
	d := dbtest.New(t)
	err = d.Write(d.Clinic(t).As(context.Background(), "ruth"), nil, func(tx *db.Tx) (audit.Event, error) {
		if _, err := db.Exec(t.Context(), tx, makeTable); err != nil {
			return audit.Event{}, err
		}
		if _, err := db.Exec(t.Context(), tx, statement, args); err != nil {
			return audit.Event{}, err
		}
		got, err = db.One[document](t.Context(), tx, again)
		if err == nil {
			err = errRefused // the table goes with the transaction
		}
		return audit.Event{}, err
	})
	if err == errRefused {
		err = nil
	}
	return got, err
}

func TestTheOwnerReadsNoTimeToo(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	owner, err := db.OpenOwner(t.Context(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	err = owner.Read(t.Context(), func(v *db.View) error {
		none, err := db.One[time.Time](t.Context(), v, `select null::timestamptz`)
		if !none.IsZero() {
			t.Errorf("got %v", none)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
