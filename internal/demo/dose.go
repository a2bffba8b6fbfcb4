package demo

import (
	"context"
	"fmt"

	"kap/internal/db"
	"kap/internal/dosing"
	"kap/internal/medication"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/vitals"
)

// Sitting is one dosing session as it went.
type Sitting struct {
	Start   medication.Units    // lozenges of 100 mg, in halves
	Booster medication.Units    // 0: none
	Rise    int                 // mmHg of systolic pressure at its highest
	Events  []dosing.EventEntry // without times, spread over the hour after onset
	Brought dosing.ImpressionEntry
	Open    bool // left unsigned
}

// Dose is a whole session, from the door to the signature, beginning now.
func (c *Care) Dose(ctx context.Context, s Sitting) error {
	return all(ctx,
		func(ctx context.Context) error { return c.Ready(ctx, 28) },
		func(ctx context.Context) error { return c.Take(ctx, s.Start) },
		func(ctx context.Context) error { return c.Room(ctx, s) },
		func(ctx context.Context) error { return c.Return(ctx, s) },
		func(ctx context.Context) error { return c.Leave(ctx) },
		func(ctx context.Context) error { return c.SignSession(ctx, s) },
	)
}

// Take is the first lozenge, a few minutes after readiness.
func (c *Care) Take(ctx context.Context, units medication.Units) error {
	c.wait(4)
	return c.Lozenge(ctx, medication.First, units)
}

// Lozenge is what the client takes now, witnessed by the therapist.
func (c *Care) Lozenge(ctx context.Context, step medication.Step, units medication.Units) error {
	in := dosing.IntakeEntry{
		Step: step, At: c.now(), Witness: c.Staff[c.Therapist].Staff,
		Lines: []dosing.LineEntry{{Line: medication.Line{Units: units, Strength: strength}, Lot: lot}},
	}
	if step == medication.Booster {
		in.AskedFor = readiness.Yes
	}
	err := c.Dosing.RecordIntake(c.as(ctx, "therapist"), c.ID, c.Session, db.NewID(), in)
	if err != nil {
		return fmt.Errorf("lozenge of %s: %w", c.Name, err)
	}
	c.taken += units
	return nil
}

// Room is the time under the medicine: spat out after 12 minutes, a look and a
// booster after 22 where there is one, events, readings at 40 and 90 minutes.
func (c *Care) Room(ctx context.Context, s Sitting) error {
	if err := c.note(ctx, 2, dosing.EventEntry{Kind: "eyeshades_on"}); err != nil {
		return err
	}
	if err := c.note(ctx, 10, dosing.EventEntry{Kind: "spat"}); err != nil {
		return err
	}
	after := 12
	if s.Booster > 0 {
		c.wait(10)
		if _, err := c.Measure(ctx, vitals.Unscheduled, c.Systolic+s.Rise/2, c.Diastolic+s.Rise/4, 4); err != nil {
			return err
		}
		if err := c.Lozenge(ctx, medication.Booster, s.Booster); err != nil {
			return err
		}
		after = 22
	}
	return c.under(ctx, s, after)
}

// under is the time from so many minutes after the lozenge until the reading at 90.
func (c *Care) under(ctx context.Context, s Sitting, after int) error {
	c.wait(41 - after)
	if _, err := c.Measure(ctx, "+40", c.Systolic+s.Rise, c.Diastolic+s.Rise/2, 4); err != nil {
		return err
	}
	after = 41
	if s.Booster > 0 {
		if err := c.note(ctx, 2, dosing.EventEntry{Kind: "spat"}); err != nil {
			return err
		}
		c.wait(20)
		if _, err := c.Measure(ctx, "+40 booster", c.Systolic+s.Rise-2, c.Diastolic+s.Rise/2, 4); err != nil {
			return err
		}
		after = 63
	}
	for _, e := range s.Events {
		if err := c.note(ctx, 3, e); err != nil {
			return err
		}
		after += 3
	}
	c.wait(91 - after)
	_, err := c.Measure(ctx, "+90", c.Systolic+s.Rise/3, c.Diastolic+s.Rise/4, 5)
	return err
}

// note keeps one event of the room some minutes on.
func (c *Care) note(ctx context.Context, minutes int, e dosing.EventEntry) error {
	c.wait(minutes)
	e.At = c.now()
	if err := c.Dosing.NoteEvent(c.as(ctx, "therapist"), c.ID, c.Session, db.NewID(), e); err != nil {
		return fmt.Errorf("event of %s: %w", c.Name, err)
	}
	return nil
}

// Return is the way back: eyeshades off, impressions, the last reading.
func (c *Care) Return(ctx context.Context, s Sitting) error {
	if err := c.note(ctx, 4, dosing.EventEntry{Kind: "eyeshades_off"}); err != nil {
		return err
	}
	c.wait(20)
	if err := c.Dosing.RecordImpressions(c.as(ctx, "therapist"), c.ID, c.Session, db.NewID(), s.Brought); err != nil {
		return fmt.Errorf("impressions of %s: %w", c.Name, err)
	}
	c.wait(10)
	if s.Booster > 0 {
		c.wait(18)
	}
	_, err := c.Measure(ctx, protocol.LeavingSlot, c.Systolic, c.Diastolic, 5)
	return err
}

// Leave counts the lozenges and sees the client out with the escort.
func (c *Care) Leave(ctx context.Context) error {
	c.wait(3)
	who := c.as(ctx, "therapist")
	err := c.Dosing.CountLozenges(who, c.ID, c.Session, db.NewID(), dosing.CountEntry{
		Counts: []medication.SessionCount{{Strength: strength, TakenHome: c.onHand()}}})
	if err != nil {
		return fmt.Errorf("lozenge count of %s: %w", c.Name, err)
	}
	four := 4
	err = c.Dosing.Depart(who, c.ID, c.Session, db.NewID(), dosing.DepartureEntry{
		Oriented: &four, WalksSteadily: readiness.Yes, NauseaControlled: readiness.Yes, OwnBaseline: readiness.Yes, Safe: readiness.Yes,
		EscortPresent: readiness.Yes, EscortName: c.Story.Escort.Name, InstructionsGiven: readiness.Yes, Manner: dosing.WithEscort,
	})
	if err != nil {
		return fmt.Errorf("leaving of %s: %w", c.Name, err)
	}
	return nil
}

// SignSession puts the therapist's name under the session, unless it stays open.
func (c *Care) SignSession(ctx context.Context, s Sitting) error {
	if s.Open {
		return nil
	}
	c.wait(12)
	who := c.as(ctx, "therapist")
	shown, err := c.Dosing.Hash(who, c.ID, c.Session)
	if err != nil {
		return err
	}
	if err := c.Dosing.Sign(who, c.ID, c.Session, dosing.SignatureEntry{Shown: shown}); err != nil {
		return fmt.Errorf("sign session of %s: %w", c.Name, err)
	}
	return nil
}
