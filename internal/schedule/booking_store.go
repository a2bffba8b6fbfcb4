package schedule

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

// queueClashes reads the first neighbors in the way of each resource. Whose visits they
// are comes only where row-level security shows them.
func queueClashes(b *db.Batch, a Appointment) *db.Rows[Clash] {
	var ids []uuid.UUID
	var from, to []time.Time
	for _, h := range a.Holds() {
		ids, from, to = append(ids, h.Resource()), append(from, h.StartsAt), append(to, h.EndsAt)
	}
	return db.Queue[Clash](b, `
		select distinct on (b.resource_id) b.staff_id, b.room_id,
		    coalesce(concat_ws(', ', s.name, nullif(s.credentials, '')), '') || coalesce(m.name, '') as name,
		    b.starts_at, b.ends_at, coalesce(a.kind, '') as kind,
		    `+spine.Called+` as client
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
	a.Reason = oneLine(a.Reason)
	_, err := db.Exec(ctx, tx, `
		insert into appointment (course_id, `+db.Columns[Appointment]()+`)
		values (coalesce(@course, (
		    select k.id
		    from course k
		    where k.client_id = @client_id and `+spine.Open+`)), `+db.Values[Appointment]()+`)`, db.Named(a, "course", a.CourseID))
	if err != nil {
		return fmt.Errorf("store appointment: %w", err)
	}
	return nil
}

func updateAppointment(ctx context.Context, tx *db.Tx, a Appointment) error {
	a.Reason = oneLine(a.Reason)
	return db.Change(ctx, tx, `
		update appointment
		set starts_at = @starts_at, ends_at = @ends_at, status = @status, staff_id = @staff_id, room_id = @room_id, reason = @reason,
		    tentative_for = @tentative_for, version = version + 1
		where client_id = @client_id and id = @id`, db.Named(a))
}

func insertMove(ctx context.Context, tx *db.Tx, was Visit, reason string) error {
	was.Reason = oneLine(reason)
	_, err := db.Exec(ctx, tx, `
		insert into appointment_move (id, client_id, appointment_id, starts_at, ends_at, staff_id, room_id, reason)
		values (@move, @client_id, @visit, @starts_at, @ends_at, @staff_id, @room_id, @reason)`,
		db.Named(was.Appointment, "move", db.NewID(), "visit", was.ID))
	return err
}

// hold keeps the visit's people and room busy.
func hold(ctx context.Context, tx *db.Tx, a Appointment) error {
	for _, h := range a.Holds() {
		_, err := db.Exec(ctx, tx, `
			insert into booking (id, appointment_id, `+db.Columns[Held]()+`)
			values (@id, @visit, `+db.Values[Held]()+`)`, db.Named(h, "id", db.NewID(), "visit", a.ID))
		if db.Violates(err, "resource_free") {
			return taken{a}
		}
		if err != nil {
			return fmt.Errorf("keep people and room: %w", err)
		}
	}
	return nil
}

func cancel(ctx context.Context, tx *db.Tx, v Visit, c CancelEntry) error {
	c.Reason = oneLine(c.Reason)
	return db.Change(ctx, tx, `
		update appointment
		set `+db.Sets[CancelEntry]()+`, status = @status, cancelled_at = app_now(), notice_hours = @notice, returns_to = @was,
		    version = version + 1
		where client_id = @client and id = @id`,
		db.Named(c, "client", v.ClientID, "id", v.ID, "status", Cancelled, "notice", NoticeHours(tx.Now, v.StartsAt), "was", v.Status))
}
