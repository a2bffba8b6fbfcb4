package today

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/clinic"
	"kap/internal/consent"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/staff"
)

var (
	ruth   = staff.Hand{ID: uuid.New(), Name: "Ruth Adler", Roles: []auth.Role{auth.Manager}, Invited: true}
	miriam = staff.Hand{ID: uuid.New(), Name: "Miriam Halvorsen", Roles: []auth.Role{auth.Prescriber}, Lead: true, Invited: true}
	jonah  = staff.Hand{ID: uuid.New(), Name: "Jonah Weiss", Roles: []auth.Role{auth.Therapist}, Invited: true}
	grace  = staff.Hand{ID: uuid.New(), Name: "Grace Kim", Roles: []auth.Role{auth.Admin}, Invited: true}
)

// settled is a clinic with everything there.
func settled() FirstHour {
	f := FirstHour{Details: clinic.Details{Address: "88 Quay Street", Phone: "720 555 0170", EmergencyDepartment: "Foothills Hospital"},
		Start: schedule.Start{Rooms: 1, Dosing: 1, HadDosing: true, Hours: true}, People: []staff.Hand{ruth, miriam, jonah, grace}, Protocol: protocol.Start{ID: uuid.New(), Approved: true},
		OnCall: true, HasClient: true}
	for _, kind := range consent.Kinds {
		f.Texts = append(f.Texts, consent.Start{ID: uuid.New(), Kind: kind, Approved: true})
	}
	return f
}

func as(h staff.Hand) auth.Actor {
	roles := h.Roles
	if h.Lead {
		roles = append(slices.Clone(roles), auth.MedicalLead)
	}
	return auth.Actor{Roles: roles}
}

func undone(steps []Step) (words []string) {
	for _, s := range steps {
		if !s.Done {
			words = append(words, s.What)
		}
	}
	return words
}

func approve(f *FirstHour, kind consent.Kind, approved bool) {
	for i := range f.Texts {
		if f.Texts[i].Kind == kind {
			f.Texts[i].Approved = approved
		}
	}
}

func TestEachStepIsDoneByItsOwnFact(t *testing.T) {
	if left := undone(settled().Steps(as(ruth))); len(left) > 0 {
		t.Fatalf("a settled clinic lacks %q", left)
	}
	for _, c := range []struct {
		name, step, lacks string
		change            func(*FirstHour)
	}{
		{"no phone", "The clinic's details", "Missing: phone", func(f *FirstHour) { f.Details.Phone = "" }},
		{"no emergency department", "The clinic's details", "Missing: nearest emergency department", func(f *FirstHour) { f.Details.EmergencyDepartment = " " }},
		{"no room", "Rooms, one of them suited for dosing", "", func(f *FirstHour) { f.Rooms, f.Dosing = 0, 0 }},
		{"a room for talk alone", "Rooms, one of them suited for dosing", "Missing: a room suited for dosing", func(f *FirstHour) { f.Dosing = 0 }},
		{"no therapist", "People and what they work as", "Missing: a therapist", func(f *FirstHour) { f.People = []staff.Hand{ruth, miriam, grace} }},
		{"nobody at the desk", "People and what they work as", "Missing: the front desk", func(f *FirstHour) { f.People = []staff.Hand{ruth, miriam, jonah} }},
		{"the desk not invited", "People and what they work as", "Not invited yet: Grace Kim", func(f *FirstHour) { f.People[3].Invited = false }},
		{"no lead", "A medical lead", "", func(f *FirstHour) { f.People[1].Lead = false }},
		{"nobody's hours", "Weekly hours", "", func(f *FirstHour) { f.Hours = false }},
		{"a drafted protocol", "The protocol, read and approved", "", func(f *FirstHour) { f.Protocol.Approved = false }},
		{"a drafted text of touch", "The consent texts, read and approved", "To approve: touch", func(f *FirstHour) { approve(f, consent.Touch, false) }},
		{"no text of the treatment", "The consent texts, read and approved", "To approve: treatment", func(f *FirstHour) {
			f.Texts = slices.DeleteFunc(f.Texts, func(d consent.Start) bool { return d.Kind == consent.Treatment })
		}},
		{"nobody on call", "A prescriber on call", "", func(f *FirstHour) { f.OnCall = false }},
		{"no client", "The first client", "", func(f *FirstHour) { f.HasClient = false }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := settled()
			c.change(&f)
			steps := f.Steps(as(ruth))
			if got := undone(steps); !slices.Equal(got, []string{c.step}) {
				t.Fatalf("got %q want %q", got, c.step)
			}
			i := slices.IndexFunc(steps, func(s Step) bool { return !s.Done })
			if steps[i].Lacks != c.lacks {
				t.Errorf("got %q want %q", steps[i].Lacks, c.lacks)
			}
		})
	}
}

// TestWhatIsDoneLeadsToWhereItStands: to the list, not to a form for one more.
func TestWhatIsDoneLeadsToWhereItStands(t *testing.T) {
	f := settled()
	all := as(staff.Hand{Roles: []auth.Role{auth.Manager, auth.Prescriber, auth.Admin}, Lead: true})
	want := []string{"/clinic", "/rooms", "/staff", "/staff/" + miriam.ID.String(), "/hours", "/protocol/" + f.Protocol.ID.String(), "/consent-texts", "/cover", "/clients"}
	for i, s := range f.Steps(all) {
		if s.Href != want[i] {
			t.Errorf("%s leads to %q want %q", s.What, s.Href, want[i])
		}
	}
}

func TestWhatAFirstDosingDoesNotAskForIsNotAsked(t *testing.T) {
	f := settled()
	approve(&f, consent.Release, false)
	approve(&f, consent.Telehealth, false)
	f.People = append(f.People, staff.Hand{ID: uuid.New(), Name: "Ada Moss", Roles: []auth.Role{auth.MedicalAssistant}})
	if left := undone(f.Steps(as(ruth))); len(left) > 0 {
		t.Errorf("asked for %q", left)
	}
}

func TestTheLinkIsForWhoCan(t *testing.T) {
	f := FirstHour{People: []staff.Hand{ruth, miriam, jonah, grace}, Protocol: protocol.Start{ID: uuid.New()}}
	for _, c := range []struct {
		reader staff.Hand
		mine   []bool // in the order of the steps
	}{
		{ruth, []bool{true, true, true, true, true, false, false, false, false}},
		{miriam, []bool{false, false, false, false, false, true, true, false, true}},
		{jonah, []bool{false, false, false, false, false, false, false, false, true}},
		{grace, []bool{false, false, false, false, false, false, false, true, true}},
	} {
		for i, s := range f.Steps(as(c.reader)) {
			if s.Mine != c.mine[i] || (s.Href != "") != c.mine[i] {
				t.Errorf("%s, %s: mine %v, leads to %q", c.reader.Name, s.What, s.Mine, s.Href)
			}
			if len(s.Names) == 0 {
				t.Errorf("%s: waits for nobody", s.What)
			}
		}
	}
	steps := f.Steps(as(ruth))
	if want := "/protocol/" + f.Protocol.ID.String(); f.Steps(as(miriam))[5].Href != want || steps[5].Names[0] != "Miriam Halvorsen" {
		t.Errorf("the protocol leads to %q and waits for %q", f.Steps(as(miriam))[5].Href, steps[5].Names)
	}
	if got := steps[8].Names; !slices.Equal(got, []string{"Grace Kim"}) {
		t.Errorf("the first client waits for %q", got)
	}
}

func TestOnesOwnStepComesNextAndTheClientLast(t *testing.T) {
	empty := FirstHour{People: []staff.Hand{ruth, miriam, jonah, grace}}
	almost := settled()
	almost.HasClient = false
	both := staff.Hand{Roles: []auth.Role{auth.Manager, auth.Prescriber, auth.Therapist, auth.Admin}, Lead: true}
	for _, c := range []struct {
		name   string
		f      FirstHour
		reader staff.Hand
		next   string
		mine   bool
	}{
		{"the manager", empty, ruth, "The clinic's details", true},
		{"the lead need not wait for rooms", empty, miriam, "The protocol, read and approved", true},
		{"a therapist waits, though they may take a client in", empty, jonah, "The clinic's details", false},
		{"the desk names who is on call", empty, grace, "A prescriber on call", true},
		{"everything in one hand", empty, both, "The clinic's details", true},
		{"the client, at last", almost, jonah, "The first client", true},
		{"the client, for the manager to wait for", almost, ruth, "The first client", false},
	} {
		next, _ := Upcoming(c.f.Steps(as(c.reader)))
		if next == nil || next.What != c.next || next.Mine != c.mine {
			t.Errorf("%s: got %+v", c.name, next)
		}
	}
	if next, _ := Upcoming(settled().Steps(as(ruth))); next != nil {
		t.Errorf("a settled clinic needs %q", next.What)
	}
}
