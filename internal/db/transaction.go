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
	Rows  int // how many people a list shows; stored with the view's event

	conn *pgxpool.Conn
	db   *DB
}

// Tx is a transaction that may change the record.
type Tx struct {
	View
	purposed bool // inside WholeClinic: nothing may be written
}

// Read runs fn in one consistent view. What the request's route says is being
// viewed is stored in the commit's trip, before anything is shown.
func (d *DB) Read(ctx context.Context, fn func(*View) error) error {
	actor, err := auth.From(ctx)
	if err != nil {
		return err
	}
	return d.within(ctx, actor, "begin isolation level repeatable read", nil, func(tx *Tx) ([]statement, error) {
		if err := fn(&tx.View); err != nil {
			return nil, err
		}
		return tx.viewEvent(ctx), nil
	})
}

// Write runs fn holding the clients' locks and stores its event with the
// change. A submission that was stored already is not run again.
func (d *DB) Write(ctx context.Context, clients []uuid.UUID, fn func(*Tx) (audit.Event, error)) error {
	actor, err := auth.From(ctx)
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
	actor, err := auth.From(ctx)
	if err != nil {
		return err
	}
	return d.within(ctx, actor, "begin", nil, func(tx *Tx) ([]statement, error) { return nil, fn(tx) })
}

// Door runs the functions of sign-in, before anybody is known.
func (d *DB) Door(ctx context.Context, fn func(*Tx) error) error {
	return d.within(ctx, auth.Actor{}, "begin", nil, func(tx *Tx) ([]statement, error) { return nil, fn(tx) })
}

type statement struct {
	sql  string
	args []any
}

// within opens, runs and ends one transaction; the last statements and the
// commit travel together.
func (d *DB) within(ctx context.Context, actor auth.Actor, begin string, clients []uuid.UUID, fn func(*Tx) ([]statement, error)) error {
	conn, err := d.pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	defer conn.Release()
	tx := &Tx{View: View{Actor: actor, Now: d.now(), conn: conn, db: d}}
	d.trips.Add(1)
	if _, err := conn.Conn().PgConn().Exec(ctx, tx.opening(begin, clients)).ReadAll(); err != nil {
		return errors.Join(fmt.Errorf("begin: %w", err), tx.rollback())
	}
	done := false
	defer func() {
		if !done { // also on panic
			_ = tx.rollback()
		}
	}()
	last, err := fn(tx)
	if err != nil {
		return err
	}
	if err := tx.commit(ctx, last); err != nil {
		return err
	}
	done = true
	return nil
}

// opening is begin, identity, clock and locks in one trip. The values are ids,
// role names of the policy table and a time: quoted all the same.
func (tx *Tx) opening(begin string, clients []uuid.UUID) string {
	var b strings.Builder
	b.WriteString(begin)
	b.WriteString("; select ")
	for i, setting := range tx.settings() {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "set_config(%s, %s, true)", quote(setting[0]), quote(setting[1]))
	}
	for _, client := range inOrder(clients) {
		fmt.Fprintf(&b, "; select pg_advisory_xact_lock(hashtextextended(%s, 0))", quote(client.String()))
	}
	return b.String()
}

func (tx *Tx) settings() [][2]string {
	now := [2]string{"app.now", tx.Now.Format("2006-01-02T15:04:05.000000Z")}
	a := tx.Actor
	if a.Clinic == uuid.Nil {
		return [][2]string{now}
	}
	roles := []string{}
	for _, r := range a.Roles {
		roles = append(roles, string(r))
	}
	if a.Kind == auth.System {
		roles = []string{"system"}
	}
	return [][2]string{
		{"app.clinic", a.Clinic.String()},
		{"app.staff", idText(a.Staff)},
		{"app.staffs", "{" + joinIDs(a.Staffs) + "}"},
		{"app.roles", "{" + strings.Join(roles, ",") + "}"},
		now,
	}
}

func (tx *Tx) commit(ctx context.Context, last []statement) error {
	batch := &pgx.Batch{}
	for _, s := range last {
		batch.Queue(s.sql, s.args...)
	}
	batch.Queue("commit")
	tx.db.trips.Add(1)
	if err := tx.conn.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// rollback runs outside the request's context: a cancelled request must not
// leave a transaction open.
func (tx *Tx) rollback() error {
	if tx.conn.Conn().PgConn().TxStatus() == 'I' {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
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
