package db_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
)

// addRoom is the smallest change there is: one room.
func addRoom(ctx context.Context, d *dbtest.DB, id uuid.UUID, name string) error {
	return d.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		_, err := db.Exec(ctx, tx, `insert into room (id, name) values ($1, $2)`, id, name)
		return audit.Did("room.added", uuid.Nil, "room", id), err
	})
}

func count(t *testing.T, d *dbtest.DB, sql string, args ...any) (n int) {
	t.Helper()
	if err := d.Owner.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func run(t *testing.T, d *dbtest.DB, sql string) {
	t.Helper()
	if _, err := d.Owner.Exec(context.Background(), sql); err != nil {
		t.Fatal(err)
	}
}

func TestNobodyReadsOrWrites(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	err := d.Read(context.Background(), func(*db.View) error { return nil })
	if !errors.Is(err, auth.ErrNobody) {
		t.Errorf("read: got %v want %v", err, auth.ErrNobody)
	}
	if err := addRoom(context.Background(), d, db.NewID(), "x"); !errors.Is(err, auth.ErrNobody) {
		t.Errorf("write: got %v want %v", err, auth.ErrNobody)
	}
}

func TestAChangeAndItsEventAreOne(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := d.Clinic(t).As(context.Background(), "ruth")
	id := db.NewID()
	if err := addRoom(ctx, d, id, "Spruce"); err != nil {
		t.Fatal(err)
	}
	if n := count(t, d, `select count(*) from audit_event where action = 'room.added' and subject = $1`, id); n != 1 {
		t.Errorf("events: got %d want 1", n)
	}
	err := d.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		_, err := db.Exec(ctx, tx, `insert into room (id, name) values ($1, 'Fir')`, db.NewID())
		return audit.Event{}, err
	})
	if err == nil || count(t, d, `select count(*) from room where name = 'Fir'`) != 0 {
		t.Error("a write without an event must leave nothing")
	}
}

func TestWithoutTheRecordOfAccessNothingIsSavedOrShown(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := d.Clinic(t).As(context.Background(), "ruth")
	run(t, d, `create function broken() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
		create trigger broken before insert on audit_event for each row execute function broken()`)
	if err := addRoom(ctx, d, db.NewID(), "Spruce"); err == nil {
		t.Error("the write must fail")
	}
	if n := count(t, d, `select count(*) from room where name = 'Spruce'`); n != 0 {
		t.Error("the change stands without its event")
	}
	viewing := db.WithRequest(ctx, &db.Request{Route: "GET /x", Viewed: &audit.Event{Action: "x.viewed"}})
	if err := d.Read(viewing, func(*db.View) error { return nil }); err == nil {
		t.Error("a view that cannot be recorded must fail")
	}
}

func TestAFaultInTheNthInsertLeavesNothing(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := d.Clinic(t).As(context.Background(), "ruth")
	before := count(t, d, `select count(*) from room`)
	run(t, d, `create function third() returns trigger language plpgsql as $$
		begin if new.name = 'third' then raise exception 'power cut'; end if; return new; end $$;
		create trigger third before insert on room for each row execute function third()`)
	err := d.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		for _, name := range []string{"first", "second", "third", "fourth"} {
			if _, err := db.Exec(ctx, tx, `insert into room (id, name) values ($1, $2)`, db.NewID(), name); err != nil {
				return audit.Event{}, err
			}
		}
		return audit.Did("rooms.added", uuid.Nil, "room", uuid.Nil), nil
	})
	if err == nil || count(t, d, `select count(*) from room`) != before {
		t.Errorf("got %v and %d rooms, want an error and %d", err, count(t, d, `select count(*) from room`), before)
	}
}

func TestAViewIsRecordedOnceARequest(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := d.Clinic(t).As(context.Background(), "jonah")
	client := db.NewID()
	for range 2 {
		viewing := db.WithRequest(ctx, &db.Request{Route: "GET /c", Viewed: &audit.Event{Action: "c.viewed", Client: client}})
		for range 3 {
			if err := d.Read(viewing, func(*db.View) error { return nil }); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := count(t, d, `select count(*) from audit_event where client = $1`, client); n != 2 {
		t.Errorf("two requests of three reads: got %d events want 2", n)
	}
}

func TestAQuietViewIsLeftOutForFifteenMinutes(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := d.Clinic(t).As(context.Background(), "jonah")
	client := db.NewID()
	look := func() {
		viewing := db.WithRequest(ctx, &db.Request{Route: "GET /c", Quiet: true, Viewed: &audit.Event{Action: "c.viewed", Client: client}})
		if err := d.Read(viewing, func(*db.View) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	look()
	d.Advance(15*60*1e9 - 1)
	look()
	if n := count(t, d, `select count(*) from audit_event where client = $1`, client); n != 1 {
		t.Errorf("just within 15 minutes: got %d events want 1", n)
	}
	d.Advance(2e3)
	look()
	if n := count(t, d, `select count(*) from audit_event where client = $1`, client); n != 2 {
		t.Errorf("after 15 minutes: got %d events want 2", n)
	}
}

func TestTheSamePostFiftyTimesAtOnceIsStoredOnce(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := d.Clinic(t).As(context.Background(), "ruth")
	id := db.NewID()
	errs := make(chan error, 50)
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			once := db.WithSubmission(ctx, &db.Submission{ID: id, Posted: []byte("name=Spruce")})
			errs <- addRoom(once, d, id, "Spruce")
		})
	}
	all.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Errorf("each try must get the same answer: %v", err)
		}
	}
	if n := count(t, d, `select count(*) from room where name = 'Spruce'`); n != 1 {
		t.Errorf("rooms: got %d want 1", n)
	}
}

func TestAnotherPostUnderAUsedIdIsAConflict(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	clinic := d.Clinic(t)
	id := db.NewID()
	post := func(who, posted string) error {
		ctx := db.WithSubmission(clinic.As(context.Background(), who), &db.Submission{ID: id, Posted: []byte(posted)})
		return addRoom(ctx, d, db.NewID(), posted)
	}
	if err := post("ruth", "name=a"); err != nil {
		t.Fatal(err)
	}
	if err := post("ruth", "name=b"); !problem.Is(err, problem.Conflict) {
		t.Errorf("other words: got %v want a conflict", err)
	}
	if err := post("grace", "name=a"); !problem.Is(err, problem.Conflict) {
		t.Errorf("another person: got %v want a conflict", err)
	}
}

func TestAWholeClinicReadMayNotWriteAndEndsByItself(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := d.Clinic(t).As(context.Background(), "grace")
	purpose := func(tx *db.Tx) string {
		p, err := db.One[string](ctx, tx, `select coalesce(app_purpose(), '')`)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	err := d.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		err := tx.WholeClinic(ctx, "booking", func() error {
			if got := purpose(tx); got != "booking" {
				t.Errorf("inside: got %q", got)
			}
			_, err := db.Exec(ctx, tx, `insert into room (id, name) values ($1, 'x')`, db.NewID())
			return err
		})
		if err == nil {
			t.Error("a write inside must be refused")
		}
		func() {
			defer func() { _ = recover() }()
			_ = tx.WholeClinic(ctx, "booking", func() error { panic("stop") })
		}()
		if got := purpose(tx); got != "" {
			t.Errorf("after a panic: got %q want none", got)
		}
		return audit.Did("x", uuid.Nil, "", uuid.Nil), nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFailedProjectionIsReportedAndTheWriteStands(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := d.Clinic(t).As(context.Background(), "ruth")
	var told error
	d.AfterWrite = func(ctx context.Context, tx *db.Tx, _ uuid.UUID) error {
		_, err := db.Exec(ctx, tx, `select 1/0`)
		return err
	}
	d.Report = func(_ context.Context, err error) { told = err }
	err := d.Write(ctx, []uuid.UUID{db.NewID()}, func(tx *db.Tx) (audit.Event, error) {
		_, err := db.Exec(ctx, tx, `insert into room (id, name) values ($1, 'Spruce')`, db.NewID())
		return audit.Did("room.added", uuid.Nil, "room", uuid.Nil), err
	})
	if err != nil || told == nil || count(t, d, `select count(*) from room where name = 'Spruce'`) != 1 {
		t.Errorf("write %v, reported %v", err, told)
	}
}

func TestRefusalsAreCountedNotMultiplied(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := db.WithRequest(d.Clinic(t).As(context.Background(), "grace"), &db.Request{Route: "GET /c"})
	var n int
	for range 7 {
		var err error
		if n, err = d.Refused(ctx, "forbidden", uuid.Nil); err != nil {
			t.Fatal(err)
		}
	}
	if rows := count(t, d, `select count(*) from refusal`); n != 7 || rows != 1 {
		t.Errorf("got count %d in %d rows, want 7 in 1", n, rows)
	}
}

func TestTheServerRefusesAPowerfulRole(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	for name, dsn := range map[string]string{"the owner": d.OwnerDSN, "the owner as the app": d.OwnerDSN + "&options=-c%20role%3Dkap_app"} {
		if owner, err := db.Open(context.Background(), dsn); err == nil {
			owner.Close()
			t.Errorf("%s must not serve", name)
		}
	}
}

func TestALookIsOneTransactionThatWritesNothing(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := d.Clinic(t).As(context.Background(), "ruth")
	rooms := func(ctx context.Context) (n int) {
		err := d.Read(ctx, func(v *db.View) (err error) {
			n, err = db.One[int](ctx, v, `select count(*) from room`)
			return err
		})
		if err != nil {
			t.Error(err)
		}
		return n
	}
	before := d.Trips()
	err := d.Look(ctx, func(looking context.Context) error {
		first := rooms(looking)
		if err := addRoom(ctx, d, db.NewID(), "Spruce"); err != nil {
			t.Error(err)
		}
		if again := rooms(looking); again != first {
			t.Errorf("one look saw %d rooms, then %d", first, again)
		}
		if err := addRoom(looking, d, db.NewID(), "Fir"); err == nil {
			t.Error("a page that is read must not write")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if got := d.Trips() - before; got != 5 { // two reads, a commit; a write and its commit
		t.Errorf("got %d trips want 5", got)
	}
}

func TestNothingIsReadAfterTheLook(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := d.Clinic(t).As(context.Background(), "ruth")
	var kept *db.View
	if err := d.Read(ctx, func(v *db.View) error { kept = v; return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := db.One[int](ctx, kept, `select 1`); err == nil {
		t.Error("a statement ran on a connection given back")
	}
}
