package dosing

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/vitals"
)

// RunningRows are what the next readings of the sessions of a day are told by, in a batch
// with others.
type RunningRows struct {
	taken    *db.Rows[vitals.Taken]
	intakes  *db.Rows[momentRow]
	missed   *db.Rows[momentRow]
	versions *db.Rows[protocol.Version]
}

// momentRow is when a lozenge was taken, or a reading was due that was let go.
type momentRow struct {
	SessionID uuid.UUID
	At        time.Time
	Slot      string
}

// QueueRunning reads the readings, intakes and missed readings since a moment.
func QueueRunning(b *db.Batch, since time.Time) RunningRows {
	return RunningRows{
		taken: vitals.QueueTaken(b, since),
		intakes: db.Queue[momentRow](b, `
			select session_id, at, '' as slot
			from intake
			where at >= $1
			order by at, id`, since),
		missed: db.Queue[momentRow](b, `
			select session_id, at, slot
			from dosing_event
			where kind = $2 and at >= $1
			order by at, id`, since, MissedReading),
		versions: protocol.QueueApproved(b),
	}
}

// Next is the reading of a session to take next, as its room has it; nil: none is due
// before the lozenge, or all are taken.
func (r RunningRows) Next(s readiness.Begun, now time.Time) *vitals.DueReading {
	c := Chart{Session: readiness.Session{StartedAt: s.StartedAt}, Body: protocol.Default(), Now: now}
	if version, found := protocol.Numbered(r.versions.All(), s.Protocol); found {
		c.Body = version.Body
	}
	for _, row := range r.taken.All() {
		if row.SessionID == s.ID {
			c.Vitals = append(c.Vitals, vitals.Reading{Signs: vitals.Signs{TakenAt: row.TakenAt, Slot: row.Slot}})
		}
	}
	for _, row := range r.intakes.All() {
		if row.SessionID == s.ID {
			c.Intakes = append(c.Intakes, Intake{At: row.At})
		}
	}
	for _, row := range r.missed.All() {
		if row.SessionID == s.ID {
			c.Events = append(c.Events, Event{EventEntry: EventEntry{Kind: MissedReading, At: row.At, Slot: row.Slot}})
		}
	}
	if next, found := NextDue(c.Plan()); found {
		return &next
	}
	return nil
}
