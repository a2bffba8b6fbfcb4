package eligibility

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/task"
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
