package vitals

import (
	"context"
	"fmt"
	"time"

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

// QueueHighest reads the highest blood pressure of each session of a client: of the readings
// that count, the one with the highest systolic value.
func QueueHighest(b *db.Batch, client uuid.UUID) *db.Rows[Highest] {
	return db.Queue[Highest](b, `
		select distinct on (session_id) session_id as session, systolic, diastolic
		from vitals
		where client_id = $1 and session_id is not null and voided_at is null and systolic is not null
		order by session_id, systolic desc, diastolic desc, id`, client)
}

// QueuePressures reads the blood pressures taken here in the day before a moment, the
// first first, voided ones too.
func QueuePressures(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Entry] {
	return db.Queue[Entry](b, entryColumns+`
	where v.client_id = $1 and v.source = 'here' and v.systolic is not null
	  and v.taken_at > $2::timestamptz - interval '1 day' and v.taken_at <= $2
	order by v.taken_at, v.id`, client, at)
}

// QueueSizes reads every weight and height that counted at a moment, from wherever, the
// latest first.
func QueueSizes(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Size] {
	return db.Queue[Size](b, `
		select coalesce((v.weight * 10)::integer, 0) as weight, coalesce((v.height * 10)::integer, 0) as height, v.taken_at,
		    (v.taken_at at time zone z.zone)::date as on, v.source
		from vitals v
		join clinic z on z.id = v.clinic_id
		where v.client_id = $1 and (v.weight is not null or v.height is not null) and v.voided_at is null and v.taken_at <= $2
		order by v.taken_at desc, v.id desc`, client, at)
}

// QueueResting reads the latest blood pressure of each source that counted at a moment: not
// voided, and not under the medicine, whose rise is expected (esketamine label 5.6). The
// latest first.
func QueueResting(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Resting] {
	return db.Queue[Resting](b, `
		select l.systolic, l.diastolic, l.taken_at, (l.taken_at at time zone z.zone)::date as on, l.source
		from (
		    select distinct on (v.source) v.id, v.clinic_id, v.systolic, v.diastolic, v.taken_at, v.source
		    from vitals v
		    where v.client_id = $1 and v.systolic is not null and v.voided_at is null and v.taken_at <= $2
		      and not exists (
		        select
		        from dosing_session s
		        where s.client_id = v.client_id and s.id = v.session_id and s.started_at < v.taken_at)
		    order by v.source, v.taken_at desc, v.id desc) l
		join clinic z on z.id = l.clinic_id
		order by l.taken_at desc, l.id desc`, client, at)
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
