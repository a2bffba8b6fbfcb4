package demo

import (
	"context"
	"time"

	"kap/internal/db"
	"kap/internal/dosing"
	"kap/internal/medication"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/schedule"
)

// inSession is a third dose going on now: the lozenge was 47 minutes ago.
func (f filling) inSession(ctx context.Context, c *Care) error {
	err := c.Course(ctx, f.on(-4, time.Tuesday), 16, 11,
		round(16, 11, "A lake with ice on it, and fish below.", "They were not cold at all.", "The numbness is ice, not ground.", "Surprised by how tired she was, then calm.", "What is under the ice.", "Five minutes by the window without the phone", 3, 3),
		round(13, 10, "My daughter's shoes in the hall.", "All of them, every size.", "I was there. I just was not in it.", "Laughed at dinner, once.", "Years that went by.", "Ask her one real question a day", 4, 4))
	if err != nil {
		return err
	}
	lozenge := f.lozenge()
	minutes := int(lozenge.Sub(f.arrival(lozenge)).Minutes())
	if err := f.followedBefore(ctx, c, f.arrival(lozenge)); err != nil {
		return err
	}
	c.At(f.arrival(lozenge))
	return all(ctx,
		func(ctx context.Context) error { return c.Ask(ctx, "before dosing", 11, 0, 9) },
		func(ctx context.Context) error { return c.Ready(ctx, max(4, minutes-6)) },
		func(ctx context.Context) error {
			c.At(lozenge)
			return c.Lozenge(ctx, medication.First, medication.Whole(1))
		},
		c.underNow)
}

// lozenge is the moment of the lozenge that is taken today, with time to arrive on the
// same day before it.
func (f filling) lozenge() time.Time {
	at := f.present.Truncate(time.Minute).Add(-47 * time.Minute)
	local := at.In(zone)
	if past := local.Hour()*60 + local.Minute(); past < 12 {
		at = at.Add(-time.Duration(past+3) * time.Minute)
	}
	return at
}

// arrival is half an hour before a lozenge, or the day's first minute.
func (f filling) arrival(lozenge time.Time) time.Time {
	local := lozenge.In(zone)
	return lozenge.Add(-time.Duration(min(30, local.Hour()*60+local.Minute()-1)) * time.Minute)
}

// followedBefore is the follow-up after dose 2, and the booking of a dose at a moment.
func (f filling) followedBefore(ctx context.Context, c *Care, start time.Time) error {
	if err := c.Followed(ctx, f.on(-1, time.Monday)); err != nil {
		return err
	}
	c.wait(10)
	_, err := c.BookDosing(ctx, start, schedule.Confirmed)
	return err
}

// underNow is what happened since the lozenge.
func (c *Care) underNow(ctx context.Context) error {
	for _, e := range []struct {
		minutes int
		dosing.EventEntry
	}{
		{2, dosing.EventEntry{Kind: "eyeshades_on"}}, {1, dosing.EventEntry{Kind: "music_on"}}, {10, dosing.EventEntry{Kind: "spat"}},
		{14, dosing.EventEntry{Kind: "tears", Words: "Quiet tears, breathing even."}}, {3, dosing.EventEntry{Kind: "touch", Words: "Left hand held, as agreed."}},
	} {
		if err := c.note(ctx, e.minutes, e.EventEntry); err != nil {
			return err
		}
	}
	c.wait(11)
	_, err := c.Measure(ctx, "+40", 134, 84, 4)
	return err
}

// blocked is a fourth dose that readiness holds up: 148/92 twice, and a prescriber who
// was called and has not answered yet.
func (f filling) blocked(ctx context.Context, c *Care) error {
	err := c.Course(ctx, f.on(-6, time.Wednesday), 18, 15,
		round(18, 15, "Smoke, then a field.", "I could put the air pack down.", "The alarm is old.", "Slept six hours in one go.", "The alarm in the body.", "One meal a week out, any seat", 2, 2),
		round(15, 13, "The station, empty, sunlit.", "Everybody had gone home.", "I can go home.", "Two bad nights, then good.", "Who he is without the uniform.", "Cook for Lila on Fridays", 3, 3).booster(),
		round(13, 11, "My son at six, on the engine.", "He was never scared. I was.", "He can bear to know.", "Calmer, sat at the corner table.", "What to tell his son.", "Write the first page of 2014", 5, 3).booster())
	if err != nil {
		return err
	}
	c.wait(15)
	if _, err := c.BookDosing(ctx, f.before(38), schedule.Confirmed); err != nil {
		return err
	}
	c.At(f.before(38))
	return all(ctx, func(ctx context.Context) error { return c.Ask(ctx, "before dosing", 12, 0, 10) }, c.Arrive, c.pressureTwice)
}

func (c *Care) pressureTwice(ctx context.Context) error {
	c.wait(10)
	if err := c.AnswerArrival(ctx, nil); err != nil {
		return err
	}
	c.wait(6)
	first, err := c.Measure(ctx, protocol.BaselineSlot, 148, 92, 5)
	if err != nil {
		return err
	}
	c.wait(8)
	if _, err := c.measure(ctx, protocol.BaselineSlot, 148, 92, 5, &first); err != nil {
		return err
	}
	c.wait(3)
	return c.Readiness.LogCall(c.as(ctx, "therapist"), c.ID, c.Session, db.NewID(), readiness.CallEntry{
		At: c.now(), Called: "Samuel Lee, MD", Reason: readiness.AboutPressure, Answered: safety.Yes,
		Instruction: "Rest, look at it again; he reads the chart and writes here whether to go ahead.", ReadBack: true})
}

// dayAfter is a first dose on the working day before today, not signed yet, with its
// integration due today.
func (f filling) dayAfter(ctx context.Context, c *Care) error {
	r := round(15, 16, "The ceiling, from below.", "Nobody up there.", "I can come down.", "Shaky and glad.", "", "")
	r.Sitting.Open = true
	booked, err := c.Begin(ctx, f.yesterday(), 15, 17)
	if err != nil {
		return err
	}
	c.At(booked.dose)
	if err := c.Ask(ctx, "before dosing", r.PHQ, 0, r.GAD); err != nil {
		return err
	}
	if err := c.Dose(ctx, r.Sitting); err != nil {
		return err
	}
	c.At(f.present)
	_, err = c.BookTalk(ctx, schedule.Integration, f.later(75))
	return err
}

// itemNine answered item 9 of a questionnaire this hour; a dose is booked this week.
func (f filling) itemNine(ctx context.Context, c *Care) error {
	err := c.Course(ctx, f.on(-8, time.Thursday), 22, 12,
		round(22, 12, "A phone ringing under snow.", "I did not have to dig.", "It can ring.", "Exhausted, then two quiet days.", "Waiting as a way of loving.", "Leave the phone in the kitchen at night", 0, 3),
		round(19, 11, "His boots, mud still on them.", "I cleaned them. That was all.", "There is something to do.", "Cried with his mother.", "Anger, finally.", "One box", 2, 3),
		round(16, 10, "The lake where we learned to swim.", "He went ahead, as always.", "He left; I was not left behind.", "Slept, ate, worked.", "Guilt about being well.", "Second box, with mother", 4, 5).booster(),
		round(14, 9, "A chair, just a chair.", "It is mine, I can sit on it.", "His place is not only at the table.", "Better, with a dip near the birthday.", "The birthday next month.", "Plan the birthday with somebody", 5, 6).booster())
	if err != nil {
		return err
	}
	c.wait(10)
	if _, err := c.BookDosingFor(ctx, On(f.ahead(3), "9:30"), schedule.Confirmed, "The week before did not suit the client"); err != nil {
		return err
	}
	c.At(f.before(50))
	return c.Ask(ctx, "before dosing", 17, 1, 10)
}

// fifth is between the fifth and the last dose, which is booked; a second integration
// is due today.
func (f filling) fifth(ctx context.Context, c *Care) error {
	err := c.Course(ctx, f.on(-9, time.Tuesday), 14, 10,
		round(14, 10, "A red house with the stove on.", "The pain sat by the stove.", "It is cold, too.", "Body loose for two days.", "Talking with the pain.", "Heat, ten minutes, on purpose", 3, 2, 3),
		round(13, 9, "My wedding dress, tiny.", "I was so polite.", "I swallow it all.", "Told the pharmacy off.", "Anger.", "Say it the same day", 3, 4, 3),
		round(11, 8, "Olive trees.", "They are crooked and fine.", "Crooked is not broken.", "Good week.", "The word if.", "Look at trains", 5, 4, 4).booster(),
		round(9, 7, "Mother's kitchen.", "She limped, too. I had forgotten.", "I learned it from her.", "Lucía asked what happened.", "Three generations of bearing it.", "Ask Lucía what she needs", 6, 6, 4).booster(),
		round(8, 7, "A train window.", "I had the seat by the window.", "I may want things.", "Booked two nights in Santa Fe.", "Wanting.", "Pack", 7, 6, 5).booster())
	if err != nil {
		return err
	}
	if _, err := c.Plan(ctx, f.on(1, time.Tuesday), schedule.Confirmed); err != nil {
		return err
	}
	c.At(f.before(30))
	_, err = c.BookTalk(ctx, schedule.Integration, f.later(190))
	return err
}
