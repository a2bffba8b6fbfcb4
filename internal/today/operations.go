package today

import (
	"context"
	"slices"
	"time"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/pathway"
	"kap/internal/protocol"
	"kap/internal/task"
)

// Service reads home pages.
type Service struct{ DB *db.DB }

// Home is the day of whoever asks, in the role they chose; every statement travels
// in one trip. zone is the clinic's.
func (s Service) Home(ctx context.Context, asked auth.Role, zone *time.Location) (h Home, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		h.As, h.Roles = choose(v.Actor, asked)
		b := db.NewBatch(v)
		rows := queue(b, v, h.As, zone)
		if err := b.Send(ctx); err != nil {
			return err
		}
		rows.into(&h, v.Now)
		if f := rows.first.firstHour(); f != nil {
			h.First = f.Steps(v.Actor)
		}
		v.Rows = h.people()
		return nil
	})
	return h, err
}

// queued are the reads of one home; what a role has no use for is nil.
type queued struct {
	visits, week *db.Rows[Visit]
	needs        *db.Rows[task.Task]
	waiting      *db.Rows[task.Task]
	windows      *db.Rows[Window]
	readings     readingRows
	stages       *db.Rows[pathway.StageCount]
	owners       *db.Rows[task.OwnerCount]
	stale        *db.Rows[int]
	first        firstHourRows
}

func queue(b *db.Batch, v *db.View, as auth.Role, zone *time.Location) (q queued) {
	from, until := day(v.Now, zone)
	actor := v.Actor
	actor.Roles = worksAs(actor, as)
	q.needs = task.QueueMine(b, actor)
	q.first = queueFirstHour(b)
	switch as {
	case auth.Therapist, auth.Prescriber:
		q.visits = queueMyVisits(b, from, until, actor.Staffs)
		q.waiting = queueWaiting(b, actor)
		q.windows = queueWindows(b, actor.Staffs)
	case auth.Nurse, auth.MedicalAssistant:
		q.visits = queueDosing(b, from, until)
		q.readings = queueReadings(b, from)
	case auth.Admin:
		q.visits = queueVisits(b, from, until)
		q.week = queueDosing(b, until, until.AddDate(0, 0, 7))
	case auth.Manager:
		q.stages, q.owners, q.stale = pathway.QueueStages(b), task.QueueOwners(b, v.Now), pathway.QueueStale(b, v.Now)
	}
	return q
}

func (q queued) into(h *Home, now time.Time) {
	h.Visits, h.Week, h.Windows = all(q.visits), all(q.week), all(q.windows)
	h.Waiting = all(q.waiting)
	h.Needs = slices.DeleteFunc(all(q.needs), func(t task.Task) bool {
		return t.OwnerRole != h.As && (h.As != auth.Prescriber || t.OwnerRole != auth.MedicalLead)
	})
	h.Due = q.readings.due(h.Visits, now)
	h.Counts = Counts{Stages: pathway.Stages(all(q.stages)), Owners: all(q.owners)}
	for _, n := range all(q.stale) {
		h.Counts.Stale = n
	}
}

func all[T any](rows *db.Rows[T]) []T {
	if rows == nil {
		return nil
	}
	return rows.All()
}

// day is the clinic's day of an instant, from midnight to midnight.
func day(at time.Time, zone *time.Location) (from, until time.Time) {
	y, m, d := at.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone), time.Date(y, m, d+1, 0, 0, 0, 0, zone)
}

// body is the protocol's numbers, the draft's until one is approved.
func body(rows *db.Rows[protocol.Version]) protocol.Body {
	if v, found := rows.Maybe(); found {
		return v.Body
	}
	return protocol.Default()
}
