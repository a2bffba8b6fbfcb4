package today

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dosing"
	"kap/internal/pathway"
	"kap/internal/schedule"
	"kap/internal/staff"
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
		v.Show(h.people()...)
		return nil
	})
	return h, err
}

// queued are the reads of one home; what a role has no use for is nil.
type queued struct {
	visits, week   *db.Rows[schedule.DayVisit]
	known          visitRows
	needs, waiting *db.Rows[task.Task]
	windows        windowRows
	readings       *dosing.RunningRows
	stages         *db.Rows[pathway.StageCount]
	owners         *db.Rows[task.OwnerCount]
	stale          *db.Rows[int]
	first          firstHourRows
	failed         *db.Rows[staff.FailedMine]
}

func queue(b *db.Batch, v *db.View, as auth.Role, zone *time.Location) (q queued) {
	from, until := day(v.Now, zone)
	actor := v.Actor
	actor.Roles = worksAs(actor, as)
	q.needs = task.QueueMine(b, actor)
	q.first, q.failed = queueFirstHour(b), staff.QueueFailedMine(b)
	switch as {
	case auth.Therapist, auth.Prescriber:
		q.visits, q.known = schedule.QueueMyDay(b, from, until), queueVisitRows(b, from, until)
		q.waiting, q.windows = task.QueueWaiting(b, actor), queueWindows(b)
		q.queueReadings(b, from)
	case auth.Nurse, auth.MedicalAssistant:
		q.visits, q.known = schedule.QueueDosings(b, from, until), queueVisitRows(b, from, until)
		q.queueReadings(b, from)
	case auth.Admin:
		week := until.AddDate(0, 0, 7)
		q.visits, q.week = schedule.QueueDay(b, from, until), schedule.QueueDosings(b, until, week)
		q.known = queueVisitRows(b, from, week)
	case auth.Manager:
		q.stages, q.owners, q.stale = pathway.QueueStages(b), task.QueueOwners(b, v.Now), pathway.QueueStale(b, v.Now)
	}
	return q
}

func (q *queued) queueReadings(b *db.Batch, from time.Time) {
	readings := dosing.QueueRunning(b, eve(from))
	q.readings = &readings
}

func (q queued) into(h *Home, now time.Time) {
	h.Visits, h.Week, h.Windows = q.known.of(q.visits), q.known.of(q.week), q.windows.open()
	h.Waiting = all(q.waiting)
	h.Needs = slices.DeleteFunc(all(q.needs), func(t task.Task) bool {
		return t.OwnerRole != h.As && (h.As != auth.Prescriber || t.OwnerRole != auth.MedicalLead)
	})
	h.Failed, _ = q.failed.Maybe()
	h.Due = q.due(h.Visits, now)
	h.Counts = Counts{Stages: pathway.Stages(all(q.stages)), Owners: all(q.owners)}
	for _, n := range all(q.stale) {
		h.Counts.Stale = n
	}
}

// due is the next reading of each client who is here.
func (q queued) due(visits []Visit, now time.Time) (due []Reading) {
	for _, v := range visits {
		if q.readings != nil && v.Here() && v.Session.ID != uuid.Nil {
			due = append(due, Reading{v, q.readings.Next(v.Session, now)})
		}
	}
	return due
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
