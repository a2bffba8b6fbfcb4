package eligibility

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/task"
)

// ReceivedEntry notes that information came.
type ReceivedEntry struct {
	Request  uuid.UUID `form:"request"`
	Received string    `form:"received"`
}

func (e ReceivedEntry) check() error {
	var f problem.Fields
	if e.Request == uuid.Nil {
		f.Add("request", "Choose which information came.")
	}
	needs(&f, "received", e.Received, "Write what came, and what it says.")
	return f.Err()
}

// ReceiveInformation notes it and closes the task that asked for it.
func (s Service) ReceiveInformation(ctx context.Context, client, decided uuid.UUID, e ReceivedEntry) error {
	if err := e.check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if _, err := decision(ctx, tx, client, decided); err != nil {
			return ev, err
		}
		if err := receive(ctx, tx, client, decided, e); err != nil {
			return ev, err
		}
		asked := task.Fact{Kind: "information_request", ID: e.Request}
		return audit.Did("information.received", client, "information_request", e.Request),
			task.Close(ctx, tx, client, task.AskInformation, asked, "received")
	})
}

// QueueAsked reads what the client's decisions wait for and what came of it.
func QueueAsked(b *db.Batch, client uuid.UUID) *db.Rows[Request] {
	return db.Queue[Request](b, `
		select r.id, r.decision_id, r.what, r.from_whom, r.due, r.received_at, r.received,
		    concat_ws(', ', s.name, nullif(s.credentials, '')) as received_by
		from information_request r
		left join staff s on s.clinic_id = r.clinic_id and s.id = r.received_by
		where r.client_id = $1 and r.withdrawn_at is null
		order by r.id`, client)
}

// QueueRequestsAt reads what the client's decisions still waited for at a moment, by when
// it was due.
func QueueRequestsAt(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[RequestAt] {
	return db.Queue[RequestAt](b, `
		select r.id, r.decision_id, r.what, r.from_whom, r.due, r.created_at
		from information_request r
		where r.client_id = $1 and r.created_at <= $2 and (r.received_at is null or r.received_at > $2)
		  and (r.withdrawn_at is null or r.withdrawn_at > $2)
		order by r.due nulls last, r.id`, client, at)
}

// askFor replaces what a draft asks for.
func askFor(ctx context.Context, tx *db.Tx, client, decision uuid.UUID, requests []RequestEntry) error {
	if _, err := db.Exec(ctx, tx, `
		update information_request
		set withdrawn_at = app_now()
		where decision_id = $2 and client_id = $1 and withdrawn_at is null`, client, decision); err != nil {
		return err
	}
	for _, r := range requests {
		if _, err := db.Exec(ctx, tx, `
			insert into information_request (id, client_id, decision_id, `+db.Columns[RequestEntry]()+`)
			values (@id, @client, @decision, `+db.Values[RequestEntry]()+`)`,
			db.Named(r, "id", db.NewID(), "client", client, "decision", decision)); err != nil {
			return fmt.Errorf("ask for information: %w", err)
		}
	}
	return nil
}

func receive(ctx context.Context, tx *db.Tx, client, decision uuid.UUID, e ReceivedEntry) error {
	n, err := db.Exec(ctx, tx, `
		update information_request
		set received_at = app_now(), received_by = app_staff(), received = $4
		where id = $3 and decision_id = $2 and client_id = $1 and received_at is null and withdrawn_at is null`,
		client, decision, e.Request, e.Received)
	if err == nil && n != 1 {
		err = problem.New(problem.Conflict, "This information was noted as received already. Open the decision again.")
	}
	return err
}

func askedOf(ctx context.Context, tx *db.Tx, client, decision uuid.UUID) ([]Request, error) {
	b := db.NewBatch(tx)
	rows := QueueAsked(b, client)
	err := b.Send(ctx)
	var of []Request
	for _, a := range rows.All() {
		if a.DecisionID == decision {
			of = append(of, a)
		}
	}
	return of, err
}
