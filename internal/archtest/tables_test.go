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
// (clinic) are joined by everybody; so is the spine, and only its owner writes it.
var owners = map[string]string{
	"auditlog":    "refusal",
	"client":      "client care_team allergy medicine escort former_name",
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

// spine is what every step reads: who the client is, and which course they are in. The
// rules of both are said in the package spine.
var spine = []string{"client", "course", "room"}

// elsewhere are the tables that a step still names beside its own. The list only becomes
// shorter: what a step keeps is read from it, as of a moment.
var elsewhere = map[string]string{
	"dosing":    "dosing_session", // of which day an intake and an impression are; the last session as one row
	"readiness": "intake",         // the last lozenge, and whether one was unplanned: what a session that is held for update is judged by in the trip that locks it
	"vitals":    "dosing_session", // what is resting; with the sessions read above, the pages of eligibility would send a statement more
}

var tableNamed = regexp.MustCompile(`\b(from|join|insert into|update|delete from)\s+(?:only\s+)?(\w+)`)

// named is a table in a statement.
type named struct {
	table   string
	written bool
}

func tablesOf(sql string) (all []named) {
	for _, found := range tableNamed.FindAllStringSubmatch(sql, -1) {
		all = append(all, named{found[2], found[1] != "from" && found[1] != "join"})
	}
	return all
}

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
		for _, n := range tablesOf(s.sql) {
			if slices.Contains(spine, n.table) && !n.written {
				continue
			}
			entry := s.step() + " " + n.table
			delete(unused, entry)
			if of, known := owner[n.table]; known && of != s.step() && !left[entry] {
				t.Errorf("%s: names %s, which is %s's: ask that step for the fact", s.at, n.table, of)
			}
		}
	}
	for _, entry := range slices.Sorted(maps.Keys(unused)) {
		t.Errorf("nothing in %s any more: take it out of the list", strings.Replace(entry, " ", " names ", 1))
	}
}

// step is the folder of a statement, below internal.
func (s statement) step() string {
	folder := path.Dir(s.at)
	return folder[strings.LastIndex(folder, "/internal/")+len("/internal/"):]
}

// TestReadingATableIsNotWritingIt: what the test above takes for the one and the other.
func TestReadingATableIsNotWritingIt(t *testing.T) {
	t.Parallel()
	for sql, want := range map[string][]named{
		"select id from client":                               {{"client", false}},
		"select 1 from only room r join\n\tcourse k on true":  {{"room", false}, {"course", false}},
		"insert into course (id) select id from client":       {{"course", true}, {"client", false}},
		"update course k set closed_at = now() from clinic z": {{"course", true}, {"clinic", false}},
		"delete from course where id = $1":                    {{"course", true}},
	} {
		if got := tablesOf(sql); !slices.Equal(got, want) {
			t.Errorf("%s: got %v want %v", sql, got, want)
		}
	}
}

// closing are the conditions on closed_at in a statement.
var closing = regexp.MustCompile(`(\w+\.)?closed_at is (not )?null`)

// TestTheSpineIsSaidOnce: in a statement that reads courses the course is k and what says
// that it is open comes from the package spine; t is a task, which closes too.
func TestTheSpineIsSaidOnce(t *testing.T) {
	t.Parallel()
	for _, s := range everyStatement(t) {
		if !slices.ContainsFunc(tablesOf(s.sql), func(n named) bool { return n.table == "course" }) {
			continue
		}
		for _, condition := range closing.FindAllString(s.sql, -1) {
			if !strings.HasPrefix(condition, "k.") && !strings.HasPrefix(condition, "t.") {
				t.Errorf("%s: %q in a statement on courses: call the course k and say spine.Open", s.at, condition)
			}
		}
	}
}
