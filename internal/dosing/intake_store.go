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

// queueIntakes reads the intakes of a session with their lozenges, by time.
func queueIntakes(b *db.Batch, client, session uuid.UUID) *db.Rows[Intake] {
	return db.Queue[Intake](b, `
		select `+db.From[Intake]("i")+`, coalesce(w.name, '') as witness_name,
		    coalesce((
		        select json_agg(json_build_object('intake', l.intake_id, 'units', l.units::text, 'strength', l.strength::text, 'lot', l.lot)
		            order by l.strength, l.lot)
		        from intake_line l
		        where l.client_id = i.client_id and l.intake_id = i.id), '[]') as lines
		from intake i
		left join staff w on w.clinic_id = i.clinic_id and w.id = i.witness
		where i.client_id = $1 and i.session_id = $2
		order by i.at, i.id`, client, session)
}

// spans are the intakes as the order's rules look at them, in the clinic's zone.
func spans(intakes []Intake, zone *time.Location) []medication.Taken {
	var all []medication.Taken
	for _, i := range intakes {
		all = append(all, medication.Taken{At: i.At.In(zone), Lines: i.MedicineLines()})
	}
	return all
}

// addIntake keeps an intake; a booster points at the readiness of the first lozenge.
func addIntake(ctx context.Context, tx *db.Tx, s readiness.Session, i Intake) error {
	_, err := db.Exec(ctx, tx, `
		insert into intake (client_id, session_id, `+db.Columns[Intake]()+`)
		values (@client, @session, `+db.Values[Intake]()+`)`, db.Named(i, "client", s.Client, "session", s.ID))
	if db.Violates(err, "one_first_intake") || db.Violates(err, "intake_pkey") {
		return problem.New(problem.Conflict, "This lozenge is recorded already. Open the page again.")
	}
	if err != nil {
		return fmt.Errorf("record intake: %w", err)
	}
	return nil
}

// addTaken keeps the lozenges of one strength and lot, and takes them off the count.
func addTaken(ctx context.Context, tx *db.Tx, a act, l LineEntry) error {
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

func keepMouth(ctx context.Context, tx *db.Tx, s readiness.Session, intake uuid.UUID, m MouthEntry) error {
	return db.Change(ctx, tx, `
		update intake
		set minutes = $4, kept = $5
		where client_id = $1 and session_id = $2 and id = $3`, s.Client, s.ID, intake, *m.Minutes, string(m.Kept))
}
