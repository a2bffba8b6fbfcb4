package medication

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// LedgerLine is a line of the ledger as it is stored.
type LedgerLine struct {
	ID        uuid.UUID
	SessionID *uuid.UUID
	Movement
	Lot        string
	RecordedBy string // with credentials
	Second     string // the second person, with credentials
}

// QueueSupply reads the client's whole ledger, the latest line first.
func QueueSupply(b *db.Batch, client uuid.UUID) *db.Rows[LedgerLine] {
	return db.Queue[LedgerLine](b, `
		select e.id, e.session_id, e.kind, e.corrects, e.strength, e.units, e.lot, e.at, e.reason,
		    coalesce(e.second_person, '00000000-0000-0000-0000-000000000000') as second_person,
		    concat_ws(', ', s.name, nullif(s.credentials, '')) as recorded_by,
		    concat_ws(', ', w.name, nullif(w.credentials, '')) as second
		from supply_entry e
		left join staff s on s.clinic_id = e.clinic_id and s.id = e.recorded_by
		left join staff w on w.clinic_id = e.clinic_id and w.id = e.second_person
		where e.client_id = $1
		order by e.at desc, e.id desc`, client)
}

// QueueTallies reads what the client's ledger told of at a moment, by strength, lot and
// kind.
func QueueTallies(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Tally] {
	return db.Queue[Tally](b, `
		select coalesce(nullif(e.corrects, ''), e.kind) as kind, e.strength, e.lot, sum(e.units)::numeric(6,1) as units
		from supply_entry e
		where e.client_id = $1 and e.at <= $2
		group by 1, 2, 3
		order by 2, 3, 1`, client, at)
}

// QueueCounted reads what was lost in a session and what was taken home from it, as it
// was counted on leaving.
func QueueCounted(b *db.Batch, client, session uuid.UUID) *db.Rows[Tally] {
	return db.Queue[Tally](b, `
		select e.kind, e.strength, e.lot, sum(e.units)::numeric(6,1) as units
		from supply_entry e
		where e.client_id = $1 and e.session_id = $2 and e.kind in ('lost', 'taken home')
		group by 1, 2, 3
		order by 2, 1, 3`, client, session)
}

// OnHandOf is what the client has of each strength by their ledger.
func OnHandOf(ledger []LedgerLine) map[Strength]Units {
	movements := make([]Movement, len(ledger))
	for i, l := range ledger {
		movements[i] = l.Movement
	}
	return OnHand(movements)
}

// Portion is some lozenges of one strength and lot.
type Portion struct {
	Line
	Lot string
}

// RecordTaken writes lozenges that were taken into the ledger; it refuses nothing.
// session is zero where they were taken elsewhere.
func RecordTaken(ctx context.Context, tx *db.Tx, client, session, intake uuid.UUID, at time.Time, portions []Portion) error {
	for _, p := range portions {
		m := Movement{Kind: TakenLozenge, Strength: p.Strength, Units: p.Units, At: at}
		if err := insertMovement(ctx, tx, client, db.NewID(), session, intake, p.Lot, m); err != nil {
			return err
		}
	}
	return nil
}

// RecordBrought writes what the client brought to a session.
func RecordBrought(ctx context.Context, tx *db.Tx, client, session uuid.UUID, at time.Time, portions []Portion) error {
	return recordSeen(ctx, tx, Brought, client, session, at, portions, "", uuid.Nil)
}

// RecordTakenHome writes what the client took home from a session. Where the count does
// not fit, reason and second person close the discrepancy (see Discrepancy).
func RecordTakenHome(ctx context.Context, tx *db.Tx, client, session uuid.UUID, at time.Time, portions []Portion, reason string, second uuid.UUID) error {
	return recordSeen(ctx, tx, TakenHome, client, session, at, portions, reason, second)
}

// RecordLost writes lozenges that were lost, with the reason.
func RecordLost(ctx context.Context, tx *db.Tx, client, session uuid.UUID, at time.Time, portions []Portion, reason string, second uuid.UUID) error {
	return recordSeen(ctx, tx, Lost, client, session, at, portions, reason, second)
}

func recordSeen(ctx context.Context, tx *db.Tx, kind MovementKind, client, session uuid.UUID, at time.Time, portions []Portion, reason string, second uuid.UUID) error {
	for _, p := range portions {
		m := Movement{Kind: kind, Strength: p.Strength, Units: p.Units, At: at, Reason: reason, SecondPerson: second}
		if err := insertMovement(ctx, tx, client, db.NewID(), session, uuid.Nil, p.Lot, m); err != nil {
			return err
		}
	}
	return nil
}

func insertMovement(ctx context.Context, tx *db.Tx, client, id, session, intake uuid.UUID, lot string, e Movement) error {
	_, err := db.Exec(ctx, tx, `
		insert into supply_entry (id, client_id, session_id, intake_id, lot, `+db.Columns[Movement]()+`)
		values (@id, @client, @session, @intake, @lot, `+db.Values[Movement]()+`)`,
		db.Named(e, "id", id, "client", client, "session", session, "intake", intake, "lot", lot))
	if err != nil {
		return fmt.Errorf("write the lozenge ledger: %w", err)
	}
	return nil
}
