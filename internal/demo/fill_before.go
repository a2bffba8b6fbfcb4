package demo

import (
	"context"

	"kap/internal/eligibility"
	"kap/internal/schedule"
)

// preparing is ready for a first dose this week.
func (f filling) preparing(ctx context.Context, c *Care) error {
	_, err := c.Begin(ctx, working(f.today.AddDate(0, 0, 4)), 17, 12) // prepared before today
	return err
}

// eligible was found so on the working day before today; preparation is booked.
func (f filling) eligible(ctx context.Context, c *Care) error {
	if err := c.Referred(ctx, working(f.today.AddDate(0, 0, -16))); err != nil {
		return err
	}
	if err := c.Seen(ctx, f.yesterday(), 21, 15); err != nil {
		return err
	}
	c.wait(12)
	return c.Authorize(ctx, 2, 90)
}

// waiting was seen by the prescriber, who has not decided.
func (f filling) waiting(ctx context.Context, c *Care) error {
	if err := c.Referred(ctx, working(f.today.AddDate(0, 0, -12))); err != nil {
		return err
	}
	return c.Seen(ctx, working(f.today.AddDate(0, 0, -3)), 16, 8)
}

// drafted is a consultation that is not signed; another talk is booked.
func (f filling) drafted(ctx context.Context, c *Care) error {
	if err := c.Referred(ctx, working(f.today.AddDate(0, 0, -9))); err != nil {
		return err
	}
	c.At(On(f.yesterday(), "16:30"))
	if err := c.Asked(ctx, 13, 16); err != nil {
		return err
	}
	if err := c.DraftConsultation(ctx, eligibility.FirstConsultation, ""); err != nil {
		return err
	}
	_, err := c.BookTalk(ctx, schedule.Consultation, On(f.ahead(1), "11:00"))
	return err
}

// awaiting was seen; an ECG and a letter are asked for.
func (f filling) awaiting(ctx context.Context, c *Care) error {
	if err := c.Referred(ctx, working(f.today.AddDate(0, 0, -25))); err != nil {
		return err
	}
	if err := c.Seen(ctx, working(f.today.AddDate(0, 0, -11)), 15, 11); err != nil {
		return err
	}
	c.wait(15)
	return c.Decide(ctx, eligibility.Ruling{Kind: eligibility.NeedsMoreInformation, Requests: []eligibility.RequestEntry{
		{What: "ECG at rest, with the tracing", From: "Dr. Patel, cardiology", Due: c.today().AddDate(0, 0, 14)},
		{What: "Letter about the palpitations of last winter", From: "Family doctor", Due: c.today().AddDate(0, 0, 7)},
	}})
}

// deferred is looked at again in spring.
func (f filling) deferred(ctx context.Context, c *Care) error {
	if err := c.Referred(ctx, working(f.today.AddDate(0, 0, -30))); err != nil {
		return err
	}
	if err := c.Seen(ctx, working(f.today.AddDate(0, 0, -18)), 14, 9); err != nil {
		return err
	}
	c.wait(15)
	return c.Decide(ctx, eligibility.Ruling{Kind: eligibility.Deferred, DeferredTill: c.today().AddDate(0, 0, 120)})
}

// declined was told so, with where else to turn.
func (f filling) declined(ctx context.Context, c *Care) error {
	if err := c.Referred(ctx, working(f.today.AddDate(0, 0, -33))); err != nil {
		return err
	}
	if err := c.Seen(ctx, working(f.today.AddDate(0, 0, -22)), 12, 7); err != nil {
		return err
	}
	c.wait(15)
	return c.Decide(ctx, eligibility.Ruling{Kind: eligibility.Declined, Category: "medical", Decline: c.Rationale,
		ToldHow: "In person, with his sister on the telephone.", Referral: "TMS at the university clinic; psychotherapy goes on.",
		ReapplyFrom: c.today().AddDate(1, 0, 0)})
}

// referred called this morning.
func (f filling) referred(ctx context.Context, c *Care) error {
	c.At(f.before(100))
	return c.TakeIn(ctx)
}
