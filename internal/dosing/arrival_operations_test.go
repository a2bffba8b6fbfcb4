package dosing_test

import (
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/dosing"
	"kap/internal/problem"
)

func TestAClientArrivesOnce(t *testing.T) {
	h := here(t)
	if err := h.Arrive(h.as("jonah"), h.client, db.NewID(), h.visit); !problem.Is(err, problem.Conflict) {
		t.Errorf("arrived twice: %v", err)
	}
	if status := look[string](h, `select status from appointment where id = $1`, h.visit); status != "arrived" {
		t.Errorf("the visit is %s", status)
	}
}

func TestNobodyArrivesForAnotherDayOrACancelledVisit(t *testing.T) {
	for name, change := range map[string]string{
		"tomorrow's": `update appointment set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day'`,
		"cancelled":  `update appointment set status = 'cancelled', cancelled_at = now(), cancelled_by = 'client'`,
		"a talk":     `update appointment set kind = 'integration'`,
	} {
		t.Run(name, func(t *testing.T) {
			h := book(t)
			h.own(change)
			if err := h.Arrive(h.as("jonah"), h.client, h.session, h.visit); !problem.Is(err, problem.Conflict) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAStalePageTakesNothingBack(t *testing.T) {
	h := here(t)
	stale := dosing.Arrival{Weight: 730} // drawn before anything was answered
	h.do(h.SaveArrivalCheck(h.as("tomas"), h.client, h.session, db.NewID(), 0, stale))
	p, err := h.ArrivalCheck(h.as("jonah"), h.client, h.session)
	h.do(err)
	if p.Arrival.WantsToGoAhead != dosing.Yes || p.Arrival.Weight != 730 {
		t.Errorf("got %q and %s kg", p.Arrival.WantsToGoAhead, p.Arrival.Weight)
	}
	if by := p.Arrival.Marks["weight"].By; by != "Tomás Lind" {
		t.Errorf("the weight is by %q", by)
	}
	if by := p.Arrival.Marks["wants_to_go_ahead"].By; by != "Jonah Weiss" {
		t.Errorf("the wish is by %q", by)
	}
}

func TestWhatAnAnswerOpens(t *testing.T) {
	for _, c := range []struct {
		name, ask string
		change    func(*dosing.Arrival)
	}{
		{"urinary symptoms", `select count(*) from review where kind = 'urinary' and answered_at is null`,
			func(a *dosing.Arrival) { a.Condition.Urinary, a.Condition.UrinaryWords = dosing.Yes, "burning" }},
		{"a new medicine", `select count(*) from review where kind = 'medicine' and answered_at is null`,
			func(a *dosing.Arrival) { a.Medicines.Changed, a.Medicines.Change = dosing.Yes, "sertraline" }},
		{"another substance", `select count(*) from review where kind = 'substance' and reason = 'New substance use: kratom' and answered_at is null`,
			func(a *dosing.Arrival) {
				a.Substances.Other, a.Substances.OtherWhat, a.Substances.LastOther = dosing.Yes, "kratom", dbtest.Noon.AddDate(0, 0, -9)
			}},
		{"mania", `select count(*) from pause where kind = 'psychiatric' and lifted_at is null`,
			func(a *dosing.Arrival) { a.Condition.Mania = dosing.Yes }},
		{"a plan", `select count(*) from task where kind = 'risk check' and urgent and closed_at is null`,
			func(a *dosing.Arrival) { a.Suicide.Ideation, a.Suicide.Plan = dosing.Active, dosing.Yes }},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := here(t)
			a := healthyArrival()
			c.change(&a)
			h.answer(a)
			h.answer(a) // saved again it opens nothing more
			if n := look[int](h, c.ask); n != 1 {
				t.Errorf("%d opened", n)
			}
		})
	}
}

func TestAnOverrideAnswersTheReviewOfTheSameFact(t *testing.T) {
	h := here(t)
	a := healthyArrival()
	a.Condition.Urinary, a.Condition.UrinaryWords = dosing.Yes, "burning"
	h.answer(a)
	h.do(h.Override(h.as("miriam"), h.client, h.session, db.NewID(), "G19", dosing.OverrideInput{Reason: "Dip test negative"}))
	if n := look[int](h, `select count(*) from review where answered_at is null`); n != 0 {
		t.Errorf("%d reviews still wait", n)
	}
	h.do(h.Clear(h.as("jonah"), h.client, h.session, db.NewID()))
}

func TestNotHeldTodayCountsNothing(t *testing.T) {
	h := cleared(t)
	h.do(h.NotStart(h.as("jonah"), h.client, h.session, ""))
	if n := look[int](h, `select count(*) from dosing_session s join appointment a on a.id = s.appointment_id join dosing_day d on d.appointment_id = a.id
		where s.status = 'not_started' and a.status = 'not_held' and d.cancelled_at is not null`); n != 1 {
		t.Errorf("session, visit or day goes on")
	}
	if err := h.RecordIntake(h.as("jonah"), h.client, h.session, db.NewID(), h.lozenge()); !problem.Is(err, problem.Conflict) {
		t.Errorf("got %v", err)
	}
	if err := h.SaveArrivalCheck(h.as("jonah"), h.client, h.session, db.NewID(), 0, dosing.Arrival{}); !problem.Is(err, problem.Conflict) {
		t.Errorf("got %v", err)
	}
}
