package today

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// readingRows are the readings and boosters of the sessions that run.
type readingRows struct {
	taken    *db.Rows[takenRow]
	boosters *db.Rows[boosterRow]
	missed   *db.Rows[takenRow]
	body     *db.Rows[protocol.Version]
}

type takenRow struct {
	SessionID uuid.UUID
	TakenAt   time.Time
	Slot      string
}

type boosterRow struct {
	SessionID uuid.UUID
	At        time.Time
}

func queueReadings(b *db.Batch, since time.Time) readingRows {
	return readingRows{
		taken: db.Queue[takenRow](b, `
			select v.session_id, v.taken_at, v.slot
			from dosing_session s
			join vitals v on v.clinic_id = s.clinic_id and v.client_id = s.client_id and v.session_id = s.id
			where s.arrived_at >= $1 and s.status in ('arrived', 'cleared', 'dosed') and v.voided_at is null
			order by v.taken_at`, since),
		boosters: db.Queue[boosterRow](b, `
			select i.session_id, i.at
			from dosing_session s
			join intake i on i.clinic_id = s.clinic_id and i.client_id = s.client_id and i.session_id = s.id
			where s.arrived_at >= $1 and s.status = 'dosed' and i.kind = 'booster'
			order by i.at`, since),
		missed: db.Queue[takenRow](b, `
			select e.session_id, e.at as taken_at, e.slot
			from dosing_session s
			join dosing_event e on e.clinic_id = s.clinic_id and e.client_id = s.client_id and e.session_id = s.id
			where s.arrived_at >= $1 and s.status = 'dosed' and e.slot <> ''
			order by e.at`, since),
		body: protocol.QueueInForce(b),
	}
}

// due is the next reading of each client who is here, by the protocol's slots.
func (r readingRows) due(visits []Visit, now time.Time) []Reading {
	if r.body == nil {
		return nil
	}
	var due []Reading
	for _, v := range visits {
		if !v.Here() || v.SessionID == nil {
			continue
		}
		one := Reading{ClientID: v.ClientID, SessionID: *v.SessionID, ClientName: v.ClientName, Room: v.Room, Status: v.SessionStat}
		if v.StartedAt != nil {
			one.Next = next(r.plan(*v.SessionID, *v.StartedAt, now))
		}
		due = append(due, one)
	}
	return due
}

func (r readingRows) plan(session uuid.UUID, started, now time.Time) []vitals.DueReading {
	var taken []vitals.Reading
	for _, row := range r.taken.All() {
		if row.SessionID == session {
			taken = append(taken, vitals.Reading{Signs: vitals.Signs{TakenAt: row.TakenAt, Slot: row.Slot}})
		}
	}
	var boosters []time.Time
	for _, row := range r.boosters.All() {
		if row.SessionID == session {
			boosters = append(boosters, row.At)
		}
	}
	var closed []vitals.Closed
	for _, row := range r.missed.All() {
		if row.SessionID == session {
			closed = append(closed, vitals.Closed{Slot: row.Slot, At: row.TakenAt})
		}
	}
	return vitals.Plan(started, boosters, taken, closed, now, body(r.body))
}

// next is the first reading that is late, due or ahead.
func next(plan []vitals.DueReading) *vitals.DueReading {
	for i := range plan {
		switch plan[i].State {
		case vitals.Late, vitals.Due, vitals.Ahead:
			return &plan[i]
		}
	}
	return nil
}
