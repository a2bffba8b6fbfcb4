package protocol_test

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kap/internal/problem"
	"kap/internal/protocol"
)

var update = flag.Bool("update", false, "write testdata/default.json anew")

// TestTheProtocolThatComesWithTheSystem: each number of it is read by the medical lead who
// approves it, so that none changes unseen.
func TestTheProtocolThatComesWithTheSystem(t *testing.T) {
	const path = "testdata/default.json"
	got, err := json.MarshalIndent(protocol.Default(), "", "  ")
	if err == nil && *update {
		err = os.WriteFile(path, append(got, '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimSpace(string(want)), string(got)); diff != "" {
		t.Errorf("go test ./internal/protocol -run ComesWith -update writes it; what differs:\n%s", diff)
	}
}

// with is the default protocol with another number at a path of its JSON; of a list, its
// first.
func with(t *testing.T, path string, number int) (b protocol.Body) {
	t.Helper()
	text, err := json.Marshal(protocol.Default())
	if err != nil {
		t.Fatal(err)
	}
	var whole map[string]any
	if err := json.Unmarshal(text, &whole); err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(path, ".")
	at, last := whole, parts[len(parts)-1]
	for _, part := range parts[:len(parts)-1] {
		at, _ = at[part].(map[string]any)
	}
	switch was := at[last].(type) {
	case float64:
		at[last] = number
	case []any:
		was[0] = number
	default:
		t.Fatalf("%s: the protocol has no such number", path)
	}
	if text, err = json.Marshal(whole); err == nil {
		err = json.Unmarshal(text, &b)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestTheLeastAndTheMostOfEachNumber: both are accepted, and refused is what lies beyond,
// beside the number itself.
func TestTheLeastAndTheMostOfEachNumber(t *testing.T) {
	const none = -1
	refused := func(path string, number int) bool {
		b := with(t, path, number)
		p, _ := problem.As(b.Check())
		return p != nil && slices.ContainsFunc(p.Fields, func(f problem.Field) bool { return f.Name == path })
	}
	for _, n := range []struct {
		path        string
		least, most int
	}{
		{"eligibility.attempt_months", 1, none},
		{"eligibility.substance_months", 1, none},
		{"eligibility.body_mass_above", 20, 80},
		{"eligibility.adult_age", 18, 25},
		{"eligibility.older_age", 18, none},
		{"eligibility.first.fewest", 1, none},
		{"eligibility.first.most", 2, none},
		{"eligibility.first.days", 1, none},
		{"eligibility.follow_up.most", 4, none},
		{"eligibility.follow_up_after_dose", 1, 2},
		{"eligibility.information_reminders", 1, 30},
		{"eligibility.pause_grade", 1, 5},
		{"eligibility.pause_task_days", 1, none},
		{"eligibility.review_worse_by", 1, none},
		{"eligibility.review_missed_visits", 1, none},
		{"gate.room_after_lozenge", 1, 180},
		{"integration.first_from", 0, none},
		{"integration.window", 1, none},
		{"integration.safety_call", 1, 7},
		{"integration.between", 0, 5},
		{"integration.minutes", 15, 240},
		{"leaving.since_intake", 30, 720},
		{"leaving.sedation", 1, 5},
		{"leaving.oriented", 1, 4},
		{"leaving.pressure_near", 0, 60},
		{"leaving.spo2", 80, 100},
		{"leaving.no_driving", 12, 72},
		{"leaving.leaving_reading", 1, 120},
		{"lozenge.strength_lowest", 1, none},
		{"lozenge.first_session", 1, none},
		{"lozenge.per_kilogram", 1, none},
		{"lozenge.mouth_least", 1, none},
		{"lozenge.onset_from", 1, none},
		{"lozenge.booster_from", 1, none},
		{"lozenge.booster_stay", 1, none},
		{"lozenge.weight_days", 1, none},
		{"lozenge.weight_change", 1, 50},
		{"lozenge.telephone_order", 1, 72},
		{"lozenge.refills", 0, 5},
		{"lozenge.prescription_months", 1, 6},
		{"measures.before_dose", 1, none},
		{"measures.after_doses", 1, none},
		{"measures.after_months", 1, none},
		{"measures.acute_hours", 1, none},
		{"measures.prorate_up_to", 0, 2},
		{"measures.pcl5_cut", 31, 33},
		{"measures.pcl5_reliable", 1, none},
		{"measures.pcl5_meaningful", 5, none},
		{"measures.audit_c_men", 1, 12},
		{"measures.audit_c_women", 1, 12},
		{"measures.change.version", 1, none},
		{"measures.change.response", 1, 100},
		{"measures.change.remission_below", 1, 27},
		{"measures.change.remission_from", 5, 27},
		{"measures.change.significant_fall", 1, 27},
		{"measures.change.significant_now", 1, 27},
		{"measures.change.reliable_phq9", 1, 27},
		{"measures.change.reliable_gad7", 1, 21},
		{"preparation.least_sessions", 0, none},
		{"preparation.minutes", 15, 240},
		{"preparation.last_within", 1, none},
		{"preparation.least_goals", 0, none},
		{"preparation.goal_scale", 1, none},
		{"preparation.food_fast", 120, 1440},
		{"preparation.fluid_fast", 0, 1440},
		{"preparation.escort_age", 18, 25},
		{"pressure.rise.systolic", 1, none},
		{"pressure.rise.diastolic", 1, none},
		{"pressure.rest", 1, 60},
		{"pressure.most_readings", 2, 10},
		{"pressure.new_series", 1, none},
		{"pressure.fresh", 1, none},
		{"pressure.repeat_after", 1, 60},
		{"scheduling.planned_doses", 1, none},
		{"scheduling.review_dose", 1, none},
		{"scheduling.notice", 0, none},
		{"scheduling.reminders", 1, none},
		{"scheduling.first.least", 1, none},
		{"timing.booster.after", 1, none},
		{"timing.merge", 0, 30},
		{"timing.arrival_least", 0, none},
		{"timing.acute_until", 1, none},
		{"timing.block", 60, 720},
		{"timing.turnover", 0, 120},
		{"timing.late_entry", 1, none},
		{"vitals.spo2_red", 50, 92},
		{"vitals.sedation_before", 1, 5},
		{"vitals.sedation_red", 0, 5},
		{"vitals.sedation_amber", 2, 5},
		{"vitals.distress_prompt", 1, 10},
		{"vitals.weight_change", 1, 50},
	} {
		if refused(n.path, n.least) || !refused(n.path, n.least-1) {
			t.Errorf("%s: the least is %d", n.path, n.least)
		}
		if n.most != none && (refused(n.path, n.most) || !refused(n.path, n.most+1)) {
			t.Errorf("%s: the most is %d", n.path, n.most)
		}
	}
}
