package readiness

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/clinic"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/medication"
	"kap/internal/pause"
	"kap/internal/protocol"
	"kap/internal/safety"
	"kap/internal/schedule"
)

// known is everything readiness and the lozenge are judged by.
type Known struct {
	Facts     Facts
	Body      protocol.Body
	Clinic    clinic.Details
	Managers  []string // who can complete it
	Zone      *time.Location
	Decision  uuid.UUID // zero: none
	Orders    medication.Orders
	BlockEnd  time.Time // turnover not counted; zero: not booked
	Overrides []pause.Override
	Reviews   []pause.Review
	Calls     []safety.Call // to a prescriber, in this session
	Rows      []Answered    // of the arrival check on this day, in order
	Lozenges  []medication.Tally
	Days      []course.CourseDay // with ketamine, in every course and elsewhere
}

// gather reads the facts of a session as they stood at a moment.
func Gather(ctx context.Context, r db.Reader, s Session, at time.Time) (Known, error) {
	b := db.NewBatch(r)
	rows := queueGate(b, s, at)
	if err := b.Send(ctx); err != nil {
		return Known{}, err
	}
	return rows.known(s, at)
}

func (r gateRows) known(s Session, at time.Time) (k Known, err error) {
	version, approved := r.protocol.Maybe()
	if !approved {
		return k, protocol.NotApproved()
	}
	if k.Clinic, err = r.clinic.One(); err != nil {
		return k, err
	}
	if k.Zone, err = calendar.Zone(k.Clinic.Zone); err != nil {
		return k, err
	}
	k.Body, k.Body.Version = version.Body, version.Number
	k.Orders = running(medication.Running(r.orders.All(), s.Course), calendar.Day(at, k.Zone))
	k.Calls, k.Rows, k.Lozenges = safety.CallsToPrescriber(r.calls.All(), s.ID), onDay(r.answers.All(), at, k.Zone), r.tallies.All()
	k.Reviews, k.Managers = pause.ReviewsOf(r.reviews.All(), s.Course), r.managers.All()
	k.Overrides = pause.On(r.overrides.All(), s.Course, calendar.Day(at, k.Zone))
	k.Days, k.Facts = r.days.All(), Facts{Zone: k.Zone}
	if k.Facts.Arrival, err = answered(k.Rows); err != nil {
		return k, err
	}
	r.fillCourse(&k, s, at)
	r.fillOrder(&k, s, at)
	r.fillDay(&k, s, at)
	return k, nil
}

// onDay are the answers given on the clinic's day of a moment: each counts that day alone.
func onDay(rows []Answered, at time.Time, zone *time.Location) []Answered {
	return slices.DeleteFunc(slices.Clone(rows), func(r Answered) bool { return !calendar.SameDay(r.At, at, zone) })
}

// answered is the arrival check made of its rows.
func answered(rows []Answered) (a Arrival, err error) {
	for _, row := range rows {
		if err := a.Take(row.Answers, row.By, row.At); err != nil {
			return a, err
		}
	}
	return a, nil
}

// fillCourse fills what belongs to client and course.
func (r gateRows) fillCourse(k *Known, s Session, at time.Time) {
	f := &k.Facts
	person, _ := r.client.Maybe()
	of := course.Named(r.courses.All(), s.Course)
	f.Course, f.Prescriber, f.CannotBePregnant = of.Kind, of.Prescriber, person.SexForScoring == "male"
	_, planned := r.safetyPlan.Maybe()
	f.Risk = Risk{SafetyPlan: planned, RecordedToday: safety.CheckedOn(r.checks.All(), at, k.Zone)}
	f.Consents = consentsOf(r.consents.All(), schedule.Remote(r.visits.All(), s.Course))
	f.Pauses = pause.Of(r.pauses.All(), s.Course)
	for _, review := range k.Reviews {
		item, part := k.sameFact(review)
		f.Reviews = append(f.Reviews, Review{Key: review.ID.String(), Words: reviewWords(review), Item: item, Part: part})
	}
	others := withoutDay(r.days.All(), s.DosingDay)
	own := course.Of(others, s.Course)
	f.Dose = takenBefore(own, at) + 1
	f.Last = course.LastDosed(here(others), at)
	f.LastKetamine = course.LastKetamine(others, calendar.Day(at, k.Zone).AddDate(0, 0, 1))
	f.Order.FollowUpDue = course.FollowUpDue(of.Kind, f.Dose, course.FollowUpHeld(r.consulted.All(), s.Course, own, k.Body), k.Body)
	r.fillEligibility(k, s, own, at)
	r.fillPreparation(k, s, at)
}

func withoutDay(days []course.CourseDay, own uuid.UUID) []course.CourseDay {
	return slices.DeleteFunc(slices.Clone(days), func(d course.CourseDay) bool { return own != uuid.Nil && d.ID == own })
}

func here(days []course.CourseDay) []course.DosingDay {
	var of []course.DosingDay
	for _, d := range days {
		if d.Place == "here" {
			of = append(of, d.DosingDay)
		}
	}
	return of
}

func takenBefore(days []course.DosingDay, at time.Time) int {
	n := 0
	for _, d := range days {
		if d.Dosed() && d.StartedAt.Before(at) {
			n++
		}
	}
	return n
}
