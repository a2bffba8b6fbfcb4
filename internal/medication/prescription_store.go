package medication

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

var orderColumns = `
	select p.id, p.course_id, p.decision_id, p.supersedes, p.created_at, p.recorded_by,
	    concat_ws(', ', s.name, nullif(s.credentials, '')) as author, coalesce(s.name, '') as author_name, ` + db.From[Order]("p") + `,`

var prescriptions = orderColumns + `
	    p.signed_at, p.ended_at, p.ended_reason
	from prescription p
	left join staff s on s.clinic_id = p.clinic_id and s.id = p.recorded_by
	where p.client_id = $1`

// QueueOrdersAt reads the client's orders as they stood at a moment, in every course,
// drafts too, the latest first. One signed later was a draft then, one ended later ran.
func QueueOrdersAt(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Prescription] {
	return db.Queue[Prescription](b, orderColumns+`
	    case when p.signed_at <= $2 then p.signed_at end as signed_at,
	    case when p.ended_at <= $2 then p.ended_at end as ended_at,
	    case when p.ended_at <= $2 then p.ended_reason else '' end as ended_reason
	from prescription p
	left join staff s on s.clinic_id = p.clinic_id and s.id = coalesce(p.signed_by, p.recorded_by)
	where p.client_id = $1 and (p.created_at <= $2 or p.signed_at <= $2)
	order by coalesce(p.signed_at, p.created_at) desc, p.id desc`, client, at)
}

// QueuePrescriptions reads every order of the client with drafts, the latest first.
func QueuePrescriptions(b *db.Batch, client uuid.UUID) *db.Rows[Prescription] {
	return db.Queue[Prescription](b, prescriptions+`
	order by coalesce(p.signed_at, p.created_at) desc, p.id desc`, client)
}

// QueuePrescription reads the orders of the open course under which lozenges may be
// offered today, the latest first: one a strength.
func QueuePrescription(b *db.Batch, client uuid.UUID) *db.Rows[Prescription] {
	return db.Queue[Prescription](b, prescriptions+`
	  and p.signed_at is not null and p.ended_at is null
	  and p.course_id = (select k.id from course k where k.client_id = $1 and `+spine.Open+`)
	  and (select (app_now() at time zone z.zone)::date from clinic z where z.id = p.clinic_id)
	      between p.issued_on and p.expires_on
	order by p.signed_at desc, p.id desc`, client)
}

func queueOrder(b *db.Batch, client, id uuid.UUID) *db.Rows[Prescription] {
	return db.Queue[Prescription](b, prescriptions+`
	  and p.id = $2`, client, id)
}

func order(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (Prescription, error) {
	return db.One[Prescription](ctx, tx, prescriptions+`
	  and p.id = $2`, client, id)
}

func insertOrder(ctx context.Context, tx *db.Tx, client, id uuid.UUID, o Prescription) error {
	_, err := db.Exec(ctx, tx, `
		insert into prescription (id, client_id, course_id, decision_id, supersedes, pdmp_checked_by, `+db.Columns[Order]()+`)
		values (@id, @client, @course_id, @decision_id, @supersedes, app_staff(), `+db.Values[Order]()+`)`,
		db.Named(o, "id", id, "client", client))
	if err != nil {
		return fmt.Errorf("insert prescription: %w", err)
	}
	return nil
}

func updateOrder(ctx context.Context, tx *db.Tx, client, id uuid.UUID, o Prescription) error {
	return db.Change(ctx, tx, `
		update prescription
		set decision_id = @decision_id, supersedes = @supersedes, pdmp_checked_by = app_staff(), `+db.Sets[Order]()+`
		where id = @id and client_id = @client and signed_at is null`, db.Named(o, "id", id, "client", client))
}

func sealOrder(ctx context.Context, tx *db.Tx, client, id uuid.UUID) error {
	return db.Change(ctx, tx, `
		update prescription
		set signed_at = app_now(), signed_by = app_staff()
		where id = $2 and client_id = $1 and signed_at is null`, client, id)
}

// endOrder answers false where the order is not in force.
func endOrder(ctx context.Context, tx *db.Tx, client, id uuid.UUID, reason string) (bool, error) {
	n, err := db.Exec(ctx, tx, `
		update prescription
		set ended_at = app_now(), ended_by = app_staff(), ended_reason = $3
		where id = $2 and client_id = $1 and signed_at is not null and ended_at is null`, client, id, reason)
	return n == 1, err
}

// settingRow is the open course on a day of the clinic.
type settingRow struct {
	CourseID uuid.UUID
	Today    time.Time
}

func queueSetting(b *db.Batch, client uuid.UUID) *db.Rows[settingRow] {
	return db.Queue[settingRow](b, `
		select k.id as course_id, (app_now() at time zone z.zone)::date as today
		from course k
		join clinic z on z.id = k.clinic_id
		where k.client_id = $1 and `+spine.Open, client)
}
