package db

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"kap/internal/audit"
	"kap/internal/auth"
)

// View is a transaction that only reads: who looks, and when.
type View struct {
	Actor auth.Actor
	Now   time.Time

	shown []uuid.UUID // whom a list names; stored with the view's event
	conn  *pgxpool.Conn
	db    *DB
	first []statement // what opens the transaction, ahead of its first statement in the same trip
	alone bool        // every statement is a transaction of its own
	over  bool        // the transaction has ended
}

// Tx is a transaction that may change the record.
type Tx struct {
	View
	purposed bool        // inside WholeClinic: nothing may be written
	claims   *Submission // whose id it took
}

// Read runs fn in one consistent view. What the request's route says is being
// viewed is stored in the commit's trip, before anything is shown.
func (d *DB) Read(ctx context.Context, fn func(*View) error) error {
	if shared, ok := ctx.Value(lookKey{}).(*View); ok {
		return fn(shared)
	}
	return d.Look(ctx, func(ctx context.Context) error { return fn(ctx.Value(lookKey{}).(*View)) })
}

type lookKey struct{}

// Look is one consistent view for all that fn reads: every Read below its
// context joins it. A page and its identity bar are one look; nothing is
// written meanwhile.
func (d *DB) Look(ctx context.Context, fn func(context.Context) error) error {
	actor, err := auth.From(ctx)
	if err != nil {
		return err
	}
	return d.within(ctx, actor, "begin isolation level repeatable read", nil, func(tx *Tx) ([]statement, error) {
		if err := fn(context.WithValue(ctx, lookKey{}, &tx.View)); err != nil {
			return nil, err
		}
		return tx.viewEvent(ctx), nil
	})
}

// Write runs fn holding the clients' locks and stores its event with the
// change. A submission that was stored already is not run again.
func (d *DB) Write(ctx context.Context, clients []uuid.UUID, fn func(*Tx) (audit.Event, error)) error {
	actor, err := writer(ctx)
	if err != nil {
		return err
	}
	return d.within(ctx, actor, "begin", clients, func(tx *Tx) ([]statement, error) {
		stored, err := tx.claim(ctx)
		if err != nil || stored {
			return nil, err
		}
		event, err := fn(tx)
		if err != nil {
			return nil, err
		}
		if event.Empty() {
			return nil, errors.New("a write without an event")
		}
		tx.refresh(ctx, clients)
		return []statement{tx.event(ctx, event, "ok")}, nil
	})
}

// Keep stores what belongs to the actor alone (drafts): no event.
func (d *DB) Keep(ctx context.Context, fn func(*Tx) error) error {
	actor, err := writer(ctx)
	if err != nil {
		return err
	}
	return d.within(ctx, actor, "begin", nil, func(tx *Tx) ([]statement, error) { return nil, fn(tx) })
}

// writer is who changes the record; a page that is being read changes nothing.
func writer(ctx context.Context) (auth.Actor, error) {
	if ctx.Value(lookKey{}) != nil {
		return auth.Actor{}, errors.New("a write while a page is read")
	}
	return auth.From(ctx)
}

// Door runs a function of sign-in, before anybody is known. Every statement is a
// transaction and a trip of its own.
func (d *DB) Door(ctx context.Context, fn func(*Tx) error) error {
	return d.within(ctx, auth.Actor{}, "", nil, func(tx *Tx) ([]statement, error) {
		tx.alone = true
		return nil, fn(tx)
	})
}

type statement struct {
	sql  string
	args []any
}

// within opens, runs and ends one transaction. What opens it travels with the
// first statement, the last statements with the commit.
func (d *DB) within(ctx context.Context, actor auth.Actor, begin string, clients []uuid.UUID, fn func(*Tx) ([]statement, error)) error {
	conn, release, err := d.connection(ctx)
	if err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	defer release()
	if d.once != nil && begin != "" {
		begin = "savepoint act"
	}
	tx := &Tx{View: View{Actor: actor, Now: d.now(), conn: conn, db: d}}
	tx.first = tx.opening(begin, clients)
	done := false
	defer func() {
		tx.over = true
		if !done { // also on panic
			_ = tx.rollback()
		}
	}()
	last, err := fn(tx)
	if err != nil {
		return err
	}
	if err := tx.commit(ctx, last); err != nil {
		return doubt(err)
	}
	done = true
	if tx.claims != nil {
		tx.claims.stored = true
	}
	return nil
}

// connection is one of the pool's, or the one on which all happens at once.
func (d *DB) connection(ctx context.Context) (*pgxpool.Conn, func(), error) {
	if d.once != nil {
		return d.once, func() {}, nil
	}
	conn, err := d.pool.Acquire(ctx)
	if err != nil {
		return nil, nil, err
	}
	return conn, conn.Release, nil
}

// opening is begin, identity and clock, and the clients' locks.
func (tx *Tx) opening(begin string, clients []uuid.UUID) []statement {
	var first []statement
	if begin != "" {
		first = append(first, statement{begin, nil})
	}
	first = append(first, tx.settings())
	for _, client := range inOrder(clients) {
		first = append(first, statement{`select pg_advisory_xact_lock(hashtextextended($1, 0))`, []any{client.String()}})
	}
	return first
}

// trip sends statements; the first of a transaction take along what opens it.
func (v *View) trip(ctx context.Context, b *pgx.Batch) error {
	if v.over {
		return errors.New("a statement after the end of its transaction")
	}
	if len(v.first) > 0 {
		opened := &pgx.Batch{}
		for _, s := range v.first {
			opened.Queue(s.sql, s.args...)
		}
		opened.QueuedQueries = append(opened.QueuedQueries, b.QueuedQueries...)
		b = opened
	}
	if !v.alone {
		v.first = nil
	}
	v.db.trips.Add(1)
	return v.conn.SendBatch(ctx, b).Close()
}

func (tx *Tx) settings() statement {
	now := tx.Now.Format("2006-01-02T15:04:05.000000Z")
	a := tx.Actor
	if a.Clinic == uuid.Nil {
		return statement{`select set_config('app.now', $1, true)`, []any{now}}
	}
	roles := []string{}
	for _, r := range a.Roles {
		roles = append(roles, string(r))
	}
	if a.Kind == auth.System {
		roles = []string{"system"}
	}
	return statement{`select set_config('app.now', $1, true), set_config('app.clinic', $2, true),
		set_config('app.staff', $3, true), set_config('app.staffs', $4, true), set_config('app.roles', $5, true)`,
		[]any{now, a.Clinic.String(), idText(a.Staff), "{" + joinIDs(a.Staffs) + "}", "{" + strings.Join(roles, ",") + "}"}}
}

// commit ends what was opened; a transaction without a statement needs no trip.
func (tx *Tx) commit(ctx context.Context, last []statement) error {
	if tx.alone || len(tx.first) > 0 && len(last) == 0 {
		return nil
	}
	batch := &pgx.Batch{}
	for _, s := range last {
		batch.Queue(s.sql, s.args...)
	}
	if tx.db.once != nil {
		batch.Queue("release savepoint act")
	} else {
		batch.Queue("commit")
	}
	if err := tx.trip(ctx, batch); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// rollback runs outside the request's context: a cancelled request must not
// leave a transaction open.
func (tx *Tx) rollback() error {
	if tx.conn.Conn().PgConn().TxStatus() == 'I' || len(tx.first) > 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if tx.db.once != nil {
		return tx.db.undo(ctx)
	}
	_, err := tx.conn.Exec(ctx, "rollback")
	return err
}

// refresh keeps projections current; what fails there is reported, and the
// write stands.
func (tx *Tx) refresh(ctx context.Context, clients []uuid.UUID) {
	if tx.db.AfterWrite == nil {
		return
	}
	for _, client := range clients {
		if client == uuid.Nil {
			continue
		}
		err := tx.Savepoint(ctx, func() error { return tx.db.AfterWrite(ctx, tx, client) })
		if err != nil && tx.db.Report != nil {
			tx.db.Report(ctx, fmt.Errorf("refresh pathway of %s: %w", client, err))
		}
	}
}

// Savepoint runs fn so that its failure undoes only what fn did.
func (tx *Tx) Savepoint(ctx context.Context, fn func() error) error {
	if _, err := tx.exec(ctx, "savepoint part"); err != nil {
		return err
	}
	if err := fn(); err != nil {
		_, undo := tx.exec(ctx, "rollback to savepoint part")
		return errors.Join(err, undo)
	}
	_, err := tx.exec(ctx, "release savepoint part")
	return err
}
