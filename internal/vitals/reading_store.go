package vitals

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// Judge reads and judges what was typed by the clinic's protocol and what is known of
// the client, for whoever keeps the reading in the same transaction. number is the version
// that the session began with.
func Judge(ctx context.Context, tx *db.Tx, client, id uuid.UUID, number int, e ReadingEntry) (Reading, error) {
	b := db.NewBatch(tx)
	version, sizes := protocol.QueueOfSession(b, number, uuid.Nil, tx.Now), QueueSizes(b, client, tx.Now)
	if err := b.Send(ctx); err != nil {
		return Reading{}, err
	}
	if err := mayTest(tx.Actor, e.Sedation); err != nil {
		return Reading{}, err
	}
	v, found := version.Maybe()
	if !found {
		return Reading{}, protocol.NotApproved()
	}
	if !slotKnown(e.Slot, v.Body.Timing) {
		return Reading{}, problem.At("slot", "Choose one of the planned readings, or that it is none of them.")
	}
	r, err := e.Judged(v.Body.Vitals, EarlierOf(sizes.All()), tx.Actor.Staff, tx.Now)
	r.ID = id
	return r, err
}

// slotKnown says whether a reading may name this slot; none is unscheduled.
func slotKnown(slot string, t protocol.Timing) bool {
	for _, s := range t.Slots {
		if s.Name == slot {
			return true
		}
	}
	return slices.Contains([]string{"", Unscheduled, protocol.LeavingSlot, t.Booster.Name}, slot)
}

var readings = `
	select ` + db.From[Reading]("v") + `, v.voided_at, v.voided_by, v.void_reason,
	    coalesce(m.name, '') as measured_name, coalesce(c.name, '') as confirmed_name, coalesce(w.name, '') as voided_name
	from vitals v
	left join staff m on m.clinic_id = v.clinic_id and m.id = v.measured_by
	left join staff c on c.clinic_id = v.clinic_id and c.id = v.confirmed_by
	left join staff w on w.clinic_id = v.clinic_id and w.id = v.voided_by`

// QueueOfSession reads every reading of a session in order, voided ones too.
func QueueOfSession(b *db.Batch, client, session uuid.UUID) *db.Rows[Reading] {
	return db.Queue[Reading](b, readings+`
	where v.client_id = $1 and v.session_id = $2
	order by v.taken_at, v.id`, client, session)
}

// QueuePressures reads the blood pressures taken here in the day before a moment, the
// first first, voided ones too.
func QueuePressures(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Reading] {
	return db.Queue[Reading](b, readings+`
	where v.client_id = $1 and v.source = '`+Here+`' and v.systolic is not null
	  and v.taken_at > $2::timestamptz - interval '1 day' and v.taken_at <= $2
	order by v.taken_at, v.id`, client, at)
}

// Find is one reading of the client, or NotFound; session is zero on other days.
func Find(ctx context.Context, r db.Reader, client, session, id uuid.UUID) (Reading, error) {
	return db.One[Reading](ctx, r, readings+`
	where v.client_id = @client and v.session_id is not distinct from @session and v.id = @id`,
		db.Named(nil, "client", client, "session", session, "id", id))
}

// Add keeps a reading of the client.
func Add(ctx context.Context, tx *db.Tx, client uuid.UUID, r Reading) error {
	_, err := db.Exec(ctx, tx, `
		insert into vitals (client_id, `+db.Columns[Reading]()+`)
		values (@client, `+db.Values[Reading]()+`)`, db.Named(r, "client", client))
	switch {
	case db.Violates(err, "one_live_reading"):
		return problem.New(problem.Conflict, "This reading was corrected already. Open the list to see what stands now.")
	case db.Violates(err, "vitals_clinic_id_client_id_repeat_of_fkey"):
		return problem.At("repeat_of", "The reading that this one repeats is not this client's. Open the room again and record it from there.")
	case err != nil:
		return fmt.Errorf("keep reading: %w", err)
	}
	return nil
}

// Void takes a reading out of the count, with the reason; it stays on the page, struck.
func Void(ctx context.Context, tx *db.Tx, client, id uuid.UUID, reason string) error {
	n, err := db.Exec(ctx, tx, `
		update vitals
		set voided_at = app_now(), voided_by = app_staff(), void_reason = $3
		where client_id = $1 and id = $2 and voided_at is null`, client, id, reason)
	switch {
	case err != nil:
		return fmt.Errorf("void reading: %w", err)
	case n == 0:
		return problem.New(problem.Conflict, "This reading does not count any more already. Open the list to see what stands now.")
	}
	return nil
}
