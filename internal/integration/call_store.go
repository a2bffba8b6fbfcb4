package integration

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/safety"
)

// QueueSafetyCalls reads the attempts to call the client, the latest first.
func QueueSafetyCalls(b *db.Batch, client uuid.UUID) *db.Rows[safety.SafetyCall] {
	return db.Queue[safety.SafetyCall](b, `
		select c.id, c.session_id, c.dosing_day_id, c.at, c.outcome, c.doing, c.words, c.instruction,
		    coalesce(s.name, '') as recorded_by
		from safety_call c
		left join staff s on s.id = c.recorded_by
		where c.client_id = $1
		order by c.at desc, c.id`, client)
}

// insertCall stores one attempt; the dosing day is the session's.
func insertCall(ctx context.Context, tx *db.Tx, client, id uuid.UUID, c SafetyCallEntry) error {
	err := db.Change(ctx, tx, `
		insert into safety_call (id, client_id, session_id, dosing_day_id, `+db.Columns[SafetyCall]()+`)
		select @id, c.id, s.id, s.dosing_day_id, `+db.Values[SafetyCall]()+`
		from client c
		left join dosing_session s on s.client_id = c.id and s.id = @session
		where c.id = @client and (@session::uuid is null or s.id is not null)`,
		db.Named(c.SafetyCall, "id", id, "client", client, "session", c.Session))
	if err != nil {
		return fmt.Errorf("store safety call: %w", err)
	}
	return nil
}
