package readiness_test

import (
	"fmt"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/testday"
)

func TestAClientArrivesOnce(t *testing.T) {
	h := here(t)
	if err := h.Arrive(h.By("jonah"), h.Client, db.NewID(), h.Visit); !problem.Is(err, problem.Conflict) {
		t.Errorf("arrived twice: %v", err)
	}
	if status := look[string](h, `select status from appointment where id = $1`, h.Visit); status != "arrived" {
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
			h.Own(change)
			if err := h.Arrive(h.By("jonah"), h.Client, h.Session, h.Visit); !problem.Is(err, problem.Conflict) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAStalePageTakesNothingBack(t *testing.T) {
	h := here(t)
	stale := readiness.Arrival{Weight: 730} // drawn before anything was answered
	h.Do(h.SaveArrivalCheck(h.By("tomas"), h.Client, h.Session, db.NewID(), 0, stale))
	p, err := h.ArrivalCheck(h.By("jonah"), h.Client, h.Session)
	h.Do(err)
	if p.Arrival.WantsToGoAhead != readiness.Yes || p.Arrival.Weight != 730 {
		t.Errorf("got %q and %s kg", p.Arrival.WantsToGoAhead, p.Arrival.Weight)
	}
	if by := p.Arrival.Marks["weight"].By; by != "Tomás Lind" {
		t.Errorf("the weight is by %q", by)
	}
	if by := p.Arrival.Marks["wants_to_go_ahead"].By; by != "Jonah Weiss" {
		t.Errorf("the wish is by %q", by)
	}
}

// TestAnAnswerAfterMidnightRenewsNoOther: each is valid on the day it was given, and a page
// drawn the day before is refused once.
func TestAnAnswerAfterMidnightRenewsNoOther(t *testing.T) {
	h := here(t)
	p, err := h.ArrivalCheck(h.By("jonah"), h.Client, h.Session)
	h.Do(err)
	h.Own(`alter table arrival_check disable trigger user`)
	h.Own(`update arrival_check set at = at - interval '24 hours'`)
	if err := h.SaveArrivalCheck(h.By("tomas"), h.Client, h.Session, db.NewID(), p.Rows, p.Arrival); !problem.Is(err, problem.Conflict) {
		t.Errorf("yesterday's page: got %v", err)
	}
	h.Do(h.SaveArrivalCheck(h.By("tomas"), h.Client, h.Session, db.NewID(), 0, readiness.Arrival{Weight: 730}))
	p, err = h.ArrivalCheck(h.By("jonah"), h.Client, h.Session)
	h.Do(err)
	if p.Rows != 1 || p.Arrival.Weight != 730 || p.Arrival.WantsToGoAhead != "" || p.Arrival.Suicide.Ideation != readiness.NotAsked {
		t.Errorf("got %d rows, %+v", p.Rows, p.Arrival)
	}
	g, err := h.Readiness(h.By("jonah"), h.Client, h.Session)
	h.Do(err)
	for _, item := range []string{"G15", "G16", "G23"} {
		if found, _ := g.Gate.Item(item); found.State != readiness.NotYet {
			t.Errorf("%s is %s after one answer", item, found.State)
		}
	}
}

// TestKetamineToldOnArrivalIsADosingDay: of elsewhere, seen by every later booking; corrected
// it moves, taken back it goes, and what is on record is not noted twice.
func TestKetamineToldOnArrivalIsADosingDay(t *testing.T) {
	h := here(t)
	tell := func(answer readiness.Answer, on string) {
		t.Helper()
		a := testday.HealthyArrival()
		a.Substances.KetamineElsewhere = answer
		if on != "" {
			a.Substances.KetamineElsewhereOn, _ = time.Parse(time.DateOnly, on)
		}
		h.Answer(a)
	}
	days := func() string {
		return look[string](h, `select coalesce(string_agg(on_date::text || ' ' || min_days, ', ' order by on_date), '')
			from dosing_day where client_id = $1 and place = 'elsewhere' and cancelled_at is null`, h.Client)
	}
	h.Own(`insert into dosing_day (clinic_id, id, client_id, on_date, place, min_days) values ($1, $2, $3, '2026-11-10', 'elsewhere', 5)`, h.ID(), db.NewID(), h.Client)
	for _, c := range []struct {
		answer   readiness.Answer
		on, want string
	}{
		{readiness.Yes, "2026-11-21", "2026-11-10 5, 2026-11-21 5"},
		{readiness.Yes, "2026-11-20", "2026-11-10 5, 2026-11-20 5"},
		{readiness.Yes, "2026-11-21", "2026-11-10 5, 2026-11-21 5"},
		{readiness.Yes, "2026-11-10", "2026-11-10 5"},
		{readiness.Yes, "2026-11-21", "2026-11-10 5, 2026-11-21 5"},
		{readiness.No, "", "2026-11-10 5"},
	} {
		if tell(c.answer, c.on); days() != c.want {
			t.Errorf("told %s %s: got %s, want %s", c.answer, c.on, days(), c.want)
		}
	}
}

func TestWhatAnAnswerOpens(t *testing.T) {
	for _, c := range []struct {
		name, ask string
		change    func(*readiness.Arrival)
	}{
		{"urinary symptoms", `select count(*) from review where kind = 'urinary' and answered_at is null`,
			func(a *readiness.Arrival) { a.Condition.Urinary, a.Condition.UrinaryWords = readiness.Yes, "burning" }},
		{"a new medicine", `select count(*) from review where kind = 'medicine' and answered_at is null`,
			func(a *readiness.Arrival) { a.Medicines.Changed, a.Medicines.Change = readiness.Yes, "sertraline" }},
		{"another substance", `select count(*) from review where kind = 'substance' and reason = 'New substance use: kratom' and answered_at is null`,
			func(a *readiness.Arrival) {
				a.Substances.Other, a.Substances.OtherWhat, a.Substances.LastOther = readiness.Yes, "kratom", dbtest.Noon.AddDate(0, 0, -9)
			}},
		{"mania", `select count(*) from pause where kind = 'psychiatric' and lifted_at is null`,
			func(a *readiness.Arrival) { a.Condition.Mania = readiness.Yes }},
		{"a plan", `select count(*) from task where kind = 'risk check' and urgent and closed_at is null`,
			func(a *readiness.Arrival) { a.Suicide.Ideation, a.Suicide.Plan = readiness.Active, readiness.Yes }},
		{"new active ideation", `select count(*) from pause where kind = 'psychiatric' and fact_kind = 'dosing_session suicide' and lifted_at is null`,
			func(a *readiness.Arrival) { a.Suicide.Ideation, a.Suicide.New = readiness.Active, readiness.Yes }},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := here(t)
			a := testday.HealthyArrival()
			c.change(&a)
			h.Answer(a)
			h.Answer(a) // saved again it opens nothing more
			if n := look[int](h, c.ask); n != 1 {
				t.Errorf("%d opened", n)
			}
		})
	}
}

func TestAnOverrideAnswersTheReviewOfTheSameFact(t *testing.T) {
	h := here(t)
	a := testday.HealthyArrival()
	a.Condition.Urinary, a.Condition.UrinaryWords = readiness.Yes, "burning"
	h.Answer(a)
	h.Do(h.Override(h.By("miriam"), h.Client, h.Session, db.NewID(), "G19", readiness.OverrideEntry{Reason: "Dip test negative"}))
	if n := look[int](h, `select count(*) from review where answered_at is null`); n != 0 {
		t.Errorf("%d reviews still wait", n)
	}
	h.Do(h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()))
}

// TestWhatStoppedASessionOutlastsItsDay: closed the same day or after midnight, what the day's
// answers and readings stopped is asked.
func TestWhatStoppedASessionOutlastsItsDay(t *testing.T) {
	for name, minute := range map[string]int{"the same day": 11*60 + 59, "after midnight": 12*60 + 1, "the next noon": 24 * 60} {
		t.Run(name, func(t *testing.T) {
			h := here(t)
			a := testday.HealthyArrival()
			a.Pregnancy.Possible = readiness.Yes
			h.Answer(a)
			h.Pressure(-6, 150, 95)
			h.Pressure(-1, 150, 95)
			h.At(minute)
			h.Do(h.NotStart(h.By("jonah"), h.Client, h.Session, ""))
			if n := look[int](h, `select count(*) from pause where client_id = $1 and kind = 'medical'`, h.Client); n != 1 {
				t.Errorf("got %d pauses for a pregnancy that is possible", n)
			}
			if n := look[int](h, `select count(*) from review where client_id = $1`, h.Client); n != 1 {
				t.Errorf("got %d reviews of the pressure", n)
			}
		})
	}
}

func TestNotHeldTodayCountsNothing(t *testing.T) {
	h := cleared(t)
	h.Do(h.NotStart(h.By("jonah"), h.Client, h.Session, ""))
	if n := look[int](h, `select count(*) from dosing_session s join appointment a on a.id = s.appointment_id join dosing_day d on d.appointment_id = a.id
		where s.status = 'not_started' and a.status = 'not_held' and d.cancelled_at is not null`); n != 1 {
		t.Errorf("session, visit or day goes on")
	}
	if err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), h.Lozenge()); !problem.Is(err, problem.Conflict) {
		t.Errorf("got %v", err)
	}
	if err := h.SaveArrivalCheck(h.By("jonah"), h.Client, h.Session, db.NewID(), 0, readiness.Arrival{}); !problem.Is(err, problem.Conflict) {
		t.Errorf("got %v", err)
	}
}

// TestAnOverrideAnswersNoOtherFactOfItsKind: a beer, overridden, is no answer to last week's
// cocaine screen; an override of the reviews answers each that was open.
func TestAnOverrideAnswersNoOtherFactOfItsKind(t *testing.T) {
	h := here(t)
	for _, reason := range []string{"Cocaine in the screen of last week", "A second one"} {
		h.Own(`insert into review (clinic_id, id, client_id, course_id, kind, fact_kind, fact, reason, opened_at) values ($1, $2, $3, $4, 'substance', 'arrival_check screen', $5, $6, $7)`,
			h.ID(), db.NewID(), h.Client, look[string](h, `select id::text from course`), db.NewID(), reason, dbtest.Noon.AddDate(0, 0, -7))
	}
	a := testday.HealthyArrival()
	a.Substances.Alcohol, a.Substances.LastAlcohol = readiness.Yes, dbtest.Noon.Add(-40*time.Hour)
	h.Answer(a)
	const open = `select count(*) from review where answered_at is null`
	h.Do(h.Override(h.By("miriam"), h.Client, h.Session, db.NewID(), "G12", readiness.OverrideEntry{Reason: "One beer"}))
	if n := look[int](h, open); n != 2 {
		t.Errorf("a beer answered screens: %d of 2 still wait", n)
	}
	h.Do(h.Override(h.By("miriam"), h.Client, h.Session, db.NewID(), "G22", readiness.OverrideEntry{Reason: "Talked about both"}))
	if n := look[int](h, open); n != 0 {
		t.Errorf("%d reviews still wait after an override of them all", n)
	}
	h.Do(h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()))
}

// TestALongIntervalIsAskedAboutOnArrival: 28 days are free of it, 29 are a question for the
// prescriber, which booking may have asked and had answered already.
func TestALongIntervalIsAskedAboutOnArrival(t *testing.T) {
	for _, c := range []struct {
		days     int
		answered bool
		want     int
	}{{28, false, 0}, {29, false, 1}, {35, false, 1}, {35, true, 0}} {
		t.Run(fmt.Sprint(c.days, c.answered), func(t *testing.T) {
			h := book(t)
			h.Own(`insert into dosing_day (clinic_id, id, client_id, on_date, place, min_days) values ($1, $2, $3, $4, 'elsewhere', 5)`,
				h.ID(), db.NewID(), h.Client, dbtest.Noon.AddDate(0, 0, -c.days))
			if c.answered {
				h.Own(`insert into review (clinic_id, id, client_id, course_id, kind, fact_kind, fact, reason, answered_at, decision, answer)
				select $1, $2, client_id, id, 'interval', 'appointment', $3, 'Long', $4, 'continue', 'Talked' from course`,
					h.ID(), db.NewID(), h.Visit, dbtest.Noon.Add(-time.Hour))
			}
			h.Do(h.Arrive(h.By("jonah"), h.Client, h.Session, h.Visit))
			if n := look[int](h, `select count(*) from review where kind = 'interval' and answered_at is null`); n != c.want {
				t.Errorf("%d days, answered %v: %d asked, want %d", c.days, c.answered, n, c.want)
			}
		})
	}
}
