package demo

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/integration"
	"kap/internal/preparation"
	"kap/internal/safety"
	"kap/internal/sign"
)

// CheckRisk is a risk check made now by the therapist, with no thoughts of suicide.
func (c *Care) CheckRisk(ctx context.Context) error {
	return c.checkRisk(ctx, safety.RiskCheck{Ideation: safety.IdeationNone, Dispositions: []safety.Disposition{safety.UsualCare}})
}

func (c *Care) checkRisk(ctx context.Context, r safety.RiskCheck) error {
	r.At, r.Intent, r.Plan, r.Means, r.Attempt = c.now(), safety.No, safety.No, safety.No, safety.No
	if r.Change == "" {
		r.Change = safety.Unchanged
	}
	if c.checks == 0 {
		r.Change = safety.FirstCheck
	}
	c.checks++
	if err := c.Safety.CheckRisk(c.as(ctx, "therapist"), c.ID, db.NewID(), safety.RiskCheckEntry{RiskCheck: r}); err != nil {
		return fmt.Errorf("risk check of %s: %w", c.Name, err)
	}
	return nil
}

// CallNextDay is the safety call, made now: the client was reached and is well.
func (c *Care) CallNextDay(ctx context.Context, words string) error {
	if err := c.CheckRisk(ctx); err != nil {
		return err
	}
	call := integration.SafetyCallEntry{Session: c.Session, SafetyCall: integration.SafetyCall{
		At: c.now(), Outcome: integration.Reached, Doing: integration.Well, Words: words}}
	if err := c.Integrations.CallSafety(c.as(ctx, "therapist"), c.ID, db.NewID(), call); err != nil {
		return fmt.Errorf("safety call to %s: %w", c.Name, err)
	}
	return nil
}

// Talk is one integration session as it went.
type Talk struct {
	Since     string // state since
	Surfaced  string
	Themes    []string
	Clarity   string
	Intention string
	Ratings   []int // of the goals, in their order
	Agreed    string
	Happened  string // how the practices agreed before went
	Ready     integration.Ready
	Concern   string
	Late      string // why it was not within three days
	Open      bool   // left unsigned
}

// Integrate holds and signs an integration session that ends now, about the latest dose.
func (c *Care) Integrate(ctx context.Context, t Talk) error {
	if err := c.CheckRisk(ctx); err != nil {
		return err
	}
	c.Integration = db.NewID()
	who := c.as(ctx, "therapist")
	p, err := c.Integrations.New(who, c.ID, uuid.Nil)
	if err != nil {
		return err
	}
	if p.Day == nil {
		return fmt.Errorf("integration of %s: no dosing day", c.Name)
	}
	if err := c.Integrations.Integrate(who, c.ID, c.Integration, p.Day.ID, c.talked(t, p)); err != nil {
		return fmt.Errorf("integration of %s: %w", c.Name, err)
	}
	if t.Open {
		return nil
	}
	return c.signIntegration(ctx)
}

func (c *Care) talked(t Talk, p integration.Page) integration.SessionEntry {
	e := integration.SessionEntry{
		Visit: integration.Visit{
			HeldAt: c.now(), Minutes: 53, Place: preparation.Here, StateSince: t.Since, Sleep: "Six to seven hours.", Mood: "Steady.",
			AfterEffects: "Tired the evening of the session, clear the next morning.", Urinary: "no", Surfaced: t.Surfaced, Themes: t.Themes,
			Clarity: t.Clarity, Intention: t.Intention, Ready: t.Ready, Concern: t.Concern, LateReason: t.Late,
		},
		Agreed: []string{t.Agreed},
	}
	if e.Ready == "" {
		e.Ready = integration.IsReady
	}
	for i, goal := range p.Goals {
		if i < len(t.Ratings) {
			e.Goals = append(e.Goals, integration.RatingEntry{Goal: goal.ID, Rating: &t.Ratings[i]})
		}
	}
	for i, practice := range p.Practices {
		happened := []preparation.Happened{preparation.Yes, preparation.Partly, preparation.No}[i%3]
		e.Practices = append(e.Practices, integration.PracticeEntry{Practice: practice.ID, Happened: happened, Words: t.Happened})
	}
	return e
}

func (c *Care) signIntegration(ctx context.Context) error {
	who := c.as(ctx, "therapist")
	p, err := c.Integrations.One(who, c.ID, c.Integration)
	if err != nil {
		return err
	}
	shown, err := sign.Shown(p.Document(c.ID))
	if err != nil {
		return err
	}
	if err := c.Integrations.Sign(who, c.ID, c.Integration, shown); err != nil {
		return fmt.Errorf("sign integration of %s: %w", c.Name, err)
	}
	return nil
}
