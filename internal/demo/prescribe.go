package demo

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/medication"
	"kap/internal/sign"
)

// Prescribe orders lozenges of 100 mg: start and booster in halves of a lozenge. An
// order before it is superseded.
func (c *Care) Prescribe(ctx context.Context, start, booster medication.Units) error {
	before, who := c.Order, c.as(ctx, "prescriber")
	c.Order = db.NewID()
	order := medication.PrescriptionEntry{
		Order: medication.Order{
			Form: "lozenge", Strength: strength, UnitsDispensed: medication.Whole(12), StartUnits: start, BoosterUnits: booster,
			MaxUnits: start + booster, MinutesInMouth: 12, AfterMouth: "spit", Pharmacy: "Cherry Creek Compounding",
			BoosterRule:   "Offer after 20 minutes if the client is settled and asks for more depth.",
			PDMPCheckedAt: c.now(), Holds: c.holds(),
		},
		Visit: eligibility.Visit{Mode: eligibility.Here, LastInPerson: c.today()}, Supersedes: before,
	}
	if err := c.Medication.DraftOrder(who, c.ID, c.Order, order); err != nil {
		return fmt.Errorf("order for %s: %w", c.Name, err)
	}
	return c.signOrder(ctx)
}

func (c *Care) signOrder(ctx context.Context) error {
	who := c.as(ctx, "prescriber")
	r, err := c.Medication.Prescription(who, c.ID, c.Order)
	if err != nil {
		return err
	}
	shown, err := sign.Shown(r.Order.Document(c.ID))
	if err != nil {
		return err
	}
	if err := c.Medication.SignOrder(who, c.ID, c.Order, shown); err != nil {
		return fmt.Errorf("sign order for %s: %w", c.Name, err)
	}
	return nil
}

// holds are the prescriber's own words about the client's benzodiazepine.
func (c *Care) holds() []medication.OwnHold {
	for _, m := range c.Medicines {
		if m.Class == "benzodiazepine" {
			return []medication.OwnHold{{Medicine: m.Name, Class: m.Class, Before: 24, After: 24,
				Sentence: "Leave " + m.Name + " out the day before and the day of a session. Call me first if that feels impossible."}}
		}
	}
	return nil
}

// Receive notes what the pharmacy mailed to the client.
func (c *Care) Receive(ctx context.Context, lozenges int) error {
	c.dispensed += medication.Whole(lozenges)
	err := c.Medication.RecordSupply(c.as(ctx, "therapist"), c.ID, db.NewID(), medication.MovementEntry{
		Kind: medication.Dispensed, Strength: strength, Units: medication.Whole(lozenges), Lot: lot, SecondPerson: uuid.Nil,
	})
	if err != nil {
		return fmt.Errorf("lozenges of %s: %w", c.Name, err)
	}
	return nil
}

// onHand is what the client still has.
func (c *Care) onHand() medication.Units { return c.dispensed - c.taken }
