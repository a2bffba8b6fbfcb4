package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/progress"
)

// filling is the clinic being filled, as seen from the present.
type filling struct {
	House
	present time.Time
	today   time.Time // calendar day at the clinic
}

// Fill brings the clients, each through the operations and at times in the past; then
// the clock is what it was. While it fills, projections rest; they are computed once
// for each client at the end. It answers how many clients there are; line tells of
// each, and of the months as they pass.
func (h House) Fill(ctx context.Context, line *progress.Line) (int, error) {
	clock, after := h.DB.Clock, h.DB.AfterWrite
	defer func() { h.DB.Clock, h.DB.AfterWrite = clock, after }()
	present := clock()
	h.At(present)
	f := filling{h, present, h.today()}
	h.DB.AfterWrite = nil
	clients, err := f.everybody(ctx, line)
	if err != nil {
		return 0, err
	}
	h.DB.Clock, h.DB.AfterWrite = clock, after
	return len(clients), f.project(ctx, clients)
}

// life is a story and how it is lived.
type life struct {
	Story
	live func(context.Context, *Care) error
}

// lives are in the order in which the desk gives rooms: those whose day is today first.
func (f filling) lives() []life {
	return []life{
		{ingrid, f.inSession}, {dev, f.blocked}, {naomi, f.dayAfter}, {theo, f.itemNine}, {rosa, f.fifth}, {omar, f.paused},
		{elena, f.completed}, {marcus, f.completing}, {wren, f.noBetter}, {beatriz, f.closedEarly},
		{kit, f.preparing}, {amara, f.eligible}, {paul, f.waiting}, {june, f.drafted},
		{gil, f.awaiting}, {hannah, f.deferred}, {leo, f.declined}, {sofia, f.referred},
	}
}

func (f filling) everybody(ctx context.Context, line *progress.Line) ([]*Care, error) {
	var clients []*Care
	lives := f.lives()
	for n, one := range lives {
		c := f.NewCare(one.Story)
		c.months = tell(line, fmt.Sprintf("%s, %%s (%d of %d)", one.Name, n+1, len(lives)))
		if err := one.live(ctx, c); err != nil {
			return nil, fmt.Errorf("live %s: %w", one.Name, err)
		}
		clients = append(clients, c)
	}
	return clients, nil
}

// tell says each month once that the clock passes while a client is brought.
func tell(line *progress.Line, whose string) func(time.Time) {
	said := ""
	return func(at time.Time) {
		if month := at.In(zone).Format("January 2006"); month != said {
			said = month
			line.Say("Filling the demo clinic: "+whose, month)
		}
	}
}

// on is a weekday of a week counted from this one.
func (f filling) on(weeks int, weekday time.Weekday) time.Time {
	return Weekday(f.today, weeks, weekday)
}

// ahead is a working day so many days from today, or the next one after it.
func (f filling) ahead(days int) time.Time {
	day := f.today.AddDate(0, 0, days)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// yesterday is the working day before today.
func (f filling) yesterday() time.Time { return working(f.today.AddDate(0, 0, -1)) }

// before is a moment so many minutes before the present, or the day's first minutes:
// what is asked on arrival is valid that day.
func (f filling) before(minutes int) time.Time {
	midnight := time.Date(f.today.Year(), f.today.Month(), f.today.Day(), 0, 1, 0, 0, zone)
	at := f.present.Truncate(time.Minute).Add(-time.Duration(minutes) * time.Minute)
	if at.Before(midnight) && midnight.Before(f.present) {
		return midnight.UTC()
	}
	return at
}

// later is a quarter of an hour so many minutes from the present.
func (f filling) later(minutes int) time.Time {
	return f.present.Add(time.Duration(minutes) * time.Minute).Truncate(15 * time.Minute)
}

// project computes where each client stands now.
func (f filling) project(ctx context.Context, clients []*Care) error {
	report := f.DB.Report
	defer func() { f.DB.Report = report }()
	var failed error
	f.DB.Report = func(_ context.Context, err error) { failed = errors.Join(failed, err) }
	worker := auth.With(ctx, auth.Worker(f.Clinic.ID, "demo"))
	for _, c := range clients {
		err := f.DB.Write(worker, []uuid.UUID{c.ID}, func(*db.Tx) (audit.Event, error) {
			return audit.Did("pathway.refreshed", c.ID, "client", c.ID), nil
		})
		if err != nil {
			return err
		}
	}
	return failed
}
