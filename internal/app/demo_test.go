package app_test

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"kap/internal/app"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/progress"
	"kap/internal/staff"
	"kap/internal/verify"
)

// step is what happens at each line that a fill says.
type step func(n int, words string)

func (s step) line() *progress.Line {
	n := 0
	return progress.On(writer(func(words string) { n++; s(n, words) }))
}

type writer func(string)

func (w writer) Write(p []byte) (int, error) { w(string(p)); return len(p), nil }

func noon() time.Time { return dbtest.Noon }

func TestADemoFillThatIsBrokenLeavesNothingAndTheNextFillsWhole(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	for _, last := range []int{1, 4, 15} {
		brokenOff(t, d, last)
		nothing(t, d)
	}
	serverDied(t, d)
	nothing(t, d)
	processKilled(t, d)
	nothing(t, d)
	filledOnce(t, d)
	owner, err := db.OpenOwner(t.Context(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	findings, err := verify.Everything(t.Context(), owner)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
}

// brokenOff is Ctrl-C at a line.
func brokenOff(t *testing.T, d *dbtest.DB, last int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	said := 0
	err := app.FillDemo(ctx, d.OwnerDSN, noon, step(func(n int, _ string) {
		if said = n; n == last {
			cancel()
		}
	}).line())
	if err == nil || said != last {
		t.Errorf("broken at line %d: it ended with %v at line %d", last, err, said)
	}
}

// serverDied ends the connection from the side of the server.
func serverDied(t *testing.T, d *dbtest.DB) {
	t.Helper()
	err := app.FillDemo(t.Context(), d.OwnerDSN, noon, step(func(n int, _ string) {
		if n != 3 {
			return
		}
		if _, err := d.Owner.Exec(context.Background(), `
			select pg_terminate_backend(pid)
			from pg_stat_activity
			where datname = current_database() and state = 'idle in transaction'`); err != nil {
			t.Error(err)
		}
	}).line())
	if err == nil {
		t.Error("a fill whose server went away came to its end")
	}
}

// elsewhere names, to a process of its own, the database it fills.
const elsewhere = "KAP_TEST_FILL"

// TestFillsInAProcessOfItsOwn is the process that is killed.
func TestFillsInAProcessOfItsOwn(t *testing.T) {
	if dsn := os.Getenv(elsewhere); dsn != "" {
		t.Fatal(app.FillDemo(t.Context(), dsn, noon, progress.On(os.Stderr)))
	}
}

func processKilled(t *testing.T, d *dbtest.DB) {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFillsInAProcessOfItsOwn$")
	c.Env = append(os.Environ(), elsewhere+"="+d.OwnerDSN)
	out, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	said := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if said++; said == 3 {
			_ = c.Process.Kill()
		}
	}
	if err := c.Wait(); err == nil || c.ProcessState.ExitCode() != -1 {
		t.Errorf("the process was to be killed: %v, %d lines", err, said)
	}
}

// filledOnce fills to the end while a second one waits; until it is whole, nobody else
// sees any of it, and after it another fill has nothing to do or say.
func filledOnce(t *testing.T, d *dbtest.DB) {
	t.Helper()
	waits, second := make(chan string, 9), make(chan error, 1)
	var said []string
	err := app.FillDemo(t.Context(), d.OwnerDSN, noon, step(func(n int, words string) {
		said = append(said, words)
		if n == 2 {
			go func() {
				second <- app.FillDemo(t.Context(), d.OwnerDSN, noon, step(func(_ int, words string) { waits <- words }).line())
			}()
			if words := <-waits; !strings.Contains(words, "waiting for it") {
				t.Errorf("a second fill says %q", words)
			}
		}
		if !strings.Contains(words, "is filled") {
			nothing(t, d)
		}
	}).line())
	if err != nil || len(said) < 2 {
		t.Fatalf("filled with %d lines said, %v", len(said), err)
	}
	if err := <-second; err != nil || len(waits) > 0 {
		t.Errorf("the second fill: %v, and says %d lines more", err, len(waits))
	}
	if end := said[len(said)-1]; !strings.HasPrefix(end, "The demo clinic is filled: 18 clients, in ") {
		t.Errorf("ends with %q", end)
	}
	if people, err := (staff.Service{DB: d.DB}).DemoPeople(t.Context()); err != nil || len(people) != 9 {
		t.Errorf("%d people at the door, %v; want 9", len(people), err)
	}
	err = app.FillDemo(t.Context(), d.OwnerDSN, noon, step(func(_ int, words string) { t.Errorf("filled already, and says %q", words) }).line())
	if err != nil {
		t.Error(err)
	}
}

// nothing is in the database, nor anybody at its door.
func nothing(t *testing.T, d *dbtest.DB) {
	t.Helper()
	var full []string
	err := d.Owner.QueryRow(t.Context(), `
		select coalesce(array_agg(c.relname::text order by c.relname), '{}')
		from pg_class c
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migrations'
		  and xpath_exists('/table/row', query_to_xml(format('select 1 from %I limit 1', c.relname), true, false, ''))`).Scan(&full)
	if err != nil || len(full) > 0 {
		t.Errorf("there are rows of %v, %v", full, err)
	}
	if people, err := (staff.Service{DB: d.DB}).DemoPeople(t.Context()); err != nil || len(people) > 0 {
		t.Errorf("%d people at the door, %v", len(people), err)
	}
}
