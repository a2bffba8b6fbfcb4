package eligibility

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
)

// ConditionMetEntry notes that a condition of a decision is met.
type ConditionMetEntry struct {
	Condition string `form:"condition"` // its id
	Evidence  string `form:"evidence"`
}

// check refuses what is no open condition of the decision.
func (e ConditionMetEntry) check(r Decision) error {
	var f problem.Fields
	if !slices.ContainsFunc(r.Conditions, func(c Condition) bool { return c.ID == e.Condition }) {
		f.Add("condition", "Choose which condition is met.")
	}
	needs(&f, "evidence", e.Evidence, "Write what shows that it is met: a reading, a letter, a result, with its day.")
	return f.Err()
}

// MeetCondition notes it beside the signed decision, which stays as it is.
func (s Service) MeetCondition(ctx context.Context, client, decided, id uuid.UUID, e ConditionMetEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		r, err := decision(ctx, tx, client, decided)
		if err != nil {
			return ev, err
		}
		if r.Draft() {
			return ev, problem.New(problem.Conflict, "The decision is not signed yet; a condition can be met once it is.")
		}
		if err := e.check(r); err != nil {
			return ev, err
		}
		return audit.Did("condition.met", client, "condition_met", id), insertMet(ctx, tx, client, id, decided, e)
	})
}

// QueueMet reads the conditions of the client's decisions that were met.
func QueueMet(b *db.Batch, client uuid.UUID) *db.Rows[ConditionMet] {
	return db.Queue[ConditionMet](b, `
		select m.id, m.decision_id, m.condition, m.evidence, m.at,
		    concat_ws(', ', s.name, nullif(s.credentials, '')) as by
		from condition_met m
		join staff s on s.clinic_id = m.clinic_id and s.id = m.by
		where m.client_id = $1
		order by m.at, m.id`, client)
}

func insertMet(ctx context.Context, tx *db.Tx, client, id, decision uuid.UUID, m ConditionMetEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into condition_met (id, client_id, decision_id, condition, evidence)
		values ($1, $2, $3, $4, $5)`, id, client, decision, m.Condition, m.Evidence)
	if db.Violates(err, "condition_met_once") {
		return problem.New(problem.Conflict, "This condition was noted as met already. Open the decision again.")
	}
	return err
}
