package today

import (
	"slices"
	"strings"

	"kap/internal/auth"
	"kap/internal/clinic"
	"kap/internal/consent"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/staff"
)

// FirstHour is what a new clinic has and what it still lacks before care can begin.
type FirstHour struct {
	Details        clinic.Details
	schedule.Start              // rooms and hours
	People         []staff.Hand // who work here
	Protocol       protocol.Start
	Texts          []consent.Start
	OnCall         bool // a cover of every prescriber, now or ahead
	HadOnCall      bool // there was one
	HasClient      bool
}

// been says whether everything has been there once: a closed room, a cover that is over
// and somebody who left count, so that the list is gone for good. The demo clinic's people
// are not invited, and it has no first hour.
func (f FirstHour) been() bool {
	return len(f.Details.Missing()) == 0 && f.HasClient && f.HadDosing && f.Hours && f.HadOnCall && f.Protocol.Approved &&
		slices.ContainsFunc(f.People, func(h staff.Hand) bool { return h.Lead }) &&
		!slices.ContainsFunc([]auth.Role{auth.Prescriber, auth.Therapist, auth.Admin}, f.nobodyInvited) &&
		!slices.ContainsFunc(needed(), func(kind consent.Kind) bool { return !f.approved(kind) })
}

func (f FirstHour) nobodyInvited(as auth.Role) bool {
	return !slices.ContainsFunc(f.People, func(h staff.Hand) bool { return h.Invited && slices.Contains(h.Roles, as) })
}

func (f FirstHour) approved(kind consent.Kind) bool {
	return slices.ContainsFunc(f.Texts, func(t consent.Start) bool { return t.Kind == kind && t.Approved })
}

// Step is one thing a new clinic needs, in the order in which it is done.
type Step struct {
	What  string
	Why   string   // what it is for
	Lacks string   // what exactly is missing, where more than the step itself
	Done  bool     // it is there
	Owner string   // "manager", "medical lead": who does it
	Names []string // of those who can; empty: nobody yet
	Mine  bool     // the reader can
	Act   string   // what the button says: "Add a room"
	Href  string   // where it is done, for who can
}

// needs are what a first dosing day asks somebody to do, with the role that does it.
// Vitals are taken by a nurse, or by any of these.
var needs = []struct {
	permission auth.Permission
	word       string
}{{auth.Decide, "a prescriber"}, {auth.Prepare, "a therapist"}, {auth.Book, "the front desk"}}

// Steps are the first hour of a clinic as one of its people reads it, in order. People
// come before hours, because hours are somebody's.
func (f FirstHour) Steps(a auth.Actor) []Step {
	steps := []Step{f.details(), f.rooms(), f.people(), f.lead(), f.hours(), f.protocol(), f.texts(), f.onCall(), f.client()}
	permissions := []auth.Permission{auth.ManageStaff, auth.ManageStaff, auth.ManageStaff, auth.ManageStaff, auth.ManageStaff,
		auth.Approve, auth.Approve, auth.NameCover, auth.CreateClient}
	owners := []string{"manager", "manager", "manager", "manager", "manager", "medical lead", "medical lead", "front desk", "front desk"}
	for i := range steps {
		steps[i].Owner, steps[i].Mine, steps[i].Names = owners[i], a.May(permissions[i]), f.who(permissions[i])
		if !steps[i].Mine {
			steps[i].Href = ""
		}
	}
	return steps
}

// Upcoming is the first step of the reader's own that is not done, else the first of
// anybody's, and the one after it. The first client comes after everything else.
func Upcoming(steps []Step) (next, then *Step) {
	var open []*Step
	for i := range steps {
		if !steps[i].Done {
			open = append(open, &steps[i])
		}
	}
	if len(open) == 0 {
		return nil, nil
	}
	at := slices.IndexFunc(open[:len(open)-1], func(s *Step) bool { return s.Mine })
	at = max(at, 0)
	if at+1 < len(open) {
		then = open[at+1]
	}
	return open[at], then
}

// who are the names of those who hold a permission; the front desk's acts are the desk's
// where there is one.
func (f FirstHour) who(p auth.Permission) []string {
	var desk, all []string
	for _, h := range f.People {
		if !h.May(p) {
			continue
		}
		all = append(all, h.Name)
		if slices.Contains(h.Roles, auth.Admin) {
			desk = append(desk, h.Name)
		}
	}
	if p == auth.CreateClient && len(desk) > 0 {
		return desk
	}
	return all
}

func (f FirstHour) details() Step {
	s := Step{What: "The clinic's details", Act: "Type the details", Why: "They are said in an emergency; no dosing session begins without them.", Href: "/clinic"}
	missing := f.Details.Missing()
	if s.Done = len(missing) == 0; !s.Done {
		s.Lacks = "Missing: " + clinic.Listed(missing)
	}
	return s
}

func (f FirstHour) rooms() Step {
	s := Step{What: "Rooms, one of them suited for dosing", Act: "Add a room", Why: "Visits are booked into rooms.", Done: f.Dosing > 0, Href: "/rooms"}
	switch {
	case !s.Done && f.Rooms > 0:
		s.Lacks = "Missing: a room suited for dosing"
	case !s.Done:
		s.Href = "/rooms/new"
	}
	return s
}

// people asks for every role of a first dosing day in the hands of somebody who was
// invited. One person may hold several.
func (f FirstHour) people() Step {
	s := Step{What: "People and what they work as", Act: "Add a person", Why: "Each is invited to sign in; one person can be several of them.", Href: "/staff"}
	var missing, uninvited []string
	for _, need := range needs {
		switch h, found := f.hand(need.permission); {
		case !found:
			missing = append(missing, need.word)
		case !h.Invited && !slices.Contains(uninvited, h.Name):
			uninvited = append(uninvited, h.Name)
			s.Href = "/staff/" + h.ID.String()
		}
	}
	s.Done = len(missing)+len(uninvited) == 0
	switch {
	case len(missing) > 0:
		s.Lacks, s.Href = "Missing: "+clinic.Listed(missing), "/staff/new"
	case len(uninvited) > 0:
		s.Lacks, s.Act = "Not invited yet: "+clinic.Listed(uninvited), "Invite them"
	}
	return s
}

// hand is somebody who holds a permission, who was invited where there is one.
func (f FirstHour) hand(p auth.Permission) (found staff.Hand, any bool) {
	for _, h := range f.People {
		if h.May(p) && (!any || h.Invited && !found.Invited) {
			found, any = h, true
		}
	}
	return found, any
}

func (f FirstHour) lead() Step {
	s := Step{What: "A medical lead", Act: "Name the medical lead", Why: "The prescriber who approves the protocol and what clients sign.", Href: "/staff"}
	for _, h := range f.People {
		s.Done = s.Done || h.Lead
		if slices.Contains(h.Roles, auth.Prescriber) && s.Href == "/staff" {
			s.Href = "/staff/" + h.ID.String()
		}
	}
	return s
}

func (f FirstHour) hours() Step {
	return Step{What: "Weekly hours", Act: "Add hours", Why: "When people are in the house.", Done: f.Hours, Href: "/hours"}
}

func (f FirstHour) protocol() Step {
	return Step{What: "The protocol, read and approved", Act: "Read and approve", Done: f.Protocol.Approved,
		Why: "Its numbers and rules come drafted. Nothing is signed or confirmed before they are approved.", Href: "/protocol/" + f.Protocol.ID.String()}
}

// texts asks for those that a first dosing session needs (consent.Required).
func (f FirstHour) texts() Step {
	s := Step{What: "The consent texts, read and approved", Act: "Read and approve", Why: "What clients read and sign before a dosing session. They come drafted."}
	var lacking []string
	for _, kind := range needed() {
		if f.approved(kind) {
			continue
		}
		i := slices.IndexFunc(f.Texts, func(t consent.Start) bool { return t.Kind == kind })
		lacking = append(lacking, strings.ToLower(kind.Words()))
		switch {
		case s.Href != "":
		case i < 0:
			s.Href = "/consent-texts"
		default:
			s.Href = "/consent-texts/" + f.Texts[i].ID.String()
		}
	}
	if s.Done = len(lacking) == 0; s.Done {
		s.Href = "/consent-texts"
	} else {
		s.Lacks = "To approve: " + clinic.Listed(lacking)
	}
	return s
}

func (f FirstHour) onCall() Step {
	s := Step{What: "A prescriber on call", Act: "Name who is on call", Why: "Who answers for every prescriber, and until when.", Done: f.OnCall, Href: "/cover?for=on-call"}
	if s.Done {
		s.Href = "/cover"
	}
	return s
}

func (f FirstHour) client() Step {
	s := Step{What: "The first client", Act: "Take the client in", Why: "Taking a client in opens their course.", Done: f.HasClient, Href: "/clients/new"}
	if s.Done {
		s.Href = "/clients"
	}
	return s
}

// needed are the kinds of consent that a first dosing session asks for.
func needed() []consent.Kind {
	var kinds []consent.Kind
	for _, kind := range consent.Kinds {
		if consent.Required(kind, consent.CourseFacts{}) != consent.NotNeeded {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}
