package course

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/schedule"
	"kap/internal/task"
)

// changeDosing runs fn on a booked dosing session; the front desk changes them.
func (s Service) changeDosing(ctx context.Context, client, id uuid.UUID, event string, fn func(*db.Tx, schedule.Visit) error) error {
	err := s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		v, err := schedule.Find(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if v.Kind != schedule.Dosing {
			return ev, problem.Missing()
		}
		if err := v.MayChange(tx.Actor); err != nil {
			return ev, err
		}
		if err := fn(tx, v); err != nil {
			return ev, err
		}
		return audit.Did(event, client, "appointment", id), task.Close(ctx, tx, client, task.BookDosing, schedule.FactOf(v), "seen to")
	})
	return schedule.Explain(ctx, s.DB, err)
}

// ConfirmDosing confirms a tentative dosing session by the rules of booking. Where
// no session is left, the prescriber gets a task and the visit stays tentative.
func (s Service) ConfirmDosing(ctx context.Context, client, id uuid.UUID) error {
	var visit schedule.Visit
	beyond := false
	err := s.changeDosing(ctx, client, id, "dosing.confirmed", func(tx *db.Tx, v schedule.Visit) error {
		visit = v
		held, err := mayConfirm(ctx, tx, v)
		beyond = slices.Contains(held, noSessionsLeft)
		if err != nil {
			return err
		}
		return schedule.ConfirmIn(ctx, tx, v)
	})
	if !beyond {
		return err
	}
	if asked := s.ask(ctx, client, visit); asked != nil {
		return asked
	}
	return err
}

// ask is a second act: what the refusal leaves behind.
func (s Service) ask(ctx context.Context, client uuid.UUID, v schedule.Visit) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("dosing.asked", client, "appointment", v.ID), askForSessions(ctx, tx, client, v)
	})
}

// mayConfirm answers what holds the session up, and refuses.
func mayConfirm(ctx context.Context, tx *db.Tx, v schedule.Visit) ([]string, error) {
	j, err := judgeVisit(ctx, tx, v, v.StartsAt)
	if err != nil {
		return nil, err
	}
	if held := j.holds(); len(held) > 0 {
		return held, problem.Newf(problem.Conflict, "This session stays tentative. %s", Waits(strings.Join(held, "; ")))
	}
	if err := j.CheckDay(j.day, v.Reason, j.body); err != nil {
		return nil, problem.Newf(problem.Conflict, "%s", err)
	}
	return nil, changeOverride(ctx, tx, v.ClientID, v.ID, j.override(j.day, j.body))
}

// judgeVisit judges a booked session at a start, its own or another.
func judgeVisit(ctx context.Context, tx *db.Tx, v schedule.Visit, start time.Time) (judged, error) {
	zone, err := schedule.Zone(ctx, tx)
	if err != nil {
		return judged{}, err
	}
	return judge(ctx, tx, v.ClientID, v.ID, calendar.Day(start, zone))
}

// MoveDosing moves a dosing session by the rules of booking. One that cannot be
// confirmed on its new day becomes tentative and says why.
func (s Service) MoveDosing(ctx context.Context, client, id uuid.UUID, m schedule.MoveEntry) error {
	return s.changeDosing(ctx, client, id, "dosing.moved", func(tx *db.Tx, v schedule.Visit) error {
		a, err := schedule.Moved(ctx, tx, v, m)
		if err != nil {
			return err
		}
		was, err := judgeVisit(ctx, tx, v, v.StartsAt)
		if err != nil {
			return err
		}
		j, err := judgeVisit(ctx, tx, v, a.StartsAt)
		if err != nil {
			return err
		}
		if err := j.move(ctx, tx, v, a, m.Reason); err != nil {
			return err
		}
		return LookAgain(ctx, tx, client, Change{Session: id, Was: was.day, Is: j.day})
	})
}

func (j judged) move(ctx context.Context, tx *db.Tx, v schedule.Visit, a schedule.Appointment, reason string) error {
	if err := j.CheckDay(j.day, reason, j.body); err != nil {
		return err
	}
	if err := suited(ctx, tx, a.StaffID, a.RoomID); err != nil {
		return err
	}
	switch held := j.holds(); {
	case len(held) > 0:
		a.Status, a.TentativeFor = schedule.Tentative, strings.Join(held, "; ")
	case heldByNeighbour(v):
		a.Status, a.TentativeFor = schedule.Confirmed, ""
	}
	if reason != "" {
		a.Reason = reason
	}
	if err := schedule.MoveTo(ctx, tx, v, a, reason); err != nil {
		return err
	}
	if err := changeOverride(ctx, tx, a.ClientID, a.ID, j.override(j.day, j.body)); err != nil {
		return err
	}
	return j.reviewInterval(ctx, tx, a)
}

// CancelDosing cancels a dosing session and lets its planned day go.
func (s Service) CancelDosing(ctx context.Context, client, id uuid.UUID, c schedule.CancelEntry) error {
	if err := c.Check(); err != nil {
		return err
	}
	return s.changeDosing(ctx, client, id, "dosing.cancelled", func(tx *db.Tx, v schedule.Visit) error {
		if err := schedule.CancelIn(ctx, tx, v, c); err != nil {
			return err
		}
		return CancelDay(ctx, tx, client, id)
	})
}

// MissDosing notes that the client did not come; the planned day goes.
func (s Service) MissDosing(ctx context.Context, client, id uuid.UUID) error {
	return s.changeDosing(ctx, client, id, "dosing.missed", func(tx *db.Tx, v schedule.Visit) error {
		if err := schedule.NoShowIn(ctx, tx, v); err != nil {
			return err
		}
		return CancelDay(ctx, tx, client, id)
	})
}

// AllowEarly is the prescriber's word for a day in the part of the interval that
// needs it (5 or 6 days); booking and readiness both read it.
func (s Service) AllowEarly(ctx context.Context, client, id uuid.UUID, e EarlyDayEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if !tx.Actor.May(auth.Override) {
			return ev, problem.New(problem.Forbidden, "Only a prescriber decides about a day this early.")
		}
		j, err := judge(ctx, tx, client, uuid.Nil, e.Day)
		if err != nil {
			return ev, err
		}
		j.Days = slices.DeleteFunc(j.Days, func(d CourseDay) bool { return !d.Took && d.Day.Equal(e.Day) }) // the session it is for
		if err := e.check(j.BookingFacts, j.body); err != nil {
			return ev, err
		}
		return audit.Did("interval.overridden", client, "override", id), pause.RecordOverride(ctx, tx, pause.OverrideEntry{
			ID: id, Client: client, Course: j.Course.ID, Item: intervalItem, Covers: j.early(j.Interval(e.Day, j.body), j.body),
			ValidOn: e.Day, Reason: e.Reason,
		})
	})
}

// TakeBackDosing undoes that a dosing session was marked missed or cancelled by
// mistake. It is judged anew: its day may be taken, or its confirmation held up.
func (s Service) TakeBackDosing(ctx context.Context, client, id uuid.UUID) error {
	err := s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		v, err := schedule.Find(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if v.Kind != schedule.Dosing || v.Status == schedule.Arrived {
			return ev, problem.New(problem.Conflict, "This visit was changed meanwhile. Open its page again.")
		}
		return audit.Did(v.TakenBack(), client, "appointment", id), takeBack(ctx, tx, v)
	})
	return schedule.Explain(ctx, s.DB, err)
}

func takeBack(ctx context.Context, tx *db.Tx, v schedule.Visit) error {
	if err := v.MayTakeBack(tx.Actor); err != nil {
		return err
	}
	j, err := judgeVisit(ctx, tx, v, v.StartsAt)
	if err != nil {
		return err
	}
	if v.CourseID != j.Course.ID {
		return problem.New(problem.Conflict, "The course of this session is closed. Book a new one.")
	}
	if err := j.CheckDay(j.day, v.Reason, j.body); err != nil {
		return problem.Newf(problem.Conflict, "%s", err)
	}
	if err := schedule.TakeBackIn(ctx, tx, v, strings.Join(j.holds(), "; ")); err != nil {
		return err
	}
	if err := j.plan(ctx, tx, v.ClientID, v.ID); err != nil {
		return err
	}
	return LookAgain(ctx, tx, v.ClientID, Change{Session: v.ID, Is: j.day})
}
