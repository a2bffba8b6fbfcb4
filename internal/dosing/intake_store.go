package dosing

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/readiness"
)

// TakenRow is one intake of a session with its lozenges.
type TakenRow struct {
	ID      uuid.UUID
	Kind    medication.Step
	At      time.Time
	MG      medication.MG
	Minutes *int // in the mouth; nil while it is
	Kept    Kept
	Planned bool
	Witness string
	Words   string
	Lines   []medication.Line
}

// queueTaken reads the intakes of a session, in the order of time.
func queueTaken(b *db.Batch, client, session uuid.UUID) *db.Rows[TakenRow] {
	return db.Queue[TakenRow](b, `
		select i.id, i.kind, i.at, i.mg, i.minutes, i.kept, i.planned, coalesce(w.name, '') as witness, i.words,
		    coalesce((
		        select json_agg(json_build_object('units', l.units::text, 'strength', l.strength::text) order by l.strength, l.lot)
		        from intake_line l
		        where l.client_id = i.client_id and l.intake_id = i.id), '[]') as lines
		from intake i
		left join staff w on w.id = i.witness
		where i.client_id = $1 and i.session_id = $2
		order by i.at, i.created_at`, client, session)
}

// spans are the intakes as the order's rules look at them, in the clinic's zone.
func spans(rows []TakenRow, zone *time.Location) []medication.Taken {
	var all []medication.Taken
	for _, r := range rows {
		all = append(all, medication.Taken{At: r.At.In(zone), Lines: r.Lines})
	}
	return all
}

// addIntake keeps the intake; a booster points at the readiness of the first lozenge.
func addIntake(ctx context.Context, tx *db.Tx, a act, gate uuid.UUID) error {
	order, _ := a.known.OrderOf(a.taking.Lines[0].Strength)
	_, err := db.Exec(ctx, tx, `
		insert into intake (id, client_id, session_id, gate_check_id, prescription_id, kind, at, mg, planned, incident_id, witness, words)
		values ($1, $2, $3, coalesce($4, (
		        select i.gate_check_id
		        from intake i
		        where i.client_id = $2 and i.session_id = $3 and i.kind = 'first'
		          and i.entered_in_error_at is null)), $5, $6, $7, $8, $9, $10, $11, $12)`,
		a.id, a.before.Client, a.before.ID, orNull(gate), orNull(order.ID), string(a.step), a.taking.At,
		medication.Total(a.taking.lines()), a.planned(), orNull(a.incident), orNull(a.taking.Witness), a.taking.Words)
	if db.Violates(err, "one_first_intake") || db.Violates(err, "intake_pkey") {
		return problem.New(problem.Conflict, "This lozenge is recorded already. Open the page again.")
	}
	if err != nil {
		return fmt.Errorf("record intake: %w", err)
	}
	return nil
}

// addTaken keeps the lozenges of one strength and lot, and takes them off the count.
func addTaken(ctx context.Context, tx *db.Tx, a act, l TakenLine) error {
	_, err := db.Exec(ctx, tx, `
		insert into intake_line (id, client_id, intake_id, units, strength, lot)
		values ($1, $2, $3, $4, $5, $6)`, db.NewID(), a.before.Client, a.id, l.Units, l.Strength, l.Lot)
	if db.Violates(err, "intake_strength_once") {
		return problem.At("lines", "Each strength and lot stands once. Put the lozenges of one lot together.")
	}
	if err != nil {
		return fmt.Errorf("record lozenges: %w", err)
	}
	return medication.RecordTaken(ctx, tx, a.before.Client, a.before.ID, a.id, a.taking.At, []medication.Portion{{Line: l.Line, Lot: l.Lot}})
}

func keepMouth(ctx context.Context, tx *db.Tx, s readiness.Session, intake uuid.UUID, m Mouth) error {
	return db.Change(ctx, tx, `
		update intake
		set minutes = $4, kept = $5
		where client_id = $1 and session_id = $2 and id = $3`, s.Client, s.ID, intake, *m.Minutes, string(m.Kept))
}

// orNull stores nobody as null.
func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
