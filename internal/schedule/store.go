package schedule

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

const visits = `
		select a.id, a.client_id, a.course_id, a.kind, a.starts_at, a.ends_at, coalesce(h.free_at, a.ends_at) as free_at,
		    coalesce(h.staff_until, '0001-01-01 00:00:00+00') as staff_until,
		    coalesce(h.room_until, '0001-01-01 00:00:00+00') as room_until, a.created_at, coalesce(e.can_collect, false) as escort_confirmed,
		    a.status, a.staff_id, concat_ws(', ', s.name, nullif(s.credentials, '')) as staff_name,
		    a.room_id, coalesce(r.name, '') as room_name, a.visit_mode, a.reason, a.tentative_for, a.arrived_at,
		    a.cancelled_at, a.cancelled_by, a.cancelled_reason, a.notice_hours, a.returns_to, a.version
		from appointment a
		left join staff s on s.clinic_id = a.clinic_id and s.id = a.staff_id
		left join room r on r.clinic_id = a.clinic_id and r.id = a.room_id
		left join lateral (
		    select max(b.ends_at) as free_at,
		        max(least(b.ends_at, a.ends_at)) filter (where b.staff_id is not null) as staff_until,
		        max(least(b.ends_at, a.ends_at)) filter (where b.room_id is not null) as room_until
		    from booking b
		    where b.clinic_id = a.clinic_id and b.appointment_id = a.id and b.active) h on true
		left join lateral (
		    select c.can_collect
		    from escort_confirmation c
		    where c.clinic_id = a.clinic_id and c.client_id = a.client_id and c.appointment_id = a.id
		    order by c.at desc, c.id desc
		    limit 1) e on true
		where a.client_id = $1`

// QueueVisits reads every visit of a client, in the order of the calendar.
func QueueVisits(b *db.Batch, client uuid.UUID) *db.Rows[Visit] {
	return db.Queue[Visit](b, visits+`
		order by a.starts_at, a.id`, client)
}

// QueueVisit reads one visit.
func QueueVisit(b *db.Batch, client, id uuid.UUID) *db.Rows[Visit] {
	return db.Queue[Visit](b, visits+`
		  and a.id = $2`, client, id)
}

// Find is one visit inside a transaction, or NotFound.
func Find(ctx context.Context, r db.Reader, client, id uuid.UUID) (Visit, error) {
	return db.One[Visit](ctx, r, visits+`
		  and a.id = $2`, client, id)
}

// Earlier is where a visit was before it was moved.
type Earlier struct {
	At        time.Time // of moving
	StartsAt  time.Time
	StaffName string
	RoomName  string
	MovedBy   string
	Reason    string
}

func queueMoves(b *db.Batch, client, id uuid.UUID) *db.Rows[Earlier] {
	return db.Queue[Earlier](b, `
		select m.created_at as at, m.starts_at, coalesce(s.name, '') as staff_name, coalesce(r.name, '') as room_name,
		    coalesce(y.name, '') as moved_by, m.reason
		from appointment_move m
		left join staff s on s.clinic_id = m.clinic_id and s.id = m.staff_id
		left join room r on r.clinic_id = m.clinic_id and r.id = m.room_id
		left join staff y on y.clinic_id = m.clinic_id and y.id = m.moved_by
		where m.client_id = $1 and m.appointment_id = $2
		order by m.created_at desc`, client, id)
}

// Zone is the clinic's time zone.
func Zone(ctx context.Context, r db.Reader) (*time.Location, error) {
	name, err := db.One[string](ctx, r, `
		select zone
		from clinic`)
	if err != nil {
		return nil, err
	}
	return location(name)
}

// QueueZone reads the name of the clinic's time zone; see time.LoadLocation.
func QueueZone(b *db.Batch) *db.Rows[string] {
	return db.Queue[string](b, `
		select zone
		from clinic`)
}

func location(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("load the clinic's time zone: %w", err)
	}
	return zone, nil
}

// SetStatus is how far a visit has come: dosing, preparation, integration and
// consultation say so when they begin and end one, and what the desk marked before
// can no longer be taken back. What is not held keeps nobody busy. Arriving notes the
// time once, and is refused while the client is in another visit. Why a visit was
// tentative stays on record until it is confirmed.
func SetStatus(ctx context.Context, tx *db.Tx, client, id uuid.UUID, status Status) error {
	return setStatus(ctx, tx, client, id, status, "")
}

// mark is SetStatus for an act of the desk, which can be taken back.
func mark(ctx context.Context, tx *db.Tx, v Visit, status Status) error {
	return setStatus(ctx, tx, v.ClientID, v.ID, status, v.Status)
}

func setStatus(ctx context.Context, tx *db.Tx, client, id uuid.UUID, status, returnsTo Status) error {
	if status == Arrived {
		if err := onlyHere(ctx, tx, client, id); err != nil {
			return err
		}
	}
	err := db.Change(ctx, tx, `
		update appointment
		set status = $3, returns_to = $4, version = version + 1,
		    arrived_at = case when $3 in ('arrived', 'in_progress', 'done') then coalesce(arrived_at, app_now()) else arrived_at end,
		    tentative_for = case when $3 = 'confirmed' then '' else tentative_for end
		where client_id = $1 and id = $2`, client, id, string(status), string(returnsTo))
	if err != nil || status.Active() {
		return err
	}
	return release(ctx, tx, id)
}

// returnTo makes a visit again what it was before the desk marked it.
func returnTo(ctx context.Context, tx *db.Tx, a Appointment) error {
	return db.Change(ctx, tx, `
		update appointment
		set status = $3, tentative_for = $4, returns_to = '', arrived_at = null, cancelled_at = null, cancelled_by = '',
		    cancelled_reason = '', notice_hours = null, version = version + 1
		where client_id = $1 and id = $2`, a.ClientID, a.ID, string(a.Status), a.TentativeFor)
}

// release frees the people and the room of a visit.
func release(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update booking
		set active = false
		where appointment_id = $1 and active`, id)
	return err
}

func cancel(ctx context.Context, tx *db.Tx, v Visit, c CancelEntry) error {
	return db.Change(ctx, tx, `
		update appointment
		set status = 'cancelled', cancelled_at = app_now(), cancelled_by = $3, cancelled_reason = $4,
		    notice_hours = $5, returns_to = $6, version = version + 1
		where client_id = $1 and id = $2`, v.ClientID, v.ID, c.By, oneLine(c.Reason), NoticeHours(tx.Now, v.StartsAt), string(v.Status))
}
