package vitals

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

// Entry is a reading as it is kept: with whose word it stands and what became of it.
type Entry struct {
	Reading
	Session       *uuid.UUID // nil on other days
	Source        string     // here, client (at home) or outside
	Words         string
	Replaces      *uuid.UUID // the voided reading it corrects
	VoidedBy      *uuid.UUID
	MeasuredName  string `sign:"-"` // the id is what is signed; people are called otherwise some day
	ConfirmedName string `sign:"-"`
	VoidedName    string `sign:"-"`
}

const entryColumns = `
	select v.id, v.taken_at, v.slot, coalesce(v.systolic, 0) as systolic, coalesce(v.diastolic, 0) as diastolic,
	    coalesce(v.heart_rate, 0) as heart_rate, coalesce(v.spo2, 0) as spo2, v.respiration,
	    (v.temperature * 10)::integer as temperature, v.sedation::integer as sedation, v.scale, v.resting,
	    v.distress::integer as distress, (v.weight * 10)::integer as weight, (v.height * 10)::integer as height,
	    v.position, v.arm, v.cuff, v.device,
	    coalesce(v.measured_by, '00000000-0000-0000-0000-000000000000') as measured_by,
	    v.repeat_of, v.confirmed_by, v.voided_at, v.void_reason,
	    v.session_id as session, v.source, v.words, v.replaces, v.voided_by,
	    coalesce(m.name, '') as measured_name, coalesce(c.name, '') as confirmed_name, coalesce(w.name, '') as voided_name
	from vitals v
	left join staff m on m.clinic_id = v.clinic_id and m.id = v.measured_by
	left join staff c on c.clinic_id = v.clinic_id and c.id = v.confirmed_by
	left join staff w on w.clinic_id = v.clinic_id and w.id = v.voided_by`

// QueueOfSession reads every reading of a session in order, voided ones too.
func QueueOfSession(b *db.Batch, client, session uuid.UUID) *db.Rows[Entry] {
	return db.Queue[Entry](b, entryColumns+`
	where v.client_id = $1 and v.session_id = $2
	order by v.taken_at, v.id`, client, session)
}

// QueueEarlier reads the last weight and height that count; always one row.
func QueueEarlier(b *db.Batch, client uuid.UUID) *db.Rows[Earlier] {
	return db.Queue[Earlier](b, `
		select coalesce((
		        select (weight * 10)::integer
		        from vitals
		        where client_id = $1 and voided_at is null and weight is not null
		        order by taken_at desc
		        limit 1), 0) as weight,
		    coalesce((
		        select (height * 10)::integer
		        from vitals
		        where client_id = $1 and voided_at is null and height is not null
		        order by taken_at desc
		        limit 1), 0) as height`, client)
}

// Readings are the bare readings of entries.
func Readings(entries []Entry) []Reading {
	readings := make([]Reading, len(entries))
	for i, e := range entries {
		readings[i] = e.Reading
	}
	return readings
}

// Find is one reading of the client, or NotFound; session is zero on other days.
func Find(ctx context.Context, r db.Reader, client, session, id uuid.UUID) (Entry, error) {
	return db.One[Entry](ctx, r, entryColumns+`
	where v.client_id = $1 and v.session_id is not distinct from $2 and v.id = $3`, client, orNull(session), id)
}

// Add keeps a reading; session is zero on other days. replaces is the voided reading it
// corrects, nil where it corrects none.
func Add(ctx context.Context, tx *db.Tx, client, session uuid.UUID, r Reading, words string, replaces *uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		insert into vitals (id, client_id, session_id, taken_at, slot, systolic, diastolic, heart_rate, spo2,
		    respiration, temperature, sedation, scale, resting, distress, weight, height,
		    position, arm, cuff, device, measured_by, repeat_of, confirmed_by, words, replaces)
		values ($1, $2, $3, $4, $5, nullif($6, 0), nullif($7, 0), nullif($8, 0), nullif($9, 0),
		    $10, $11::integer / 10.0, $12, $13, $14, $15, $16::integer / 10.0, $17::integer / 10.0,
		    $18, $19, $20, $21, $22, $23, $24, $25, $26)`,
		r.ID, client, orNull(session), r.TakenAt, r.Slot, r.Systolic, r.Diastolic, r.HeartRate, r.SpO2,
		r.Respiration, r.Temperature, r.Sedation, scaleOf(r), r.Resting, r.Distress, r.Weight, r.Height,
		r.Position, r.Arm, r.Cuff, r.Device, orNull(r.MeasuredBy), r.RepeatOf, r.ConfirmedBy, words, replaces)
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

func scaleOf(r Reading) string {
	if r.Scale == "" {
		return MOAAS
	}
	return r.Scale
}

func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
