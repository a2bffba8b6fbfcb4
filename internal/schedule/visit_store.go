package schedule

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/spine"
	"kap/internal/staff"
)

// Page is one visit and what a form about it offers.
type Page struct {
	Visit
	Moves       []Earlier
	Rooms       []Room // open ones, for dosing only those suited for it
	Staff       []staff.Member
	NoticeAsked int // hours, of the protocol
	Zone        *time.Location
	Others      []Visit         // the client's other visits
	Outside     string          // a sentence where it lies outside its person's hours; see OutsideHours
	Escorts     []client.Escort // who still collects the client
	Asked       []EscortAnswer  // escorts asked for this visit, the last first
}

// One is one visit of a client.
func (s Service) One(ctx context.Context, person, id uuid.UUID) (p Page, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		visit, moves, rooms := QueueVisit(b, person, id), queueMoves(b, person, id), QueueRooms(b)
		members, version, zone, all := staff.QueueMembers(b), protocol.QueueInForce(b), QueueZone(b), QueueVisits(b, person)
		stretches, escorts, asked := queueStretches(b, person, id), client.QueueEscorts(b, person), queueEscortAnswers(b, person, id)
		if err := b.Send(ctx); err != nil {
			return err
		}
		if p.Visit, err = visit.One(); err != nil {
			return err
		}
		p.Moves, p.Rooms = moves.All(), Open(rooms.All(), p.Kind == Dosing)
		p.Staff, p.Others = Bookable(members.All()), others(all.All(), id)
		p.Escorts, p.Asked = client.Collecting(escorts.All()), named(asked.All(), escorts.All())
		p.NoticeAsked = protocol.BodyOf(version).Scheduling.Notice
		name, err := zone.One()
		if err == nil {
			p.Zone, err = calendar.Zone(name)
		}
		if err == nil {
			p.Outside = OutsideHours(p.Visit, stretches.All(), p.Zone)
		}
		return err
	})
	return p, err
}

func others(visits []Visit, but uuid.UUID) []Visit {
	var rest []Visit
	for _, v := range visits {
		if v.ID != but {
			rest = append(rest, v)
		}
	}
	return rest
}

// Visits are all of a client, in the order of the calendar.
func (s Service) Visits(ctx context.Context, person uuid.UUID) (visits []Visit, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := QueueVisits(b, person)
		err := b.Send(ctx)
		visits = rows.All()
		return err
	})
	return visits, err
}

var visits = `
		select ` + db.From[Appointment]("a") + `, a.course_id, coalesce(h.turnover, '0') as turnover, h.staff_until, h.room_until,
		    concat_ws(', ', s.name, nullif(s.credentials, '')) as staff_name, coalesce(r.name, '') as room_name,
		    coalesce(e.can_collect, false) as escort_confirmed, a.created_at, a.arrived_at, a.cancelled_at, a.cancelled_by,
		    a.cancelled_reason, a.notice_hours, a.returns_to, a.version
		from appointment a
		left join staff s on s.clinic_id = a.clinic_id and s.id = a.staff_id
		left join room r on r.clinic_id = a.clinic_id and r.id = a.room_id
		left join lateral (
		    select max(b.ends_at) - a.ends_at as turnover,
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

// QueueOpenVisits reads those of the client's open course.
func QueueOpenVisits(b *db.Batch, client uuid.UUID) *db.Rows[Visit] {
	return db.Queue[Visit](b, visits+`
		  and a.course_id = (select k.id from course k where k.client_id = $1 and `+spine.Open+`)
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
