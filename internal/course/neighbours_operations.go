package course

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/schedule"
	"kap/internal/task"
)

// LookAgain looks at what stands beside a dosing day that was changed in this transaction
// (protocol 1.4, 7): the next dosing session, whose interval is another one now, and the
// integration visits that followed it. What no longer fits becomes tentative, says why and
// is a task of the front desk; an interval beyond the review limit is the prescriber's
// question, and that booking stays.
func LookAgain(ctx context.Context, tx *db.Tx, client uuid.UUID, c Change) error {
	open, err := OpenOf(ctx, tx, client)
	if problem.Is(err, problem.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	zone, err := schedule.Zone(ctx, tx)
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	rows, days, version := schedule.QueueVisits(b, client), QueueDosingDays(b, client), queueProtocol(b, open)
	if err := b.Send(ctx); err != nil {
		return err
	}
	body, _ := bookingNumbers(version)
	ahead := schedule.AheadOf(schedule.VisitsOf(rows.All(), open.ID), tx.Now)
	for _, v := range ahead {
		a := around{c, days.All(), rows.All(), calendar.Day(tx.Now, zone), zone, body}
		if err := a.lookAgain(ctx, tx, v); err != nil {
			return err
		}
	}
	for _, v := range c.next(ahead, zone) {
		j, err := judgeVisit(ctx, tx, v, v.StartsAt)
		if err != nil {
			return err
		}
		if err := j.lookAgain(ctx, tx, v); err != nil {
			return err
		}
	}
	return nil
}

// lookAgain judges an integration visit by the session that changed, where it follows it.
func (a around) lookAgain(ctx context.Context, tx *db.Tx, v schedule.Visit) error {
	waits := v.Status == schedule.Tentative && v.TentativeFor == anotherDosingDay
	switch {
	case v.Kind != schedule.Integration:
		return nil
	case waits && a.fits(v):
		return settleAgain(ctx, tx, v, task.BookIntegration)
	case a.follows(v, a.Was) && !a.fits(v):
		return unsettle(ctx, tx, v, task.BookIntegration, anotherDosingDay)
	}
	return nil
}

// settleAgain confirms a visit that only another day's change had made tentative.
func settleAgain(ctx context.Context, tx *db.Tx, v schedule.Visit, kind task.Kind) error {
	if err := schedule.ConfirmIn(ctx, tx, v); err != nil {
		return err
	}
	return task.Close(ctx, tx, v.ClientID, kind, schedule.FactOf(v), "seen to")
}

// lookAgain judges a booked session anew after the day before it changed.
func (j judged) lookAgain(ctx context.Context, tx *db.Tx, v schedule.Visit) error {
	if err := j.reviewInterval(ctx, tx, v.Appointment); err != nil {
		return err
	}
	switch words := j.unfits(v.Reason); {
	case words != "":
		return unsettle(ctx, tx, v, task.BookDosing, words)
	case heldByNeighbour(v) && len(j.holds()) == 0:
		if err := settleAgain(ctx, tx, v, task.BookDosing); err != nil {
			return err
		}
	}
	return changeOverride(ctx, tx, v.ClientID, v.ID, j.override(j.day, j.body))
}

// unsettle makes a visit tentative with words for the front desk, and asks them. One that
// is tentative as it was asked for stays as it is.
func unsettle(ctx context.Context, tx *db.Tx, v schedule.Visit, kind task.Kind, words string) error {
	why := words
	if waits := slices.DeleteFunc(strings.Split(v.TentativeFor, "; "), func(w string) bool {
		return w == "" || w == anotherDay || w == reasonOrDay || w == anotherDosingDay
	}); len(waits) > 0 {
		why = strings.Join(append(waits, words), "; ")
	}
	if v.Status == schedule.Confirmed || v.TentativeFor != "" && v.TentativeFor != why {
		if err := schedule.MakeTentative(ctx, tx, v, why); err != nil {
			return err
		}
	}
	return askDesk(ctx, tx, v, kind)
}

// askDesk asks the front desk to find a visit another day, or to say why it is this one.
func askDesk(ctx context.Context, tx *db.Tx, v schedule.Visit, kind task.Kind) error {
	return task.Open(ctx, tx, task.New{
		Client: v.ClientID, Course: v.CourseID, Kind: kind, OwnerRole: auth.Admin, Due: v.StartsAt,
		Href: "/clients/" + v.ClientID.String() + "/appointments/" + v.ID.String(), Fact: schedule.FactOf(v),
	})
}
