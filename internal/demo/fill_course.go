package demo

import (
	"context"
	"time"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/safety"
	"kap/internal/schedule"
)

// paused is after two doses: a panic attack that was severe, and the course waits for
// the prescriber; the next dose keeps its time.
func (f filling) paused(ctx context.Context, c *Care) error {
	err := c.Course(ctx, f.on(-4, time.Monday), 13, 17,
		round(13, 17, "A drawer that would not close.", "I left it open.", "Nothing fell out.", "Checked the stove once.", "Open drawers.", "Leave one drawer open", 3, 3),
		round(12, 16, "Too bright, too fast.", "I wanted out.", "I did not stop it, and I stayed.", "Panic on the evening of the next day, forty minutes, then shaky.", "The panic, minute by minute.", "Call before it is bad", 2, 3))
	if err != nil {
		return err
	}
	if _, err := c.BookDosingFor(ctx, On(f.ahead(6), "13:30"), schedule.Tentative, "Keeps the time until it is clear how to go on"); err != nil {
		return err
	}
	c.At(On(f.on(-1, time.Monday), "10:00"))
	err = c.Safety.RecordAdverseEvent(c.as(ctx, "therapist"), c.ID, db.NewID(), safety.AdverseEvent{
		Kind: "anxiety", Words: "Third panic attack since the second session, called out of work.", StartedAt: On(f.on(-2, time.Friday), "19:30"),
		EndedAt: On(f.on(-2, time.Friday), "20:40"), Grade: safety.Severe, Serious: safety.No, Relatedness: "possible",
		Action: "Spoke twice, prescriber told, seen today", Outcome: "resolved"})
	if err != nil {
		return err
	}
	return c.CheckRisk(ctx)
}

// completed took six doses, got well and was asked again a month later.
func (f filling) completed(ctx context.Context, c *Care) error {
	if err := c.Course(ctx, f.on(-19, time.Wednesday), 20, 14, elenas...); err != nil {
		return err
	}
	c.At(On(f.on(-7, time.Monday), "11:00"))
	return all(ctx,
		func(ctx context.Context) error { return c.Ask(ctx, "end", 4, 0, 4) },
		func(ctx context.Context) error {
			return c.Consult(ctx, eligibility.Closing, "Paints, plans, argues. Calls the gray room a very small house.")
		},
		func(ctx context.Context) error {
			return c.Courses.Close(c.as(ctx, "prescriber"), c.ID, course.ClosingEntry{Reason: course.Completed, Visit: course.VisitHeld, Leftover: course.TakenBack})
		},
		func(ctx context.Context) error {
			c.At(On(f.on(-3, time.Monday), "16:00"))
			return c.Ask(ctx, "1 month", 4, 0, 3)
		})
}

// completing took six doses and is somewhat better; the closing visit is booked.
func (f filling) completing(ctx context.Context, c *Care) error {
	if err := c.Course(ctx, f.on(-12, time.Wednesday), 17, 14, marcuses...); err != nil {
		return err
	}
	c.wait(5)
	if _, err := c.BookTalk(ctx, schedule.ClosingVisit, On(f.ahead(2), "14:00")); err != nil {
		return err
	}
	c.At(On(f.yesterday(), "12:10"))
	return c.Ask(ctx, "end", 11, 0, 9)
}

// noBetter took six doses and is worse: a question waits for the prescriber.
func (f filling) noBetter(ctx context.Context, c *Care) error {
	if err := c.Course(ctx, f.on(-13, time.Thursday), 16, 13, wrens...); err != nil {
		return err
	}
	c.At(On(f.yesterday(), "11:00"))
	if err := c.Ask(ctx, "end", 21, 0, 16); err != nil {
		return err
	}
	_, err := c.BookTalk(ctx, schedule.ClosingVisit, On(f.ahead(4), "16:00"))
	return err
}

// closedEarly moved away after one dose.
func (f filling) closedEarly(ctx context.Context, c *Care) error {
	err := c.Course(ctx, f.on(-9, time.Thursday), 14, 11,
		round(14, 11, "A suitcase without a handle.", "I could not pick it up, so I sat on it.", "I may stay seated.", "Calm, homesick for nowhere.", "Leaving.", "Unpack one box", 4, 3))
	if err != nil {
		return err
	}
	c.At(On(f.on(-7, time.Monday), "15:30"))
	return c.Courses.Close(c.As(ctx, "grace"), c.ID, course.ClosingEntry{Reason: course.Moved, Visit: course.VisitRefused,
		Words: "Moved to Portland for work; a clinic there was named.", Leftover: course.WithThem})
}
