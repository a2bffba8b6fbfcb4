package readiness

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/calendar"
	"kap/internal/client"
	"kap/internal/clinic"
	"kap/internal/course"
	"kap/internal/db"
	decisions "kap/internal/eligibility"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/task"
)

// Service is what the clinic does on a dosing day up to the lozenge.
type Service struct{ DB *db.DB }

// Coming is the booked visit a client arrives for.
type Coming struct {
	schedule.Visit
	Session  uuid.UUID // already begun; zero if not
	Today    time.Time // the clinic's date
	Clinic   clinic.Details
	Managers []string // who can complete it
}

// day is the visit's, in the clinic's zone.
func (c Coming) day() time.Time { return calendar.Day(c.StartsAt, c.Clinic.Location()) }

// MayArrive says whether the client can be recorded as here for this visit.
func (c Coming) MayArrive() error {
	switch {
	case c.Session != uuid.Nil:
		return problem.New(problem.Conflict, "The arrival for this appointment is recorded already. Open its session.")
	case c.Kind != schedule.Dosing || c.CourseID == uuid.Nil:
		return problem.New(problem.Conflict, "This is not a dosing visit. Open the appointment for a dosing session.")
	case !c.Status.Active() || c.Status == schedule.Done:
		return problem.New(problem.Conflict, "This appointment is over or cancelled. Book a new one first.")
	case c.Unreachable() != nil:
		return c.Unreachable()
	case !c.day().Equal(c.Today):
		return problem.Newf(problem.Conflict, "This appointment is on %s. Move it to today first.", calendar.Words(c.day()))
	}
	return nil
}

// Coming is the visit of an appointment.
func (s Service) Coming(ctx context.Context, client, appointment uuid.UUID) (c Coming, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		c, err = comingOf(ctx, v, v.Now, client, appointment)
		return err
	})
	return c, err
}

// Arrive records that the client is here: the session begins. id becomes the session's.
func (s Service) Arrive(ctx context.Context, client, id, appointment uuid.UUID) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := comingOf(ctx, tx, tx.Now, client, appointment)
		if err != nil {
			return ev, err
		}
		if err := c.MayArrive(); err != nil {
			return ev, err
		}
		begun, err := begin(ctx, tx, client, id, c)
		if err != nil {
			return ev, err
		}
		if err := addSession(ctx, tx, begun); err != nil {
			return ev, err
		}
		if err := reviewLong(ctx, tx, begun); err != nil {
			return ev, err
		}
		return audit.Did("dosing_session.arrived", client, "dosing_session", id), MarkAppointment(ctx, tx, client, appointment, schedule.Arrived)
	})
}

// begin is the session as it stands on arrival, with this client's own limits.
func begin(ctx context.Context, tx *db.Tx, client, id uuid.UUID, c Coming) (Session, error) {
	s := Arrive(tx.Now)
	s.ID, s.Client, s.Course, s.Appointment, s.Therapist, s.Room = id, client, c.CourseID, c.ID, c.StaffID, c.RoomID
	b := db.NewBatch(tx)
	version, all := protocol.QueueOfSession(b, 0, c.CourseID, tx.Now), decisions.QueueDecisionsAt(b, client, tx.Now)
	if err := b.Send(ctx); err != nil {
		return s, err
	}
	v, approved := version.Maybe()
	if !approved {
		return s, protocol.NotApproved()
	}
	s.ProtocolVersion = v.Number
	if d := decisions.SignedLast(all.All(), s.Course); d != nil {
		s.Limits = d.Limits
	}
	return s, nil
}

// ArrivalPage is the arrival check of a session as answered so far.
type ArrivalPage struct {
	Session Session
	Arrival Arrival
	Rows    int // answers kept so far; what is posted is compared with what was shown
	Holds   []Hold
	ToHold  string          // each with its hours, sentence, author and date
	Labels  []Brought       // what should be there by label and record
	Escorts []client.Escort // who still collect the client, the latest first
	Zone    *time.Location
}

// ArrivalCheck is the page of questions.
func (s Service) ArrivalCheck(ctx context.Context, of, session uuid.UUID) (p ArrivalPage, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if p.Session, err = SessionOf(ctx, v, of, session); err != nil {
			return err
		}
		k, err := Gather(ctx, v, p.Session, v.Now)
		if err != nil {
			return err
		}
		b := db.NewBatch(v)
		escorts := client.QueueEscorts(b, of)
		if err := b.Send(ctx); err != nil {
			return err
		}
		p.Arrival, p.Rows, p.Holds, p.Zone = k.Facts.Arrival, len(k.Rows), k.Facts.Holds, k.Zone
		p.ToHold = k.Facts.holdWords(k.Body)
		p.Labels, p.Escorts = labeled(medication.Held(k.Lozenges), k.Orders), client.Collecting(escorts.All())
		return nil
	})
	return p, err
}

// labeled are the strengths to be counted: what is on record, else what is ordered.
func labeled(held []medication.Portion, orders []medication.Prescription) []Brought {
	var all []Brought
	for _, p := range held {
		all = append(all, Brought{Strength: p.Strength, Lot: p.Lot, Labeled: p.Units})
	}
	if len(all) > 0 {
		return all
	}
	for _, o := range orders {
		all = append(all, Brought{Strength: o.Strength})
	}
	return all
}

// SaveArrivalCheck keeps the answers that differ from what was shown: seen is how many
// rows of the day the page was drawn from, so that nobody takes back what another wrote
// meanwhile, nor renews what was answered yesterday.
func (s Service) SaveArrivalCheck(ctx context.Context, client, session, id uuid.UUID, seen int, in Arrival) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		of, err := SessionForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		if err := of.AcceptsArrival(); err != nil {
			return ev, err
		}
		k, err := Gather(ctx, tx, of, tx.Now)
		if err != nil {
			return ev, err
		}
		if err := in.Check(k.Body, tx.Now); err != nil {
			return ev, err
		}
		if seen > len(k.Rows) {
			return ev, problem.New(problem.Conflict, "This page is from yesterday, and an answer counts on the day it was given. Ask again what is answered here, then save.")
		}
		shown, err := answered(k.Rows[:max(seen, 0)])
		if err != nil {
			return ev, err
		}
		in.Medicines = in.Medicines.told()
		changed := in.Answers(shown)
		if err := addAnswers(ctx, tx, client, session, id, changed); err != nil {
			return ev, err
		}
		if err := noteElsewhere(ctx, tx, of, k, id, told(k, in, changed)); err != nil {
			return ev, err
		}
		return audit.Did("arrival_check.recorded", client, "arrival_check", id), follow(ctx, tx, of, id, in, changed)
	})
}

// onItsDay is what is known of a session now; where its day is over, what was known when it
// ended: an answer and a reading of that day count no more on the next, and what they stopped
// is not forgotten for that.
func onItsDay(ctx context.Context, tx *db.Tx, s Session) (k Known, at time.Time, err error) {
	if k, err = Gather(ctx, tx, s, tx.Now); err != nil || calendar.SameDay(s.ArrivedAt, tx.Now, k.Zone) {
		return k, tx.Now, err
	}
	day := s.ArrivedAt.In(k.Zone)
	at = time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, k.Zone).Add(-time.Microsecond)
	k, err = Gather(ctx, tx, s, at)
	return k, at, err
}

// NotStart closes a session without a lozenge; reason may stay empty. Nothing is
// counted: the planned dosing day goes with it. What stopped it outlasts the day.
func (s Service) NotStart(ctx context.Context, client, session uuid.UUID, reason string) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		of, err := SessionForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		closed, err := of.NotStart(tx.Now)
		if err != nil {
			return ev, err
		}
		k, at, err := onItsDay(ctx, tx, of)
		if err != nil {
			return ev, err
		}
		if err := openAll(ctx, tx, of, Unheld(k.Facts, k.Body, at), "dosing_session", session); err != nil {
			return ev, err
		}
		closed.NotStartedReason = reason
		if err := KeepStatus(ctx, tx, closed); err != nil {
			return ev, err
		}
		if err := course.CancelDay(ctx, tx, client, of.Appointment); err != nil {
			return ev, err
		}
		if err := MarkAppointment(ctx, tx, client, of.Appointment, schedule.NotHeld); err != nil {
			return ev, err
		}
		return audit.Did("dosing_session.not_started", client, "dosing_session", session), task.Open(ctx, tx, SignTask(of, k.Body, tx.Now))
	})
}
