package staff_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/staff"
)

// rota is a small clinic: two therapists, two prescribers, a nurse and the front desk.
type rota map[string]staff.Member

func newRota() rota {
	people := rota{}
	for name, role := range map[string]string{"Jonah": "therapist", "Priya": "therapist", "Miriam": "prescriber",
		"Samuel": "prescriber", "Tomas": "nurse", "Grace": "admin", "Ruth": "manager"} {
		people[name] = staff.Member{ID: db.NewID(), MemberEntry: staff.MemberEntry{Name: name, Roles: []string{role}}}
	}
	return people
}

func (r rota) members() (all []staff.Member) {
	for _, m := range r {
		all = append(all, m)
	}
	return all
}

func TestNamingACover(t *testing.T) {
	t.Parallel()
	now := dbtest.Noon
	people := newRota()
	both := people["Miriam"]
	both.Roles = []string{"prescriber", "therapist"}
	people["Noor"] = staff.Member{ID: db.NewID(), MemberEntry: staff.MemberEntry{Name: "Noor", Roles: both.Roles}}
	left := staff.Member{ID: db.NewID(), MemberEntry: staff.MemberEntry{Name: "Lena", Roles: []string{"therapist"}}, DisabledAt: now}
	people["Lena"] = left
	for _, c := range []struct {
		name   string
		change func(n *staff.CoverEntry)
		at     string // the field refused; empty: fine
	}{
		{"a therapist for a therapist", func(*staff.CoverEntry) {}, ""},
		{"nobody is away", func(n *staff.CoverEntry) { n.StaffID = "" }, "staff_id"},
		{"a word is away", func(n *staff.CoverEntry) { n.StaffID = "everybody" }, "staff_id"},
		{"the front desk is away", func(n *staff.CoverEntry) { n.StaffID = people["Grace"].ID.String() }, "staff_id"},
		{"away is somebody who left", func(n *staff.CoverEntry) { n.StaffID = left.ID.String() }, "staff_id"},
		{"away is somebody elsewhere", func(n *staff.CoverEntry) { n.StaffID = db.NewID().String() }, "staff_id"},
		{"nobody covers", func(n *staff.CoverEntry) { n.CoveredBy = uuid.Nil }, "covered_by"},
		{"somebody who left covers", func(n *staff.CoverEntry) { n.CoveredBy = left.ID }, "covered_by"},
		{"somebody elsewhere covers", func(n *staff.CoverEntry) { n.CoveredBy = db.NewID() }, "covered_by"},
		{"themself", func(n *staff.CoverEntry) { n.CoveredBy = people["Jonah"].ID }, "covered_by"},
		{"a prescriber for a therapist", func(n *staff.CoverEntry) { n.CoveredBy = people["Miriam"].ID }, "covered_by"},
		{"a nurse for a therapist", func(n *staff.CoverEntry) { n.CoveredBy = people["Tomas"].ID }, "covered_by"},
		{"the front desk for a therapist", func(n *staff.CoverEntry) { n.CoveredBy = people["Grace"].ID }, "covered_by"},
		{"a prescriber who is a therapist too", func(n *staff.CoverEntry) { n.CoveredBy = people["Noor"].ID }, ""},
		{"a therapist for one who prescribes too", func(n *staff.CoverEntry) { n.StaffID = people["Noor"].ID.String() }, ""},
		{"a prescriber on call", func(n *staff.CoverEntry) { n.StaffID, n.CoveredBy = staff.OnCall, people["Samuel"].ID }, ""},
		{"a therapist on call", func(n *staff.CoverEntry) { n.StaffID = staff.OnCall }, "covered_by"},
		{"no beginning", func(n *staff.CoverEntry) { n.StartsAt = time.Time{} }, "starts_at"},
		{"no end", func(n *staff.CoverEntry) { n.EndsAt = time.Time{} }, "ends_at"},
		{"ends as it begins", func(n *staff.CoverEntry) { n.EndsAt = n.StartsAt }, "ends_at"},
		{"ends a second after it begins", func(n *staff.CoverEntry) { n.EndsAt = n.StartsAt.Add(time.Second) }, ""},
		{"ends before it begins", func(n *staff.CoverEntry) { n.EndsAt = n.StartsAt.Add(-time.Second) }, "ends_at"},
		{"ends in a year", func(n *staff.CoverEntry) { n.EndsAt = now.AddDate(1, 0, 0) }, ""},
		{"ends a second after a year", func(n *staff.CoverEntry) { n.EndsAt = now.AddDate(1, 0, 0).Add(time.Second) }, "ends_at"},
		{"ended now", func(n *staff.CoverEntry) { n.StartsAt, n.EndsAt = now.Add(-time.Hour), now }, "ends_at"},
		{"ends in a second", func(n *staff.CoverEntry) { n.StartsAt, n.EndsAt = now.Add(-time.Hour), now.Add(time.Second) }, ""},
	} {
		n := staff.CoverEntry{StaffID: people["Jonah"].ID.String(), CoveredBy: people["Priya"].ID, StartsAt: now.Add(time.Hour), EndsAt: now.Add(9 * time.Hour)}
		c.change(&n)
		cover, err := n.Check(people.members(), nil, now)
		if got := field(err); got != c.at {
			t.Errorf("%s: refused at %q (%v), want %q", c.name, got, err, c.at)
		}
		if err == nil && (cover.StartsAt.Before(now) || cover.OnCall() != (n.StaffID == staff.OnCall)) {
			t.Errorf("%s: got %+v", c.name, cover)
		}
	}
}

// field is the one field that was refused.
func field(err error) string {
	p, ok := problem.As(err)
	if !ok || len(p.Fields) != 1 {
		return ""
	}
	return p.Fields[0].Name
}

func TestTheSameTwoAreNamedOnceAtATime(t *testing.T) {
	t.Parallel()
	now := dbtest.Noon
	people := newRota()
	jonah, samuel := people["Jonah"].ID, people["Samuel"].ID
	known := []staff.Cover{
		{StaffID: jonah, CoveredBy: people["Priya"].ID, CoveredName: "Priya", StartsAt: now.Add(2 * time.Hour), EndsAt: now.Add(4 * time.Hour)},
		{CoveredBy: samuel, CoveredName: "Samuel", StartsAt: now.Add(2 * time.Hour), EndsAt: now.Add(4 * time.Hour)},
	}
	for _, c := range []struct {
		name     string
		away     string
		by       string
		from, to time.Duration
		fine     bool
	}{
		{"until it begins", jonah.String(), "Priya", time.Hour, 2 * time.Hour, true},
		{"a second into it", jonah.String(), "Priya", time.Hour, 2*time.Hour + time.Second, false},
		{"around it", jonah.String(), "Priya", time.Hour, 5 * time.Hour, false},
		{"a second before it ends", jonah.String(), "Priya", 4*time.Hour - time.Second, 5 * time.Hour, false},
		{"from its end on", jonah.String(), "Priya", 4 * time.Hour, 5 * time.Hour, true},
		{"on call twice", staff.OnCall, "Samuel", 3 * time.Hour, 5 * time.Hour, false},
		{"another on call too", staff.OnCall, "Miriam", 3 * time.Hour, 5 * time.Hour, true},
		{"on call, and for one of them", people["Miriam"].ID.String(), "Samuel", 3 * time.Hour, 5 * time.Hour, true},
	} {
		n := staff.CoverEntry{StaffID: c.away, CoveredBy: people[c.by].ID, StartsAt: now.Add(c.from), EndsAt: now.Add(c.to)}
		if _, err := n.Check(people.members(), known, now); (err == nil) != c.fine {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}
