package dosing

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/db"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/task"
)

// MouthEntry is what became of a lozenge in the mouth.
type MouthEntry struct {
	Minutes *int `form:"minutes"` // kept in the mouth
	Kept    Kept `form:"kept"`
}

// IntakePage is the page of the lozenge.
type IntakePage struct {
	Session  readiness.Session
	Gate     readiness.Gate // as it stands now; for the first lozenge
	Step     medication.Step
	Choices  []Choice
	Taken    []Intake
	Offer    medication.Offer // of the ordered start or booster, now
	Warnings []string
	Room     []readiness.Presence // who was with the client, and when
	Arrival  readiness.Arrival
	Zone     *time.Location
}

// Choice is one strength that can be taken, with the lots the client brought.
type Choice struct {
	Strength   medication.Strength
	Lot        string
	Start      medication.Units // as ordered for this step
	Most       medication.Units // the most in one session
	Permitted  medication.Units // the most the order permits in this intake
	Brought    medication.Units // zero: not counted yet
	Minutes    int              // to be kept in the mouth
	AfterMouth string
	Rule       string // of the booster
}

// Intakes is the page of the lozenge as things stand now.
func (s Service) Intakes(ctx context.Context, client, session uuid.UUID) (p IntakePage, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if p.Session, err = readiness.SessionOf(ctx, v, client, session); err != nil {
			return err
		}
		k, err := readiness.Gather(ctx, v, p.Session, v.Now)
		if err != nil {
			return err
		}
		b := db.NewBatch(v)
		taken, room := queueIntakes(b, client, session), readiness.QueuePresence(b, client, session)
		events := queueEvents(b, client, session)
		if err := b.Send(ctx); err != nil {
			return err
		}
		p.Taken, p.Room = taken.All(), room.All()
		p.fill(k, events.All(), v.Now)
		return nil
	})
	return p, err
}

func (p *IntakePage) fill(k readiness.Known, events []Event, now time.Time) {
	p.Zone, p.Step, p.Arrival = k.Zone, stepOf(p.Session), k.Facts.Arrival
	p.Gate = readiness.Evaluate(k.Facts, k.Body, now)
	p.Choices = choices(k, p.Step, spans(p.Taken, k.Zone))
	var lines []medication.Line
	for _, o := range p.Choices {
		if o.Start > 0 && len(lines) == 0 {
			lines = append(lines, medication.Line{Units: o.Start, Strength: o.Strength})
		}
	}
	if len(lines) == 0 {
		return
	}
	p.Offer = k.Orders.MayOffer(p.Step, lines, spans(p.Taken, k.Zone), now.In(k.Zone), k.BlockEnd.In(k.Zone), k.Body)
	if p.Step == medication.Booster {
		p.Offer.Refusals = append(p.Offer.Refusals, k.BoosterLook(p.Session.StartedAt, now)...)
		p.Offer.Refusals = append(p.Offer.Refusals, vomited(k, events, p.Session.StartedAt, now)...)
	}
	p.Warnings = medication.Warnings(p.Offer.Session, k.Weight(now), calendar.Day(now, k.Zone), k.Body)
}

// choices are the strengths ordered, each with the lots that were brought.
func choices(k readiness.Known, step medication.Step, taken []medication.Taken) []Choice {
	var all []Choice
	for _, o := range k.Orders {
		choice := Choice{Strength: o.Strength, Start: o.StartUnits, Most: o.MaxUnits, Permitted: k.Orders.Permits(o.Strength, step, taken),
			Minutes: o.MinutesInMouth, AfterMouth: string(o.AfterMouth), Rule: o.BoosterRule}
		if step == medication.Booster {
			choice.Start = o.BoosterUnits
		}
		before := len(all)
		for _, b := range k.Facts.Arrival.Lozenges.Brought {
			if b.Strength == o.Strength {
				choice.Lot, choice.Brought = b.Lot, b.Units
				all = append(all, choice)
			}
		}
		if len(all) == before {
			all = append(all, choice)
		}
	}
	return all
}

// Amounts are the halves of one label that can be chosen: what the order permits in this
// intake and the client brought; for what was taken all the same, everything brought.
func (c Choice) Amounts(allTheSame bool) []medication.Units {
	most := c.Permitted
	switch {
	case allTheSame:
		most = min(max(c.Most, c.Brought, medication.Whole(4)), medication.Whole(20))
	case c.Brought > 0:
		most = min(most, c.Brought)
	}
	var amounts []medication.Units
	for units := medication.Units(1); units <= most; units++ {
		amounts = append(amounts, units)
	}
	return amounts
}

// RecordIntake records that the client took lozenges. The first one evaluates readiness
// again as it stood at that time, starts the clock, and all that follows from it, in one
// act; id becomes the intake's. What happened all the same is recorded as unplanned and
// opens an incident and a call to the prescriber.
func (s Service) RecordIntake(ctx context.Context, client, session, id uuid.UUID, in IntakeEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		of, err := readiness.SessionForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		a, err := s.judge(ctx, tx, of, id, in)
		if err != nil {
			return ev, err
		}
		if err := a.store(ctx, tx); err != nil {
			return ev, err
		}
		return audit.Did("intake.recorded", client, "intake", id), nil
	})
}

// act is one recording of lozenges, judged and about to be stored.
type act struct {
	id       uuid.UUID
	before   readiness.Session
	after    readiness.Session
	taking   IntakeEntry
	known    readiness.Known
	gate     readiness.Gate
	step     medication.Step
	earlier  []Intake
	refusals []string // why it was not planned; empty when it was
	incident uuid.UUID
}

func (a act) planned() bool { return a.incident == uuid.Nil }

// judge says whether these lozenges are recorded, and how.
func (s Service) judge(ctx context.Context, tx *db.Tx, of readiness.Session, id uuid.UUID, in IntakeEntry) (a act, err error) {
	in = in.used()
	if in.Witness == uuid.Nil {
		in.Witness = tx.Actor.Staff
	}
	in.At = exact(in.At, tx.Now, of.ArrivedAt, of.ClearedAt)
	k, err := readiness.Gather(ctx, tx, of, asOf(in.At, tx.Now))
	if err != nil {
		return a, err
	}
	if err := in.current(of, k.Zone); err != nil {
		return a, err
	}
	if err := in.Check(tx.Now); err != nil {
		return a, err
	}
	if err := of.MayRecordIntake(false, in.At); err != nil {
		return a, err
	}
	b := db.NewBatch(tx)
	earlier, room := queueIntakes(b, of.Client, of.ID), readiness.QueuePresence(b, of.Client, of.ID)
	events := queueEvents(b, of.Client, of.ID)
	if err := b.Send(ctx); err != nil {
		return a, err
	}
	if err := readiness.SeenBy(room.All(), in.Witness, tx.Actor.Staff, in.At); err != nil {
		return a, err
	}
	a = act{id: id, before: of, taking: in, known: k, step: stepOf(of), earlier: earlier.All(), gate: readiness.Evaluate(k.Facts, k.Body, in.At)}
	a.refusals = refusals(k, of, a.gate, in, spans(a.earlier, k.Zone), events.All())
	return a.decide()
}

// decide takes the lozenge into the session, planned or not.
func (a act) decide() (act, error) {
	refusal := whyNot(a.refusals)
	if !a.taking.AllTheSame {
		if refusal != nil {
			return a, refusal
		}
		after, err := a.before.Take(true, a.taking.At)
		a.after = after
		return a, err
	}
	after, err := a.before.TakeUnplanned(refusal, a.taking.At)
	a.after, a.incident = after, db.NewID()
	return a, err
}

// FinishIntake notes how long a lozenge was kept in the mouth and what became of it.
func (s Service) FinishIntake(ctx context.Context, client, session, intake uuid.UUID, in MouthEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		of, err := readiness.SessionForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		if err := of.AcceptsMouth(); err != nil {
			return ev, err
		}
		if err := in.Check(); err != nil {
			return ev, err
		}
		return audit.Did("intake.finished", client, "intake", intake), keepMouth(ctx, tx, of, intake, in)
	})
}

// Check finds minutes that cannot have been, and asks what became of the lozenge.
func (m MouthEntry) Check() error {
	var f problem.Fields
	if m.Minutes == nil || *m.Minutes < 0 || *m.Minutes > mostMinutes {
		f.Add("minutes", "Write the minutes the lozenge was kept in the mouth.")
	}
	if m.Kept != Spat && m.Kept != Swallowed {
		f.Add("kept", "Choose spat or swallowed.")
	}
	return f.Err()
}

// incidentWords are what the incident says: the lozenge, then every reason.
func (a act) incidentWords() string {
	words := "A lozenge was taken outside the plan: " + medication.Words(a.taking.lines()) + "."
	return strings.TrimSpace(words + " " + strings.Join(a.refusals, " "))
}

// prescriberTask is the call to be made now.
func (a act) prescriberTask(now time.Time) task.New {
	return task.New{Client: a.before.Client, Course: a.before.Course, Kind: task.CloseIncident, OwnerRole: auth.Prescriber,
		What:   "A lozenge was taken outside the plan: call back now",
		Detail: medication.Words(a.taking.lines()) + " at " + calendar.Clock(a.taking.At, a.known.Zone) + ".",
		Href:   "/clients/" + a.before.Client.String() + "/safety",
		Due:    now, Urgent: true, Fact: task.Fact{Kind: "incident", ID: a.incident}}
}
