package course

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/task"
)

// judged is one dosing session and what it is judged by.
type judged struct {
	BookingFacts
	body protocol.Body // of the course
	day  time.Time     // Day of the session
	dose int           // its number in the course
}

// judge reads what a session on a Day is judged by; but is the visit itself where
// it is booked already. The open course is read as the actor, the rest for the
// whole clinic: the front desk books and sees neither decision nor kind of pause.
func judge(ctx context.Context, tx *db.Tx, client, but uuid.UUID, day time.Time) (j judged, err error) {
	j.day = day
	j.Course, err = openOrConflict(ctx, tx, client)
	if err != nil {
		return j, err
	}
	err = tx.WholeClinic(ctx, "booking", func() error {
		b := db.NewBatch(tx)
		days, decisions := QueueDosingDays(b, client), eligibility.QueueDecisionsAt(b, client, tx.Now)
		consultations := eligibility.QueueConsultationsAt(b, client, tx.Now)
		pauses, overrides := pause.QueueOpen(b, client, tx.Now), pause.QueueOverrides(b, client, tx.Now)
		version := queueProtocol(b, j.Course)
		if err := b.Send(ctx); err != nil {
			return err
		}
		j.Days, j.Overrides, j.Paused = without(days.All(), but), pause.On(overrides.All(), j.Course.ID, day), len(pauses.All()) > 0
		j.Decision = eligibility.SignedLast(decisions.All(), j.Course.ID)
		j.body, j.Approved = bookingNumbers(version)
		j.FollowUpHeld = FollowUpHeld(consultations.All(), j.Course.ID, Of(days.All(), j.Course.ID), j.body)
		j.dose = doseOf(days.All(), but, j.Dose())
		return nil
	})
	return j, err
}

// doseOf is the number of a booked session, or the number a new one takes.
func doseOf(days []CourseDay, appointment uuid.UUID, next int) int {
	for _, d := range days {
		if d.AppointmentID != nil && *d.AppointmentID == appointment && d.Number > 0 {
			return d.Number
		}
	}
	return next
}

func openOrConflict(ctx context.Context, r db.Reader, client uuid.UUID) (Course, error) {
	if _, err := db.One[uuid.UUID](ctx, r, `
		select id
		from client
		where id = $1`, client); err != nil {
		return Course{}, err
	}
	c, err := OpenOf(ctx, r, client)
	if problem.Is(err, problem.NotFound) {
		err = problem.New(problem.Conflict, "No course is open. Restart one, then book its sessions.")
	}
	return c, err
}

func without(days []CourseDay, appointment uuid.UUID) []CourseDay {
	var rest []CourseDay
	for _, d := range days {
		if d.AppointmentID == nil || *d.AppointmentID != appointment || appointment == uuid.Nil {
			rest = append(rest, d)
		}
	}
	return rest
}

// queueProtocol reads the course's version, else the one in force.
func queueProtocol(b *db.Batch, c Course) *db.Rows[protocol.Version] {
	if c.ProtocolVersion != nil {
		return protocol.QueueNumbered(b, *c.ProtocolVersion)
	}
	return protocol.QueueInForce(b)
}

// bookingNumbers are the protocol's numbers, and whether anybody approved them.
func bookingNumbers(version *db.Rows[protocol.Version]) (protocol.Body, bool) {
	if v, found := version.Maybe(); found {
		return v.Body, v.Approved()
	}
	return protocol.Default(), false
}

// changeOverride notes which word of a prescriber a planned day stands on now.
func changeOverride(ctx context.Context, tx *db.Tx, client, appointment, override uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update dosing_day
		set override_id = @override
		where client_id = @client and appointment_id = @appointment and on_date is null and cancelled_at is null`,
		db.Named(nil, "client", client, "appointment", appointment, "override", override))
	return err
}

// askedPrescriber stands on a tentative visit once the prescriber has been asked.
const askedPrescriber = noSessionsLeft + ", who has been asked"

// askForSessions leaves the prescriber a task, once a visit.
func askForSessions(ctx context.Context, tx *db.Tx, client uuid.UUID, v schedule.Visit) error {
	c, err := openOrConflict(ctx, tx, client)
	if err != nil {
		return err
	}
	asked, err := schedule.Wait(ctx, tx, v, askedPrescriber)
	if err != nil || !asked {
		return err
	}
	return task.Open(ctx, tx, task.New{
		Client: client, Course: c.ID, Kind: task.ByHand, What: "Decide about further dosing sessions",
		Detail: "A dosing session is booked beyond those authorized.", OwnerRole: auth.Prescriber, OwnerStaff: c.PrescriberID,
		Href: "/clients/" + client.String() + "/decisions/new", Due: v.StartsAt, Fact: task.Fact{Kind: "appointment", ID: v.ID},
	})
}
