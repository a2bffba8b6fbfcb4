package demo

import (
	"context"
	"fmt"
	"strings"

	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/db"
)

// TakeIn is the referral: the front desk writes the client down and names who cares.
func (c *Care) TakeIn(ctx context.Context) error {
	year, month, day := split(c.Born)
	return c.Courses.TakeIn(c.As(ctx, "grace"), c.ID, course.ReferralEntry{
		Details: client.Details{
			LegalName: c.Name, PreferredName: c.Preferred, Pronouns: c.Pronouns, SexForScoring: c.Sex,
			BornYear: year, BornMonth: month, BornDay: day, Phone: c.Phone, Email: c.Email, Address: c.Address,
			EmergencyName: c.Story.Escort.Name, EmergencyPhone: c.Story.Escort.Phone, EmergencyRelation: c.Story.Escort.Relation,
		},
		ReferredBy: c.ReferredBy, PrescriberID: c.Staff[c.Prescriber].Staff, TherapistID: c.Staff[c.Therapist].Staff,
	})
}

// split is "1984-03-14" as the three boxes of the form.
func split(born string) (year, month, day string) {
	parts := strings.Split(born, "-")
	if len(parts) != 3 {
		return "", "", ""
	}
	return parts[0], strings.TrimLeft(parts[1], "0"), strings.TrimLeft(parts[2], "0")
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
