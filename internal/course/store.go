package course

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/spine"
)

var courses = `
	select ` + db.From[Course]("k") + `,
	    concat_ws(', ', t.name, nullif(t.credentials, '')) as therapist_name,
	    concat_ws(', ', p.name, nullif(p.credentials, '')) as prescriber_name, coalesce(p.name, '') as prescriber,
	    concat_ws(', ', b.name, nullif(b.credentials, '')) as closed_by
	from course k
	left join staff t on t.clinic_id = k.clinic_id and t.id = k.therapist_id
	left join staff p on p.clinic_id = k.clinic_id and p.id = k.prescriber_id
	left join staff b on b.clinic_id = k.clinic_id and b.id = k.closed_by
	where k.client_id = $1`

var openCourse = courses + `
	  and ` + spine.Open

// QueueOpen reads the client's open course.
func QueueOpen(b *db.Batch, client uuid.UUID) *db.Rows[Course] {
	return db.Queue[Course](b, openCourse, client)
}

// QueueCourses reads every course of the client, the latest first.
func QueueCourses(b *db.Batch, client uuid.UUID) *db.Rows[Course] {
	return db.Queue[Course](b, courses+`
	order by `+spine.LatestFirst, client)
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
		o.PlannedDoses = protocol.BodyOf(version).Scheduling.PlannedDoses
	}
	_, err := db.Exec(ctx, tx, `
		insert into course (id, client_id, `+db.Columns[Opening]()+`)
		values (@id, @client, `+db.Values[Opening]()+`)`, db.Named(o, "id", id, "client", client))
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
		update course k
		set therapist_id = @therapist_id, prescriber_id = @prescriber_id
		where k.id = @course and k.client_id = @client and `+spine.Open, db.Named(n, "course", course, "client", client))
}
