package clinic_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kap/internal/clinic"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// clocks are the program's and Postgres's of a zone.
func clocks(t *testing.T, d *dbtest.DB, name string, load func(string) (*time.Location, error)) (c clinic.Clocks) {
	t.Helper()
	owner, err := db.OpenOwner(t.Context(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	err = owner.Read(t.Context(), func(v *db.View) (err error) {
		c, err = clinic.ClocksOf(context.Background(), v, name, d.Now(), load)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// likePhoenix are rules in which every zone keeps Arizona's time.
func likePhoenix(string) (*time.Location, error) { return time.LoadLocation("America/Phoenix") }

func TestBothClocksOfAZoneAreCompared(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	until := d.Now().AddDate(0, clinic.Looked, 0)
	for _, zone := range []string{"America/Denver", "America/Phoenix", "Australia/Lord_Howe", "Pacific/Chatham", "Asia/Kolkata", "UTC"} {
		c := clocks(t, d, zone, time.LoadLocation)
		if at, differ := c.Differ(d.Now(), until); differ {
			t.Errorf("%s: %s", zone, c.Words(at))
		}
		if zone == "Australia/Lord_Howe" && len(c.Database) < 9 {
			t.Errorf("the half hours of Lord Howe: %v", c.Database)
		}
	}
	c := clocks(t, d, "America/Denver", likePhoenix)
	at, differ := c.Differ(d.Now(), until)
	if want := time.Date(2027, time.March, 14, 9, 0, 0, 0, time.UTC); !differ || !at.At.Equal(want) {
		t.Fatalf("a zone that no longer changes: got %v, %v want %s", at, differ, want)
	}
	for _, said := range []string{"From March 14, 2027 on", "UTC−7:00, the database UTC−6:00"} {
		if words := c.Words(at); !strings.Contains(words, said) {
			t.Errorf("%q is not said: %s", said, words)
		}
	}
}

// TestTheFileThatGoesOnAsBeforeIsTheOlder: Alberta keeps its summer time from November 2026 on.
func TestTheFileThatGoesOnAsBeforeIsTheOlder(t *testing.T) {
	t.Parallel()
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 9, 0, 0, 0, time.UTC) }
	known := []clinic.Turn{{At: day(2024, 11, 3), Offset: -7 * 3600}, {At: day(2025, 3, 9), Offset: -6 * 3600},
		{At: day(2025, 11, 2), Offset: -7 * 3600}, {At: day(2026, 3, 8), Offset: -6 * 3600}}
	old := append(known[:4:4], clinic.Turn{At: day(2026, 11, 1), Offset: -7 * 3600}, clinic.Turn{At: day(2027, 3, 14), Offset: -6 * 3600},
		clinic.Turn{At: day(2027, 11, 7), Offset: -7 * 3600})
	for _, c := range []struct {
		clinic.Clocks
		from  time.Time
		older string
	}{
		{clinic.Clocks{Program: known, Database: old}, day(2026, 6, 1), "database"},
		{clinic.Clocks{Program: old, Database: known}, day(2026, 6, 1), "program"},
		{clinic.Clocks{Program: known, Database: old}, day(2027, 6, 1), "database"}, // a year on, both repeat themselves
	} {
		d, differ := c.Differ(c.from, day(2028, 1, 1))
		if got := c.Older(d); !differ || got != c.older {
			t.Errorf("%v: got %q want %q", d, got, c.older)
		}
	}
	if _, differ := (clinic.Clocks{Program: known, Database: old}).Differ(day(2026, 6, 1), day(2026, 10, 1)); differ {
		t.Error("they differ before the change")
	}
}
