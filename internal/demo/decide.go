package demo

import (
	"context"
	"fmt"

	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/sign"
)

// Decide drafts, checks and signs a decision.
func (c *Care) Decide(ctx context.Context, d eligibility.Ruling) error {
	c.Decision = db.NewID()
	if d.Rationale == "" {
		d.Rationale = c.Rationale
	}
	if d.Visit == (eligibility.Visit{}) {
		d.Visit = eligibility.Visit{Mode: eligibility.Here, LastInPerson: c.today()}
	}
	who := c.as(ctx, "prescriber")
	if err := c.Eligibility.DraftDecision(who, c.ID, c.Decision, eligibility.DecisionEntry{Ruling: d}); err != nil {
		return fmt.Errorf("decision about %s: %w", c.Name, err)
	}
	r, err := c.Eligibility.Decision(who, c.ID, c.Decision)
	if err != nil {
		return err
	}
	shown, err := sign.Shown(r.Decision.Document(c.ID))
	if err != nil {
		return err
	}
	if err := c.Eligibility.SignDecision(who, c.ID, c.Decision, shown); err != nil {
		return fmt.Errorf("sign decision about %s: %w", c.Name, err)
	}
	return nil
}

// Authorize finds the client eligible for some further sessions within some days.
func (c *Care) Authorize(ctx context.Context, sessions, days int) error {
	return c.Decide(ctx, eligibility.Ruling{Kind: eligibility.Eligible, Indication: eligibility.Diagnosis(c.Indication), Sessions: sessions,
		ValidFrom: c.today(), ValidUntil: c.today().AddDate(0, 0, days)})
}

// FollowUp is the consultation after dose 2 and the decision for four more sessions.
func (c *Care) FollowUp(ctx context.Context, since, rationale string) error {
	if err := c.Consult(ctx, eligibility.FollowUp, since); err != nil {
		return err
	}
	return c.Decide(ctx, eligibility.Ruling{Kind: eligibility.Eligible, Indication: eligibility.Diagnosis(c.Indication), Sessions: 4, Rationale: rationale,
		ValidFrom: c.today(), ValidUntil: c.today().AddDate(0, 0, 180)})
}
