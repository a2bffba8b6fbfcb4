package readiness

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/schedule"
	"kap/internal/task"
)

// reviewLong asks the prescriber where the last ketamine lies beyond the interval's review
// limit (protocol 1.4, 7): a dose between that was cancelled, missed or moved leaves the next
// one as it was booked. What booking asked about this visit is not asked twice, answered or not.
func reviewLong(ctx context.Context, tx *db.Tx, s Session) error {
	k, err := Gather(ctx, tx, s, tx.Now)
	if err != nil || k.Facts.LastKetamine.IsZero() {
		return err
	}
	r := course.Interval(k.Facts.Course, calendar.Date(k.Facts.LastKetamine), calendar.Day(tx.Now, k.Zone), k.Body)
	if r.Effect != course.Review {
		return nil
	}
	b := db.NewBatch(tx)
	reviews := pause.QueueReviews(b, s.Client)
	if err := b.Send(ctx); err != nil {
		return err
	}
	asked := slices.ContainsFunc(reviews.All(), func(r pause.Review) bool {
		return r.Kind == pause.Interval && r.Fact != nil && *r.Fact == s.Appointment
	})
	if asked {
		return nil
	}
	return pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: s.Client, Course: s.Course, Kind: pause.Interval,
		Fact: pause.Fact{Kind: "appointment", ID: s.Appointment}, Reason: r.Words})
}

// follow asks and warns as the answers that are new demand (protocol 1.4, 4.8).
func follow(ctx context.Context, tx *db.Tx, s Session, row uuid.UUID, a Arrival, changed map[string]any) error {
	return openAll(ctx, tx, s, a.Opens(changed), "arrival_check", row)
}

// fact is what opens it: the row that shows it. Suicidality is one fact a session, however
// often the answers to its questions are changed.
func (o Opens) fact(s Session, kind string, row uuid.UUID) pause.Fact {
	if o.About == "suicide" {
		return pause.Fact{Kind: "dosing_session suicide", ID: s.ID}
	}
	return pause.Fact{Kind: kind + " " + o.About, ID: row}
}

// openAll opens each for the row that shows it; two of one row are two facts.
func openAll(ctx context.Context, tx *db.Tx, s Session, all []Opens, kind string, row uuid.UUID) error {
	for _, o := range all {
		fact := o.fact(s, kind, row)
		var err error
		switch {
		case o.Review != "":
			err = pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: s.Client, Course: s.Course, Kind: o.Review, Fact: fact, Reason: o.Reason})
		case o.Pause != "":
			err = pause.Open(ctx, tx, pause.Opening{Client: s.Client, Course: s.Course, Kind: o.Pause, Fact: fact, Reason: o.Reason}, schedule.HoldPaused)
		default:
			err = task.Open(ctx, tx, o.task(s, tx.Now))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
