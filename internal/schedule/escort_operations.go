package schedule

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/client"
	"kap/internal/db"
)

// ConfirmEscort notes what an escort of a dosing visit ahead said. The last answer counts;
// readiness asks once more on the day.
func (s Service) ConfirmEscort(ctx context.Context, person, id, answer uuid.UUID, e EscortEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (ev audit.Event, err error) {
		v, err := Find(ctx, tx, person, id)
		if err != nil {
			return ev, err
		}
		if err := v.mayAskEscort(); err != nil {
			return ev, err
		}
		b := db.NewBatch(tx)
		escorts := client.QueueEscorts(b, person)
		if err := b.Send(ctx); err != nil {
			return ev, err
		}
		if err := e.Check(escorts.All()); err != nil {
			return ev, err
		}
		return audit.Did("escort.asked", person, "appointment", id), addEscortAnswer(ctx, tx, v, answer, e)
	})
}

func addEscortAnswer(ctx context.Context, tx *db.Tx, v Visit, id uuid.UUID, e EscortEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into escort_confirmation (id, client_id, appointment_id, escort_id, how, can_collect)
		values (@id, @client, @visit, @escort, @how, @can_collect)`,
		db.Named(nil, "id", id, "client", v.ClientID, "visit", v.ID, "escort", e.Escort, "how", e.How, "can_collect", e.Answer == WillCollect))
	if err != nil {
		return fmt.Errorf("store what the escort said: %w", err)
	}
	return nil
}

// queueEscortAnswers reads what was said of a visit, the last first.
func queueEscortAnswers(b *db.Batch, person, id uuid.UUID) *db.Rows[EscortAnswer] {
	return db.Queue[EscortAnswer](b, `
		select `+db.From[EscortAnswer]("c")+`, '' as name, coalesce(s.name, '') as asked_by
		from escort_confirmation c
		left join staff s on s.clinic_id = c.clinic_id and s.id = c.recorded_by
		where c.client_id = $1 and c.appointment_id = $2
		order by c.at desc, c.id desc`, person, id)
}
