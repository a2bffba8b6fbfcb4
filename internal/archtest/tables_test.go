package archtest_test

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// owners are the tables of each step. Names of people (staff) and the clinic's clock
// (clinic) are joined by everybody.
var owners = map[string]string{
	"auditlog":    "refusal",
	"client":      "client care_team allergy medicine escort",
	"consent":     "consent consent_change consent_text",
	"course":      "course dosing_day",
	"dosing":      "dosing_event departure impression intake intake_line",
	"eligibility": "consultation eligibility_decision condition_met information_request",
	"integration": "integration_session safety_call",
	"measure":     "measure_response screen_override",
	"medication":  "prescription supply_entry",
	"pathway":     "pathway pathway_step",
	"pause":       "pause review override",
	"preparation": "preparation_session goal goal_rating practice readiness_item",
	"protocol":    "protocol",
	"readiness":   "dosing_session presence arrival_check gate_check acknowledgement",
	"safety":      "adverse_event incident escalation risk_check safety_plan",
	"schedule":    "appointment appointment_move booking room staff_hours time_off escort_confirmation",
	"sign":        "signature",
	"staff":       "account cover setup_link sign_in",
	"task":        "task",
	"vitals":      "vitals",
}

// elsewhere are the tables that a step still names beside its own. The list only becomes
// shorter: what a step keeps is read from it, as of a moment.
var elsewhere = map[string]string{
	"app":         "client", // the identity bar's header of a refused page
	"chart":       "care_team course pathway",
	"client":      "course eligibility_decision risk_check",
	"consent":     "appointment client course dosing_session",
	"course":      "appointment care_team client",
	"demo":        "room staff_hours",
	"dosing":      "dosing_session",
	"eligibility": "client course",
	"integration": "appointment client dosing_session impression",
	"measure":     "client course dosing_day",
	"medication":  "course",
	"pause":       "appointment course pathway",
	"preparation": "client",
	"protocol":    "course dosing_session", // which version one goes by
	"readiness":   "intake room",
	"safety":      "client course",
	"schedule":    "care_team client course",
	"task":        "client",
	"today": "appointment booking client consent_text course cover dosing_day dosing_event dosing_session intake pathway pathway_step " +
		"protocol room staff_hours task vitals",
	"vitals": "dosing_session",
}

var tableNamed = regexp.MustCompile(`\b(?:from|join|into|update)\s+(?:only\s+)?(\w+)`)

// TestAStepNamesItsOwnTables: a table is read where it is kept, or where the list above
// says so; an entry that nothing needs any more goes.
func TestAStepNamesItsOwnTables(t *testing.T) {
	t.Parallel()
	owner := map[string]string{}
	for step, tables := range owners {
		for _, table := range strings.Fields(tables) {
			owner[table] = step
		}
	}
	left := map[string]bool{}
	for step, tables := range elsewhere {
		for _, table := range strings.Fields(tables) {
			left[step+" "+table] = true
		}
	}
	unused := maps.Clone(left)
	for _, s := range everyStatement(t) {
		folder := path.Dir(s.at)
		step := folder[strings.LastIndex(folder, "/internal/")+len("/internal/"):]
		for _, named := range tableNamed.FindAllStringSubmatch(s.sql, -1) {
			table := named[1]
			delete(unused, step+" "+table)
			if of, known := owner[table]; known && of != step && !left[step+" "+table] {
				t.Errorf("%s: names %s, which is %s's: ask that step for the fact", s.at, table, of)
			}
		}
	}
	for _, entry := range slices.Sorted(maps.Keys(unused)) {
		t.Errorf("nothing in %s any more: take it out of the list", strings.Replace(entry, " ", " names ", 1))
	}
}
