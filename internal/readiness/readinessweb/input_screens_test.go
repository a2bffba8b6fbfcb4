package readinessweb_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"kap/internal/testdesk"
)

// TestAnArrivalCheckIsReadAsItWasTyped: every question with its own answer, posted, stands
// in the form when it is opened again, and after each answer was changed.
func TestAnArrivalCheckIsReadAsItWasTyped(t *testing.T) {
	s := arrived(t)
	page := s.Path("/arrival-check")
	first := testdesk.Form("wants_to_go_ahead", "yes", "last_food", "2026-11-24T05:01", "last_drink", "2026-11-24T08:02", "weight_typed", "72.5", "weight_unit", "kg",
		"medicines.changed", "yes", "medicines.change", "sertraline", "medicines.holds_kept", "no", "medicines.holds_missed", "lorazepam", "medicines.pressure_taken", "yes",
		"substances.intoxicated", "no", "substances.alcohol", "yes", "substances.last_alcohol", "2026-11-20T20:03", "substances.thc", "yes", "substances.last_thc", "2026-11-19T20:04",
		"substances.psychedelic", "yes", "substances.last_psychedelic", "2026-10-01T20:05", "substances.other", "yes", "substances.last_other", "2026-11-18T20:06",
		"substances.other_what", "kava", "substances.urine_screen", "negative", "substances.ketamine_elsewhere", "yes", "substances.ketamine_elsewhere_on", "2026-10-07",
		"suicide.ideation", "passive", "suicide.new", "no", "suicide.intent", "no", "suicide.plan", "no", "suicide.attempt", "no",
		"condition.psychosis", "no", "condition.mania", "no", "condition.confusion", "no", "condition.vomiting", "no", "condition.minor_illness", "yes", "condition.illness", "a cold",
		"condition.urinary", "yes", "condition.urinary_words", "often", "pregnancy.possible", "yes", "pregnancy.test", "negative",
		"escort.name", "Eva", "escort.phone", "303 555 0139", "escort.adult", "yes", "escort.confirmed_at", "2026-11-24T11:08", "escort.confirmed_by", "Grace",
		"escort.how", "text", "escort.can_collect", "yes", "escort.ride_only", "no", "lozenges.identity_checked", "yes", "lozenges.label_checked", "no",
		"lozenges.brought[0].strength", "100", "lozenges.brought[0].lot", "A1", "lozenges.brought[0].units", "3.5", "lozenges.brought[0].labeled", "4",
		"prescriber.name", "Dr. Osei", "prescriber.answered_at", "2026-11-24T11:09")
	second := maps.Clone(first)
	for name, value := range map[string]string{"wants_to_go_ahead": "no", "last_food": "2026-11-24T05:11", "last_drink": "2026-11-24T08:12", "weight_typed": "73.5",
		"medicines.change": "lithium", "medicines.holds_missed": "zolpidem", "medicines.pressure_taken": "no", "substances.intoxicated": "yes",
		"substances.urine_screen": "positive", "suicide.ideation": "active", "suicide.plan": "yes", "condition.mania": "yes", "pregnancy.test": "positive",
		"escort.adult": "no", "escort.ride_only": "yes", "lozenges.label_checked": "yes", "lozenges.brought[0].units": "3", "prescriber.name": "Dr. Roy"} {
		second.Set(name, value)
	}
	for seen, typed := range []map[string][]string{first, second} {
		posted := maps.Clone(typed)
		posted["seen"] = []string{[]string{"0", "1"}[seen]}
		s.Answers("saved", s.Post("jonah", page, posted), http.StatusSeeOther)
		offered := s.Get("jonah", page).Typed()
		for _, beside := range []string{"seen", "made_for", "lozenges.brought[1].strength", "lozenges.brought[1].lot", "lozenges.brought[1].units", "lozenges.brought[1].labeled"} {
			offered.Del(beside)
		}
		if !maps.EqualFunc(typed, map[string][]string(offered), slices.Equal) {
			t.Fatalf("\ntyped   %v\noffered %v", typed, offered)
		}
	}
}
