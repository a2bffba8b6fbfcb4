package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/db"
)

// TakeIn is the referral: the front desk writes the client down and names who cares.
func (c *Care) TakeIn(ctx context.Context) error {
	born, err := time.Parse(time.DateOnly, c.Born)
	if err != nil {
		return fmt.Errorf("birth date of %s: %w", c.Name, err)
	}
	return c.Courses.TakeIn(c.As(ctx, "grace"), c.ID, course.ReferralEntry{
		DetailsEntry: client.Details{
			LegalName: c.Name, PreferredName: c.Preferred, Pronouns: c.Pronouns, SexForScoring: c.Sex,
			Born: born, Phone: c.Phone, Email: c.Email, Address: c.Address,
			EmergencyName: c.Story.Escort.Name, EmergencyPhone: c.Story.Escort.Phone, EmergencyRelation: c.Story.Escort.Relation,
		}.Entry(),
		ReferredBy: c.ReferredBy, PrescriberID: c.Staff[c.Prescriber].Staff, TherapistID: c.Staff[c.Therapist].Staff,
	})
}

// TellHistory is what the client brings along: medicines, allergies and an escort.
func (c *Care) TellHistory(ctx context.Context) error {
	for _, m := range c.Medicines {
		if err := c.Clients.AddMedicine(c.as(ctx, "prescriber"), c.ID, db.NewID(), m); err != nil {
			return fmt.Errorf("medicine of %s: %w", c.Name, err)
		}
	}
	allergy := client.AllergyEntry{NoneKnown: true}
	if what, reaction, found := strings.Cut(c.Allergy, ": "); found {
		allergy = client.AllergyEntry{Substance: what, Reaction: reaction, Severity: "moderate"}
	}
	if err := c.Clients.AddAllergy(c.as(ctx, "prescriber"), c.ID, db.NewID(), allergy); err != nil {
		return fmt.Errorf("allergy of %s: %w", c.Name, err)
	}
	return c.Clients.AddEscort(c.As(ctx, "grace"), c.ID, db.NewID(), c.Story.Escort)
}
