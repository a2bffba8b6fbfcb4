package eligibility

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

const consultations = `
	select c.id, c.course_id, c.kind, c.visit_mode, c.held_at, c.answers, c.version,
	    c.signed_at, c.recorded_by,
	    concat_ws(', ', s.name, nullif(s.credentials, '')) as author
	from consultation c
	left join staff s on s.clinic_id = c.clinic_id and s.id = c.recorded_by
	where c.client_id = $1`

// QueueConsultations reads every consultation of the client, the latest first.
func QueueConsultations(b *db.Batch, client uuid.UUID) *db.Rows[Consultation] {
	return db.Queue[Consultation](b, consultations+`
	order by c.held_at desc, c.id desc`, client)
}

func queueConsultation(b *db.Batch, client, id uuid.UUID) *db.Rows[Consultation] {
	return db.Queue[Consultation](b, consultations+`
	  and c.id = $2`, client, id)
}

// queueOwnDraft reads the actor's latest draft of the open course.
func queueOwnDraft(b *db.Batch, client uuid.UUID) *db.Rows[Consultation] {
	return db.Queue[Consultation](b, consultations+`
	  and c.signed_at is null and c.recorded_by = app_staff()
	  and c.course_id = (select k.id from course k where k.client_id = $1 and `+spine.Open+`)
	order by c.held_at desc, c.id desc
	limit 1`, client)
}

// queueOfCourse reads the open course's consultation that was signed last.
func queueOfCourse(b *db.Batch, client uuid.UUID) *db.Rows[Consultation] {
	return db.Queue[Consultation](b, consultations+`
	  and c.signed_at is not null
	  and c.course_id = (select k.id from course k where k.client_id = $1 and `+spine.Open+`)
	order by c.held_at desc, c.id desc
	limit 1`, client)
}

// queueLastSigned reads the consultation that was signed last, of any course: what a
// new one starts from.
func queueLastSigned(b *db.Batch, client uuid.UUID) *db.Rows[Consultation] {
	return db.Queue[Consultation](b, consultations+`
	  and c.signed_at is not null
	order by c.held_at desc, c.id desc
	limit 1`, client)
}

func consultation(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (Consultation, error) {
	return db.One[Consultation](ctx, tx, consultations+`
	  and c.id = $2`, client, id)
}

func insertConsultation(ctx context.Context, tx *db.Tx, client, course, id uuid.UUID, e ConsultationEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into consultation (id, client_id, course_id, kind, visit_mode, held_at, answers)
		values (@id, @client, @course, @kind, @visit_mode, coalesce(@held_at, app_now()), @answers)`,
		db.Named(e, "id", id, "client", client, "course", course, "answers", e.whole()))
	if err != nil {
		return fmt.Errorf("insert consultation: %w", err)
	}
	return nil
}

// updateConsultation answers false where somebody stored a newer version meanwhile.
func updateConsultation(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e ConsultationEntry) (bool, error) {
	n, err := db.Exec(ctx, tx, `
		update consultation
		set kind = @kind, visit_mode = @visit_mode, held_at = coalesce(@held_at, held_at), answers = @answers,
		    version = version + 1
		where id = @id and client_id = @client and version = @version and signed_at is null`,
		db.Named(e, "id", id, "client", client, "answers", e.whole()))
	return n == 1, err
}

func sealConsultation(ctx context.Context, tx *db.Tx, client, id uuid.UUID, protocolVersion int) error {
	return db.Change(ctx, tx, `
		update consultation
		set signed_at = app_now(), signed_by = app_staff(), protocol_version = $3
		where id = $2 and client_id = $1 and signed_at is null`, client, id, protocolVersion)
}

// QueueConsultationsAt reads the client's consultations as they stood at a moment, in
// every course, in the order they were held.
func QueueConsultationsAt(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[ConsultationAt] {
	return db.Queue[ConsultationAt](b, `
		select c.id, c.course_id, c.kind, c.appointment_id, c.held_at,
		    case when c.signed_at <= $2 then c.signed_at end as signed_at
		from consultation c
		where c.client_id = $1 and (c.created_at <= $2 or c.signed_at <= $2)
		order by c.held_at, c.id`, client, at)
}
