package demo_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/demo"
	"kap/internal/dosing"
	"kap/internal/eligibility"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/schedule"
)

// ana is the client of the walk.
var ana = demo.Story{
	Name: "Ana Ruiz", Pronouns: "she/her", Born: "1984-03-14", Sex: "female", Phone: "303 555 0190",
	Therapist: "jonah", Prescriber: "miriam", ReferredBy: "Dr. Okafor",
	WhyNow: "I am tired of being tired.", StuckIn: "The same three thoughts at four in the morning.",
	Pounds: "150", Height: "5 ft 6 in", Systolic: 122, Diastolic: 78, Indication: "F33.2", Rationale: "Two adequate trials without response.",
	Goals: []string{"Sleep through", "Call my brother"}, Ratings: []int{2, 3}, Intention: "To let the night be quiet.",
	Music: "Strings, no voices", Escort: client.EscortEntry{Name: "Marta Ruiz", Phone: "303 555 0191", Relation: "sister", Adult: true},
}

var one = demo.Sitting{Start: medication.Whole(1), Rise: 16, Brought: dosing.ImpressionEntry{
	Ways: []dosing.Way{dosing.Talk}, Belongs: dosing.Record, Images: "A field after rain.", Quotes: "It was wide."}}

var well = demo.Talk{Since: "Lighter for three days.", Ratings: []int{4, 4}, Agreed: "Walk before breakfast"}

// walk is Ana's way through a course, with the stage looked at after each step.
type walk struct {
	*testing.T
	*demo.Care
	db *dbtest.DB
}

func (w walk) stands(want string) {
	w.Helper()
	var got string
	err := w.db.Owner.QueryRow(context.Background(), `
		select p.stage
		from pathway p
		join course c on c.clinic_id = p.clinic_id and c.id = p.course_id
		where p.client_id = $1
		order by c.opened_at desc
		limit 1`, w.ID).Scan(&got)
	if err != nil || got != want {
		w.Fatalf("stands at %q, %v; want %q", got, err, want)
	}
}

// refused wants a refusal with these words in it.
func (w walk) refused(err error, words string) {
	w.Helper()
	p, ok := problem.As(err)
	if !ok {
		w.Fatalf("got %v, want a refusal about %q", err, words)
	}
	said := p.Error()
	for _, f := range p.Fields {
		said += " " + f.Message
	}
	if !strings.Contains(said, words) {
		w.Errorf("refused with %q, want %q", said, words)
	}
}

func (w walk) do(err error) {
	w.Helper()
	do(w.T, err)
}

// at puts the clock to a time of day, so many days after the Monday the walk begins on.
func (w walk) at(day int, clock string) { w.At(demo.On(w.on(day), clock)) }

func (w walk) on(day int) time.Time {
	return time.Date(2026, time.August, 3, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)
}

// books a dosing session at 9:30 of a day.
func (w walk) books(day int, status schedule.Status, reason string) error {
	_, err := w.BookDosingFor(w.Context(), demo.On(w.on(day), "9:30"), status, reason)
	return err
}

// doses on the day that is booked, after the questionnaires.
func (w walk) doses(day int) {
	w.Helper()
	w.at(day, "9:30")
	w.do(w.Ask(w.Context(), "before dosing", 12, 0, 9))
	w.do(w.Dose(w.Context(), one))
}

// integrates so many days after the walk began.
func (w walk) integrates(day int) {
	w.Helper()
	w.at(day, "14:00")
	talk := well
	if day == 44 {
		talk.Late = "She was traveling."
	}
	w.do(w.Integrate(w.Context(), talk))
}

func TestOneCourseFromReferralToClosing(t *testing.T) {
	h, d := open(t)
	w := walk{t, h.NewCare(ana), d}
	w.findsEligible()
	w.prepares()
	w.takesTwo()
	w.turnsBack()
	w.takesFourMore()
	w.completes()
	w.startsAgainAndStops()
}

func (w walk) findsEligible() {
	ctx := w.Context()
	w.at(0, "9:10")
	w.do(w.TakeIn(ctx))
	w.stands("referred")
	w.refused(w.books(20, schedule.Confirmed, ""), "The prescriber has to say yes first.")
	w.at(7, "10:00")
	w.do(w.TellHistory(ctx))
	w.do(w.Ask(ctx, "intake", 18, 0, 14))
	w.do(w.Screen(ctx, 2, false))
	_, err := w.BookTalk(ctx, schedule.Consultation, demo.On(w.on(7), "10:30"))
	w.do(err)
	w.stands("consultation")
	w.at(7, "11:30")
	w.refused(w.Authorize(ctx, 2, 90), "no signed consultation")
	w.do(w.Consult(ctx, eligibility.FirstConsultation, ""))
	w.stands("consultation")
	w.held("consultation")
	w.do(w.Authorize(ctx, 2, 90))
	w.stands("eligible")
}

// held says that the latest visit of a kind is done.
func (w walk) held(kind string) {
	w.Helper()
	var status string
	err := w.db.Owner.QueryRow(context.Background(), `
		select status
		from appointment
		where client_id = $1 and kind = $2
		order by starts_at desc
		limit 1`, w.ID, kind).Scan(&status)
	if err != nil || status != "done" {
		w.Errorf("the %s visit is %q, %v; want done", kind, status, err)
	}
}

func (w walk) prepares() {
	ctx := w.Context()
	w.do(w.Prescribe(ctx, medication.Whole(1), 1))
	w.stands("preparing")
	w.at(10, "15:00")
	w.do(w.Receive(ctx, 12))
	_, err := w.BookTalk(ctx, schedule.Preparation, demo.On(w.on(11), "10:00"))
	w.do(err)
	w.do(w.books(15, schedule.Confirmed, ""))
	w.at(11, "11:00")
	w.do(w.Prepare(ctx, "", "goals", "intention", "setting"))
	w.held("preparation")
	w.do(w.Consent(ctx))
	w.stands("preparing")
}

func (w walk) takesTwo() {
	ctx := w.Context()
	w.doses(15)
	w.stands("dosing 1 of 6")
	w.refused(w.books(19, schedule.Confirmed, ""), "The earliest day")
	w.refused(w.books(21, schedule.Confirmed, ""), "Ask the prescriber")
	w.at(16, "10:30")
	w.do(w.CallNextDay(ctx, "Slept well."))
	w.integrates(17)
	w.do(w.Courses.AllowEarly(w.As(ctx, "miriam"), w.ID, db.NewID(), course.EarlyDayEntry{Day: w.on(21), Reason: "Travels for work from then on."}))
	w.do(w.books(21, schedule.Confirmed, ""))
	w.doses(21)
	w.stands("dosing 2 of 6")
	w.integrates(23)
}

// turnsBack: the third session waits for the follow-up and for sessions; then the
// client does not want to, and nothing is counted.
// turnBack closes a session before the lozenge.
func (w walk) turnBack() {
	w.do(w.Readiness.NotStart(w.As(w.Context(), "jonah"), w.ID, w.Session, ""))
	w.do(w.SignSession(w.Context(), demo.Sitting{}))
}

func (w walk) turnsBack() {
	ctx := w.Context()
	w.refused(w.books(34, schedule.Confirmed, ""), "No dosing session is left")
	w.do(w.books(34, schedule.Tentative, ""))
	w.refused(w.Courses.ConfirmDosing(w.As(ctx, "grace"), w.ID, w.Visit), "stays tentative")
	w.at(34, "9:30")
	w.do(w.Arrive(ctx))
	w.refused(w.Clear(ctx), "follow-up is due before this dose")
	w.refused(w.Clear(ctx), "All authorized dosing sessions are used")
	w.at(34, "10:20")
	w.do(w.FollowUp(ctx, "Less dread in the mornings.", "Response after two sessions."))
	w.stands("dosing 2 of 6")
	w.do(w.AnswerArrival(ctx, func(a *readiness.Arrival) { a.WantsToGoAhead = readiness.No }))
	w.refused(w.Clear(ctx), "does not want to go ahead")
	w.turnBack()
	w.stands("dosing 2 of 6")
}

func (w walk) takesFourMore() {
	for n, day := range []int{36, 50, 64, 78} {
		w.at(day-1, "12:00")
		w.do(w.books(day, schedule.Confirmed, ""))
		w.doses(day)
		if n < 3 {
			w.stands(fmt.Sprintf("dosing %d of 6", n+3))
		}
		if n == 0 {
			w.comesWithoutIntegration(day + 7)
		}
		w.integrates(day + 2 + 6*(1-min(n, 1)))
	}
	w.stands("completing")
}

// comesWithoutIntegration is a visit booked a week after a dose, with nothing between.
func (w walk) comesWithoutIntegration(day int) {
	ctx := w.Context()
	w.refused(w.books(day, schedule.Confirmed, ""), "Write a reason")
	w.do(w.books(day, schedule.Confirmed, "Away next week"))
	w.at(day, "9:30")
	w.do(w.Arrive(ctx))
	w.do(w.AnswerArrival(ctx, nil))
	w.refused(w.Clear(ctx), "No integration was completed")
	w.turnBack()
}

func (w walk) completes() {
	ctx := w.Context()
	w.at(84, "10:00")
	w.refused(w.books(98, schedule.Confirmed, ""), "No dosing session is left")
	w.do(w.Consult(ctx, eligibility.Closing, "Sleeps, works, calls her brother on Sundays."))
	w.stands("completing")
	closing := course.ClosingEntry{Reason: course.Completed, Visit: course.VisitHeld, Leftover: course.TakenBack}
	w.refused(w.Courses.Close(w.As(ctx, "grace"), w.ID, closing), "A prescriber closes")
	w.do(w.Courses.Close(w.As(ctx, "miriam"), w.ID, closing))
	w.stands("completed")
}

// startsAgainAndStops is a second course, closed early at the client's wish.
func (w walk) startsAgainAndStops() {
	ctx := w.Context()
	w.at(112, "9:00")
	w.do(w.Courses.Restart(w.As(ctx, "grace"), w.ID, db.NewID(), course.RestartEntry{Kind: course.First, ReferredBy: "herself"}))
	w.stands("referred")
	w.refused(w.books(112, schedule.Confirmed, ""), "The prescriber has to say yes first.")
	w.at(113, "9:00")
	w.do(w.Consult(ctx, eligibility.FirstConsultation, ""))
	w.do(w.Authorize(ctx, 2, 90))
	w.stands("eligible")
	w.do(w.Courses.Close(w.As(ctx, "grace"), w.ID, course.ClosingEntry{Reason: course.ClientsWish, Visit: course.VisitRefused, Leftover: course.NoneLeft}))
	w.stands("closed")
	w.refused(w.books(120, schedule.Confirmed, ""), "No course is open")
}
