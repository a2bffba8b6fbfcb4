package eligibility_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/eligibility"
	"kap/internal/problem"

	"github.com/google/go-cmp/cmp"
)

func eligible() eligibility.Ruling {
	return eligibility.Ruling{
		Kind: eligibility.Eligible, After: eligibility.FirstConsultation, Indication: "F33.2", Rationale: "Two trials failed.",
		ValidFrom: today, ValidUntil: today.AddDate(0, 0, 90), Sessions: 2,
		Visit: eligibility.Visit{Mode: eligibility.Here},
	}
}

func fields(err error) []string {
	var names []string
	if p, ok := problem.As(err); ok {
		for _, f := range p.Fields {
			names = append(names, f.Name)
		}
	}
	return names
}

func TestADecisionIsWithinTheProtocol(t *testing.T) {
	type decision = eligibility.Ruling
	condition := eligibility.Condition{ID: "1", Kind: eligibility.TestCondition, Words: "ECG", Due: today}
	with := func(d *decision, c ...eligibility.Condition) {
		d.Kind, d.Conditions = eligibility.EligibleWithConditions, c
	}
	followUp := func(sessions, days int) func(*decision) {
		return func(d *decision) {
			d.After, d.Sessions, d.ValidUntil = eligibility.FollowUp, sessions, today.AddDate(0, 0, days)
		}
	}
	for _, c := range []struct {
		name   string
		change func(*decision)
		want   []string
	}{
		{"eligible", func(*decision) {}, nil},
		{"unknown decision", func(d *decision) { d.Kind = "maybe" }, []string{"decision"}},
		{"no rationale", func(d *decision) { d.Rationale = " " }, []string{"rationale"}},
		{"no visit mode", func(d *decision) { d.Visit.Mode = "" }, []string{"visit_mode"}},
		{"exam tomorrow", func(d *decision) { d.Visit.LastInPerson = today.AddDate(0, 0, 1) }, []string{"last_in_person_exam"}},
		{"not coded", func(d *decision) { d.Indication = "" }, []string{"indication"}},
		{"no sessions", func(d *decision) { d.Sessions = 0 }, []string{"sessions"}},
		{"three sessions at first", func(d *decision) { d.Sessions = 3 }, []string{"sessions"}},
		{"91 days at first", func(d *decision) { d.ValidUntil = today.AddDate(0, 0, 91) }, []string{"valid_until"}},
		{"one day", func(d *decision) { d.ValidUntil = today }, nil},
		{"ends before it begins", func(d *decision) { d.ValidUntil = today.AddDate(0, 0, -1) }, []string{"valid_until"}},
		{"began yesterday", func(d *decision) { d.ValidFrom = today.AddDate(0, 0, -1) }, []string{"valid_from"}},
		{"one session, fewer than offered", func(d *decision) { d.Sessions = 1 }, nil},
		{"follow-up, 1, fewer than offered", followUp(1, 180), nil},
		{"follow-up, 0", followUp(0, 180), []string{"sessions"}},
		{"begins in 30 days", func(d *decision) { d.ValidFrom = today.AddDate(0, 0, 30) }, nil},
		{"begins in 31 days", func(d *decision) { d.ValidFrom = today.AddDate(0, 0, 31) }, []string{"valid_from"}},
		{"follow-up, 4", followUp(4, 180), nil},
		{"follow-up, 6", followUp(6, 180), nil},
		{"follow-up, 7", followUp(7, 180), []string{"sessions"}},
		{"follow-up, 181 days", followUp(6, 181), []string{"valid_until"}},
		{"with a condition", func(d *decision) { with(d, condition) }, nil},
		{"with no condition", func(d *decision) { with(d) }, []string{"conditions"}},
		{"conditions of eligible", func(d *decision) { d.Conditions = []eligibility.Condition{condition} }, []string{"decision"}},
		{"condition of no kind", func(d *decision) { c := condition; c.Kind = ""; with(d, c) }, []string{"conditions[0].kind"}},
		{"condition without words", func(d *decision) { c := condition; c.Words = ""; with(d, c) }, []string{"conditions[0].words"}},
		{"condition due yesterday", func(d *decision) { c := condition; c.Due = today.AddDate(0, 0, -1); with(d, c) }, []string{"conditions[0].due"}},
		{"own limit at 160", func(d *decision) { d.Limits.Systolic = 160 }, []string{"limits.systolic"}},
		{"own limit at 159", func(d *decision) { d.Limits.Systolic = 159 }, nil},
		{"revoked", func(d *decision) { *d = decision{Kind: eligibility.Revoked, Rationale: "x", Visit: d.Visit} }, nil},
	} {
		answers, facts := well()
		d := eligible()
		c.change(&d)
		got := fields(d.Check(eligibility.Evaluate(answers, facts, body), today, body))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestWhatWasFoundBindsTheDecision(t *testing.T) {
	pressureFirst := eligibility.Condition{ID: "1", Kind: eligibility.PressureCondition, Words: eligibility.BeforeDose, Due: today}
	weighed := map[string]eligibility.Weighing{"E10": {Reason: "resolved", Mitigation: "asked each time"}}
	for _, c := range []struct {
		name   string
		id     string
		answer eligibility.Answer
		noBP   bool
		change func(*eligibility.Ruling)
		want   []string
	}{
		{"excluded", "E01", "present", false, func(*eligibility.Ruling) {}, []string{"decision"}},
		{"excluded, with conditions", "E01", "present", false, func(d *eligibility.Ruling) {
			d.Kind, d.Conditions = eligibility.EligibleWithConditions, []eligibility.Condition{pressureFirst}
		}, []string{"decision"}},
		{"not asked is not no", "E01", "", false, func(*eligibility.Ruling) {}, []string{"decision"}},
		{"weighed without words", "E10", "present", false, func(*eligibility.Ruling) {},
			[]string{"reasons[E10].reason", "reasons[E10].mitigation"}},
		{"weighed", "E10", "present", false, func(d *eligibility.Ruling) { d.Reasons = weighed }, nil},
		{"no blood pressure", "E10", "absent", true, func(*eligibility.Ruling) {}, []string{"decision"}},
		{"no blood pressure, as a condition", "E10", "absent", true, func(d *eligibility.Ruling) {
			d.Kind, d.Conditions = eligibility.EligibleWithConditions, []eligibility.Condition{pressureFirst}
		}, nil},
		{"excluded, revoked", "E01", "present", false, func(d *eligibility.Ruling) { d.Kind = eligibility.Revoked }, nil},
	} {
		answers, facts := well()
		answers[c.id] = eligibility.Answered{Answer: c.answer}
		if c.noBP {
			facts.Pressure = nil
		}
		d := eligible()
		c.change(&d)
		got := fields(d.Check(eligibility.Evaluate(answers, facts, body), today, body))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	if eligible().Check(nil, today, body) == nil {
		t.Error("no findings is not clear")
	}
}

func TestOtherDecisionsAskForWhatFollows(t *testing.T) {
	base := func(k eligibility.Kind) eligibility.Ruling {
		return eligibility.Ruling{Kind: k, Rationale: "x", Visit: eligibility.Visit{Mode: eligibility.Video}}
	}
	if diff := cmp.Diff([]string{"requests"}, fields(base(eligibility.NeedsMoreInformation).Check(nil, today, body))); diff != "" {
		t.Error(diff)
	}
	d := base(eligibility.NeedsMoreInformation)
	d.Requests = []eligibility.RequestEntry{{What: "ECG", From: "PCP", Due: today}}
	if err := d.Check(nil, today, body); err != nil {
		t.Error(err)
	}
	d.Requests[0].Due = today.AddDate(0, 0, -1)
	if diff := cmp.Diff([]string{"requests[0].due"}, fields(d.Check(nil, today, body))); diff != "" {
		t.Error(diff)
	}
	d = base(eligibility.Deferred)
	d.DeferredTill = today
	if diff := cmp.Diff([]string{"deferred_until"}, fields(d.Check(nil, today, body))); diff != "" {
		t.Error(diff)
	}
	d.DeferredTill = today.AddDate(0, 0, 1)
	if err := d.Check(nil, today, body); err != nil {
		t.Error(err)
	}
	want := []string{"decline_category", "decline_reason", "told_how", "referral", "reapply_from"}
	if diff := cmp.Diff(want, fields(base(eligibility.Declined).Check(nil, today, body))); diff != "" {
		t.Error(diff)
	}
}

func TestADecisionIsInForceOnItsDays(t *testing.T) {
	signed := eligible()
	signed.SignedAt = today.Add(9 * time.Hour)
	for _, c := range []struct {
		name   string
		change func(*eligibility.Ruling)
		on     time.Time
		want   bool
	}{
		{"first day", func(*eligibility.Ruling) {}, today, true},
		{"day before", func(*eligibility.Ruling) {}, today.AddDate(0, 0, -1), false},
		{"last day", func(*eligibility.Ruling) {}, today.AddDate(0, 0, 90), true},
		{"day after", func(*eligibility.Ruling) {}, today.AddDate(0, 0, 91), false},
		{"draft", func(d *eligibility.Ruling) { d.SignedAt = time.Time{} }, today, false},
		{"with conditions", func(d *eligibility.Ruling) { d.Kind = eligibility.EligibleWithConditions }, today, true},
		{"revoked", func(d *eligibility.Ruling) { d.Kind = eligibility.Revoked }, today, false},
	} {
		d := signed
		c.change(&d)
		if got := d.InForce(c.on); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
	for _, c := range []struct {
		name      string
		decisions []eligibility.DecisionAt
		want      eligibility.Kind
	}{
		{"a later revocation ends it, in any order", []eligibility.DecisionAt{{Kind: eligibility.Revoked, SignedAt: signed.SignedAt.Add(time.Hour)}, {Kind: eligibility.Eligible, SignedAt: signed.SignedAt}}, eligibility.Revoked},
		{"of two at once the later listed", []eligibility.DecisionAt{{Kind: eligibility.Eligible, SignedAt: signed.SignedAt}, {Kind: eligibility.Revoked, SignedAt: signed.SignedAt}}, eligibility.Revoked},
		{"a draft is no decision", []eligibility.DecisionAt{{Kind: eligibility.Eligible}}, ""},
	} {
		got := eligibility.SignedLast(c.decisions, uuid.Nil)
		if (got == nil) != (c.want == "") || got != nil && got.Kind != c.want {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
}

func TestSessionsLeftAndConditionsOpen(t *testing.T) {
	for _, c := range [][3]int{{2, 0, 2}, {2, 1, 1}, {2, 2, 0}, {2, 3, 0}} {
		if got := eligibility.SessionsLeft(c[0], c[1]); got != c[2] {
			t.Errorf("%d less %d: got %d", c[0], c[1], got)
		}
	}
	d := eligibility.Ruling{Conditions: []eligibility.Condition{{ID: "a"}, {ID: "b"}}}
	if open := d.Unmet([]string{"a"}, time.Time{}); len(open) != 1 || open[0].ID != "b" {
		t.Errorf("got %v", open)
	}
}

// TestWhatADecisionLeaves: what uses up a session of it.
func TestWhatADecisionLeaves(t *testing.T) {
	course, signed := uuid.New(), today.Add(15*time.Hour)
	d := eligibility.Decision{CourseID: course, Ruling: eligibility.Ruling{Sessions: 3, SignedAt: signed}}
	for name, c := range map[string]struct {
		dose eligibility.Dose
		want int
	}{
		"a dose here after the signature": {eligibility.Dose{Course: course, At: signed.Add(time.Second), Here: true}, 2},
		"at the signature":                {eligibility.Dose{Course: course, At: signed, Here: true}, 3},
		"before it":                       {eligibility.Dose{Course: course, At: signed.Add(-time.Second), Here: true}, 3},
		"at home":                         {eligibility.Dose{Course: course, At: signed.Add(time.Hour)}, 3},
		"in another course":               {eligibility.Dose{Course: uuid.New(), At: signed.Add(time.Hour), Here: true}, 3},
	} {
		if got := d.Left([]eligibility.Dose{c.dose}).Sessions(); got != c.want {
			t.Errorf("%s: got %d left, want %d", name, got, c.want)
		}
	}
}

func TestAPressureMeasuredHereMeetsItsCondition(t *testing.T) {
	signed := today.Add(17 * time.Hour)
	for _, c := range []struct {
		name     string
		kind     eligibility.ConditionKind
		signed   time.Time
		measured time.Time
		want     int
	}{
		{"a minute after", eligibility.PressureCondition, signed, signed.Add(time.Minute), 0},
		{"as it was signed", eligibility.PressureCondition, signed, signed, 1},
		{"a minute before", eligibility.PressureCondition, signed, signed.Add(-time.Minute), 1},
		{"never", eligibility.PressureCondition, signed, time.Time{}, 1},
		{"of a draft", eligibility.PressureCondition, time.Time{}, signed, 1},
		{"another condition", eligibility.TestCondition, signed, signed.Add(time.Minute), 1},
	} {
		d := eligibility.Ruling{SignedAt: c.signed, Conditions: []eligibility.Condition{{ID: "c1", Kind: c.kind}}}
		if got := len(d.Unmet(nil, c.measured)); got != c.want {
			t.Errorf("%s: got %d open, want %d", c.name, got, c.want)
		}
	}
}

// TestWhatTheListNamesIsThereOrACondition: clearance, a safety plan, capacity.
func TestWhatTheListNamesIsThereOrACondition(t *testing.T) {
	condition := func(kind eligibility.ConditionKind) eligibility.Condition {
		return eligibility.Condition{ID: "c1", Kind: kind, Words: "x", Due: today}
	}
	clearance, plan, ecg := condition(eligibility.ClearanceCondition), condition(eligibility.PlanCondition), condition(eligibility.TestCondition)
	for _, c := range []struct {
		name   string
		id     string
		answer eligibility.Answer
		there  string
		with   []eligibility.Condition
		want   []string
	}{
		{"remote stroke, nothing", "E03b", "remote", "", nil, []string{"reasons[E03b].there"}},
		{"remote stroke, cleared", "E03b", "remote", "Dr. Hart, Nov 3", nil, nil},
		{"remote stroke, to be cleared", "E03b", "remote", "", []eligibility.Condition{clearance}, nil},
		{"remote stroke, another condition", "E03b", "remote", "", []eligibility.Condition{ecg}, []string{"reasons[E03b].there"}},
		{"heart disease, nothing", "E05", "present", " ", nil, []string{"reasons[E05].there"}},
		{"heart disease, to be cleared", "E05", "present", "", []eligibility.Condition{clearance}, nil},
		{"capacity, nothing", "E15", "present", "", nil, []string{"reasons[E15].there"}},
		{"capacity is no condition", "E15", "present", "", []eligibility.Condition{ecg}, []string{"reasons[E15].there"}},
		{"capacity judged", "E15", "present", "Repeats the plan", nil, nil},
		{"earlier attempt, nothing", "E16", "earlier", "", nil, []string{"reasons[E16].there"}},
		{"earlier attempt, plan there", "E16", "earlier", "Of Nov 3", nil, nil},
		{"earlier attempt, plan to come", "E16", "earlier", "", []eligibility.Condition{plan}, nil},
		{"bladder needs neither", "E10", "present", "", nil, nil},
	} {
		answers, facts := well()
		answers[c.id] = eligibility.Answered{Answer: c.answer}
		d := eligible()
		d.Reasons = map[string]eligibility.Weighing{c.id: {Reason: "x", Mitigation: "y", There: c.there}}
		if d.Conditions = c.with; len(c.with) > 0 {
			d.Kind = eligibility.EligibleWithConditions
		}
		got := fields(d.Check(eligibility.Evaluate(answers, facts, body), today, body))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestTelehealthEndsOnItsDate(t *testing.T) {
	last, first := day(2026, 12, 31), day(2027, 1, 1)
	for _, c := range []struct {
		name   string
		visit  eligibility.Visit
		issued time.Time
		ok     bool
	}{
		{"video, last day", eligibility.Visit{Mode: eligibility.Video}, last, true},
		{"video, after", eligibility.Visit{Mode: eligibility.Video}, first, false},
		{"audio, after", eligibility.Visit{Mode: eligibility.Audio}, first, false},
		{"here, after", eligibility.Visit{Mode: eligibility.Here}, first, true},
		{"video after an exam", eligibility.Visit{Mode: eligibility.Video, LastInPerson: last}, first, true},
		{"exam only later", eligibility.Visit{Mode: eligibility.Video, LastInPerson: day(2027, 1, 2)}, first, false},
		{"not said", eligibility.Visit{}, last, false},
		{"not said, after", eligibility.Visit{}, first, false},
		{"said otherwise", eligibility.Visit{Mode: "by letter"}, last, false},
		{"another authority", eligibility.Visit{Mode: eligibility.Video, Authority: "special registration"}, first, true},
	} {
		if err := c.visit.MayPrescribe(c.issued, body); (err == nil) != c.ok {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

func TestRemindersComeAndNothingClosesItself(t *testing.T) {
	asked := day(2026, 11, 1)
	for _, c := range []struct {
		days int
		want eligibility.Reminder
	}{
		{6, eligibility.Reminder{Next: day(2026, 11, 8)}},
		{7, eligibility.Reminder{Due: 1, Last: day(2026, 11, 8), Next: day(2026, 11, 15)}},
		{13, eligibility.Reminder{Due: 1, Last: day(2026, 11, 8), Next: day(2026, 11, 15)}},
		{14, eligibility.Reminder{Due: 2, Last: day(2026, 11, 15), Next: day(2026, 12, 1)}},
		{29, eligibility.Reminder{Due: 2, Last: day(2026, 11, 15), Next: day(2026, 12, 1)}},
		{30, eligibility.Reminder{Due: 2, Last: day(2026, 11, 15), AskToClose: true}},
	} {
		got := eligibility.Remind(asked, asked.AddDate(0, 0, c.days), body)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("day %d: %s", c.days, diff)
		}
	}
}
