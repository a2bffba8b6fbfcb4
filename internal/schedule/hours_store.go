package schedule

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/staff"
)

// Week is everybody's hours and who can have some.
type Week struct {
	Hours []Hours
	Staff []staff.Member
}

// Week reads the weekly hours.
func (s Service) Week(ctx context.Context) (w Week, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		hours, members := QueueHours(b), staff.QueueMembers(b)
		err := b.Send(ctx)
		w = Week{hours.All(), Bookable(members.All())}
		return err
	})
	return w, err
}

// AddHours adds weekly hours from today on, a row for each day chosen.
func (s Service) AddHours(ctx context.Context, e HoursEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("staff_hours.added", uuid.Nil, "staff", e.Staff), addHours(ctx, tx, e)
	})
}

// EndHours ends one line of somebody's week, from today on.
func (s Service) EndHours(ctx context.Context, id uuid.UUID) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("staff_hours.ended", uuid.Nil, "staff_hours", id), endHours(ctx, tx, id)
	})
}

// QueueHours reads everybody's weekly hours that are not over.
func QueueHours(b *db.Batch) *db.Rows[Hours] {
	return db.Queue[Hours](b, `
		select h.id, h.staff_id, concat_ws(', ', s.name, nullif(s.credentials, '')) as staff_name, h.weekday,
		    to_char(h.starts, 'HH24:MI') as starts, to_char(h.ends, 'HH24:MI') as ends
		from staff_hours h
		join staff s on s.clinic_id = h.clinic_id and s.id = h.staff_id
		join clinic z on z.id = h.clinic_id
		where h.valid_until > (app_now() at time zone z.zone)::date
		order by s.name_key, h.staff_id, (h.weekday + 6) % 7, h.starts`)
}

func addHours(ctx context.Context, tx *db.Tx, e HoursEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into staff_hours (id, staff_id, weekday, starts, ends, valid_from)
		select gen_random_uuid(), @staff, day, @starts::text::time, @ends::text::time, (app_now() at time zone z.zone)::date
		from unnest(@weekdays::int[]) as day
		cross join clinic z`, db.Named(e))
	return err
}

func endHours(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	return db.Change(ctx, tx, `
		update staff_hours h
		set valid_until = (app_now() at time zone z.zone)::date
		from clinic z
		where h.id = $1 and z.id = h.clinic_id`, id)
}

// queueStretches reads the hours of a visit's person on its day, and their time off
// that touches it, in the order of the clock. An empty stretch says that the person
// has hours on other days only.
func queueStretches(b *db.Batch, client, id uuid.UUID) *db.Rows[Stretch] {
	return db.Queue[Stretch](b, `
		with visit as (
		    select a.staff_id, a.starts_at, a.ends_at, z.zone, (a.starts_at at time zone z.zone)::date as day
		    from appointment a
		    join clinic z on z.id = a.clinic_id
		    where a.client_id = $1 and a.id = $2)
		select (v.day + h.starts) at time zone v.zone as "from",
		    (v.day + case when h.weekday = extract(dow from v.day) then h.ends else h.starts end) at time zone v.zone as "to",
		    false as off, true as "any"
		from visit v
		join staff_hours h on h.staff_id = v.staff_id and v.day >= h.valid_from and v.day < h.valid_until
		union all
		select o.starts_at, o.ends_at, true, false
		from visit v
		join time_off o on o.staff_id = v.staff_id and o.cancelled_at is null and o.starts_at < v.ends_at and o.ends_at > v.starts_at
		order by 1, 2`, client, id)
}
