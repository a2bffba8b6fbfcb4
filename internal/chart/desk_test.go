package chart_test

import (
	"testing"
	"time"

	"kap/internal/chart"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// TestTheDeskReadsWhereTheLatestCourseStands: the open one, else the one opened last; of
// this client, and also where nobody is named for what is next.
func TestTheDeskReadsWhereTheLatestCourseStands(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	service := chart.Service{DB: d.DB}
	for _, test := range []struct {
		name, want string
		courses    map[string][2]string // what it is called: opened, closed
	}{
		{"one", "open", map[string][2]string{"open": {"2026-10-01", ""}}},
		{"an open one, opened first", "open", map[string][2]string{"open": {"2026-02-01", ""}, "closed": {"2026-03-01", "2026-06-01"}}},
		{"two that are closed", "later", map[string][2]string{"earlier": {"2026-01-01", "2026-08-01"}, "later": {"2026-03-01", "2026-06-01"}}},
	} {
		of, somebody := d.Client(t, c), d.Client(t, c)
		d.Plant(t, `delete from pathway`)
		d.Plant(t, `delete from course where client_id = $1`, of.ID)
		d.Plant(t, `insert into pathway (clinic_id, client_id, course_id, stage, next) values ($1, $2, $3, 'preparing', 'of somebody else')`, c.ID, somebody.ID, somebody.Course)
		for name, dates := range test.courses {
			d.Plant(t, `with c as (
				    insert into course (clinic_id, id, client_id, opened_at, closed_at, closed_reason)
				    values ($1, $2, $3, $4, nullif($5, '')::timestamptz, case when $5 <> '' then 'moved' else '' end)
				    returning *)
				insert into pathway (clinic_id, client_id, course_id, stage, next)
				select clinic_id, client_id, id, 'preparing', $6 from c`, c.ID, db.NewID(), of.ID, dates[0], dates[1], name)
		}
		got, err := service.Chart(c.As(t.Context(), "grace"), of.ID)
		if err != nil || got.OnTeam || got.Desk.Next != test.want {
			t.Errorf("%s: got %q, on the team %v, %v", test.name, got.Desk.Next, got.OnTeam, err)
		}
	}
}

// TestACareTeamReadsTheChartWhileItIsOne: from its first moment until its last, which is not
// in it any more.
func TestACareTeamReadsTheChartWhileItIsOne(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	of := d.Client(t, c)
	d.Client(t, c)
	for _, test := range []struct {
		name        string
		since, left time.Duration
		want        bool
	}{
		{"since now", 0, time.Hour, true},
		{"from later", time.Microsecond, time.Hour, false},
		{"until now", -time.Hour, 0, false},
		{"until later", -time.Hour, time.Microsecond, true},
	} {
		d.Plant(t, `update care_team set since = $2, until = $3 where client_id = $1`, of.ID, d.Now().Add(test.since), d.Now().Add(test.left))
		got, err := chart.Service{DB: d.DB}.Chart(c.As(t.Context(), "jonah"), of.ID)
		if (err == nil && got.OnTeam) != test.want {
			t.Errorf("%s: got on the team %v, %v", test.name, got.OnTeam, err)
		}
	}
}
