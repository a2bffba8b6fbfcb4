package demo

import (
	"context"
	"fmt"

	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/sign"
)

// Consult holds and signs a consultation that began an hour ago; since is how it has
// been since the last one.
func (c *Care) Consult(ctx context.Context, kind eligibility.ConsultationKind, since string) error {
	if err := c.DraftConsultation(ctx, kind, since); err != nil {
		return err
	}
	o, err := c.Eligibility.Consultation(c.as(ctx, "prescriber"), c.ID, c.Consultation)
	if err != nil {
		return err
	}
	shown, err := sign.Shown(o.Consultation.Document(c.ID))
	if err != nil {
		return err
	}
	if err := c.Eligibility.SignConsultation(c.as(ctx, "prescriber"), c.ID, c.Consultation, shown); err != nil {
		return fmt.Errorf("sign consultation of %s: %w", c.Name, err)
	}
	return nil
}

// DraftConsultation leaves it unsigned.
func (c *Care) DraftConsultation(ctx context.Context, kind eligibility.ConsultationKind, since string) error {
	c.Consultation = db.NewID()
	e := eligibility.ConsultationEntry{Kind: kind, VisitMode: eligibility.Here, HeldAt: c.now(), Sections: c.sections(kind, since)}
	if err := c.Eligibility.StartConsultation(c.as(ctx, "prescriber"), c.ID, c.Consultation, e); err != nil {
		return fmt.Errorf("consultation of %s: %w", c.Name, err)
	}
	return nil
}

func (c *Care) sections(kind eligibility.ConsultationKind, since string) eligibility.Sections {
	s := eligibility.Sections{
		Since: since, Criteria: nothingPresent(), Pregnancy: eligibility.CannotBe, PDMPCheckedOn: c.today(),
		Capacity: "Explains in own words what the medicine does, what may go wrong, and that stopping is possible on any day.",
		Urinary:  "No urgency, no pain, no blood.", LastInPerson: c.today(), Impression: c.Impression,
		Measured: eligibility.Measurements{Systolic: c.Systolic, Diastolic: c.Diastolic, HeartRate: 72, SpO2: 98, Source: "here", On: c.today(),
			Weight: c.Pounds, WeightUnit: "lb"},
	}
	if c.Sex == "female" {
		s.Pregnancy, s.PregnancyTestedOn = eligibility.NegativeTest, c.today()
	}
	if kind != eligibility.FirstConsultation {
		return s
	}
	s.WhyNow, s.StuckIn, s.MedicalHistory, s.PsychiatricHistory = c.WhyNow, c.StuckIn, c.Medical, c.Psychiatric
	s.Treatments, s.Substances, s.FamilyHistory = c.Tried, c.Substances, c.Family
	s.Measured.Height, s.Measured.HeightUnit = c.Height, "ft-in"
	return s
}

// nothingPresent answers every criterion that is asked.
func nothingPresent() eligibility.Answers {
	answers := eligibility.Answers{}
	for _, criterion := range eligibility.Criteria {
		if !criterion.Computed {
			answers[criterion.ID] = eligibility.Answered{Answer: eligibility.Absent}
		}
	}
	return answers
}
