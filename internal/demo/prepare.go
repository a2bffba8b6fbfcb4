package demo

import (
	"context"
	"fmt"

	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/preparation"
	"kap/internal/sign"
)

// Prepare holds and signs a preparation session that ends now. topics are what was
// gone through; the first one also sets goals.
func (c *Care) Prepare(ctx context.Context, words string, topics ...string) error {
	c.Preparation = db.NewID()
	who := c.as(ctx, "therapist")
	if err := c.Preparations.Prepare(who, c.ID, c.Preparation, c.preparation(words, topics)); err != nil {
		return fmt.Errorf("preparation of %s: %w", c.Name, err)
	}
	r, err := c.Preparations.One(who, c.ID, c.Preparation)
	if err != nil {
		return err
	}
	shown, err := sign.Shown(r.Document(c.ID))
	if err != nil {
		return err
	}
	if err := c.Preparations.Sign(who, c.ID, c.Preparation, shown); err != nil {
		return fmt.Errorf("sign preparation of %s: %w", c.Name, err)
	}
	return nil
}

func (c *Care) preparation(words string, topics []string) preparation.SessionEntry {
	e := preparation.SessionEntry{
		Visit: preparation.Visit{
			HeldAt: c.now(), Minutes: 53, Place: preparation.Here, Intention: c.Intention, Topics: topics, Words: words,
			Emotional: preparation.Emotional{Hopes: c.Hopes, Fears: c.Fears, Steadying: c.Steadying,
				LettingGo: "We practiced saying “I can come back to my breath” out loud.", Signal: "Raises the left hand to ask for company."},
			Setting: preparation.Setting{Music: c.Music, Eyeshades: "Yes, own pair", Light: "Dim", Temperature: "Warm",
				Position: "Half lying, knees on a bolster", Blanket: "The heavy one", Recording: "No"},
			IntegrationPlan: "Two visits after each session, a notebook at the bedside, nothing planned for the evening.",
		},
		Items: map[string]preparation.ItemEntry{},
	}
	for i, goal := range c.Goals {
		e.Goals = append(e.Goals, preparation.GoalEntry{Words: goal, Rating: &c.Ratings[i]})
	}
	for _, item := range preparation.ReadinessItems {
		e.Items[item.Item] = preparation.ItemEntry{State: preparation.Done}
	}
	return e
}

// Consent has the client answer the three texts that a dosing session asks for.
func (c *Care) Consent(ctx context.Context) error {
	touch := consent.ConsentEntry{Answer: consent.No}
	if len(c.Touch) > 0 {
		touch = consent.ConsentEntry{Answer: consent.Yes, Scope: c.Touch}
	}
	for _, one := range []struct {
		consent.Kind
		consent.ConsentEntry
	}{{consent.Treatment, consent.ConsentEntry{Answer: consent.Yes}}, {consent.Touch, touch}, {consent.Recording, consent.ConsentEntry{Answer: consent.No}}} {
		if err := c.Answer(ctx, one.Kind, one.ConsentEntry); err != nil {
			return err
		}
	}
	return nil
}

// Answer records one answer to the text in force.
func (c *Care) Answer(ctx context.Context, kind consent.Kind, e consent.ConsentEntry) error {
	who := c.as(ctx, "therapist")
	asking, err := c.Consents.Ask(who, c.ID, kind)
	if err != nil {
		return err
	}
	e.TextSHA256, e.SignedName, e.SignedHow, e.ExplainedBy = asking.Text.SHA256(), c.Name, "typed", c.Staff[c.Therapist].Staff
	if err := c.Consents.Record(who, c.ID, db.NewID(), kind, e); err != nil {
		return fmt.Errorf("consent of %s to %s: %w", c.Name, kind, err)
	}
	return nil
}
