package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/schedule"
)

// hours are what the front desk tries in turn when the wished time is taken.
var hours = []time.Duration{0, -time.Hour, time.Hour, 2 * time.Hour, 3 * time.Hour, -2 * time.Hour, 4 * time.Hour, 5 * time.Hour, 6 * time.Hour}

// soonest is how far ahead a time must lie: the clock goes on while others are tried.
const soonest = 2 * time.Minute

// place tries the wished time and others of the day, and both rooms, until one is free.
func (c *Care) place(wish time.Time, book func(w schedule.When, room uuid.UUID) error) (at time.Time, err error) {
	for _, later := range hours {
		for _, room := range c.Rooms {
			at = wish.Add(later)
			if at.Before(c.now().Add(soonest)) {
				continue
			}
			if err = book(schedule.WhenOf(at, zone), room); err == nil || !problem.Is(err, problem.Conflict) {
				return at, err
			}
		}
	}
	return at, err
}

// BookTalk has the front desk book a visit near a wished time; it answers when it is.
func (c *Care) BookTalk(ctx context.Context, kind schedule.Kind, wish time.Time) (at time.Time, err error) {
	staff := c.Staff[c.Therapist].Staff
	if kind == schedule.Consultation || kind == schedule.FollowUp {
		staff = c.Staff[c.Prescriber].Staff
	}
	at, err = c.place(wish, func(w schedule.When, room uuid.UUID) error {
		return c.Schedule.BookTalk(c.As(ctx, "grace"), c.ID, db.NewID(), schedule.TalkEntry{
			Kind: kind, When: w, Minutes: kind.Minutes(), Staff: staff, Room: room, VisitMode: "here"})
	})
	if err != nil {
		err = fmt.Errorf("book %s of %s: %w", kind, c.Name, err)
	}
	return at, err
}

// BookDosing has the front desk book a dosing session near a wished time.
func (c *Care) BookDosing(ctx context.Context, wish time.Time, status schedule.Status) (at time.Time, err error) {
	return c.BookDosingFor(ctx, wish, status, "")
}

// BookDosingFor is BookDosing with a reason for the day.
func (c *Care) BookDosingFor(ctx context.Context, wish time.Time, status schedule.Status, reason string) (at time.Time, err error) {
	c.Visit = db.NewID()
	at, err = c.place(wish, func(w schedule.When, room uuid.UUID) error {
		return c.Courses.BookDosing(c.As(ctx, "grace"), c.ID, c.Visit, course.BookingEntry{
			When: w, Staff: c.Staff[c.Therapist].Staff, Room: room, Status: status, Reason: reason})
	})
	if err != nil {
		err = fmt.Errorf("book dosing of %s: %w", c.Name, err)
	}
	return at, err
}
