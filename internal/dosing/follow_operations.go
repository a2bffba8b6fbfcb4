package dosing

import (
	"context"
	"time"

	"kap/internal/auth"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/medication"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/task"
)

// store keeps the act and all that follows from it.
func (a act) store(ctx context.Context, tx *db.Tx) error {
	var gate NewCheck
	if a.step == medication.First {
		gate = NewCheck{ID: db.NewID(), Moment: "lozenge", Gate: a.gate, Overrides: a.known.OverrideIDs()}
		if err := AddCheck(ctx, tx, a.before, gate); err != nil {
			return err
		}
	}
	if err := a.storeIncident(ctx, tx); err != nil {
		return err
	}
	if err := addIntake(ctx, tx, a, gate.ID); err != nil {
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
	return KeepStatus(ctx, tx, a.after)
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
	if err := KeepStatus(ctx, tx, a.after); err != nil {
		return err
	}
	if err := KeepJudged(ctx, tx, a.before, a.known, a.taking.At); err != nil {
		return err
	}
	dosed, err := course.StartDay(ctx, tx, a.dayStart())
	if err != nil {
		return err
	}
	if err := keepStart(ctx, tx, a, dosed); err != nil {
		return err
	}
	if a.after.Status == Dosed {
		if err := MarkAppointment(ctx, tx, a.before.Client, a.before.Appointment, schedule.InProgress); err != nil {
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
