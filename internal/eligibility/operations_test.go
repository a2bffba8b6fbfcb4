package eligibility_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/eligibility"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/sign"
)

// house is a clinic with one client, whose course is open and whose care team are the
// prescriber and one of two therapists.
type house struct {
	*dbtest.DB
	dbtest.Clinic
	eligibility.Service
	client, course uuid.UUID
}

func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	h := house{d, d.Clinic(t), eligibility.Service{DB: d.DB, Doses: course.QueueDoses, Settled: course.Settle, Declined: course.Decline}, db.NewID(), db.NewID()}
	h.own(t, `insert into protocol (clinic_id, id, version, body, effective_from, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-11-01', $4, $5)`, h.Clinic.ID, db.NewID(), protocol.Default(), h.Staff["miriam"].Staff, d.Now())
	h.own(t, `insert into client (clinic_id, id, created_at, legal_name, born) values ($1, $2, $3, 'Ben Okafor', '1986-05-04')`,
		h.Clinic.ID, h.client, d.Now())
	h.own(t, `insert into course (clinic_id, id, created_at, client_id, opened_at, therapist_id, prescriber_id)
		values ($1, $2, $3, $4, $3, $5, $6)`, h.Clinic.ID, h.course, d.Now(), h.client, h.Staff["jonah"].Staff, h.Staff["miriam"].Staff)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist"} {
		h.own(t, `insert into care_team (clinic_id, id, created_at, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, $6, $3, 'named')`, h.Clinic.ID, db.NewID(), d.Now(), h.client, h.Staff[name].Staff, role)
	}
	return h
}

func (h house) as(name string) context.Context { return h.As(context.Background(), name) }

func (h house) own(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := h.Owner.Exec(context.Background(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func (h house) count(t *testing.T, statement string, args ...any) (n int) {
	t.Helper()
	if err := h.Owner.QueryRow(context.Background(), statement, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func entry() eligibility.ConsultationEntry {
	answers, _ := well()
	return eligibility.ConsultationEntry{
		Kind: eligibility.FirstConsultation, VisitMode: eligibility.Here,
		Sections: eligibility.Sections{
			WhyNow: "I want to feel something again.", Criteria: answers, Pregnancy: eligibility.CannotBe,
			PDMPCheckedOn: today, Capacity: "Understands and repeats what is planned.",
			Treatments: []eligibility.Treatment{{What: "sertraline"}, {}, {What: "CBT", HowLong: "a year"}},
			Measured: eligibility.Measurements{Systolic: 128, Diastolic: 82, HeartRate: 70, SpO2: 98, Weight: "160", WeightUnit: "lb",
				Height: "5 ft 9 in", HeightUnit: "ft-in", Source: "here", On: today},
		},
	}
}

// consulted signs a consultation, changed before by change.
func (h house) consulted(t *testing.T, change func(*eligibility.ConsultationEntry)) uuid.UUID {
	t.Helper()
	e, id := entry(), db.NewID()
	if change != nil {
		change(&e)
	}
	if err := h.StartConsultation(h.as("miriam"), h.client, id, e); err != nil {
		t.Fatal(err)
	}
	if err := h.SignConsultation(h.as("miriam"), h.client, id, h.shownConsultation(t, id)); err != nil {
		t.Fatal(err)
	}
	return id
}

func (h house) shownConsultation(t *testing.T, id uuid.UUID) string {
	t.Helper()
	o, err := h.Consultation(h.as("miriam"), h.client, id)
	if err != nil {
		t.Fatal(err)
	}
	return shown(t, o.Consultation.Document(h.client))
}

func shown(t *testing.T, d sign.Document) string {
	t.Helper()
	hash, err := sign.Shown(d)
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func authorizing() eligibility.DecisionEntry {
	return eligibility.DecisionEntry{Ruling: eligibility.Ruling{
		Kind: eligibility.Eligible, Indication: "F33.2", Rationale: "Depression that two medicines did not lift.",
		Visit: eligibility.Visit{Mode: eligibility.Here}, Sessions: 2, ValidFrom: today, ValidUntil: today.AddDate(0, 0, 90),
	}}
}

func (h house) drafted(t *testing.T, typed eligibility.DecisionEntry) (id uuid.UUID, hash string) {
	t.Helper()
	id = db.NewID()
	if err := h.DraftDecision(h.as("miriam"), h.client, id, typed); err != nil {
		t.Fatal(err)
	}
	return id, h.shownDecision(t, id)
}

func (h house) shownDecision(t *testing.T, id uuid.UUID) string {
	t.Helper()
	r, err := h.Decision(h.as("miriam"), h.client, id)
	if err != nil {
		t.Fatal(err)
	}
	return shown(t, r.Decision.Document(h.client))
}

func (h house) decided(t *testing.T, typed eligibility.DecisionEntry) uuid.UUID {
	t.Helper()
	id, hash := h.drafted(t, typed)
	if err := h.SignDecision(h.as("miriam"), h.client, id, hash); err != nil {
		t.Fatal(err)
	}
	return id
}

func (h house) inForce(t *testing.T) (r eligibility.Decision, left eligibility.Left, found bool) {
	t.Helper()
	o, err := h.Overview(h.as("miriam"), h.client)
	if err != nil {
		t.Fatal(err)
	}
	for _, r = range asked(t, h, func(b *db.Batch) *db.Rows[eligibility.Decision] { return eligibility.QueueLatest(b, h.client) }) {
		found = r.InForce(calendar.Day(h.Now(), time.UTC))
	}
	return r, o.Left, found
}

func fieldsOf(err error) []string {
	p, _ := problem.As(err)
	if p == nil {
		return nil
	}
	var names []string
	for _, f := range p.Fields {
		names = append(names, f.Name)
	}
	return names
}

func TestAConsultationIsSignedAsShownAndBecomesAReading(t *testing.T) {
	h := open(t)
	id := h.consulted(t, nil)
	if n := h.count(t, `select count(*) from vitals where client_id = $1 and systolic = 128 and weight = 72.6 and height = 175.3`, h.client); n != 1 {
		t.Errorf("got %d readings, want 1", n)
	}
	o, err := h.Consultation(h.as("jonah"), h.client, id)
	if err != nil || o.Consultation.Draft() || len(o.Signatures) != 1 || len(o.Consultation.Answers.Treatments) != 2 {
		t.Errorf("got %+v, %v", o.Consultation, err)
	}
	e := entry()
	e.Version = 1
	if err := h.KeepConsultation(h.as("miriam"), h.client, id, e); !problem.Is(err, problem.Conflict) {
		t.Errorf("changed after signing: got %v", err)
	}
}

// TestWhatAConsultationMeasuredIsAReading: where and when it was measured, and by whom.
func TestWhatAConsultationMeasuredIsAReading(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*eligibility.Measurements)
		want   string
	}{
		{"here at the visit", func(*eligibility.Measurements) {}, "here 128/82 70 98 72.6 175.3, Nov 24 11:00 by Miriam Halvorsen"},
		{"the day before, at noon", func(m *eligibility.Measurements) { m.On = today.AddDate(0, 0, -1) }, "here 128/82 70 98 72.6 175.3, Nov 23 12:00 by Miriam Halvorsen"},
		{"at home by the client", func(m *eligibility.Measurements) { m.Source = "client" }, "client 128/82 70 98 72.6 175.3, Nov 24 11:00 by "},
		{"the pressure alone", func(m *eligibility.Measurements) { m.HeartRate, m.SpO2, m.Weight, m.Height = 0, 0, "", "" }, "here 128/82 - - - -, Nov 24 11:00 by Miriam Halvorsen"},
		{"the weight alone", func(m *eligibility.Measurements) {
			m.Systolic, m.Diastolic, m.HeartRate, m.SpO2, m.Height = 0, 0, 0, 0, ""
		},
			"here -/- - - 72.6 -, Nov 24 11:00 by Miriam Halvorsen"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			h.consulted(t, func(e *eligibility.ConsultationEntry) { c.change(&e.Measured); e.HeldAt = h.Now().Add(-time.Hour) })
			var got string
			err := h.Owner.QueryRow(t.Context(), `
				select format('%s %s/%s %s %s %s %s, %s by %s', v.source, coalesce(systolic::text, '-'), coalesce(diastolic::text, '-'), coalesce(heart_rate::text, '-'),
				    coalesce(spo2::text, '-'), coalesce(weight::text, '-'), coalesce(height::text, '-'),
				    to_char(taken_at at time zone z.zone, 'Mon DD HH24:MI'), s.name)
				from vitals v join clinic z on z.id = v.clinic_id left join staff s on s.id = v.measured_by
				where v.words = 'From the consultation' and v.slot = 'unscheduled' and v.scale = 'MOAA/S 0-5'`).Scan(&got)
			if err != nil || got != c.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestADraftKeepsWhatIsNotWholeAndSigningAsksForTheRest(t *testing.T) {
	h := open(t)
	id := db.NewID()
	e := eligibility.ConsultationEntry{Kind: eligibility.FirstConsultation, VisitMode: eligibility.Video}
	e.Measured = eligibility.Measurements{Systolic: 400, Weight: "a lot"}
	if err := h.StartConsultation(h.as("miriam"), h.client, id, e); err != nil {
		t.Fatal(err)
	}
	err := h.SignConsultation(h.as("miriam"), h.client, id, h.shownConsultation(t, id))
	want := []string{"why_now", "measured.systolic", "measured.diastolic", "measured.weight", "measured.source", "measured.on",
		"capacity", "pregnancy", "pdmp_checked_on"}
	if diff := cmp.Diff(want, fieldsOf(err)); diff != "" {
		t.Error(diff)
	}
}

// TestAPressureAtAConsultationIsOneThatCanBe, by the rules of every reading: refused at its
// field, never by the database.
func TestAPressureAtAConsultationIsOneThatCanBe(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		systolic, diastolic int
		want                []string
	}{{120, 120, []string{"measured.diastolic"}}, {120, 116, []string{"measured.diastolic"}}, {80, 120, []string{"measured.diastolic"}},
		{120, 0, []string{"measured.diastolic"}}, {120, 115, nil}} {
		e, id := entry(), db.NewID()
		e.Measured.Systolic, e.Measured.Diastolic = c.systolic, c.diastolic
		if err := h.StartConsultation(h.as("miriam"), h.client, id, e); err != nil {
			t.Fatal(err)
		}
		err := h.SignConsultation(h.as("miriam"), h.client, id, h.shownConsultation(t, id))
		if diff := cmp.Diff(c.want, fieldsOf(err)); diff != "" {
			t.Errorf("%d/%d: %v", c.systolic, c.diastolic, err)
		}
	}
}

func TestAStaleVersionIsAConflictAndOnlyTheAuthorWrites(t *testing.T) {
	h := open(t)
	id, e := db.NewID(), entry()
	if err := h.StartConsultation(h.as("miriam"), h.client, id, e); err != nil {
		t.Fatal(err)
	}
	e.Version = 1
	if err := h.KeepConsultation(h.as("miriam"), h.client, id, e); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]problem.Kind{"miriam": problem.Conflict, "jonah": problem.Conflict, "priya": problem.NotFound} {
		if err := h.KeepConsultation(h.as(name), h.client, id, e); !problem.Is(err, want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAFollowUpIsHeldAfterTheSecondDose(t *testing.T) {
	h := open(t)
	id, e := db.NewID(), entry()
	e.Kind, e.Since = eligibility.FollowUp, "Lighter."
	if err := h.StartConsultation(h.as("miriam"), h.client, id, e); err != nil {
		t.Fatal(err)
	}
	for doses, ok := range []bool{false, false, true} {
		err := h.SignConsultation(h.as("miriam"), h.client, id, h.shownConsultation(t, id))
		if (err == nil) != ok {
			t.Errorf("after %d doses: got %v", doses, err)
		}
		h.dosed(t, doses+1, today.AddDate(0, 0, 10*doses-40))
	}
}

func (h house) dosed(t *testing.T, number int, day time.Time) {
	t.Helper()
	h.own(t, `insert into dosing_day (clinic_id, id, created_at, client_id, course_id, number, on_date, started_at)
		values ($1, $2, $3, $4, $5, $6, $7, $3)`, h.Clinic.ID, db.NewID(), day.Add(18*time.Hour), h.client, h.course, number, day)
}

func TestADecisionIsInForceOnceSigned(t *testing.T) {
	h := open(t)
	h.consulted(t, nil)
	h.dosed(t, 1, today.AddDate(0, 0, -20)) // before the signature: uses nothing up
	id, hash := h.drafted(t, authorizing())
	if _, _, found := h.inForce(t); found {
		t.Error("a draft is in force")
	}
	if err := h.SignDecision(h.as("miriam"), h.client, id, "another"); !problem.Is(err, problem.Conflict) {
		t.Errorf("another text: got %v", err)
	}
	if err := h.SignDecision(h.as("miriam"), h.client, id, hash); err != nil {
		t.Fatal(err)
	}
	r, left, found := h.inForce(t)
	if !found || r.ID != id || left.Sessions() != 2 || len(r.Criteria) != len(eligibility.Criteria) {
		t.Errorf("got %+v, %+v, %v", r, left, found)
	}
	if n := h.count(t, `select protocol_version from course where id = $1`, h.course); n != 1 {
		t.Errorf("the course goes by protocol version %d, want 1", n)
	}
	h.dosed(t, 2, today.AddDate(0, 0, 1)) // its first lozenge is later than the signature
	h.own(t, `insert into dosing_day (clinic_id, id, client_id, course_id, on_date, started_at, place) values ($1, $2, $3, $4, '2026-12-20', '2026-12-20', 'home')`,
		h.Clinic.ID, db.NewID(), h.client, h.course) // what was taken at home uses nothing up
	if _, left, _ := h.inForce(t); left.Sessions() != 1 {
		t.Errorf("got %d sessions left, want 1", left.Sessions())
	}
}

func TestWhatForbidsEligible(t *testing.T) {
	h := open(t)
	if err := h.DraftDecision(h.as("miriam"), h.client, db.NewID(), authorizing()); !cmp.Equal(fieldsOf(err), append([]string{"decision"}, h.unanswered()...)) {
		t.Errorf("without a consultation: got %v", fieldsOf(err))
	}
	h.consulted(t, func(e *eligibility.ConsultationEntry) {
		delete(e.Criteria, "E20")
		e.Criteria["E05"] = eligibility.Answered{Answer: eligibility.Present, Evidence: "atrial fibrillation"}
	})
	err := h.DraftDecision(h.as("miriam"), h.client, db.NewID(), authorizing())
	want := []string{"reasons[E05].reason", "reasons[E05].mitigation", "reasons[E05].there", "decision"}
	if diff := cmp.Diff(want, fieldsOf(err)); diff != "" {
		t.Error(diff)
	}
	typed := authorizing()
	typed.Reasons = map[string]eligibility.Weighing{"E05": {Reason: "Rate controlled.", There: "Dr. Hart, Nov 3, with an ECG"}}
	err = h.DraftDecision(h.as("miriam"), h.client, db.NewID(), typed)
	if diff := cmp.Diff([]string{"reasons[E05].mitigation", "decision"}, fieldsOf(err)); diff != "" {
		t.Error(diff)
	}
	if n := h.count(t, `select count(*) from eligibility_decision`); n != 0 {
		t.Errorf("%d refused decisions were stored", n)
	}
}

// unanswered are the refusals of a decision without any answers: one each.
func (h house) unanswered() []string {
	var names []string
	for _, f := range eligibility.Evaluate(nil, eligibility.Facts{Born: day(1986, 5, 4), Today: today, Indication: "F33.2", TherapistAssigned: true}, body) {
		if f.Effect != eligibility.Clear {
			names = append(names, "decision")
		}
	}
	return names
}

func TestNothingIsSignedBeforeTheProtocolIsApproved(t *testing.T) {
	h := open(t)
	h.own(t, `alter table protocol disable trigger sealed`)
	h.own(t, `update protocol set approved_at = null, approved_by = null`)
	id := db.NewID()
	if err := h.StartConsultation(h.as("miriam"), h.client, id, entry()); err != nil {
		t.Fatal(err)
	}
	if err := h.SignConsultation(h.as("miriam"), h.client, id, h.shownConsultation(t, id)); !cmp.Equal(err, protocol.NotApproved()) {
		t.Errorf("consultation: got %v", err)
	}
	if err := h.DraftDecision(h.as("miriam"), h.client, db.NewID(), authorizing()); !cmp.Equal(err, protocol.NotApproved()) {
		t.Errorf("decision: got %v", err)
	}
}

func TestAnotherTherapistMeetsNothing(t *testing.T) {
	h := open(t)
	consultation := h.consulted(t, nil)
	decision := h.decided(t, authorizing())
	if _, err := h.Consultation(h.as("priya"), h.client, consultation); !problem.Is(err, problem.NotFound) {
		t.Errorf("consultation: got %v", err)
	}
	if _, err := h.Decision(h.as("priya"), h.client, decision); !problem.Is(err, problem.NotFound) {
		t.Errorf("decision: got %v", err)
	}
	if err := h.MeetCondition(h.as("priya"), h.client, decision, db.NewID(), eligibility.ConditionMetEntry{}); !problem.Is(err, problem.NotFound) {
		t.Errorf("condition: got %v", err)
	}
}

func TestASignedDecisionStaysAsItIs(t *testing.T) {
	h := open(t)
	h.consulted(t, nil)
	id := h.decided(t, authorizing())
	if err := h.ChangeDraft(h.as("miriam"), h.client, id, authorizing()); !problem.Is(err, problem.Conflict) {
		t.Errorf("changed: got %v", err)
	}
	err := h.DB.Write(h.as("miriam"), nil, func(tx *db.Tx) (ev audit.Event, err error) {
		_, err = db.Exec(h.as("miriam"), tx, `update eligibility_decision set sessions = 6 where id = $1`, id)
		return ev, err
	})
	if !db.Signed(err) {
		t.Errorf("as the app: got %v", err)
	}
}

func TestADecisionWhoseGroundMovedIsNotSigned(t *testing.T) {
	h := open(t)
	h.consulted(t, nil)
	id, hash := h.drafted(t, authorizing())
	h.own(t, `insert into vitals (clinic_id, id, created_at, client_id, taken_at, systolic, diastolic)
		values ($1, $2, $3, $4, $3, 165, 95)`, h.Clinic.ID, db.NewID(), h.Now(), h.client)
	if err := h.SignDecision(h.as("miriam"), h.client, id, hash); !problem.Is(err, problem.Conflict) {
		t.Errorf("got %v", err)
	}
}

func TestConditionsAreMetOnce(t *testing.T) {
	h := open(t)
	h.consulted(t, func(e *eligibility.ConsultationEntry) { e.Measured.Systolic, e.Measured.Diastolic = 0, 0 })
	typed := authorizing()
	typed.Kind = eligibility.EligibleWithConditions
	typed.Conditions = []eligibility.Condition{{}, {Kind: eligibility.PressureCondition, Words: eligibility.BeforeDose, Due: today}}
	id := h.decided(t, typed)
	met := eligibility.ConditionMetEntry{Condition: "c1", Evidence: "126/80 on Nov 24"}
	if err := h.MeetCondition(h.as("miriam"), h.client, id, db.NewID(), eligibility.ConditionMetEntry{Condition: "c2"}); !cmp.Equal(fieldsOf(err), []string{"condition", "evidence"}) {
		t.Errorf("unknown condition: got %v", err)
	}
	if err := h.MeetCondition(h.as("miriam"), h.client, id, db.NewID(), met); err != nil {
		t.Fatal(err)
	}
	if err := h.MeetCondition(h.as("miriam"), h.client, id, db.NewID(), met); !problem.Is(err, problem.Conflict) {
		t.Errorf("again: got %v", err)
	}
	r, err := h.Decision(h.as("jonah"), h.client, id)
	if err != nil || len(r.Decision.Unmet(eligibility.MetIDs(r.Met, id), r.Measured)) != 0 {
		t.Errorf("got %+v, %v", r.Met, err)
	}
}

func TestAPressureTakenHereAfterTheDecisionIsReadWithIt(t *testing.T) {
	h := open(t)
	h.consulted(t, func(e *eligibility.ConsultationEntry) { e.Measured.Systolic, e.Measured.Diastolic = 0, 0 })
	typed := authorizing()
	typed.Kind = eligibility.EligibleWithConditions
	typed.Conditions = []eligibility.Condition{{Kind: eligibility.PressureCondition, Words: eligibility.BeforeDose, Due: today}}
	id := h.decided(t, typed)
	h.Advance(time.Hour)
	for _, source := range []string{"client", "here"} {
		h.Advance(time.Hour)
		h.own(t, `insert into vitals (clinic_id, id, created_at, client_id, taken_at, systolic, diastolic, source)
			values ($1, $2, $3, $4, $3, 124, 80, $5)`, h.Clinic.ID, db.NewID(), h.Now(), h.client, source)
		r, err := h.Decision(h.as("jonah"), h.client, id)
		if open := len(r.Decision.Unmet(nil, r.Measured)); err != nil || (open == 0) != (source == "here") {
			t.Errorf("measured %s: %d open, %v", source, open, err)
		}
	}
}

func TestAskedInformationIsATaskUntilItCame(t *testing.T) {
	h := open(t)
	id := h.decided(t, eligibility.DecisionEntry{Ruling: eligibility.Ruling{
		Kind: eligibility.NeedsMoreInformation, Rationale: "An ECG is missing.", Visit: eligibility.Visit{Mode: eligibility.Here},
		Requests: []eligibility.RequestEntry{{What: "ECG", From: "Dr. Pierce", Due: today.AddDate(0, 0, 7)}},
	}})
	open := `select count(*) from task where kind = 'ask information' and closed_at is null`
	if n := h.count(t, open); n != 1 {
		t.Fatalf("got %d tasks, want 1", n)
	}
	r, err := h.Decision(h.as("miriam"), h.client, id)
	if err != nil || len(r.Asked) != 1 {
		t.Fatalf("got %+v, %v", r.Asked, err)
	}
	came := eligibility.ReceivedEntry{Request: r.Asked[0].ID, Received: "Normal, QTc 412 ms"}
	if err := h.ReceiveInformation(h.as("miriam"), h.client, id, came); err != nil {
		t.Fatal(err)
	}
	if n := h.count(t, open); n != 0 {
		t.Errorf("got %d tasks, want none", n)
	}
	if err := h.ReceiveInformation(h.as("miriam"), h.client, id, came); !problem.Is(err, problem.Conflict) {
		t.Errorf("again: got %v", err)
	}
	if got := h.shownDecision(t, id); h.count(t, `select count(*) from signature where sha256 = decode($1, 'hex')`, got) != 1 {
		t.Error("the signed text no longer follows from the rows")
	}
}

func TestWhatFollowsForBookings(t *testing.T) {
	h := open(t)
	h.consulted(t, nil)
	h.decided(t, authorizing())
	for i, status := range []string{"confirmed", "confirmed", "tentative", "confirmed"} {
		h.booked(t, i+1, 14*(i+1), status, "Dosing sessions left")
	}
	statuses := func() (s string) {
		t.Helper()
		if err := h.Owner.QueryRow(context.Background(), `select string_agg(left(status, 1), '' order by starts_at) from appointment`).Scan(&s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	h.Advance(time.Hour)
	h.decided(t, authorizing())
	if got := statuses(); got != "cctt" {
		t.Errorf("two sessions authorized: got %s", got)
	}
	h.Advance(time.Hour)
	h.decided(t, eligibility.DecisionEntry{Ruling: eligibility.Ruling{Kind: eligibility.Revoked, Rationale: "New diagnosis.", Visit: eligibility.Visit{Mode: eligibility.Here}}})
	if got := statuses(); got != "tttt" {
		t.Errorf("revoked: got %s", got)
	}
	if _, _, found := h.inForce(t); found {
		t.Error("a revoked decision is in force")
	}
	h.Advance(time.Hour)
	h.decided(t, authorizing())
	if got := statuses(); got != "cctt" {
		t.Errorf("eligible again: got %s", got)
	}
}

// TestWhatEarlierDecisionsAskedIsAskedNoMore: the tasks of the decision that is signed
// stay, also the one that the pathway opened while it was a draft.
func TestWhatEarlierDecisionsAskedIsAskedNoMore(t *testing.T) {
	h := open(t)
	h.consulted(t, nil)
	asks := authorizing()
	asks.Kind, asks.Sessions, asks.Requests = eligibility.NeedsMoreInformation, 0, []eligibility.RequestEntry{{What: "ECG", From: "Dr. Hart", Due: today.AddDate(0, 0, 7)}}
	h.decided(t, asks)
	asks.Requests[0].What = "Liver values"
	id, hash := h.drafted(t, asks)
	h.own(t, `insert into task (clinic_id, id, client_id, course_id, kind, what, owner_role, from_pathway, fact_kind, fact)
		select clinic_id, $2, client_id, $3, 'ask information', 'Information is missing: Liver values', 'prescriber', true, 'information_request', id
		from information_request where decision_id = $1`, id, db.NewID(), h.course)
	if err := h.SignDecision(h.as("miriam"), h.client, id, hash); err != nil {
		t.Fatal(err)
	}
	for statement, want := range map[string]int{
		`select count(*) from task where detail = 'ECG, from Dr. Hart' and outcome = 'decided' and closed_by is not null`: 1,
		`select count(*) from task where what like '%Liver values' and from_pathway and closed_at is null`:                1,
		`select count(*) from task where kind = 'ask information' and closed_at is null`:                                  1,
	} {
		if got := h.count(t, statement); got != want {
			t.Errorf("%s: got %d, want %d", statement, got, want)
		}
	}
}

func TestDecliningAfterLozengesWereDispensedKnowsNotWhatBecomesOfThem(t *testing.T) {
	h := open(t)
	h.own(t, `insert into supply_entry (clinic_id, id, client_id, kind, strength, units, at) values ($1, $2, $3, 'dispensed', 100, 4, $4)`,
		h.Clinic.ID, db.NewID(), h.client, h.Now())
	h.decided(t, declined())
	if n := h.count(t, `select count(*) from course where closed_reason = 'declined' and leftover = 'unknown'`); n != 1 {
		t.Errorf("got %d courses closed, want 1", n)
	}
}

func declined() eligibility.DecisionEntry {
	return eligibility.DecisionEntry{Ruling: eligibility.Ruling{
		Kind: eligibility.Declined, Rationale: "Aneurysm.", Category: "medical", Decline: "An aneurysm was found.",
		Visit: eligibility.Visit{Mode: eligibility.Here}, ReapplyFrom: today.AddDate(1, 0, 0), ToldHow: "By telephone", Referral: "none",
	}}
}

func TestDecliningClosesTheCourseAndAsksForTheLetter(t *testing.T) {
	h := open(t)
	h.own(t, `insert into appointment (clinic_id, id, created_at, client_id, course_id, kind, starts_at, ends_at, status)
		values ($1, $2, $3, $4, $5, 'preparation', $6, $7, 'confirmed')`, h.Clinic.ID, db.NewID(), h.Now(), h.client, h.course,
		h.Now().AddDate(0, 0, 1), h.Now().AddDate(0, 0, 1).Add(time.Hour))
	h.decided(t, declined())
	for statement, want := range map[string]int{
		`select count(*) from course where closed_reason = 'declined' and closed_at is not null and leftover = 'none'`: 1,
		`select count(*) from appointment where status = 'cancelled' and cancelled_by = 'clinic'`:                      1,
		`select count(*) from task where kind = 'send letter' and owner_role = 'admin' and detail = ''`:                1,
		`select count(*) from audit_event where action in ('decision.signed', 'course.closed')`:                        2,
	} {
		if got := h.count(t, statement); got != want {
			t.Errorf("%s: got %d, want %d", statement, got, want)
		}
	}
}

// Signing a decision and what follows from it (a declined one closes the course,
// cancels its visits and asks for the letter) is one act.
func TestAFaultAnywhereInADecisionLeavesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		typed eligibility.DecisionEntry
		rows  int
	}{"eligible": {authorizing(), 4}, "declined": {declined(), 6}} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			h.consulted(t, nil)
			h.own(t, `insert into appointment (clinic_id, id, created_at, client_id, course_id, kind, starts_at, ends_at, status)
				values ($1, $2, $3, $4, $5, 'preparation', $6, $7, 'confirmed')`, h.Clinic.ID, db.NewID(), h.Now(), h.client, h.course,
				h.Now().AddDate(0, 0, 1), h.Now().AddDate(0, 0, 1).Add(time.Hour))
			id, hash := h.drafted(t, c.typed)
			rows := h.FailAtEveryRow(t, func() error { return h.SignDecision(h.as("miriam"), h.client, id, hash) })
			if n := h.count(t, `select count(*) from eligibility_decision where id = $1 and signed_at is not null`, id); n != 1 || rows < c.rows {
				t.Errorf("%d signed, %d rows written, want at least %d", n, rows, c.rows)
			}
		})
	}
}

// TestSuicidalityToldInAConsultationStopsAtOnce: signing it pauses the course and asks for the
// risk check; an earlier attempt does neither.
func TestSuicidalityToldInAConsultationStopsAtOnce(t *testing.T) {
	for answer, want := range map[eligibility.Answer]int{"current": 1, "earlier": 0, eligibility.Absent: 0} {
		t.Run(string(answer), func(t *testing.T) {
			h := open(t)
			h.consulted(t, func(e *eligibility.ConsultationEntry) { e.Criteria["E16"] = eligibility.Answered{Answer: answer} })
			pauses := h.count(t, `select count(*) from pause where client_id = $1 and kind = 'psychiatric' and lifted_at is null`, h.client)
			tasks := h.count(t, `select count(*) from task where client_id = $1 and kind = 'risk check' and urgent and closed_at is null`, h.client)
			if pauses != want || tasks != want {
				t.Errorf("answered %s: got %d pauses and %d risk checks", answer, pauses, tasks)
			}
		})
	}
}
