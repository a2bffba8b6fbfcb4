package measure_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/measure"
	"kap/internal/protocol"
	"kap/internal/safety"
)

// TestQuestionnairesAsOfAMoment: what is planted by the hour before noon, and what the
// step says of it at noon.
func TestQuestionnairesAsOfAMoment(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	d.Advance(48 * time.Hour)
	asJonah := c.As(t.Context(), "jonah")
	var of dbtest.Client
	answered := func(hours int, instrument string, complete bool, flags ...string) uuid.UUID {
		id := db.NewID()
		d.Plant(t, `insert into measure_response (clinic_id, id, client_id, course_id, instrument, complete, total, band, flags, at)
			values ($1, $2, $3, $4, $5, $6, case when $6 then $8::int end, '', $7, $9)`, c.ID, id, of.ID, of.Course, instrument, complete,
			append([]string{}, flags...), -hours, dbtest.Noon.Add(time.Duration(hours)*time.Hour))
		return id
	}
	overridden := func(hours int, response uuid.UUID) {
		d.Plant(t, `insert into screen_override (clinic_id, id, client_id, response_id, reason, by, at) values ($1, $2, $3, $4, 'Worried', $5, $6)`,
			c.ID, db.NewID(), of.ID, response, c.Staff["jonah"].Staff, dbtest.Noon.Add(time.Duration(hours)*time.Hour))
	}
	checked := func(hours int, of uuid.UUID) {
		d.Plant(t, `insert into risk_check (clinic_id, id, client_id, ideation, dispositions, at) values ($1, $2, $3, 'none', '{usual care}', $4)`,
			c.ID, db.NewID(), of, dbtest.Noon.Add(time.Duration(hours)*time.Hour))
	}
	// asks is each questionnaire that stands: how long ago, and what it still asks for.
	asks := func() string {
		responses := dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[measure.Response] { return measure.QueueResponses(b, of.ID, dbtest.Noon) })
		checks := dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[safety.RiskCheck] { return safety.QueueChecks(b, of.ID, dbtest.Noon) })
		var all []string
		for _, r := range measure.Standing(responses) {
			words := fmt.Sprintf("%s %v", r.Instrument, dbtest.Noon.Sub(r.At).Hours())
			if r.AlertStands(checks) {
				words += " alert"
			}
			if r.LeftOpen(responses, checks) {
				words += " open"
			}
			all = append(all, words)
		}
		return strings.Join(all, ", ")
	}
	for _, test := range []struct {
		name, want string
		plant      func()
	}{
		{"the latest of each", "gad7 3, phq9 2", func() { answered(-5, "phq9", true); answered(-2, "phq9", true); answered(-3, "gad7", true) }},
		{"of the moment itself", "phq9 0", func() { answered(0, "phq9", true) }},
		{"answered after the moment", "phq9 2", func() { answered(-2, "phq9", true); answered(1, "phq9", true) }},
		{"of somebody else", "", func() {
			own := of
			of = d.Client(t, c)
			answered(-2, "phq9", true)
			of = own
		}},
		{"not complete and says nothing", "", func() { answered(-2, "phq9", false) }},
		{"an alert", "phq9 2 alert", func() { answered(-2, "phq9", true, "alert") }},
		{"an alert of one that is not complete", "phq9 2 alert, phq9 1", func() { answered(-2, "phq9", false, "alert"); answered(-1, "phq9", true) }},
		{"a later answer without alert", "phq9 1", func() { answered(-2, "phq9", true, "alert"); answered(-1, "phq9", true) }},
		{"risk was checked after it", "phq9 2", func() { answered(-2, "phq9", true, "alert"); checked(-1, of.ID) }},
		{"risk was checked with it", "phq9 2", func() { answered(-2, "phq9", true, "alert"); checked(-2, of.ID) }},
		{"risk was checked before it", "phq9 2 alert", func() { answered(-2, "phq9", true, "alert"); checked(-3, of.ID) }},
		{"risk is checked after the moment", "phq9 2 alert", func() { answered(-2, "phq9", true, "alert"); checked(1, of.ID) }},
		{"somebody else's risk was checked", "phq9 2 alert", func() { answered(-2, "phq9", true, "alert"); checked(-1, d.Client(t, c).ID) }},
		{"a screen taken for positive", "asq 3 alert", func() { overridden(-1, answered(-3, "asq", true)) }},
		{"another screen taken for positive", "asq 3", func() { overridden(-1, answered(-4, "asq", true)); answered(-3, "asq", true) }},
		{"left open, then half answered", "phq9 2 open", func() { answered(-2, "phq9", false, "incomplete"); answered(-1, "phq9", false) }},
		{"taken for positive after the moment", "asq 3", func() { overridden(1, answered(-3, "asq", true)) }},
		{"a check between the screen and the word", "asq 3 alert", func() { overridden(-1, answered(-3, "asq", true)); checked(-2, of.ID) }},
		{"a check after the word", "asq 3", func() { overridden(-2, answered(-3, "asq", true)); checked(-1, of.ID) }},
		{"left open", "phq9 2 open", func() { answered(-2, "phq9", false, "incomplete") }},
		{"left open, then checked", "phq9 2", func() { answered(-2, "phq9", false, "incomplete"); checked(-1, of.ID) }},
		{"left open, then answered whole", "phq9 2, phq9 1", func() { answered(-2, "phq9", false, "incomplete"); answered(-1, "phq9", true) }},
		{"left open after a whole one", "phq9 2 open, phq9 3", func() { answered(-2, "phq9", false, "incomplete"); answered(-3, "phq9", true) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			of = d.Client(t, c)
			test.plant()
			if got := asks(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestWorseByExactlyTheLimitAsksThePrescriber: PHQ-9 five above baseline (protocol 1.4).
func TestWorseByExactlyTheLimitAsksThePrescriber(t *testing.T) {
	of := func(total int) measure.Response {
		return measure.Response{Instrument: "phq9", Complete: true, Total: &total}
	}
	baseline := of(10)
	for total, want := range map[int]int{14: 0, 15: 1, 16: 1, 5: 0} {
		if got := measure.Finds(of(total), &baseline, true, false, protocol.Default()).Reviews; len(got) != want {
			t.Errorf("%d from 10: got %+v", total, got)
		}
	}
}
