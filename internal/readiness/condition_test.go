package readiness_test

import (
	"testing"

	"kap/internal/db"
)

// decided is a decision of later with conditions, signed minutes after noon: the first
// to be met by a pressure measured here, the second by somebody's word.
func (h booked) decided(minute int, conditions string) {
	h.T.Helper()
	h.Own(`insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, indication, protocol_version,
		    sessions, valid_from, valid_until, signed_at, signed_by, conditions)
		values ($1, $2, $3, $4, 'eligible_with_conditions', 'F33.2', 1, 2, '2026-11-03', '2027-01-31', $5, $6, $7::text::jsonb)`,
		h.ID(), db.NewID(), h.Client, h.Course, h.After(minute), h.Who("miriam"), conditions)
}

func (h booked) unmet() string {
	h.T.Helper()
	p, err := h.Readiness(h.By("jonah"), h.Client, h.Session)
	h.Do(err)
	item, _ := p.Gate.Item("G01")
	return item.Sentence
}

func TestAReadingHereMeetsTheConditionForOne(t *testing.T) {
	const pressure = `[{"id": "1", "kind": "pressure", "words": "Pressure measured here", "due": "2026-11-24T00:00:00Z"}]`
	const test = `[{"id": "1", "kind": "test", "words": "ECG", "due": "2026-11-24T00:00:00Z"}]`
	for _, c := range []struct {
		name       string
		minute     int // the reading was taken 10 minutes before noon
		conditions string
		means      string
		want       string
	}{
		{"before the reading", -11, pressure, "", ""},
		{"after it", -9, pressure, "", "The decision asks first for: Pressure measured here. Record it when it is met."},
		{"the reading was voided", -11, pressure, `update vitals set voided_at = taken_at, voided_by = measured_by, void_reason = 'cuff'`, "The decision asks first for: Pressure measured here. Record it when it is met."},
		{"a later one from home", -9, pressure, `insert into vitals (clinic_id, id, client_id, taken_at, source, systolic, diastolic)
			select clinic_id, gen_random_uuid(), client_id, taken_at + interval '5 min', 'client', systolic, diastolic from vitals`, "The decision asks first for: Pressure measured here. Record it when it is met."},
		{"a test is not met by it", -11, test, "", "The decision asks first for: ECG. Record it when it is met."},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := here(t)
			h.decided(c.minute, c.conditions)
			if c.means != "" {
				h.Own(c.means)
			}
			if got := h.unmet(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Above the limits it meets the condition too: what it permits is the pressure's item.
func TestAHighReadingMeetsTheConditionAndNoMore(t *testing.T) {
	h := here(t)
	h.decided(-9, `[{"id": "1", "kind": "pressure", "words": "Pressure measured here", "due": "2026-11-24T00:00:00Z"}]`)
	h.Pressure(-6, 152, 82)
	if got := h.unmet(); got != "" {
		t.Errorf("got %q", got)
	}
	p, err := h.Readiness(h.By("jonah"), h.Client, h.Session)
	h.Do(err)
	if item, _ := p.Gate.Item("G08"); item.Passes() {
		t.Errorf("152/82 passes")
	}
}
