package schedule

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// clashes are the first neighbors in the way of each resource. Whose visits they
// are comes only where row-level security shows them.
func clashes(ctx context.Context, r db.Reader, a Appointment) ([]Clash, error) {
	var ids []uuid.UUID
	var from, to []time.Time
	for _, h := range a.Holds() {
		ids, from, to = append(ids, h.Resource()), append(from, h.From), append(to, h.To)
	}
	return db.All[Clash](ctx, r, `
		select distinct on (b.resource_id) b.staff_id, b.room_id,
		    coalesce(concat_ws(', ', s.name, nullif(s.credentials, '')), '') || coalesce(m.name, '') as name,
		    b.starts_at, b.ends_at, coalesce(a.kind, '') as kind,
		    coalesce(nullif(c.preferred_name, ''), c.legal_name, '') as client
		from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as asked (resource, starts_at, ends_at)
		join booking b on b.resource_id = asked.resource and b.active
		  and b.during && tstzrange(asked.starts_at, asked.ends_at, '[)')
		left join staff s on s.clinic_id = b.clinic_id and s.id = b.staff_id
		left join room m on m.clinic_id = b.clinic_id and m.id = b.room_id
		left join appointment a on a.clinic_id = b.clinic_id and a.id = b.appointment_id
		left join client c on c.clinic_id = b.clinic_id and c.id = a.client_id
		where b.appointment_id <> $4
		order by b.resource_id, b.starts_at`, ids, from, to, a.ID)
}

func insertAppointment(ctx context.Context, tx *db.Tx, a Appointment) error {
	_, err := db.Exec(ctx, tx, `
		insert into appointment (id, client_id, course_id, kind, starts_at, ends_at, status, staff_id, room_id,
		    visit_mode, reason, tentative_for)
		values ($1, $2, coalesce($3, (
		    select id
		    from course
		    where client_id = $2 and closed_at is null)), $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		a.ID, a.ClientID, orNull(a.CourseID), string(a.Kind), a.StartsAt, a.EndsAt, string(a.Status), orNull(a.StaffID), orNull(a.RoomID),
		a.VisitMode, oneLine(a.Reason), a.TentativeFor)
	if err != nil {
		return fmt.Errorf("store appointment: %w", err)
	}
	return nil
}

func updateAppointment(ctx context.Context, tx *db.Tx, a Appointment) error {
	return db.Change(ctx, tx, `
		update appointment
		set starts_at = $3, ends_at = $4, status = $5, staff_id = $6, room_id = $7, reason = $8, tentative_for = $9,
		    version = version + 1
		where client_id = $1 and id = $2`,
		a.ClientID, a.ID, a.StartsAt, a.EndsAt, string(a.Status), orNull(a.StaffID), orNull(a.RoomID), oneLine(a.Reason), a.TentativeFor)
}

func insertMove(ctx context.Context, tx *db.Tx, was Visit, reason string) error {
	_, err := db.Exec(ctx, tx, `
		insert into appointment_move (id, client_id, appointment_id, starts_at, ends_at, staff_id, room_id, reason)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		db.NewID(), was.ClientID, was.ID, was.StartsAt, was.EndsAt, was.StaffID, was.RoomID, oneLine(reason))
	return err
}

// hold keeps the visit's people and room busy.
func hold(ctx context.Context, tx *db.Tx, a Appointment) error {
	for _, h := range a.Holds() {
		_, err := db.Exec(ctx, tx, `
			insert into booking (id, appointment_id, staff_id, room_id, client_id, starts_at, ends_at)
			values ($1, $2, $3, $4, $5, $6, $7)`,
			db.NewID(), a.ID, orNull(h.Staff), orNull(h.Room), orNull(h.Client), h.From, h.To)
		if db.Violates(err, "resource_free") {
			return taken{a}
		}
		if err != nil {
			return fmt.Errorf("keep people and room: %w", err)
		}
	}
	return nil
}

// orNull stores nobody as null.
func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

func cancel(ctx context.Context, tx *db.Tx, v Visit, c CancelEntry) error {
	return db.Change(ctx, tx, `
		update appointment
		set status = 'cancelled', cancelled_at = app_now(), cancelled_by = $3, cancelled_reason = $4,
		    notice_hours = $5, returns_to = $6, version = version + 1
		where client_id = $1 and id = $2`, v.ClientID, v.ID, c.By, oneLine(c.Reason), NoticeHours(tx.Now, v.StartsAt), string(v.Status))
}
