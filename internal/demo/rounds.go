package demo

import (
	"context"
	"time"

	"kap/internal/client"
	"kap/internal/dosing"
	"kap/internal/eligibility"
	"kap/internal/medication"
	"kap/internal/schedule"
)

// Round is one dose with the questionnaires before it and the integration after it.
type Round struct {
	PHQ, GAD int
	Sitting
	Talk
}

// round tells one in few words; goals are rated alike.
func round(phq, gad int, images, quote, insight, since, surfaced, agreed string, ratings ...int) Round {
	return Round{PHQ: phq, GAD: gad,
		Sitting: Sitting{Start: medication.Whole(1), Rise: 10 + phq,
			Events: []dosing.EventEntry{{Kind: "music_on"}, {Kind: "tears", Words: "Quiet, no company wanted."}},
			Brought: dosing.ImpressionEntry{Ways: []dosing.Way{dosing.Talk, dosing.Journal}, Belongs: dosing.Record, Images: images, Quotes: quote,
				Insights: insight, Emotions: []dosing.Emotion{{Name: "relief", Intensity: max(2, 10-phq/2)}, {Name: "sadness", Intensity: min(9, 3+phq/4)}},
				Body: "Warm hands, heavy legs, then light.", Helped: "The music and knowing somebody was there."}},
		Talk: Talk{Since: since, Surfaced: surfaced, Clarity: insight, Agreed: agreed, Ratings: ratings,
			Themes: []string{"letting go", "being with others"}, Intention: "Close to what was wished for.", Happened: "On most days."},
	}
}

// booster adds half a lozenge after the first.
func (r Round) booster() Round {
	r.Booster = 1
	return r
}

// Begin is everything before the first dose, which is booked for a day: referred four
// weeks before, seen by the prescriber, prepared and consented the week before.
func (c *Care) Begin(ctx context.Context, first time.Time, phq, gad int) (visits, error) {
	if err := c.Referred(ctx, working(first.AddDate(0, 0, -28))); err != nil {
		return visits{}, err
	}
	if err := c.Seen(ctx, working(first.AddDate(0, 0, -19)), phq, gad); err != nil {
		return visits{}, err
	}
	if err := c.Accepted(ctx); err != nil {
		return visits{}, err
	}
	booked, err := c.Plan(ctx, first, schedule.Confirmed)
	if err != nil {
		return booked, err
	}
	return booked, c.Prepared(ctx, working(first.AddDate(0, 0, -5)))
}

// Referred is the first call, on a day.
func (c *Care) Referred(ctx context.Context, day time.Time) error {
	c.At(On(day, "10:20"))
	return c.TakeIn(ctx)
}

// Seen is the first consultation with the questionnaires before it, on a day.
func (c *Care) Seen(ctx context.Context, day time.Time, phq, gad int) error {
	c.wait(5)
	at, err := c.BookTalk(ctx, schedule.Consultation, On(day, "13:00"))
	if err != nil {
		return err
	}
	c.At(at.Add(-20 * time.Minute))
	if err := c.Asked(ctx, phq, gad); err != nil {
		return err
	}
	c.At(at.Add(55 * time.Minute))
	return c.Consult(ctx, eligibility.FirstConsultation, "")
}

// Asked is what is asked at intake.
func (c *Care) Asked(ctx context.Context, phq, gad int) error {
	return all(ctx, c.TellHistory,
		func(ctx context.Context) error { return c.Ask(ctx, "intake", phq, 0, gad) },
		func(ctx context.Context) error { return c.Screen(ctx, len(c.Name)%4, false) },
		c.CheckRisk)
}

// Accepted is eligible, with an order.
func (c *Care) Accepted(ctx context.Context) error {
	c.wait(20)
	if err := c.Authorize(ctx, 2, 90); err != nil {
		return err
	}
	return c.Prescribe(ctx, medication.Whole(1), 1)
}

// visits are a dose that is booked and the integration after it.
type visits struct{ dose, talk time.Time }

// Plan books a dose and, about two days later, its integration.
func (c *Care) Plan(ctx context.Context, day time.Time, status schedule.Status) (v visits, err error) {
	c.wait(3)
	if v.dose, err = c.BookDosing(ctx, On(day, "9:30"), status); err != nil {
		return v, err
	}
	v.talk, err = c.BookTalk(ctx, schedule.Integration, On(nearest(day.AddDate(0, 0, 2)), "15:00"))
	return v, err
}

// Prepared is the lozenges in the mail, a preparation session and the consents.
func (c *Care) Prepared(ctx context.Context, day time.Time) error {
	c.wait(5)
	at, err := c.BookTalk(ctx, schedule.Preparation, On(day, "10:00"))
	if err != nil {
		return err
	}
	c.At(at.Add(2 * time.Minute))
	if err := c.Receive(ctx, 12); err != nil {
		return err
	}
	c.At(at.Add(53 * time.Minute))
	if err := c.Prepare(ctx, "Came early, asked good questions.", "goals", "intention", "hopes and fears", "setting", "touch",
		"safety and logistics", "eating and drinking", "escort and the way home"); err != nil {
		return err
	}
	return c.Consent(ctx)
}

// Live is one round: questionnaires, dose, the call of the next day, integration.
func (c *Care) Live(ctx context.Context, v visits, r Round) error {
	if err := c.Dosed(ctx, v, r); err != nil {
		return err
	}
	c.At(v.talk.Add(53 * time.Minute))
	return c.Integrate(ctx, r.Talk)
}

// Again is a round's second integration visit, on a day.
func (c *Care) Again(ctx context.Context, day time.Time, r Round) error {
	c.wait(3)
	at, err := c.BookTalk(ctx, schedule.Integration, On(nearest(day), "11:00"))
	if err != nil {
		return err
	}
	c.At(at.Add(53 * time.Minute))
	return c.Integrate(ctx, Talk{Since: "Holding, with one hard day.", Surfaced: "What the first visit named is met in the week.",
		Clarity: r.Clarity, Agreed: r.Agreed, Ratings: r.Ratings, Themes: r.Themes, Intention: r.Talk.Intention, Happened: "On most days."})
}

// Dosed is a round without its integration.
func (c *Care) Dosed(ctx context.Context, v visits, r Round) error {
	c.At(v.dose)
	if err := c.Ask(ctx, "before dosing", r.PHQ, 0, r.GAD); err != nil {
		return err
	}
	if err := c.Dose(ctx, r.Sitting); err != nil {
		return err
	}
	c.At(v.dose.AddDate(0, 0, 1))
	return c.CallNextDay(ctx, "“"+r.Since+"”")
}

// Course lives rounds, a dose every two weeks from a day on, with the follow-up after
// the second.
func (c *Care) Course(ctx context.Context, first time.Time, phq, gad int, rounds ...Round) error {
	booked, err := c.Begin(ctx, first, phq, gad)
	for n, r := range rounds {
		if err != nil {
			return err
		}
		if n == 2 {
			if err := c.Followed(ctx, first.AddDate(0, 0, 20)); err != nil {
				return err
			}
		}
		if n > 0 {
			if err := c.Again(ctx, first.AddDate(0, 0, 14*n-5), rounds[n-1]); err != nil {
				return err
			}
			if booked, err = c.Plan(ctx, first.AddDate(0, 0, 14*n), schedule.Confirmed); err != nil {
				return err
			}
		}
		err = c.Live(ctx, booked, r)
	}
	return err
}

// Followed is the follow-up after dose 2, on a day.
func (c *Care) Followed(ctx context.Context, day time.Time) error {
	at, err := c.BookTalk(ctx, schedule.FollowUp, On(working(day), "13:00"))
	if err != nil {
		return err
	}
	c.At(at.Add(50 * time.Minute))
	return c.FollowUp(ctx, c.first()+" speaks of more room between a thought and what follows it.",
		"Two sessions without adverse events; some relief already. Four more, at the same dose.")
}

func medicine(name, class, dose string, asNeeded bool) client.MedicineEntry {
	return client.MedicineEntry{Name: name, Class: class, Dose: dose, AsNeeded: asNeeded, Source: "client"}
}

func escort(name, phone, relation string) client.EscortEntry {
	return client.EscortEntry{Name: name, Phone: phone, Relation: relation, Adult: true}
}

func tried(what, dose, howLong, effect string) eligibility.Treatment {
	return eligibility.Treatment{What: what, Dose: dose, HowLong: howLong, Effect: effect}
}
