package staff_test

import (
	"context"
	"strings"
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/staff"
)

// Without a medical lead nothing is approved any more: the last one stops being it only
// after a question, by any way it can happen.
func TestTheLastMedicalLeadStopsBeingItAfterAQuestion(t *testing.T) {
	t.Parallel()
	prescriber := staff.MemberEntry{Name: "Miriam Halvorsen", Credentials: "PMHNP", Roles: []string{"prescriber"}}
	for name, stop := range map[string]func(s staff.Service, ctx context.Context, c dbtest.Clinic, understood bool) error{
		"the mark is taken away": func(s staff.Service, ctx context.Context, c dbtest.Clinic, yes bool) error {
			e := prescriber
			e.WithoutLead = yes
			return s.Change(ctx, c.Staff["miriam"].Staff, e)
		},
		"their access ends": func(s staff.Service, ctx context.Context, c dbtest.Clinic, yes bool) error {
			return s.Disable(ctx, c.Staff["miriam"].Staff, staff.LeavingEntry{WithoutLead: yes})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := dbtest.New(t)
			c, other := d.Clinic(t), d.Clinic(t) // another clinic's lead is nobody's here
			s, ruth := staff.Service{DB: d.DB}, c.As(context.Background(), "ruth")
			if err := stop(s, ruth, c, false); field(err) != "without_lead" {
				t.Errorf("the last: got %v, want a question", err)
			}
			if err := stop(s, ruth, c, true); err != nil {
				t.Errorf("the last, understood: %v", err)
			}
			ruth = other.As(context.Background(), "ruth")
			if err := s.Add(ruth, db.NewID(), staff.MemberEntry{Name: "Samuel Lee", Roles: []string{"prescriber"}, MedicalLead: true}); err != nil {
				t.Fatal(err)
			}
			if err := stop(s, ruth, other, false); err != nil {
				t.Errorf("one of two: %v", err)
			}
		})
	}
}

// What managers do not do to themselves says who can, by name.
func TestARefusalNamesWhoCan(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	s, ruth, me := staff.Service{DB: d.DB}, c.As(context.Background(), "ruth"), c.Staff["ruth"].Staff
	refused := func(says string, acts ...func() error) {
		t.Helper()
		for _, act := range acts {
			if err := act(); err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("got %v, want %q", err, says)
			}
		}
	}
	entry := func(roles ...string) staff.MemberEntry { return staff.MemberEntry{Name: "Ruth Adler", Roles: roles} }
	leave := func() error { return s.Disable(ruth, me, staff.LeavingEntry{}) }
	stop := func() error { return s.Change(ruth, me, entry("therapist")) }
	refused("Nobody else is a manager here", leave, stop)
	if err := s.Add(ruth, db.NewID(), staff.MemberEntry{Name: "Sam Fox", Roles: []string{"manager"}}); err != nil {
		t.Fatal(err)
	}
	refused("Ask Sam Fox to.", leave, stop, func() error { return s.Change(ruth, me, entry("manager", "therapist")) })
}
