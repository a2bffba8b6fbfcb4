package course

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/medication"
)

// QueueDoses reads the doses that eligibility counts; they are there after Send.
func QueueDoses(b *db.Batch, client uuid.UUID) func() []eligibility.Dose {
	days := QueueDosingDays(b, client)
	return func() (doses []eligibility.Dose) {
		for _, d := range days.All() {
			if d.Dosed() && d.CourseID != nil {
				doses = append(doses, eligibility.Dose{Course: *d.CourseID, At: d.StartedAt, Here: d.Place == Here})
			}
		}
		return doses
	}
}

// Settle lets a course go by the protocol that a signed decision rests on (the first
// stays), and confirms the dosing sessions that waited for it.
func Settle(ctx context.Context, tx *db.Tx, client, course uuid.UUID, version int) error {
	if _, err := db.Exec(ctx, tx, `
		update course
		set protocol_version = $3
		where id = $2 and client_id = $1 and protocol_version is null`, client, course, version); err != nil {
		return err
	}
	return ConfirmSettled(ctx, tx, client)
}

// Decline closes a course that a signed decision declined. Lozenges were hardly dispensed;
// if they were, nobody knows yet what becomes of them.
func Decline(ctx context.Context, tx *db.Tx, client, course uuid.UUID) error {
	b := db.NewBatch(tx)
	ledger := medication.QueueTallies(b, client, tx.Now)
	if err := b.Send(ctx); err != nil {
		return err
	}
	c := ClosingEntry{Reason: Declined, Leftover: NoneLeft}
	if len(ledger.All()) > 0 {
		c.Leftover = NotKnown
	}
	return CloseIn(ctx, tx, client, course, c)
}
