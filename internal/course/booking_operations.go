package course

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/staff"
)

// BookingOffer is what the form for a dosing session offers: nothing clinical.
type BookingOffer struct {
	Course     Course
	Dose       int
	Window     Window
	Ruling     Ruling // of the day asked for; Words empty where none was
	Rooms      []schedule.Room
	Therapists []staff.Member
	Block      time.Duration
	Turnover   time.Duration
	Held       string // what is known to keep it from being confirmed, as Waits reads it
}

// BookingOffer reads it for a Day; the zero Day asks for no ruling.
func (s Service) BookingOffer(ctx context.Context, client uuid.UUID, day time.Time) (o BookingOffer, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if o.Course, err = openOrConflict(ctx, v, client); err != nil {
			return err
		}
		b := db.NewBatch(v)
		days, rooms, members, version := QueueDosingDays(b, client), schedule.QueueRooms(b), staff.QueueMembers(b), queueProtocol(b, o.Course)
		paused := pause.QueuePaused(b, client)
		if err := b.Send(ctx); err != nil {
			return err
		}
		stopped, _ := paused.Maybe()
		o.Held = heldAtDesk(o.Course, stopped)
		body, _ := bookingNumbers(version)
		o.offer(BookingFacts{Course: o.Course, Days: days.All()}, day, body)
		o.Rooms, o.Therapists = schedule.Open(rooms.All(), true), staff.Working(members.All(), auth.Therapist)
		return nil
	})
	return o, err
}

// heldAtDesk is what the front desk can know, before it asks, of what Holds finds: that
// nobody has found the client eligible in this course, and that it is paused.
func heldAtDesk(c Course, stopped bool) string {
	var held []string
	if stopped {
		held = append(held, paused)
	}
	if c.ProtocolVersion == nil {
		held = append(held, withPrescriber)
	}
	return strings.Join(held, "; ")
}

func (o *BookingOffer) offer(f BookingFacts, day time.Time, b protocol.Body) {
	o.Dose = f.Dose()
	o.Window = WindowOf(f.Course.Kind, LastDay(f.Days, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)), b)
	o.Block, o.Turnover = time.Duration(b.Timing.Block)*time.Minute, time.Duration(b.Timing.Turnover)*time.Minute
	if !day.IsZero() {
		o.Ruling = f.Interval(day, b)
	}
}

// BookDosing books a dosing session of the open course and its dosing day. Therapist
// and room are kept for the block and the turnover. Beyond the sessions authorized,
// before the follow-up that is due, while paused or without a decision in force it
// can be booked as tentative only.
func (s Service) BookDosing(ctx context.Context, client, id uuid.UUID, in BookingEntry) error {
	if err := in.Check(); err != nil {
		return err
	}
	err := s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if !tx.Actor.May(auth.Book) {
			return ev, problem.New(problem.Forbidden, "The front desk books dosing sessions. Ask them.")
		}
		start, day, err := startOf(ctx, tx, in.When)
		if err != nil {
			return ev, err
		}
		j, err := judge(ctx, tx, client, uuid.Nil, day)
		if err != nil {
			return ev, err
		}
		return audit.Did("dosing.booked", client, "appointment", id), j.book(ctx, tx, client, in.appointment(client, j.Course.ID, id, start, j.body))
	})
	return schedule.Explain(ctx, s.DB, err)
}

func (j judged) book(ctx context.Context, tx *db.Tx, client uuid.UUID, a schedule.Appointment) error {
	held := j.holds()
	var f problem.Fields
	if err := f.Join("", j.check(a, held)); err != nil {
		return err
	}
	if err := f.Join("", suited(ctx, tx, a.StaffID, a.RoomID)); err != nil {
		return err
	}
	if err := f.Err(); err != nil {
		return err
	}
	a.TentativeFor = strings.Join(held, "; ")
	if err := schedule.Book(ctx, tx, a); err != nil {
		return err
	}
	if err := j.plan(ctx, tx, client, a.ID); err != nil {
		return err
	}
	if err := j.reviewInterval(ctx, tx, a); err != nil {
		return err
	}
	return LookAgain(ctx, tx, client, Change{Session: a.ID, Is: j.day})
}

func (j judged) plan(ctx context.Context, tx *db.Tx, client, appointment uuid.UUID) error {
	return PlanDay(ctx, tx, client, DayPlan{
		Course: j.Course.ID, ID: db.NewID(), Number: j.dose, Appointment: appointment,
		MinDays: j.Course.Kind.Interval(j.body).Least, Override: j.override(j.day, j.body),
	})
}

func (j judged) holds() []string { return j.Holds(j.day, j.dose, j.body) }

// check gathers what is wrong with the day and the status, all at once.
func (j judged) check(a schedule.Appointment, held []string) error {
	var f problem.Fields
	if err := f.Join("", j.CheckDay(j.day, a.Reason, j.body)); err != nil {
		return err
	}
	if err := f.Join("", orTentative(a.Status, held)); err != nil {
		return err
	}
	return f.Err()
}

// reviewInterval asks the prescriber where a day lies beyond the interval's review limit.
func (j judged) reviewInterval(ctx context.Context, tx *db.Tx, a schedule.Appointment) error {
	r := j.Interval(j.day, j.body)
	if r.Effect != Review {
		return nil
	}
	return pause.OpenReview(ctx, tx, pause.ReviewOpening{
		Client: a.ClientID, Course: j.Course.ID, Kind: pause.Interval,
		Fact: pause.Fact{Kind: "appointment", ID: a.ID}, Reason: r.Words,
	})
}

// startOf is the instant somebody typed and its Day; it lies ahead.
func startOf(ctx context.Context, tx *db.Tx, w schedule.When) (start, day time.Time, err error) {
	zone, err := schedule.Zone(ctx, tx)
	if err != nil {
		return start, day, err
	}
	if start, err = w.At(zone); err != nil {
		return start, day, err
	}
	return start, calendar.Day(start, zone), schedule.AheadOnly(start, tx.Now)
}

// suited refuses a person who is no therapist here and a room that is not for dosing.
func suited(ctx context.Context, tx *db.Tx, therapist, room uuid.UUID) error {
	b := db.NewBatch(tx)
	members, rooms := staff.QueueMembers(b), schedule.QueueRooms(b)
	if err := b.Send(ctx); err != nil {
		return err
	}
	var f problem.Fields
	if !among(staff.Working(members.All(), auth.Therapist), func(m staff.Member) uuid.UUID { return m.ID }, therapist) {
		f.Add("staff_id", "Choose a therapist who works here.")
	}
	if !among(schedule.Open(rooms.All(), true), func(r schedule.Room) uuid.UUID { return r.ID }, room) {
		f.Add("room_id", "Choose a room that is suited for dosing.")
	}
	return f.Err()
}

func among[T any](all []T, id func(T) uuid.UUID, want uuid.UUID) bool {
	for _, one := range all {
		if id(one) == want {
			return true
		}
	}
	return false
}
