package today

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/pathway"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/schedule"
)

// visitRows are what the steps know of the visits of a span of days.
type visitRows struct {
	doses     *db.Rows[course.BookedDose]
	standings *db.Rows[pathway.Projection]
	weighed   *db.Rows[pathway.Weighed]
	sessions  *db.Rows[readiness.Begun]
}

// queueVisitRows reads it for the visits that begin between two instants.
func queueVisitRows(b *db.Batch, from, until time.Time) visitRows {
	eve := eve(from)
	return visitRows{course.QueueBookedDoses(b, eve), pathway.QueueProjections(b, eve), pathway.QueueWeighed(b, from, until), readiness.QueueBegun(b, eve)}
}

// eve is the day before: a client may arrive, and a dose be taken, before the visit's midnight.
func eve(from time.Time) time.Time { return from.AddDate(0, 0, -1) }

// of are visits with what the steps know of them.
func (r visitRows) of(rows *db.Rows[schedule.DayVisit]) []Visit {
	if rows == nil {
		return nil
	}
	doses := byKey(r.doses, func(d course.BookedDose) uuid.UUID { return d.AppointmentID })
	standings := byKey(r.standings, func(s pathway.Projection) uuid.UUID { return s.CourseID })
	sessions := byKey(r.sessions, func(s readiness.Begun) uuid.UUID { return s.AppointmentID })
	var visits []Visit
	for _, booked := range rows.All() {
		v := Visit{DayVisit: booked, Dose: doses[booked.ID].Number, Session: sessions[booked.ID]}
		standing, known := standings[booked.CourseID]
		v.Projection = standing
		v.Stale = !known || standing.Stale
		v.Blocked, v.Weighed = r.weighing(booked)
		visits = append(visits, v)
	}
	return visits
}

// weighing is what blocks a dosing session; false where the pathway has not weighed it.
func (r visitRows) weighing(v schedule.DayVisit) ([]string, bool) {
	for _, w := range r.weighed.All() {
		if v.Kind == schedule.Dosing && w.CourseID == v.CourseID && w.Due.Equal(v.StartsAt) {
			return w.BlockedBy, true
		}
	}
	return nil, false
}

func byKey[T any](rows *db.Rows[T], key func(T) uuid.UUID) map[uuid.UUID]T {
	by := map[uuid.UUID]T{}
	for _, row := range rows.All() {
		by[key(row)] = row
	}
	return by
}

// windowRows are the last dosing days of one's clients, and what follows them.
type windowRows struct {
	taken    *db.Rows[course.LastTaken]
	versions *db.Rows[protocol.Version]
	inForce  *db.Rows[protocol.Version]
	booked   *db.Rows[schedule.NextVisit]
}

func queueWindows(b *db.Batch) windowRows {
	return windowRows{course.QueueLastTaken(b), protocol.QueueTreated(b), protocol.QueueInForce(b), schedule.QueueNext(b, schedule.Integration)}
}

// open are the integration windows that are open (protocol 5: about 14 days): those
// without an integration first, then the longest ago.
func (r windowRows) open() []Window {
	if r.taken == nil {
		return nil
	}
	next := byKey(r.booked, func(v schedule.NextVisit) uuid.UUID { return v.ClientID })
	var windows []Window
	for _, d := range r.taken.All() {
		of := protocol.BodyFor(d.ProtocolVersion, r.versions, r.inForce).Integration.Window
		if d.Days <= of {
			windows = append(windows, Window{LastTaken: d, Of: of, Next: next[d.ClientID].StartsAt})
		}
	}
	slices.SortStableFunc(windows, func(a, b Window) int {
		if a.Integrated == b.Integrated {
			return b.Days - a.Days
		}
		if b.Integrated {
			return -1
		}
		return 1
	})
	return windows
}
