package staff

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// Rota is who covers whom, now and to come, and who could.
type Rota struct {
	Covers []Cover
	People []Member // who can be away or cover
}

// Rota reads the covers with the people they can be named from.
func (s Service) Rota(ctx context.Context) (rota Rota, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		members, covers, err := readCovers(ctx, v)
		rota = Rota{Covers: covers, People: CanCover(members)}
		return err
	})
	return rota, err
}

func readCovers(ctx context.Context, r db.Reader) ([]Member, []Cover, error) {
	b := db.NewBatch(r)
	members, covers := QueueMembers(b), QueueCovers(b)
	err := b.Send(ctx)
	return members.All(), covers.All(), err
}

// NameCover names who covers for somebody away, or for every prescriber. From then on
// the cover sees the absent person's clients at the next request, until it ends.
func (s Service) NameCover(ctx context.Context, id uuid.UUID, n CoverEntry) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (ev audit.Event, err error) {
		if !tx.Actor.May(auth.NameCover) {
			return ev, problem.New(problem.Forbidden, "The front desk names a cover: ask somebody who works there to.")
		}
		members, covers, err := readCovers(ctx, tx)
		if err != nil {
			return ev, err
		}
		c, err := n.Check(members, covers, tx.Now)
		if err != nil {
			return ev, err
		}
		c.ID = id
		return audit.Did("cover.named", uuid.Nil, "cover", id), addCover(ctx, tx, c)
	})
}

// EndCover ends a cover before its time; one that has not begun never begins.
func (s Service) EndCover(ctx context.Context, id uuid.UUID) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (ev audit.Event, err error) {
		if !tx.Actor.May(auth.NameCover) {
			return ev, problem.New(problem.Forbidden, "The front desk ends a cover: ask somebody who works there to.")
		}
		lasts, err := lastsStill(ctx, tx, id)
		if err != nil {
			return ev, err
		}
		if !lasts {
			return ev, problem.New(problem.Conflict, "This cover has ended already.")
		}
		return audit.Did("cover.ended", uuid.Nil, "cover", id), endCover(ctx, tx, id)
	})
}

var covers = `
		select ` + db.From[Cover]("c") + `, coalesce(a.name, '') as away, s.name as covered_name, coalesce(r.name, '') as recorded_by
		from cover c
		join clinic z on z.id = c.clinic_id
		join staff s on s.clinic_id = c.clinic_id and s.id = c.covered_by
		left join staff a on a.clinic_id = c.clinic_id and a.id = c.staff_id
		left join staff r on r.clinic_id = c.clinic_id and r.id = c.recorded_by
		`

// QueueCovers reads the covers of now and those to come, the first first.
func QueueCovers(b *db.Batch) *db.Rows[Cover] {
	return db.Queue[Cover](b, covers+`
		where c.ends_at > app_now()
		order by c.starts_at, c.ends_at, c.id`)
}

// QueueCoversOn reads those of them that touch a date in the clinic's zone.
func QueueCoversOn(b *db.Batch, day time.Time) *db.Rows[Cover] {
	return db.Queue[Cover](b, covers+`
		where c.ends_at > app_now()
		  and c.ends_at > ($1::date::timestamp at time zone z.zone)
		  and c.starts_at < (($1::date + 1)::timestamp at time zone z.zone)
		order by c.starts_at, c.ends_at, c.id`, day)
}

// QueueCoversAt reads the covers in force at a moment.
func QueueCoversAt(b *db.Batch, at time.Time) *db.Rows[Cover] {
	return db.Queue[Cover](b, covers+`
		where c.starts_at <= $1 and c.ends_at > $1
		order by c.starts_at, c.ends_at, c.id`, at)
}

func addCover(ctx context.Context, tx *db.Tx, c Cover) error {
	_, err := db.Exec(ctx, tx, `
		insert into cover (`+db.Columns[Cover]()+`)
		values (`+db.Values[Cover]()+`)`, db.Named(c))
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
