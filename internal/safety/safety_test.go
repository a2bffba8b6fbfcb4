package safety_test

import (
	"testing"
	"time"

	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/safety"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// fields are the names at which err has something to say.
func fields(err error) []string {
	var names []string
	if p, ok := problem.As(err); ok {
		for _, f := range p.Fields {
			names = append(names, f.Name)
		}
	}
	return names
}

func calm() safety.RiskCheck {
	return safety.RiskCheck{
		At: noon, Ideation: safety.IdeationNone,
		Intent: safety.No, Plan: safety.No, Means: safety.No, Attempt: safety.No,
		Change: safety.Unchanged, Dispositions: []safety.Disposition{safety.UsualCare},
	}
}

func TestARiskCheckAsksEverythingAndWhatWasDone(t *testing.T) {
	type check = safety.RiskCheck
	did := func(r *check, d ...safety.Disposition) { r.Dispositions = d }
	for _, c := range []struct {
		name   string
		change func(*check)
		want   []string
	}{
		{"calm", func(*check) {}, nil},
		{"ideation not asked", func(r *check) { r.Ideation = "" }, []string{"ideation"}},
		{"intent not asked", func(r *check) { r.Intent = "" }, []string{"intent"}},
		{"plan not asked", func(r *check) { r.Plan = "" }, []string{"plan"}},
		{"means not asked", func(r *check) { r.Means = "" }, []string{"means"}},
		{"attempt not asked", func(r *check) { r.Attempt = "" }, []string{"attempt"}},
		{"no change stated", func(r *check) { r.Change = "" }, []string{"change"}},
		{"in the future", func(r *check) { r.At = noon.Add(time.Second) }, []string{"at"}},
		{"no disposition", func(r *check) { did(r) }, []string{"dispositions"}},
		{"unknown disposition", func(r *check) { did(r, "hope") }, []string{"dispositions"}},
		{"usual care and a plan", func(r *check) { did(r, safety.UsualCare, safety.PlanMade) }, []string{"dispositions"}},
		{"passive, usual care", func(r *check) { r.Ideation = safety.IdeationPassive }, nil},
		{"active, usual care", func(r *check) { r.Ideation = safety.IdeationActive }, []string{"dispositions"}},
		{"active, plan made", func(r *check) { r.Ideation = safety.IdeationActive; did(r, safety.PlanMade) }, nil},
		{"intent, plan made", func(r *check) { r.Intent = safety.Yes; did(r, safety.PlanMade) }, []string{"dispositions"}},
		{"intent, not left alone", func(r *check) {
			r.Intent = safety.Yes
			did(r, safety.NotLeftAlone, safety.ToEscort)
		}, nil},
		{"not left alone, with nobody", func(r *check) { did(r, safety.NotLeftAlone) }, []string{"dispositions"}},
		{"called without time and words", func(r *check) { did(r, safety.PrescriberCalled) }, []string{"called_to", "called_at", "instruction"}},
		{"called", func(r *check) {
			did(r, safety.PrescriberCalled, safety.PlanMade)
			r.CalledTo, r.CalledAt, r.Instruction = "M. Halvorsen", noon, "See tomorrow"
		}, nil},
	} {
		r := calm()
		c.change(&r)
		if diff := cmp.Diff(c.want, fields(r.Check(noon))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestRiskOpensAPauseAndACall(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*safety.RiskCheck)
		want   safety.Opened
	}{
		{"none", func(*safety.RiskCheck) {}, safety.Opened{}},
		{"passive", func(r *safety.RiskCheck) { r.Ideation = safety.IdeationPassive }, safety.Opened{}},
		{"988 called in", func(r *safety.RiskCheck) {
			r.Dispositions = []safety.Disposition{safety.NotLeftAlone, safety.ToLifeline}
		},
			safety.Opened{Review: pause.Screen, Reason: "Risk check: crisis care was called in."}},
		{"handed to the escort", func(r *safety.RiskCheck) { r.Dispositions = []safety.Disposition{safety.NotLeftAlone, safety.ToEscort} }, safety.Opened{}},
		{"means alone", func(r *safety.RiskCheck) { r.Means = safety.Yes }, safety.Opened{}},
		{"active, new", func(r *safety.RiskCheck) { r.Ideation, r.Change = safety.IdeationActive, safety.FirstCheck },
			safety.Opened{Pause: "psychiatric", NextDayCall: true, Reason: "Risk check: active suicidal ideation."}},
		{"active, worse", func(r *safety.RiskCheck) { r.Ideation, r.Change = safety.IdeationActive, safety.Worse },
			safety.Opened{Pause: "psychiatric", NextDayCall: true, Reason: "Risk check: active suicidal ideation."}},
		{"active, unchanged", func(r *safety.RiskCheck) { r.Ideation, r.Change = safety.IdeationActive, safety.Unchanged },
			safety.Opened{Review: pause.Screen, Reason: "Risk check: active suicidal ideation."}},
		{"a plan, unchanged", func(r *safety.RiskCheck) { r.Plan, r.Change = safety.Yes, safety.Unchanged },
			safety.Opened{Pause: "psychiatric", NextDayCall: true, Reason: "Risk check: a plan."}},
		{"intent", func(r *safety.RiskCheck) { r.Intent = safety.Yes },
			safety.Opened{Pause: "psychiatric", NextDayCall: true, Reason: "Risk check: intent."}},
		{"plan", func(r *safety.RiskCheck) { r.Plan = safety.Yes },
			safety.Opened{Pause: "psychiatric", NextDayCall: true, Reason: "Risk check: a plan."}},
		{"attempt", func(r *safety.RiskCheck) { r.Attempt = safety.Yes },
			safety.Opened{Pause: "psychiatric", NextDayCall: true, Reason: "Risk check: an attempt."}},
	} {
		r := calm()
		c.change(&r)
		if diff := cmp.Diff(c.want, r.Opens()); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func nausea() safety.AdverseEvent {
	return safety.AdverseEvent{
		Kind: "nausea", StartedAt: noon.Add(-time.Hour), EndedAt: noon, Grade: safety.Mild, Serious: safety.No,
		Relatedness: "probable", Action: "none", Outcome: "resolved",
	}
}

func TestAnAdverseEventIsWhole(t *testing.T) {
	type event = safety.AdverseEvent
	for _, c := range []struct {
		name   string
		change func(*event)
		want   []string
	}{
		{"nausea", func(*event) {}, nil},
		{"ongoing", func(e *event) { e.EndedAt = time.Time{}; e.Outcome = "ongoing" }, nil},
		{"not on the list", func(e *event) { e.Kind = "bored" }, []string{"kind"}},
		{"other without words", func(e *event) { e.Kind = safety.OtherEvent }, []string{"words"}},
		{"other with words", func(e *event) { e.Kind = safety.OtherEvent; e.Words = "hiccups" }, nil},
		{"ends as it begins", func(e *event) { e.EndedAt = e.StartedAt }, nil},
		{"ends before it begins", func(e *event) { e.EndedAt = e.StartedAt.Add(-time.Second) }, []string{"ended_at"}},
		{"ends in the future", func(e *event) { e.EndedAt = noon.Add(time.Second) }, []string{"ended_at"}},
		{"begins in the future", func(e *event) { e.StartedAt, e.EndedAt = noon.Add(time.Second), time.Time{} }, []string{"started_at"}},
		{"grade 0", func(e *event) { e.Grade = 0 }, []string{"grade"}},
		{"grade 6", func(e *event) { e.Grade = 6; e.Serious = safety.Yes }, []string{"grade"}},
		{"serious not answered", func(e *event) { e.Serious = "" }, []string{"serious"}},
		{"mild and serious", func(e *event) { e.Serious = safety.Yes }, nil},
		{"severe, not serious", func(e *event) { e.Grade = safety.Severe }, nil},
		{"life-threatening, not serious", func(e *event) { e.Grade = safety.LifeThreatening }, []string{"serious"}},
		{"death without the outcome", func(e *event) { e.Grade, e.Serious = safety.Death, safety.Yes }, []string{"outcome"}},
		{"relatedness missing", func(e *event) { e.Relatedness = "" }, []string{"relatedness"}},
		{"outcome missing", func(e *event) { e.Outcome = "" }, []string{"outcome"}},
		{"action missing", func(e *event) { e.Action = " " }, []string{"action"}},
	} {
		e := nausea()
		c.change(&e)
		if diff := cmp.Diff(c.want, fields(e.Check(noon))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestGradeThreeOrSeriousPauses(t *testing.T) {
	for _, c := range []struct {
		kind    safety.EventKind
		grade   safety.Grade
		serious safety.Answer
		want    pause.Kind
		call    bool
		review  pause.ReviewKind
	}{
		{"nausea", safety.Moderate, safety.No, "", false, ""},
		{"nausea", safety.Severe, safety.No, "medical", false, ""},
		{"nausea", safety.Mild, safety.Yes, "medical", false, ""},
		{"suicidality", safety.Mild, safety.No, "psychiatric", true, ""},
		{"mania_psychosis", safety.Mild, safety.No, "psychiatric", false, ""},
		{"misuse", safety.Mild, safety.No, "medical", false, ""},
		{"urinary", safety.Mild, safety.No, "", false, pause.Urinary},
		{"urinary", safety.Severe, safety.No, "medical", false, pause.Urinary},
	} {
		e := nausea()
		e.Kind, e.Grade, e.Serious = c.kind, c.grade, c.serious
		if got := e.Opens(protocol.Default()); got.Pause != c.want || got.NextDayCall != c.call || got.Review != c.review {
			t.Errorf("%s grade %d serious %s: got %+v", c.kind, c.grade, c.serious, got)
		}
	}
}

func TestThePickListIsWhole(t *testing.T) {
	seen := map[safety.EventKind]bool{}
	for _, e := range safety.EventKinds {
		if seen[e.Value] || e.Words == "" {
			t.Errorf("%q is there twice or has no words", e.Value)
		}
		seen[e.Value] = true
	}
	if len(seen) != 29 {
		t.Errorf("got %d kinds, want 29", len(seen))
	}
	for g := safety.Mild; g <= safety.Death; g++ {
		if g.Words() == "" {
			t.Errorf("grade %d has no words", g)
		}
	}
}

func TestAnEscalationIsReadBack(t *testing.T) {
	e := safety.Escalation{At: noon, Called: "M. Ruiz", Reason: "172/104", Answered: safety.Yes, Instruction: "Repeat in 5 min", ReadBack: true}
	if err := e.Check(noon); err != nil {
		t.Error(err)
	}
	e.ReadBack, e.Instruction = false, ""
	if diff := cmp.Diff([]string{"instruction", "read_back"}, fields(e.Check(noon))); diff != "" {
		t.Error(diff)
	}
	e.Answered = safety.No
	if err := e.Check(noon); err != nil {
		t.Errorf("an unanswered call is recorded too: %v", err)
	}
	e.Answered = ""
	if diff := cmp.Diff([]string{"answered"}, fields(e.Check(noon))); diff != "" {
		t.Error(diff)
	}
}

func TestASafetyPlanHasItsSteps(t *testing.T) {
	p := safety.SafetyPlan{WarningSigns: "no sleep", Steadying: "walk", People: "Ana 555-0101", SafePlace: "none at home", AgreedWithUs: true}
	if err := p.Check(); err != nil {
		t.Error(err)
	}
	want := []string{"warning_signs", "steadying", "people", "safe_place", "agreed_with_us"}
	if diff := cmp.Diff(want, fields(safety.SafetyPlan{}.Check())); diff != "" {
		t.Error(diff)
	}
}
