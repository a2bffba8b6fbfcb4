package client_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/dbtest"
	"kap/internal/staff"
)

func person(id byte, name, phone string) staff.Member {
	return staff.Member{ID: uuid.UUID{id}, MemberEntry: staff.MemberEntry{Name: name, Phone: phone}}
}

// TestWhomOneCallsAboutAClient: whoever stands in now is called before who is away.
func TestWhomOneCallsAboutAClient(t *testing.T) {
	t.Parallel()
	now := dbtest.Noon
	left := person(5, "Gone", "1")
	left.DisabledAt = now
	people := []staff.Member{person(1, "Miriam", "303 555 0101"), person(2, "Jonah", ""), person(3, "Samuel", "303 555 0103"), person(4, "Grace", "303 555 0104"), left}
	cover := func(away, by byte, starts time.Time) staff.Cover {
		c := staff.Cover{CoveredBy: uuid.UUID{by}, StartsAt: starts, EndsAt: now.Add(time.Hour)}
		if away != 0 {
			c.StaffID, c.Away = uuid.UUID{away}, map[byte]string{1: "Miriam", 2: "Jonah"}[away]
		}
		return c
	}
	named := client.Named{PrescriberID: uuid.UUID{1}, TherapistID: uuid.UUID{2}}
	both := []client.Contact{{As: "Prescriber", Name: "Miriam", Phone: "303 555 0101"}, {As: "Therapist", Name: "Jonah"}}
	for name, c := range map[string]struct {
		named  client.Named
		covers []staff.Cover
		want   []client.Contact
	}{
		"nobody is named":                 {client.Named{}, nil, nil},
		"nobody is away":                  {named, nil, both},
		"the cover has not begun":         {named, []staff.Cover{cover(1, 3, now.Add(time.Minute))}, both},
		"it begins now":                   {named, []staff.Cover{cover(1, 3, now)}, append([]client.Contact{{As: "Covers for Miriam", Name: "Samuel", Phone: "303 555 0103"}}, both...)},
		"on call":                         {named, []staff.Cover{cover(0, 3, now)}, append([]client.Contact{{As: "On call", Name: "Samuel", Phone: "303 555 0103"}}, both...)},
		"for the therapist":               {named, []staff.Cover{cover(2, 4, now)}, []client.Contact{both[0], {As: "Covers for Jonah", Name: "Grace", Phone: "303 555 0104"}, both[1]}},
		"the prescriber is on call, once": {named, []staff.Cover{cover(0, 1, now)}, []client.Contact{{As: "On call", Name: "Miriam", Phone: "303 555 0101"}, both[1]}},
		"who left is not called":          {client.Named{PrescriberID: uuid.UUID{5}}, nil, nil},
	} {
		if diff := cmp.Diff(c.want, client.Calls(c.named, people, c.covers, now)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhoIsCalledAtHome(t *testing.T) {
	t.Parallel()
	c := client.Client{Details: client.Details{LegalName: "Anastasia Ruiz", PreferredName: "Ana", Phone: "303 555 0111", EmergencyName: "E. Lindqvist", EmergencyPhone: "303 555 0139"}}
	escort := client.Escort{EscortEntry: client.EscortEntry{Name: "E. Lindqvist", Phone: "303 555 0139"}}
	ended := client.Escort{EscortEntry: client.EscortEntry{Name: "Sam"}, EndedAt: dbtest.Noon}
	ana := client.Contact{As: "Client", Name: "Ana", Phone: "303 555 0111"}
	if diff := cmp.Diff([]client.Contact{ana, {As: "Escort", Name: "E. Lindqvist", Phone: "303 555 0139"}}, client.AtHome(c, []client.Escort{escort, ended})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]client.Contact{ana, {As: "Emergency contact", Name: "E. Lindqvist", Phone: "303 555 0139"}}, client.AtHome(c, nil)); diff != "" {
		t.Error(diff)
	}
}
