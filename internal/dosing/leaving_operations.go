package dosing

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/medication"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/task"
)

// Depart records that the client left and how: every clinical criterion with its value,
// the room is empty, the visit is over. What the desk still has to do becomes tasks due
// today and keeps nobody.
func (s Service) Depart(ctx context.Context, client, session, id uuid.UUID, in DepartureEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := chartForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		if in.At.IsZero() {
			in.At = tx.Now
		}
		left, err := c.Session.Leave(in.At)
		if err != nil {
			return ev, err
		}
		stay := c.Stay(in.At)
		if err := in.Check(stay, c.Body, tx.Now); err != nil {
			return ev, err
		}
		if err := s.leave(ctx, tx, c, left, id, in, stay); err != nil {
			return ev, err
		}
		return audit.Did("dosing_session.left", client, "dosing_session", session), afterLeaving(ctx, tx, c, in, stay)
	})
}

func (s Service) leave(ctx context.Context, tx *db.Tx, c Chart, left readiness.Session, id uuid.UUID, in DepartureEntry, stay Stay) error {
	if err := addDeparture(ctx, tx, left.Client, left.ID, in.departure(id, stay, c.Body)); err != nil {
		return err
	}
	if err := readiness.KeepStatus(ctx, tx, left); err != nil {
		return err
	}
	if err := readiness.EmptyRoom(ctx, tx, left.Client, left.ID, in.At); err != nil {
		return err
	}
	if err := task.CloseEvery(ctx, tx, left.Client, task.TakeOver, "the client has left"); err != nil {
		return err
	}
	return readiness.MarkAppointment(ctx, tx, left.Client, left.Appointment, schedule.Done)
}

// afterLeaving opens what is still to be done today, each with its owner.
func afterLeaving(ctx context.Context, tx *db.Tx, c Chart, in DepartureEntry, stay Stay) error {
	today, err := endOfToday(ctx, tx)
	if err != nil {
		return err
	}
	of, fact := c.Session, task.Fact{Kind: "dosing_session", ID: c.Session.ID}
	base := "/clients/" + of.Client.String()
	room := base + "/dosing/" + of.ID.String()
	tasks := []task.New{readiness.SignTask(of, c.Body, tx.Now)}
	if !stay.IntegrationBooked {
		tasks = append(tasks, task.New{Client: of.Client, Course: of.Course, Kind: task.BookIntegration, OwnerRole: auth.Admin,
			Due: today, Href: base + "/appointments/new?kind=integration", Fact: task.Fact{Kind: "dosing_day", ID: of.DosingDay}})
	}
	if !stay.CountClosed {
		tasks = append(tasks, task.New{Client: of.Client, Course: of.Course, Kind: task.CountLozenges, OwnerRole: auth.Therapist,
			OwnerStaff: of.Therapist, Due: today, Href: room + "/leaving", Fact: fact})
	}
	if in.Manner == AgainstAdvice || in.Manner == ToEmergency {
		tasks = append(tasks, task.New{Client: of.Client, Course: of.Course, Kind: task.ByHand, What: in.Manner.Word(), OwnerRole: auth.Prescriber,
			Due: today, Urgent: true, Href: room, Fact: fact})
	}
	for _, t := range tasks {
		if err := task.Open(ctx, tx, t); err != nil {
			return err
		}
	}
	return nil
}

// CountEntry is the count on leaving: what was lost and what goes home, by strength.
type CountEntry struct {
	Counts       []medication.SessionCount `form:"counts"`
	Reason       string                    `form:"reason"`
	SecondPerson uuid.UUID                 `form:"second_person"`
}

// CountLozenges closes the count of the session. Where brought is not taken, lost and
// taken home together, it wants the reason and a second person; nothing is corrected.
func (s Service) CountLozenges(ctx context.Context, client, session, id uuid.UUID, in CountEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := chartForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		counts, err := in.of(c, tx.Actor)
		if err != nil {
			return ev, err
		}
		if err := checkSecondPerson(ctx, tx, in.SecondPerson); err != nil {
			return ev, err
		}
		for _, count := range counts {
			if err := s.keepCount(ctx, tx, c, count, in); err != nil {
				return ev, err
			}
		}
		return audit.Did("lozenges.counted", client, "dosing_session", session),
			task.Close(ctx, tx, client, task.CountLozenges, task.Fact{Kind: "dosing_session", ID: session}, "counted")
	})
}

// of puts what was typed beside what is known, and checks it.
func (in CountEntry) of(c Chart, a auth.Actor) ([]medication.SessionCount, error) {
	if len(c.Counts) > 0 || c.Around.Discrepancy {
		return nil, problem.New(problem.Conflict, "The lozenges of this session are counted already. Correct a count on the page of the client's lozenges.")
	}
	counts := c.Counted()
	if len(counts) == 0 {
		return nil, problem.New(problem.Conflict, "No lozenges were brought or taken in this session, so there is nothing to count.")
	}
	var f problem.Fields
	for i := range counts {
		for _, typed := range in.Counts {
			if typed.Strength == counts[i].Strength {
				counts[i].Lost, counts[i].TakenHome = typed.Lost, typed.TakenHome
			}
		}
		if counts[i].Lost > 0 && in.Reason == "" {
			f.Add("reason", "Write how the lozenges were lost.")
		}
		d := medication.Discrepancy{Count: counts[i], Reason: in.Reason, CountedBy: a.Staff, SecondPerson: in.SecondPerson}
		if err := d.Check(); err != nil {
			f.Add("counts", "%s", counts[i].Words())
			if err := f.Join("", err); err != nil {
				return nil, err
			}
		}
	}
	return counts, f.Err()
}

// keepCount writes the count of one strength into the client's ledger.
func (s Service) keepCount(ctx context.Context, tx *db.Tx, c Chart, count medication.SessionCount, in CountEntry) error {
	of := c.Session
	if count.Brought > 0 {
		if err := medication.RecordBrought(ctx, tx, of.Client, of.ID, tx.Now, portion(count.Strength, count.Brought)); err != nil {
			return err
		}
	}
	if count.Lost > 0 {
		if err := medication.RecordLost(ctx, tx, of.Client, of.ID, tx.Now, portion(count.Strength, count.Lost), in.Reason, in.SecondPerson); err != nil {
			return err
		}
		if err := pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: of.Client, Course: of.Course, Kind: pause.LostLozenges,
			Fact: pause.Fact{Kind: "dosing_session", ID: of.ID}, Reason: in.Reason}); err != nil {
			return err
		}
	}
	if err := medication.RecordTakenHome(ctx, tx, of.Client, of.ID, tx.Now, portion(count.Strength, count.TakenHome), in.Reason, in.SecondPerson); err != nil {
		return err
	}
	if count.Off() == 0 {
		return nil
	}
	return safety.OpenIncident(ctx, tx, of.Client, safety.Incident{ID: db.NewID(), Session: of.ID, Kind: safety.Discrepancy,
		FactKind: "dosing_session", Fact: of.ID, Words: count.Words() + " " + in.Reason, SecondPerson: in.SecondPerson})
}

func portion(s medication.Strength, units medication.Units) []medication.Portion {
	return []medication.Portion{{Line: medication.Line{Units: units, Strength: s}}}
}
