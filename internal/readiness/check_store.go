package readiness

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// NewCheck is readiness as it is kept: when signed, and as the lozenge was taken.
type NewCheck struct {
	ID        uuid.UUID
	Moment    string // cleared, lozenge
	Gate      Gate
	Overrides []uuid.UUID
}

func AddCheck(ctx context.Context, tx *db.Tx, s Session, c NewCheck) error {
	_, err := db.Exec(ctx, tx, `
		insert into gate_check (id, client_id, session_id, at, moment, protocol_version, items, overrides, cleared)
		values (@id, @client, @session, @at, @moment, @protocol, @items, @overrides, @cleared)`,
		db.Named(c, "client", s.Client, "session", s.ID, "at", c.Gate.At, "protocol", c.Gate.Protocol, "items", c.Gate.Items,
			"cleared", c.Gate.May()))
	if err != nil {
		return fmt.Errorf("keep readiness: %w", err)
	}
	return nil
}

// keepJudged notes the limits and the weight the dose is judged by.
func KeepJudged(ctx context.Context, tx *db.Tx, s Session, k Known, at time.Time) error {
	err := db.Change(ctx, tx, `
		update dosing_session
		set limits = $3, weight = $4::numeric / 10, weight_at = case when $4::numeric is null then null else app_now() end,
		    protocol_version = $5
		where client_id = $1 and id = $2`,
		s.Client, s.ID, k.Facts.Limits, orUnknown(int(k.judgedBy(at))), k.Body.Version)
	if err != nil {
		return fmt.Errorf("keep what the dose is judged by: %w", err)
	}
	return nil
}

// orUnknown stores zero as null.
func orUnknown(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func addAcknowledgement(ctx context.Context, tx *db.Tx, s Session, id uuid.UUID, i Item) error {
	_, err := db.Exec(ctx, tx, `
		insert into acknowledgement (id, client_id, session_id, item, covers)
		values ($1, $2, $3, $4, $5)`, id, s.Client, s.ID, i.ID, i.Extent.String())
	return err
}

// queueLastCheck reads readiness as it was kept last: with the lozenge, or when signed.
func queueLastCheck(b *db.Batch, client, session uuid.UUID) *db.Rows[keptGate] {
	return db.Queue[keptGate](b, `
		select at, protocol_version as protocol, items
		from gate_check
		where client_id = $1 and session_id = $2
		order by created_at desc, id desc
		limit 1`, client, session)
}

type keptGate struct {
	At       time.Time
	Protocol int
	Items    []Item
}

// Check is readiness as it was signed, or as it stood when the lozenge was taken.
type Check struct {
	ID        uuid.UUID
	At        time.Time
	Moment    string // cleared, lozenge
	Cleared   bool
	Items     string // as stored
	By        uuid.UUID
	ByName    string `sign:"-"`
	FromPaper bool
}

func QueueChecks(b *db.Batch, client, session uuid.UUID) *db.Rows[Check] {
	return db.Queue[Check](b, `
		select g.id, g.at, g.moment, g.cleared, g.items::text as items, g.by, coalesce(w.name, '') as by_name, g.from_paper
		from gate_check g
		left join staff w on w.clinic_id = g.clinic_id and w.id = g.by
		where g.client_id = $1 and g.session_id = $2
		order by g.at, g.id`, client, session)
}
