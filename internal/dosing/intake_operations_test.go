package dosing_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/dosing"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/testday"
)

func TestADayGoesFromArrivalToTheLozenge(t *testing.T) {
	h := cleared(t)
	id := db.NewID()
	h.Do(h.RecordIntake(h.By("jonah"), h.Client, h.Session, id, h.Lozenge()))
	for what, ask := range map[string]string{
		"session dosed at noon":      `select count(*) from dosing_session where id = $1 and status = 'dosed' and started_at = '2026-11-24 19:00Z' and decision_id is not null and prescription_id is not null and dosing_day_id is not null and weight = 72.5`,
		"cleared, then evaluated":    `select count(*) / 2 from gate_check where session_id = $1 and cleared and jsonb_array_length(items) = 24`,
		"150 mg, planned, witnessed": `select count(*) from intake where session_id = $1 and mg = 150 and planned and witness is not null and gate_check_id is not null`,
		"lozenges off the count":     `select count(*) from supply_entry where session_id = $1 and kind = 'taken' and units = 1.5 and lot = 'A1'`,
		"the planned day is a dosed": `select count(*) from dosing_day d join dosing_session s on s.dosing_day_id = d.id where s.id = $1 and d.on_date = '2026-11-24' and d.number = 1`,
		"the visit goes on":          `select count(*) from appointment a join dosing_session s on s.appointment_id = a.id where s.id = $1 and a.status = 'in_progress'`,
		"the call of the next day":   `select count(*) from task t join dosing_session s on t.fact = s.dosing_day_id where s.id = $1 and t.kind = 'safety call' and t.due = '2026-11-26 00:00Z'`,
	} {
		if n := look[int](h, ask, h.Session); n != 1 {
			t.Errorf("%s: got %d", what, n)
		}
	}
	h.At(12)
	h.Do(h.FinishIntake(h.By("jonah"), h.Client, h.Session, id, dosing.MouthEntry{Minutes: ptr(12), Kept: dosing.Spat}))
	p, err := h.Intakes(h.By("jonah"), h.Client, h.Session)
	h.Do(err)
	if p.Step != medication.Booster || len(p.Taken) != 1 || p.Taken[0].MG.String() != "150" || *p.Taken[0].Minutes != 12 {
		t.Errorf("got %s after %+v", p.Step, p.Taken)
	}
}

func TestWhatStopsTheLozenge(t *testing.T) {
	for _, c := range []struct {
		name, says string
		change     func(booked)
	}{
		{"eligibility revoked", "No eligibility decision is in force", func(h booked) {
			h.Own(`insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, signed_at, signed_by)
				values ($1, $2, $3, $4, 'revoked', $5, $6)`, h.ID(), db.NewID(), h.Client, h.Course, h.After(-1), h.Who("miriam"))
		}},
		{"prescription ended", "No prescription is active", func(h booked) {
			h.Own(`update prescription set ended_at = $1, ended_reason = 'changed'`, h.After(-1))
		}},
		{"consent withdrawn", "Consent to treatment was withdrawn", func(h booked) { h.withdraw(-1) }},
		{"consent of an old text", "earlier text", func(h booked) {
			h.Own(`insert into consent_text (clinic_id, id, kind, version, title, text, sha256, drafted_by, approved_by, approved_at)
				values ($1, $2, 'treatment', 2, 'Title', 'New', sha256('New'), null, $3, '2026-11-20')`, h.ID(), db.NewID(), h.Who("miriam"))
		}},
		{"paused", "The course is paused", func(h booked) {
			h.Own(`insert into pause (clinic_id, id, client_id, course_id, kind, reason, opened_at)
				values ($1, $2, $3, $4, 'medical', 'Waits', $5)`, h.ID(), db.NewID(), h.Client, h.Course, h.After(-1))
		}},
		{"148/92 twice", "148/92 is above the limit", func(h booked) { h.Pressure(-6, 148, 92); h.Pressure(-1, 148, 92) }},
		{"182/112", "182/112: cannot start", func(h booked) { h.Pressure(-6, 182, 112); h.Pressure(-1, 182, 112) }},
		{"ketamine four days ago", "Only 4 days since the last ketamine", func(h booked) {
			h.Own(`insert into dosing_day (clinic_id, id, client_id, on_date, place, min_days) values ($1, $2, $3, '2026-11-20', 'elsewhere', 4)`,
				h.ID(), db.NewID(), h.Client)
		}},
		{"a follow-up held before the second dose", "The follow-up is due before this dose", func(h booked) {
			h.Own(`insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date, started_at, place, min_days)
				select $1, gen_random_uuid(), $2, $3, n, at::date, at, 'here', 4
				from (values (2, $4::timestamptz - interval '42 days'), (3, $4 - interval '28 days')) d (n, at)`, h.ID(), h.Client, h.Course, h.After(0))
			h.Own(`insert into consultation (clinic_id, id, client_id, course_id, kind, held_at, signed_at, signed_by)
				values ($1, $2, $3, $4, 'follow-up', $5, $5, $6)`, h.ID(), db.NewID(), h.Client, h.Course, h.After(0).AddDate(0, 0, -35), h.Who("miriam"))
		}},
		{"nobody is here", "Neither the therapist nor a named cover", func(h booked) {
			h.Own(`update presence set went_at = $1`, h.After(-1))
		}},
		{"somebody is here who covers nobody", "Neither the therapist nor a named cover", func(h booked) { h.instead("priya") }},
		{"on call for the prescribers", "Neither the therapist nor a named cover", func(h booked) {
			h.instead("priya")
			h.covers("", "priya", -60, 60)
		}},
		{"on call, where no therapist is named", "Neither the therapist nor a named cover", func(h booked) {
			h.Own(`update course set therapist_id = null`)
			h.Own(`update dosing_session set therapist_id = null`)
			h.instead("priya")
			h.covers("", "priya", -60, 60)
		}},
		{"a cover that has ended", "Neither the therapist nor a named cover", func(h booked) {
			h.instead("priya")
			h.covers("jonah", "priya", -60, 0)
		}},
		{"a cover for somebody else", "Neither the therapist nor a named cover", func(h booked) {
			h.instead("priya")
			h.covers("miriam", "priya", -60, 60)
		}},
		{"the therapist is booked elsewhere soon", "The latest start was", func(h booked) {
			h.Own(`update booking set ends_at = $1 where staff_id is not null`, h.After(134))
		}},
		{"the room was let go", "Therapist and room are not both booked", func(h booked) {
			h.Own(`update booking set active = false where room_id is not null`)
		}},
		{"preparation held elsewhere only", "Preparation", func(h booked) {
			h.Own(`update preparation_session set place = 'elsewhere', held_where = 'Dr. Okafor'`)
		}},
		{"preparation not completed", "Preparation", func(h booked) { h.Own(`update preparation_session set completed_at = null`) }},
		{"a plan of the day that has expired", "Questionnaires and plans", func(h booked) {
			h.Own(`update readiness_item set expires_on = '2026-11-23' where item = 'fasting'`)
		}},
		{"a questionnaire not whole", "PHQ-9", func(h booked) {
			h.Own(`update measure_response set complete = false, total = null where instrument = 'phq9'`)
		}},
		{"a medicine to hold, which ends tomorrow", "Hold", func(h booked) {
			h.Own(`insert into medicine (clinic_id, id, created_at, client_id, name, class, as_needed, stopped_on)
				values ($1, $2, '2026-11-01', $3, 'lorazepam', 'benzodiazepine', true, '2026-11-25')`, h.ID(), db.NewID(), h.Client)
			a := testday.HealthyArrival()
			a.Medicines.HoldsKept, a.Medicines.HoldsMissed = readiness.No, "lorazepam at 8 am"
			h.Answer(a)
		}},
		{"preparation of another course", "Preparation", func(h booked) { h.Own(`update preparation_session set course_id = $1`, h.earlier()) }},
		{"a decision of another course", "Eligibility is not decided yet", func(h booked) {
			h.rewrite("eligibility_decision", `update eligibility_decision set course_id = $1`, h.earlier())
		}},
		{"a prescription of another course", "No prescription is active", func(h booked) {
			h.rewrite("prescription", `update prescription set course_id = $1`, h.earlier())
		}},
		{"plans of another course", "Questionnaires and plans", func(h booked) { h.Own(`update readiness_item set course_id = $1`, h.earlier()) }},
		{"goals of another course", "Goals", func(h booked) { h.Own(`update goal set course_id = $1`, h.earlier()) }},
		{"a decision whose last day was yesterday", "No eligibility decision is in force", func(h booked) {
			h.rewrite("eligibility_decision", `update eligibility_decision set valid_until = '2026-11-23'`)
		}},
		{"no dosing session left", "dosing session", func(h booked) { h.rewrite("eligibility_decision", `update eligibility_decision set sessions = 0`) }},
		{"a review is open", "review", func(h booked) {
			h.Own(`insert into review (clinic_id, id, client_id, course_id, kind, reason, opened_at) values ($1, $2, $3, $4, 'therapist', 'A concern', $5)`,
				h.ID(), db.NewID(), h.Client, h.Course, h.After(-1))
		}},
		{"pulse", "rate", func(h booked) {
			h.rewrite("vitals", `update vitals set heart_rate = 131`)
		}},
		{"oxygen", "oxygen", func(h booked) { h.rewrite("vitals", `update vitals set spo2 = 90`) }},
		{"active thoughts", "There is no dose today", asks(func(a *readiness.Arrival) { a.Suicide.Ideation = readiness.Active })},
		{"does not want to", "go ahead", asks(func(a *readiness.Arrival) { a.WantsToGoAhead = readiness.No })},
		{"a ride service alone", "A ride service alone is not enough", asks(func(a *readiness.Arrival) { a.Escort.RideOnly = readiness.Yes })},
		{"no escort confirmed", "No escort is confirmed today", asks(func(a *readiness.Arrival) { a.Escort = readiness.Escort{} })},
		{"ate two hours ago", "food", asks(func(a *readiness.Arrival) { a.LastFood = testday.Ago(60) })},
		{"intoxicated", "intoxicated", asks(func(a *readiness.Arrival) { a.Substances.Intoxicated = readiness.Yes })},
		{"a new medicine", "medicine", asks(func(a *readiness.Arrival) { a.Medicines.Changed, a.Medicines.Change = readiness.Yes, "lithium" })},
		{"pregnancy possible, not tested", "pregnan", asks(func(a *readiness.Arrival) { a.Pregnancy.Possible = readiness.Yes })},
		{"a sign of psychosis", "psychosis", asks(func(a *readiness.Arrival) { a.Condition.Psychosis = readiness.Yes })},
		{"vomiting", "vomit", asks(func(a *readiness.Arrival) { a.Condition.Vomiting = readiness.Yes })},
		{"the label was not read", "label", asks(func(a *readiness.Arrival) { a.Lozenges.LabelChecked = readiness.No })},
		{"no prescriber answered", "No prescriber has answered today", asks(func(a *readiness.Arrival) { a.Prescriber = readiness.PrescriberCall{} })},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := cleared(t)
			c.change(h)
			before := h.written()
			err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), h.Lozenge())
			p, _ := problem.As(err)
			if p == nil || p.Kind != problem.Conflict || !strings.Contains(strings.ToLower(testday.Said(p)), strings.ToLower(c.says)) {
				t.Errorf("want a refusal that says %q, got %v", c.says, testday.Said(err))
			}
			if diff := cmp.Diff(before, h.written()); diff != "" {
				t.Errorf("a refused lozenge was stored:\n%s", diff)
			}
		})
	}
}

// TestWhatDoesNotStopTheLozenge are the twins of what does: a filter that let too much
// through would stop here.
func TestWhatDoesNotStopTheLozenge(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(booked)
	}{
		{"a cover of the therapist is here", func(h booked) {
			h.instead("priya")
			h.covers("jonah", "priya", -60, 60)
		}},
		{"the therapist was away for a while", func(h booked) {
			h.instead("priya")
			h.covers("jonah", "priya", -60, 60)
			h.Own(`insert into presence (clinic_id, id, client_id, session_id, staff_id, role, came_at, confirmed_at)
				values ($1, $2, $3, $4, $5, 'therapist', $6, $6)`, h.ID(), db.NewID(), h.Client, h.Session, h.Who("jonah"), h.After(-1))
		}},
		{"therapist and room until two hours and a quarter after", func(h booked) {
			h.Own(`update booking set ends_at = $1`, h.After(135))
		}},
		{"a voided reading above the limit", func(h booked) {
			h.Pressure(-2, 190, 115)
			h.Own(`update vitals set voided_at = $1, voided_by = $2, void_reason = 'wrong cuff' where systolic = 190`, h.After(-1), h.Who("jonah"))
		}},
		{"a reading at home above the limit", func(h booked) {
			h.Own(`insert into vitals (clinic_id, id, client_id, taken_at, systolic, diastolic, source) values ($1, $2, $3, $4, 190, 115, 'client')`,
				h.ID(), db.NewID(), h.Client, h.After(-2))
		}},
		{"a medicine to hold that ended today", func(h booked) {
			h.Own(`insert into medicine (clinic_id, id, created_at, client_id, name, class, as_needed, stopped_on)
				values ($1, $2, '2026-11-01', $3, 'lorazepam', 'benzodiazepine', true, '2026-11-24')`, h.ID(), db.NewID(), h.Client)
			a := testday.HealthyArrival()
			a.Medicines.HoldsKept, a.Medicines.HoldsMissed = readiness.No, "lorazepam at 8 am"
			h.Answer(a)
		}},
		{"a pause of another course", func(h booked) {
			h.Own(`insert into pause (clinic_id, id, client_id, course_id, kind, reason, opened_at)
				values ($1, $2, $3, $4, 'medical', 'Waits', $5)`, h.ID(), db.NewID(), h.Client, h.earlier(), h.After(-1))
		}},
		{"a decision whose last day is today", func(h booked) {
			h.rewrite("eligibility_decision", `update eligibility_decision set valid_until = '2026-11-24'`)
		}},
		{"passive thoughts before, and nothing of them today", asks(func(a *readiness.Arrival) { a.Suicide.New = readiness.No })},
		{"a plan that expires today", func(h booked) { h.Own(`update readiness_item set expires_on = '2026-11-24'`) }},
		{"an older questionnaire beside the one that counts", func(h booked) {
			h.Own(`insert into measure_response (clinic_id, id, client_id, course_id, instrument, complete, total, at)
				values ($1, $2, $3, $4, 'phq9', true, 20, '2026-11-01 18:00Z')`, h.ID(), db.NewID(), h.Client, h.Course)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := cleared(t)
			c.change(h)
			if err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), h.Lozenge()); err != nil {
				t.Errorf("refused: %s", testday.Said(err))
			}
		})
	}
}

// asks saves a healthy arrival check with one answer changed.
func asks(change func(*readiness.Arrival)) func(booked) {
	return func(h booked) {
		a := testday.HealthyArrival()
		change(&a)
		h.Answer(a)
	}
}

// earlier is a course of Ana's that closed before this one.
func (h booked) earlier() uuid.UUID {
	id := db.NewID()
	h.Own(`insert into course (clinic_id, id, client_id, opened_at, closed_at, closed_by, closed_reason) values ($1, $2, $3, '2026-01-01', '2026-09-01', $4, 'completed')`,
		h.ID(), id, h.Client, h.Who("miriam"))
	return id
}

// rewrite changes a row that nothing changes any more, as if it had been written so.
func (h booked) rewrite(table, statement string, args ...any) {
	h.Own(`alter table ` + table + ` disable trigger user`)
	h.Own(statement, args...)
	h.Own(`alter table ` + table + ` enable trigger user`)
}

// instead has somebody else come for Jonah, who goes.
func (h booked) instead(name string) {
	h.Own(`update presence set went_at = $1`, h.After(-3))
	h.Own(`insert into presence (clinic_id, id, client_id, session_id, staff_id, role, came_at, confirmed_at)
		values ($1, $2, $3, $4, $5, 'therapist', $6, $6)`, h.ID(), db.NewID(), h.Client, h.Session, h.Who(name), h.After(-3))
}

// covers names somebody for who is away, nobody for on call, from and until minutes after noon.
func (h booked) covers(away, by string, from, until int) {
	var of any
	if away != "" {
		of = h.Who(away)
	}
	h.Own(`insert into cover (clinic_id, id, staff_id, covered_by, starts_at, ends_at) values ($1, $2, $3, $4, $5, $6)`,
		h.ID(), db.NewID(), of, h.Who(by), h.After(from), h.After(until))
}

// withdraw takes back the consent to treatment, minutes after noon.
func (h booked) withdraw(minute int) {
	h.Own(`insert into consent_change (clinic_id, id, client_id, consent_id, change, at)
		values ($1, $2, $3, $4, 'withdrawn', $5)`, h.ID(), db.NewID(), h.Client, h.Consent, h.After(minute))
}

// written is everything a lozenge writes, as a text.
func (h booked) written() string {
	h.T.Helper()
	return look[string](h, `
		select json_build_object(
		    'session', (select json_agg(s) from dosing_session s), 'visit', (select json_agg(a) from appointment a),
		    'day', (select json_agg(d) from dosing_day d), 'gate', (select count(*) from gate_check),
		    'intake', (select count(*) from intake), 'line', (select count(*) from intake_line),
		    'supply', (select count(*) from supply_entry), 'task', (select json_agg(t.kind) from task t),
		    'incident', (select count(*) from incident), 'events', (select count(*) from audit_event))::text`)
}

// Planned it writes the readiness, the lozenge and what follows; all the same, the
// incident and the call too.
func TestAFaultAnywhereLeavesNothing(t *testing.T) {
	for name, allTheSame := range map[string]bool{"planned": false, "all the same": true} {
		t.Run(name, func(t *testing.T) {
			h := cleared(t)
			if allTheSame {
				h.Pressure(-1, 190, 120)
			}
			taken := h.Lozenge()
			taken.AllTheSame = allTheSame
			id := db.NewID()
			rows := h.FailAtEveryRow(t, func() error { return h.RecordIntake(h.By("jonah"), h.Client, h.Session, id, taken) })
			if n := look[int](h, `select count(*) from intake`); n != 1 || rows < 10 {
				t.Errorf("%d intakes, %d rows written", n, rows)
			}
		})
	}
}

func TestTakenAllTheSameIsKept(t *testing.T) {
	h := cleared(t)
	h.Pressure(-6, 148, 92)
	h.Pressure(-1, 148, 92)
	taken := h.Lozenge()
	taken.AllTheSame = true
	h.Do(h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), taken))
	if words := look[string](h, `select words from incident where kind = 'unplanned' and session_id = $1`, h.Session); !strings.Contains(words, "148/92 is above the limit") {
		t.Errorf("the incident says %q", words)
	}
	if n := look[int](h, `select count(*) from intake where not planned and incident_id is not null and gate_check_id is not null`); n != 1 {
		t.Errorf("%d unplanned intakes", n)
	}
	if n := look[int](h, `select count(*) from task where owner_role = 'prescriber' and urgent and due = $1`, h.After(0)); n != 1 {
		t.Errorf("%d calls to the prescriber", n)
	}
	p, err := h.Intakes(h.By("jonah"), h.Client, h.Session)
	h.Do(err)
	if p.Session.Status != readiness.Dosed || !p.Session.Unplanned {
		t.Errorf("got %s, unplanned %v", p.Session.Status, p.Session.Unplanned)
	}
}

func TestNothingStandsAgainstWhatIsPlanned(t *testing.T) {
	h := cleared(t)
	taken := h.Lozenge()
	taken.AllTheSame = true
	if err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), taken); !problem.Is(err, problem.Conflict) {
		t.Errorf("got %v", err)
	}
}

func TestALozengeWithoutClearing(t *testing.T) {
	h := here(t)
	h.At(0)
	err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), h.Lozenge())
	if p, ok := problem.As(err); !ok || !strings.Contains(testday.Said(p), "Readiness was not signed") {
		t.Errorf("got %v", err)
	}
	taken := h.Lozenge()
	taken.AllTheSame = true
	h.Do(h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), taken))
}

func TestASecondClickStoresOneLozenge(t *testing.T) {
	h := cleared(t)
	id := db.NewID()
	submit := func() error {
		ctx := db.WithSubmission(h.By("jonah"), &db.Submission{ID: id, Posted: []byte("the lozenge")})
		return h.RecordIntake(ctx, h.Client, h.Session, id, h.Lozenge())
	}
	h.Do(submit())
	h.At(1)
	h.Do(submit())
	if n := look[int](h, `select count(*) from intake`); n != 1 {
		t.Errorf("%d intakes", n)
	}
}

func TestTwoTabletsRecordOneFirstLozenge(t *testing.T) {
	h := cleared(t)
	errs := h.together(func(ctx context.Context) error {
		return h.RecordIntake(ctx, h.Client, h.Session, db.NewID(), h.Lozenge())
	}, func(ctx context.Context) error {
		return h.RecordIntake(ctx, h.Client, h.Session, db.NewID(), h.Lozenge())
	})
	h.oneWins(errs)
	if n := look[int](h, `select count(*) from intake`); n != 1 {
		t.Errorf("%d intakes", n)
	}
}

func TestConsentIsWithdrawnAsTheLozengeIsRecorded(t *testing.T) {
	for range 3 {
		t.Run("race", func(t *testing.T) {
			h := cleared(t)
			errs := h.together(func(ctx context.Context) error {
				return h.RecordIntake(ctx, h.Client, h.Session, db.NewID(), h.Lozenge())
			}, h.withdrawUnlessTaken)
			h.oneWins(errs)
			taken := look[int](h, `select count(*) from intake`)
			if withdrawn := look[int](h, `select count(*) from consent_change`); taken+withdrawn != 1 {
				t.Errorf("%d taken, %d withdrawn", taken, withdrawn)
			}
		})
	}
}

// withdrawUnlessTaken is the client changing their mind.
func (h booked) withdrawUnlessTaken(ctx context.Context) error {
	return consent.Service{DB: h.DB.DB, UnderTheMedicine: readiness.UnderTheMedicine}.Withdraw(ctx, h.Client, h.Consent, consent.WithdrawalEntry{})
}

// together runs acts at once, as Jonah.
func (h booked) together(acts ...func(context.Context) error) []error {
	errs := make([]error, len(acts))
	var wait sync.WaitGroup
	for i, act := range acts {
		wait.Go(func() { errs[i] = act(h.By("jonah")) })
	}
	wait.Wait()
	return errs
}

func (h booked) oneWins(errs []error) {
	h.T.Helper()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if !problem.Is(err, problem.Conflict) {
			h.T.Errorf("the other got %v", err)
		}
	}
	if won != 1 {
		h.T.Errorf("%d of %d won: %v", won, len(errs), errs)
	}
}

func TestABoosterByItsOrder(t *testing.T) {
	for _, c := range []struct {
		name     string
		minute   int
		units    medication.Units
		pressure [2]int // looked at three minutes before
		says     string // empty: it may be taken
	}{
		{"at minute 19", 19, 1, [2]int{130, 80}, "from 12:20 pm"},
		{"at minute 20", 20, 1, [2]int{130, 80}, ""},
		{"at minute 60 it no longer fits the booking", 60, 1, [2]int{130, 80}, "booking ends"},
		{"more than ordered", 20, 2, [2]int{130, 80}, "The order allows"},
		{"nobody looked", 20, 1, [2]int{}, "Look at the client first"},
		{"190/115", 20, 1, [2]int{190, 115}, "Blood pressure is 190/115"},
		{"nobody asked the client", 20, 1, [2]int{130, 80}, "only where the client asks for it"},
		{"the client vomited", 20, 1, [2]int{130, 80}, "The client vomited at 12:10 pm"},
		{"vomited, and the prescriber said since", 20, 1, [2]int{130, 80}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := cleared(t)
			h.Do(h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), h.Lozenge()))
			if c.pressure[0] > 0 {
				h.Pressure(c.minute-3, c.pressure[0], c.pressure[1])
			}
			h.At(c.minute)
			booster := h.Lozenge()
			booster.Step, booster.Lines[0].Units, booster.AskedFor = medication.Booster, c.units, readiness.Yes
			if strings.Contains(c.name, "nobody asked") {
				booster.AskedFor = ""
			}
			if strings.Contains(c.name, "vomited") {
				h.Do(h.NoteEvent(h.By("jonah"), h.Client, h.Session, db.NewID(), dosing.EventEntry{Kind: dosing.Vomiting, At: h.After(10)}))
			}
			if strings.Contains(c.name, "said since") {
				h.Do(h.CallHelp(h.By("jonah"), h.Client, h.Session, db.NewID(), dosing.HelpEntry{Kind: safety.Prescriber,
					Escalation: safety.Escalation{At: h.After(15), Called: "Miriam", Reason: "Vomited", Answered: safety.Yes, Instruction: "Go on", ReadBack: true}}))
			}
			err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), booster)
			p, _ := problem.As(err)
			if c.says == "" && err != nil || c.says != "" && (p == nil || !strings.Contains(testday.Said(p), c.says)) {
				t.Errorf("want %q, got %v", c.says, testday.Said(err))
			}
		})
	}
}

func TestAnotherTherapistFindsNoDosingDay(t *testing.T) {
	h := cleared(t)
	priya := h.By("priya")
	_, read := h.Readiness(priya, h.Client, h.Session)
	for what, err := range map[string]error{
		"readiness": read,
		"clear":     h.Clear(priya, h.Client, h.Session, db.NewID()),
		"lozenge":   h.RecordIntake(priya, h.Client, h.Session, db.NewID(), h.Lozenge()),
		"arrival":   h.Arrive(priya, h.Client, db.NewID(), h.Visit),
		"answers":   h.SaveArrivalCheck(priya, h.Client, h.Session, db.NewID(), 0, readiness.Arrival{}),
	} {
		if !problem.Is(err, problem.NotFound) {
			t.Errorf("%s: got %v", what, err)
		}
	}
}
