package staff

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

const coverColumns = `c.id, c.staff_id, coalesce(a.name, '') as away, c.covered_by, s.name as covered_name,
		    c.starts_at, c.ends_at, coalesce(r.name, '') as recorded_by
		from cover c
		join clinic z on z.id = c.clinic_id
		join staff s on s.clinic_id = c.clinic_id and s.id = c.covered_by
		left join staff a on a.clinic_id = c.clinic_id and a.id = c.staff_id
		left join staff r on r.clinic_id = c.clinic_id and r.id = c.recorded_by
		`

// QueueCovers reads the covers of now and those to come, the first first.
func QueueCovers(b *db.Batch) *db.Rows[Cover] {
	return db.Queue[Cover](b, `
		select `+coverColumns+`
		where c.ends_at > app_now()
		order by c.starts_at, c.ends_at, c.id`)
}

// QueueCoversOn reads those of them that touch a date in the clinic's zone.
func QueueCoversOn(b *db.Batch, day time.Time) *db.Rows[Cover] {
	return db.Queue[Cover](b, `
		select `+coverColumns+`
		where c.ends_at > app_now()
		  and c.ends_at > ($1::date::timestamp at time zone z.zone)
		  and c.starts_at < (($1::date + 1)::timestamp at time zone z.zone)
		order by c.starts_at, c.ends_at, c.id`, day)
}

// QueueCoversAt reads the covers in force at a moment.
func QueueCoversAt(b *db.Batch, at time.Time) *db.Rows[Cover] {
	return db.Queue[Cover](b, `
		select `+coverColumns+`
		where c.starts_at <= $1 and c.ends_at > $1
		order by c.starts_at, c.ends_at, c.id`, at)
}

func addCover(ctx context.Context, tx *db.Tx, id uuid.UUID, c Cover) error {
	_, err := db.Exec(ctx, tx, `
		insert into cover (id, staff_id, covered_by, starts_at, ends_at)
		values ($1, $2, $3, $4, $5)`, id, c.StaffID, c.CoveredBy, c.StartsAt, c.EndsAt)
	return err
}

// lastsStill says whether a cover of the clinic has not ended.
func lastsStill(ctx context.Context, tx *db.Tx, id uuid.UUID) (bool, error) {
	return db.One[bool](ctx, tx, `
		select ends_at > app_now()
		from cover
		where id = $1`, id)
}

// endCover ends what is in force now. One that has not begun moves to just before now,
// so that it never comes into force: a cover lasts, and nothing is deleted.
func endCover(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	return db.Change(ctx, tx, `
		update cover
		set starts_at = least(starts_at, app_now() - interval '1 microsecond'), ends_at = app_now()
		where id = $1 and ends_at > app_now()`, id)
}
