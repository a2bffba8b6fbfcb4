package dosing

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/measure"
)

// Amount is what was taken on a dosing day here, as it is written: "150".
type Amount struct {
	DosingDay uuid.UUID
	MG        string
}

// QueueAmounts reads what was taken on each dosing day of a client here.
func QueueAmounts(b *db.Batch, client uuid.UUID) *db.Rows[Amount] {
	return db.Queue[Amount](b, `
		select s.dosing_day_id as dosing_day, trim_scale(sum(i.mg))::text as mg
		from dosing_session s
		join intake i on i.clinic_id = s.clinic_id and i.client_id = s.client_id and i.session_id = s.id
		where s.client_id = $1 and s.dosing_day_id is not null
		group by s.dosing_day_id`, client)
}

// QueueDoses reads the doses that stand between questionnaires; they are there after Send.
func QueueDoses(b *db.Batch, client uuid.UUID) func() []measure.Dose {
	days, amounts := course.QueueDosingDays(b, client), QueueAmounts(b, client)
	return func() []measure.Dose { return Doses(days.All(), amounts.All()) }
}

// QueueLast reads the session in which a lozenge was taken last.
func QueueLast(b *db.Batch, client uuid.UUID) *db.Rows[Last] {
	return db.Queue[Last](b, `
		select s.id, s.course_id as course, coalesce(s.dosing_day_id, '00000000-0000-0000-0000-000000000000') as dosing_day,
		    s.started_at, s.left_at, s.signed_at,
		    coalesce((
		        select trim_scale(sum(i.mg))::text
		        from intake i
		        where i.client_id = $1 and i.session_id = s.id), '') as amount,
		    coalesce((
		        select string_agg(distinct i.kept, ', ')
		        from intake i
		        where i.client_id = $1 and i.session_id = s.id and i.kept <> ''), '') as kept,
		    coalesce(m.images, '') as images, coalesce(m.quotes, '') as quote, coalesce(t.name, '') as therapist,
		    coalesce(g.manner, '') as manner, coalesce(g.escort_name, '') as escort_name
		from dosing_session s
		left join staff t on t.clinic_id = s.clinic_id and t.id = s.therapist_id
		left join lateral (
		    select i.images, i.quotes
		    from impression i
		    where i.client_id = $1 and i.session_id = s.id and i.belongs = 'record'
		    order by i.quotes = '', i.at desc
		    limit 1) m on true
		left join lateral (
		    select l.manner, l.escort_name
		    from departure l
		    where l.client_id = $1 and l.session_id = s.id
		    order by l.at desc
		    limit 1) g on true
		where s.client_id = $1 and s.started_at is not null
		order by s.started_at desc
		limit 1`, client)
}

// Last is the session in which a lozenge was taken last, in few lines.
type Last struct {
	ID         uuid.UUID
	Course     uuid.UUID
	DosingDay  uuid.UUID
	StartedAt  time.Time
	LeftAt     *time.Time
	SignedAt   *time.Time
	Amount     string // mg
	Kept       string // spat, swallowed
	Images     string
	Quote      string // the client's own words
	Therapist  string
	Manner     string // how the client left
	EscortName string
}
