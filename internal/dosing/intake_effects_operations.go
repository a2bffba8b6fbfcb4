package dosing

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/medication"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/task"
)

// store keeps the act and all that follows from it.
func (a act) store(ctx context.Context, tx *db.Tx) error {
	var gate readiness.NewCheck
	if a.step == medication.First {
		gate = readiness.NewCheck{ID: db.NewID(), Moment: "lozenge", Gate: a.gate, Overrides: a.known.OverrideIDs()}
		if err := readiness.AddCheck(ctx, tx, a.before, gate); err != nil {
			return err
		}
	}
	if err := a.storeIncident(ctx, tx); err != nil {
		return err
	}
	if err := addIntake(ctx, tx, a.before, a.intake(gate.ID)); err != nil {
		return err
	}
	for _, line := range a.taking.Lines {
		if err := addTaken(ctx, tx, a, line); err != nil {
			return err
		}
	}
	if a.step == medication.First {
		return a.start(ctx, tx)
	}
	return readiness.KeepStatus(ctx, tx, a.after)
}

// intake is what is kept of the form. gate is readiness as it stood at the first lozenge;
// a booster's is that of the first.
func (a act) intake(gate uuid.UUID) Intake {
	order, _ := a.known.Orders.Of(a.taking.Lines[0].Strength)
	for _, i := range a.earlier {
		if i.Kind == medication.First {
			gate = i.GateCheck
		}
	}
	return Intake{ID: a.id, At: a.taking.At, Kind: a.step, MG: medication.Total(a.taking.lines()), Planned: a.planned(),
		Prescription: order.ID, GateCheck: gate, Incident: a.incident, Witness: a.taking.Witness, AskedFor: a.taking.AskedFor, Words: a.taking.Words}
}

func (a act) storeIncident(ctx context.Context, tx *db.Tx) error {
	if a.planned() {
		return nil
	}
	if err := safety.OpenIncident(ctx, tx, a.before.Client, a.newIncident()); err != nil {
		return err
	}
	return task.Open(ctx, tx, a.prescriberTask(tx.Now))
}

func (a act) newIncident() safety.Incident {
	return safety.Incident{ID: a.incident, Session: a.before.ID, Kind: safety.Unplanned,
		FactKind: "intake", Fact: a.id, Words: a.incidentWords(), At: a.taking.At}
}

// start begins the clock: session, dosing day, appointment, and what is due afterwards.
func (a act) start(ctx context.Context, tx *db.Tx) error {
	if err := readiness.KeepStatus(ctx, tx, a.after); err != nil {
		return err
	}
	if err := readiness.KeepJudged(ctx, tx, a.before, a.known, a.taking.At); err != nil {
		return err
	}
	dosed, err := course.StartDay(ctx, tx, a.dayStart())
	if err != nil {
		return err
	}
	if err := readiness.KeepStart(ctx, tx, a.started(dosed)); err != nil {
		return err
	}
	if a.after.Status == readiness.Dosed {
		if err := readiness.MarkAppointment(ctx, tx, a.before.Client, a.before.Appointment, schedule.InProgress); err != nil {
			return err
		}
	}
	for _, due := range a.tasks() {
		due.Fact.Kind, due.Fact.ID = "dosing_day", dosed
		if err := task.Open(ctx, tx, due); err != nil {
			return err
		}
	}
	return nil
}

// started is the session with its dosing day and what the first lozenge was taken under.
func (a act) started(dosed uuid.UUID) readiness.Session {
	order, _ := a.known.Orders.Of(a.taking.Lines[0].Strength)
	s := a.after
	s.DosingDay, s.Decision, s.Prescription = dosed, a.known.Decision, order.ID
	return s
}

func (a act) dayStart() course.DayStart {
	return course.DayStart{Client: a.before.Client, Course: a.before.Course, Appointment: a.before.Appointment,
		StartedAt: a.taking.At, Day: dayOf(a.taking.At, a.known.Zone), MinDays: leastDays(a.known.Facts.Course, a.known.Body),
		Override: a.known.OverrideOf(a.gate, "G07"), Incident: a.incident, Unplanned: !a.planned()}
}

// tasks are what is due after the dosing day whoever looks: the safety call. The
// integration's booking is a step of the pathway, and due at leaving.
func (a act) tasks() []task.New {
	client := "/clients/" + a.before.Client.String()
	at := dayOf(a.taking.At, a.known.Zone)
	return []task.New{
		{Client: a.before.Client, Course: a.before.Course, Kind: task.SafetyCall, OwnerRole: auth.Therapist, OwnerStaff: a.before.Therapist,
			Href: client + "/safety-calls/new?session=" + a.before.ID.String(), Due: evening(at, a.known.Body.Integration.SafetyCall, a.known.Zone)},
	}
}

// evening is 5 pm of a day some days later, when the clinic's day ends.
func evening(day time.Time, later int, zone *time.Location) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day()+later, 17, 0, 0, 0, zone)
}
