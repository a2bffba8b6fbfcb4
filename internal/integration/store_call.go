package integration

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
)

// insertCall stores one attempt; the dosing day is the session's.
func insertCall(ctx context.Context, tx *db.Tx, client, id uuid.UUID, c CallEntry) error {
	err := db.Change(ctx, tx, `
		insert into safety_call (id, client_id, session_id, dosing_day_id, at, outcome, doing, words, instruction, risk_check_id)
		select $1, c.id, s.id, s.dosing_day_id, $4, $5, $6, $7, $8, $9
		from client c
		left join dosing_session s on s.client_id = c.id and s.id = $3
		where c.id = $2 and ($3::uuid is null or s.id is not null)`,
		id, client, orNull(c.Session), c.At, string(c.Outcome), string(c.Doing), c.Words, c.Instruction, orNull(c.RiskCheck))
	if err != nil {
		return fmt.Errorf("store safety call: %w", err)
	}
	return nil
}
