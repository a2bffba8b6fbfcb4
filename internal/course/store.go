package course

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/protocol"
)

const courses = `
	select c.id, c.kind, c.referred_by, c.opened_at, c.protocol_version, c.planned_doses,
	    coalesce(c.therapist_id, '00000000-0000-0000-0000-000000000000') as therapist_id,
	    coalesce(c.prescriber_id, '00000000-0000-0000-0000-000000000000') as prescriber_id,
	    concat_ws(', ', t.name, nullif(t.credentials, '')) as therapist_name,
	    concat_ws(', ', p.name, nullif(p.credentials, '')) as prescriber_name, coalesce(p.name, '') as prescriber,
	    c.closed_at, concat_ws(', ', b.name, nullif(b.credentials, '')) as closed_by, c.closed_reason, c.closing_visit,
	    c.closing_words, c.leftover
	from course c
	left join staff t on t.clinic_id = c.clinic_id and t.id = c.therapist_id
	left join staff p on p.clinic_id = c.clinic_id and p.id = c.prescriber_id
	left join staff b on b.clinic_id = c.clinic_id and b.id = c.closed_by
	where c.client_id = $1`

const openCourse = courses + `
	  and c.closed_at is null`

// QueueOpen reads the client's open course.
func QueueOpen(b *db.Batch, client uuid.UUID) *db.Rows[Course] {
	return db.Queue[Course](b, openCourse, client)
}

// QueueCourses reads every course of the client, the latest first.
func QueueCourses(b *db.Batch, client uuid.UUID) *db.Rows[Course] {
	return db.Queue[Course](b, courses+`
	order by c.closed_at is null desc, c.opened_at desc`, client)
}

// OpenOf is the client's open course inside a transaction, or NotFound.
func OpenOf(ctx context.Context, r db.Reader, client uuid.UUID) (Course, error) {
	return db.One[Course](ctx, r, openCourse, client)
}

// Opening is a course that begins. Zero planned doses: as many as the protocol plans (6).
type Opening struct {
	Kind         Kind
	ReferredBy   string
	PlannedDoses int
	TherapistID  uuid.UUID
	PrescriberID uuid.UUID
}

// Open begins a course; at most one is open a client.
func Open(ctx context.Context, tx *db.Tx, client, id uuid.UUID, o Opening) error {
	if o.PlannedDoses == 0 {
		b := db.NewBatch(tx)
		version := protocol.QueueInForce(b)
		if err := b.Send(ctx); err != nil {
			return fmt.Errorf("read the planned doses: %w", err)
		}
		o.PlannedDoses = numbersOf(version).Scheduling.PlannedDoses
	}
	_, err := db.Exec(ctx, tx, `
		insert into course (id, client_id, kind, referred_by, planned_doses, therapist_id, prescriber_id)
		values ($1, $2, $3, $4, $5, $6, $7)`,
		id, client, string(o.Kind), o.ReferredBy, o.PlannedDoses, orNull(o.TherapistID), orNull(o.PrescriberID))
	if db.Violates(err, "one_open_course") {
		return problem.New(problem.Conflict, "A course is open for this client already. Close it before another begins.")
	}
	if err != nil {
		return fmt.Errorf("open course: %w", err)
	}
	return nil
}

func nameOn(ctx context.Context, tx *db.Tx, client, course uuid.UUID, n NamingEntry) error {
	return db.Change(ctx, tx, `
		update course
		set therapist_id = $3, prescriber_id = $4
		where id = $2 and client_id = $1 and closed_at is null`,
		client, course, orNull(n.TherapistID), orNull(n.PrescriberID))
}

// orNull stores nobody as null.
func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
