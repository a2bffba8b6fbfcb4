package safety

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/task"
)

// Check is one risk check.
func (s Service) Check(ctx context.Context, client, id uuid.UUID) (c Checked, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		c, err = oneCheck(ctx, v, client, id)
		return err
	})
	return c, err
}

// CheckRisk records a risk check. It closes the tasks that asked for one by its day, and
// opens the pause and the call of the next day where there is active ideation, intent, a plan or
// an attempt.
func (s Service) CheckRisk(ctx context.Context, client, id uuid.UUID, c Checking) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		who, err := readPeople(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		if err := c.Check(tx.Now); err != nil {
			return ev, err
		}
		if err := insertCheck(ctx, tx, client, id, c); err != nil {
			return ev, err
		}
		if c.did(PlanMade) {
			if err := insertPlan(ctx, tx, client, db.NewID(), c.At, c.SafetyPlan); err != nil {
				return ev, err
			}
		}
		if err := task.CloseOn(ctx, tx, client, task.RiskCheck, c.At, "risk checked"); err != nil {
			return ev, err
		}
		return audit.Did("risk_check.recorded", client, "risk_check", id),
			open(ctx, tx, client, who, c.Opens(), Fact{"risk_check", id})
	})
}

const checkColumns = `r.id, r.session_id, r.at, r.ideation, r.intent, r.plan, r.means, r.attempt, r.change,
		    r.dispositions, coalesce(r.called_at, '0001-01-01 00:00:00+00') as called_at, r.called_to, r.instruction, r.words,
		    coalesce(s.name, '') as recorded_by
		from risk_check r
		left join staff s on s.id = r.recorded_by
		`

// QueueChecks reads the risk checks of a client made by a moment, the latest first; the
// first one is what held then.
func QueueChecks(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Checked] {
	return db.Queue[Checked](b, `
		select `+checkColumns+`
		where r.client_id = $1 and r.at <= $2
		order by r.at desc, r.id desc`, client, at)
}

// QueueCheckOn reads the latest risk check of a calendar day in the clinic's zone.
func QueueCheckOn(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Checked] {
	return db.Queue[Checked](b, `
		select `+checkColumns+`
		join clinic z on z.id = r.clinic_id
		where r.client_id = $1 and (r.at at time zone z.zone)::date = ($2::timestamptz at time zone z.zone)::date
		order by r.at desc, r.id desc
		limit 1`, client, at)
}

func oneCheck(ctx context.Context, r db.Reader, client, id uuid.UUID) (Checked, error) {
	return db.One[Checked](ctx, r, `
		select `+checkColumns+`
		where r.client_id = $1 and r.id = $2`, client, id)
}

func insertCheck(ctx context.Context, tx *db.Tx, client, id uuid.UUID, c Checking) error {
	_, err := db.Exec(ctx, tx, `
		insert into risk_check (id, client_id, session_id, at, ideation, intent, plan, means, attempt, change,
		    dispositions, instruction, called_at, called_to, words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		id, client, orNull(c.Session), c.At, string(c.Ideation), string(c.Intent), string(c.RiskCheck.Plan), string(c.Means),
		string(c.Attempt), string(c.Change), words(c.Dispositions), c.Instruction, timeOrNull(c.CalledAt), c.Called, c.Words)
	return noSession(err, "risk_check_session")
}

func words(list []Disposition) []string {
	texts := make([]string, len(list))
	for i, d := range list {
		texts[i] = string(d)
	}
	return texts
}
