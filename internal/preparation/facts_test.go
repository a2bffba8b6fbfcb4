package preparation_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/preparation"
)

// TestPreparationAsOfAMoment: what is planted, and what the step says of it at noon.
func TestPreparationAsOfAMoment(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	d.Advance(48 * time.Hour)
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	asJonah := c.As(t.Context(), "jonah")
	var of dbtest.Client
	hour := func(h int) time.Time { return dbtest.Noon.Add(time.Duration(h) * time.Hour) }
	// held is a session held and, where done is said, completed.
	held := func(in dbtest.Client, at int, place, intention string, done ...int) {
		var completed *time.Time
		for _, h := range done {
			when := hour(h)
			completed = &when
		}
		d.Plant(t, `insert into preparation_session (clinic_id, id, client_id, course_id, held_at, minutes, place, held_where, intention, setting, completed_at)
			values ($1, $2, $3, $4, $5, 53, $6, case $6 when 'elsewhere' then 'Dr. Okafor' else '' end, $7, case when $7 = '' then '{}'::jsonb else '{"music": "soft"}' end, $8)`,
			c.ID, db.NewID(), in.ID, in.Course, hour(at), place, intention, completed)
	}
	goal := func(set int, ended ...int) {
		var end *time.Time
		for _, h := range ended {
			when := hour(h)
			end = &when
		}
		d.Plant(t, `insert into goal (clinic_id, id, created_at, client_id, course_id, position, words, ended_at, ended_reason)
			values ($1, $2, $3, $4, $5, 1, 'Sleep', $6, case when $6::timestamptz is null then '' else 'reached' end)`, c.ID, db.NewID(), hour(set), of.ID, of.Course, end)
	}
	item := func(in dbtest.Client, at int, state string, expires ...string) {
		d.Plant(t, `insert into readiness_item (clinic_id, id, client_id, course_id, item, state, evidence, by, at, expires_on)
			values ($1, $2, $3, $4, 'fasting', $5, 'said', $6, $7, nullif($8, '')::date)`, c.ID, db.NewID(), in.ID, in.Course, state, c.Staff["jonah"].Staff, hour(at),
			append(expires, "")[0])
	}
	records := func() []preparation.Session {
		return dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[preparation.Session] { return preparation.QueuePreparations(b, of.ID) })
	}
	facts := map[string]func() string{
		"sessions": func() string { return fmt.Sprint(len(records())) },
		"held": func() string {
			n, last := preparation.Held(preparation.Visits(records(), of.Course), dbtest.Noon, zone)
			return fmt.Sprint(n, " ", last.Format("Jan 2"))
		},
		"told": func() string {
			intention, setting := preparation.Told(preparation.Visits(records(), of.Course), dbtest.Noon)
			return fmt.Sprint(intention, " ", setting)
		},
		"intention": func() string {
			said := dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[preparation.Intention] { return preparation.QueueIntention(b, of.ID) })
			return preparation.IntentionAt(said, of.Course, dbtest.Noon).Words
		},
		"goals": func() string {
			goals := dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[preparation.Goal] { return preparation.QueueGoals(b, of.ID) })
			return fmt.Sprint(slices.ContainsFunc(goals, func(g preparation.Goal) bool { return g.Stood(dbtest.Noon) }))
		},
		"plan": func() string {
			items := dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[preparation.Item] { return preparation.QueueReadiness(b, of.ID, dbtest.Noon) })
			return fmt.Sprint(preparation.Stands(preparation.ItemsOf(items, of.Course), "fasting", time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)))
		},
	}
	facts["items"] = func() string {
		items := dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[preparation.Item] { return preparation.QueueReadiness(b, of.ID, dbtest.Noon) })
		return fmt.Sprint(len(items))
	}
	for _, test := range []struct {
		fact, name, want string
		plant            func()
	}{
		{"held", "here and completed", "1 Nov 23", func() { held(of, -30, "here", "", -29) }},
		{"held", "by video", "1 Nov 23", func() { held(of, -30, "video", "", -29) }},
		{"held", "elsewhere does not count as here", "0 Jan 1", func() { held(of, -30, "elsewhere", "", -29) }},
		{"held", "a draft", "0 Jan 1", func() { held(of, -30, "here", "") }},
		{"held", "completed at the moment", "1 Nov 23", func() { held(of, -30, "here", "", 0) }},
		{"held", "completed after the moment", "0 Jan 1", func() { held(of, -30, "here", "", 1) }},
		{"held", "the clinic's date of the last", "2 Nov 22", func() { held(of, -38, "here", "", -37); held(of, -90, "here", "", -89) }},
		{"held", "of somebody else", "0 Jan 1", func() { held(d.Client(t, c), -30, "here", "", -29) }},
		{"told", "in a draft, elsewhere", "true true", func() { held(of, -30, "elsewhere", "To meet the quiet") }},
		{"told", "nothing", "false false", func() { held(of, -30, "here", "", -29) }},
		{"told", "after the moment", "false false", func() { held(of, 1, "here", "To meet the quiet") }},
		{"intention", "the latest", "Second", func() { held(of, -30, "here", "Second"); held(of, -90, "here", "First") }},
		{"intention", "after the moment", "First", func() { held(of, -90, "here", "First"); held(of, 1, "here", "Second") }},
		{"intention", "a session without one", "First", func() { held(of, -90, "here", "First"); held(of, -30, "here", "") }},
		{"sessions", "the client's", "1", func() { held(of, -30, "here", "") }},
		{"sessions", "of somebody else", "0", func() { held(d.Client(t, c), -30, "here", "") }},
		{"intention", "of somebody else", "", func() { held(d.Client(t, c), -30, "here", "First") }},
		{"goals", "stands", "true", func() { goal(-30) }},
		{"goals", "set after the moment", "false", func() { goal(1) }},
		{"goals", "ended before", "false", func() { goal(-30, -1) }},
		{"goals", "ended after", "true", func() { goal(-30, 1) }},
		{"plan", "done", "true", func() { item(of, -30, "done") }},
		{"plan", "never said", "false", func() {}},
		{"plan", "not needed", "true", func() { item(of, -30, "not needed") }},
		{"plan", "taken back", "false", func() { item(of, -30, "done"); item(of, -20, "not done") }},
		{"plan", "said again", "true", func() { item(of, -20, "done"); item(of, -30, "not done") }},
		{"plan", "taken back after the moment", "true", func() { item(of, -30, "done"); item(of, 1, "not done") }},
		{"plan", "expired the day before", "false", func() { item(of, -30, "done", "2026-11-23") }},
		{"plan", "expires that day", "true", func() { item(of, -30, "done", "2026-11-24") }},
		{"items", "said of the client", "1", func() { item(of, -30, "done") }},
		{"items", "of somebody else", "0", func() { item(d.Client(t, c), -30, "done") }},
		{"plan", "of somebody else", "false", func() { item(d.Client(t, c), -30, "done") }},
		{"plan", "of an earlier course", "false", func() {
			d.Plant(t, `update course set closed_at = '2026-11-01', closed_reason = 'completed', closing_visit = 'held' where id = $1`, of.Course)
			earlier := of
			of.Course = db.NewID()
			d.Plant(t, `insert into course (clinic_id, id, client_id, opened_at) values ($1, $2, $3, '2026-11-02')`, c.ID, of.Course, of.ID)
			item(earlier, -30, "done")
		}},
	} {
		t.Run(test.fact+"/"+test.name, func(t *testing.T) {
			of = d.Client(t, c)
			test.plant()
			if got := facts[test.fact](); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
