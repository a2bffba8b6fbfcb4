package safety

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/task"
)

// Check is one risk check.
func (s Service) Check(ctx context.Context, client, id uuid.UUID) (c RiskCheck, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		c, err = oneCheck(ctx, v, client, id)
		return err
	})
	return c, err
}

// CheckRisk records a risk check. It closes the tasks that asked for one before it was
// made, and opens the pause and the call of the next day where there is new or worse active
// ideation, intent, a plan or an attempt.
func (s Service) CheckRisk(ctx context.Context, client, id uuid.UUID, e RiskCheckEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		who, err := readPeople(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		if err := e.Check(tx.Now); err != nil {
			return ev, err
		}
		b := db.NewBatch(tx)
		before := QueueChecks(b, client, e.At)
		if err := b.Send(ctx); err != nil {
			return ev, err
		}
		if err := e.follows(before.All()); err != nil {
			return ev, err
		}
		e.ID = id
		if err := insertCheck(ctx, tx, client, e.RiskCheck); err != nil {
			return ev, err
		}
		if e.did(PlanMade) {
			if err := insertPlan(ctx, tx, client, e.At, e.SafetyPlan); err != nil {
				return ev, err
			}
		}
		if err := task.CloseUntil(ctx, tx, client, task.RiskCheck, e.At, "risk checked"); err != nil {
			return ev, err
		}
		return audit.Did("risk_check.recorded", client, "risk_check", id),
			open(ctx, tx, client, who, e.Opens(), pause.Fact{Kind: "risk_check", ID: id})
	})
}

var checks = `
	select ` + db.From[RiskCheck]("r") + `, coalesce(s.name, '') as recorded_by
	from risk_check r
	left join staff s on s.id = r.recorded_by
	`

// QueueChecks reads the risk checks of a client made by a moment, the latest first; the
// first one is what held then.
func QueueChecks(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[RiskCheck] {
	return db.Queue[RiskCheck](b, checks+`where r.client_id = $1 and r.at <= $2
	order by r.at desc, r.id desc`, client, at)
}

// QueueCheckOn reads the latest risk check of a calendar day in the clinic's zone.
func QueueCheckOn(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[RiskCheck] {
	return db.Queue[RiskCheck](b, checks+`join clinic z on z.id = r.clinic_id
	where r.client_id = $1 and (r.at at time zone z.zone)::date = ($2::timestamptz at time zone z.zone)::date
	order by r.at desc, r.id desc
	limit 1`, client, at)
}

func oneCheck(ctx context.Context, r db.Reader, client, id uuid.UUID) (RiskCheck, error) {
	return db.One[RiskCheck](ctx, r, checks+`where r.client_id = $1 and r.id = $2`, client, id)
}

func insertCheck(ctx context.Context, tx *db.Tx, client uuid.UUID, r RiskCheck) error {
	_, err := db.Exec(ctx, tx, `
		insert into risk_check (client_id, `+db.Columns[RiskCheck]()+`)
		values (@client, `+db.Values[RiskCheck]()+`)`, db.Named(r, "client", client))
	return noSession(err, "risk_check_session")
}
