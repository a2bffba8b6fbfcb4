package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dosing"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/vitals"
)

// Arrive is the client at the door of the booked visit, and the therapist with them.
func (c *Care) Arrive(ctx context.Context) error {
	c.Session = db.NewID()
	if err := c.Readiness.Arrive(c.as(ctx, "therapist"), c.ID, c.Session, c.Visit); err != nil {
		return fmt.Errorf("arrival of %s: %w", c.Name, err)
	}
	return c.Dosing.ComeIn(c.as(ctx, "therapist"), c.ID, c.Session, db.NewID(), dosing.TimeEntry{})
}

// AnswerArrival goes through the arrival check; change says what is not as usual.
func (c *Care) AnswerArrival(ctx context.Context, change func(*readiness.Arrival)) error {
	a := c.well()
	if change != nil {
		change(&a)
	}
	who := c.As(ctx, "tomas")
	p, err := c.Readiness.ArrivalCheck(who, c.ID, c.Session)
	if err != nil {
		return fmt.Errorf("arrival check of %s: %w", c.Name, err)
	}
	if err := c.Readiness.SaveArrivalCheck(who, c.ID, c.Session, db.NewID(), p.Rows, a); err != nil {
		return fmt.Errorf("arrival check of %s: %w", c.Name, err)
	}
	return nil
}

// well is a day on which nothing stands in the way.
func (c *Care) well() readiness.Arrival {
	now, no, yes := c.now(), readiness.No, readiness.Yes
	return readiness.Arrival{
		WantsToGoAhead: yes, LastFood: now.Add(-5 * time.Hour), LastDrink: now.Add(-3 * time.Hour),
		Substances: readiness.Substances{Intoxicated: no, Alcohol: no, THC: no, Psychedelic: no, Other: no, KetamineElsewhere: no},
		Medicines:  readiness.Medicines{Changed: no, HoldsKept: yes},
		Pregnancy:  readiness.Pregnancy{Possible: no},
		Suicide:    readiness.Suicide{Ideation: readiness.NoIdeation, Intent: no, Plan: no, Attempt: no},
		Condition:  readiness.Condition{Psychosis: no, Mania: no, Confusion: no, Vomiting: no, MinorIllness: no, Urinary: no},
		Escort: readiness.Escort{Name: c.Story.Escort.Name, Phone: c.Story.Escort.Phone, Adult: yes, CanCollect: yes, RideOnly: no,
			ConfirmedAt: now, ConfirmedBy: "Grace Kim", How: "call"},
		Lozenges: readiness.Lozenges{IdentityChecked: yes, LabelChecked: yes, Brought: []readiness.Brought{
			{Strength: strength, Units: c.onHand(), Labeled: c.onHand(), Lot: lot}}},
		Prescriber: readiness.PrescriberCall{Name: c.Staff[c.Prescriber].Name, AnsweredAt: now},
		Weight:     c.kilograms(),
	}
}

// Measure is one reading of the session, taken now by the nurse; it answers its id.
func (c *Care) Measure(ctx context.Context, slot string, systolic, diastolic, sedation int) (uuid.UUID, error) {
	return c.measure(ctx, slot, systolic, diastolic, sedation, nil)
}

func (c *Care) measure(ctx context.Context, slot string, systolic, diastolic, sedation int, repeats *uuid.UUID) (uuid.UUID, error) {
	id, respiration := db.NewID(), 14
	err := c.Dosing.RecordVitals(c.As(ctx, "tomas"), c.ID, c.Session, id, vitals.ReadingEntry{
		Systolic: fmt.Sprintf("%d/%d", systolic, diastolic),
		Signs: vitals.Signs{TakenAt: c.now(), Slot: slot, HeartRate: 62 + systolic/10, SpO2: 97, Respiration: &respiration, Sedation: &sedation,
			Resting: sedation < 5, Position: "reclined", Arm: "left", Cuff: "adult", Device: "Omron HEM-907", RepeatOf: repeats},
	})
	if err != nil {
		err = fmt.Errorf("reading %s of %s: %w", slot, c.Name, err)
	}
	return id, err
}

// Ready is everything from the door to readiness signed, in about half an hour.
func (c *Care) Ready(ctx context.Context, minutes int) error {
	step := max(1, minutes/4)
	if err := c.Arrive(ctx); err != nil {
		return err
	}
	c.wait(step)
	if err := c.AnswerArrival(ctx, nil); err != nil {
		return err
	}
	c.wait(step)
	if _, err := c.Measure(ctx, protocol.BaselineSlot, c.Systolic, c.Diastolic, 5); err != nil {
		return err
	}
	c.wait(step)
	return c.Clear(ctx)
}

// Clear signs that the dose may start.
func (c *Care) Clear(ctx context.Context) error {
	if err := c.Readiness.Clear(c.as(ctx, "therapist"), c.ID, c.Session, db.NewID()); err != nil {
		return fmt.Errorf("readiness of %s: %w", c.Name, err)
	}
	return nil
}
