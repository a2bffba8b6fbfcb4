package demo_test

import (
	"testing"
	"time"

	"kap/internal/client"
	"kap/internal/dbtest"
	"kap/internal/demo"
	"kap/internal/dosing"
	"kap/internal/eligibility"
	"kap/internal/medication"
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

var one = demo.Sitting{Start: medication.Whole(1), Rise: 16, Brought: dosing.Impression{
	Ways: []dosing.Way{dosing.Talk}, Belongs: dosing.Record, Images: "A field after rain.", Quotes: "It was wide."}}

var well = demo.Talk{Since: "Lighter for three days.", Ratings: []int{4, 4}, Agreed: "Walk before breakfast"}

func TestOneCourseFromReferralToClosing(t *testing.T) {
	h, _ := open(t)
	ctx := t.Context()
	a := h.NewCare(ana)
	day := func(weeks int, weekday time.Weekday) time.Time {
		return demo.Weekday(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), weeks, weekday)
	}
	h.At(demo.On(day(-16, time.Monday), "9:10"))
	do(t, a.TakeIn(ctx))
	h.At(demo.On(day(-15, time.Monday), "10:00"))
	do(t, a.TellHistory(ctx))
	do(t, a.Ask(ctx, "intake", 18, 0, 14))
	do(t, a.Screen(ctx, 2, false))
	h.At(demo.On(day(-15, time.Monday), "11:00"))
	do(t, a.Consult(ctx, eligibility.FirstConsultation, ""))
	do(t, a.Authorize(ctx, 2, 90))
	do(t, a.Prescribe(ctx, medication.Whole(1), 1))
	h.At(demo.On(day(-14, time.Thursday), "15:00"))
	do(t, a.Receive(ctx, 12))
	do(t, a.Prepare(ctx, "", "goals", "intention", "setting"))
	do(t, a.Consent(ctx))
	at, err := a.BookDosing(ctx, demo.On(day(-13, time.Tuesday), "9:30"), schedule.Confirmed)
	do(t, err)
	h.At(at)
	do(t, a.Ask(ctx, "before dosing", 17, 0, 13))
	do(t, a.Dose(ctx, one))
	h.At(demo.On(day(-13, time.Wednesday), "10:30"))
	do(t, a.CallNextDay(ctx, "Slept well."))
	_, err = a.BookTalk(ctx, schedule.Integration, demo.On(day(-13, time.Thursday), "10:00"))
	do(t, err)
	h.At(demo.On(day(-13, time.Thursday), "10:55"))
	do(t, a.Integrate(ctx, well))
	_ = dbtest.Noon
}
