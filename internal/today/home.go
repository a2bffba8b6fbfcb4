package today

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/course"
	"kap/internal/pathway"
	"kap/internal/readiness"
	"kap/internal/schedule"
	"kap/internal/staff"
	"kap/internal/task"
	"kap/internal/vitals"
)

// Home is one person's day in one of their roles.
type Home struct {
	As      auth.Role
	Roles   []auth.Role // the homes this person may choose from
	Visits  []Visit     // of today, by time
	Needs   []task.Task // urgent first, then by when they are due
	Waiting []task.Task // of one's clients, in other people's hands
	Windows []Window    // open integration windows
	Due     []Reading   // next readings of the sessions that run
	Week    []Visit     // dosing sessions of the next 7 days
	Counts  Counts
	Failed  staff.FailedMine // sign-ins with the reader's e-mail
	First   []Step           // of a new clinic as the reader may do them; empty once all are done
}

// homes are the roles that have a home, in the order they are offered. The medical
// lead's is the prescriber's.
var homes = []auth.Role{auth.Prescriber, auth.Therapist, auth.Nurse, auth.MedicalAssistant, auth.Admin, auth.Manager}

// HomesOf are the homes of an actor.
func HomesOf(a auth.Actor) []auth.Role {
	var own []auth.Role
	for _, role := range homes {
		if a.Is(role) {
			own = append(own, role)
		}
	}
	return own
}

// choose is the home asked for where the actor has it, else the first.
func choose(a auth.Actor, asked auth.Role) (auth.Role, []auth.Role) {
	own := HomesOf(a)
	if slices.Contains(own, asked) || len(own) == 0 {
		return asked, own
	}
	return own[0], own
}

// worksAs are the roles whose open tasks stand on a home.
func worksAs(a auth.Actor, as auth.Role) []auth.Role {
	roles := []auth.Role{as}
	if as == auth.Prescriber && a.Is(auth.MedicalLead) {
		roles = append(roles, auth.MedicalLead)
	}
	return roles
}

// Visit is one appointment of the day with what the steps know of it. For the front desk
// Blocked is empty and Session unknown; DeskLabel is all it reads.
type Visit struct {
	schedule.DayVisit
	pathway.Projection
	Dose    int  // number of the dosing day, 0 for other visits
	Weighed bool // the pathway has weighed this very dosing; else nothing is known of it
	Blocked []string
	Session readiness.Begun
}

// Here says that the client is in the house.
func (v Visit) Here() bool {
	switch v.Session.Status {
	case readiness.Arrived, readiness.Cleared, readiness.Dosed:
		return true
	case "":
		return v.Status == schedule.Arrived || v.Status == schedule.InProgress
	}
	return false
}

// Over says that nothing of the visit is to come.
func (v Visit) Over(now time.Time) bool {
	switch v.Status {
	case schedule.Done, schedule.NoShow, schedule.NotHeld:
		return true
	}
	return !v.Here() && (v.Session.Status != "" || now.After(v.EndsAt))
}

// Window is an open integration window of one dosing day.
type Window struct {
	course.LastTaken
	Of   int       // the protocol's window, days
	Next time.Time // the integration visit booked; zero: none is
}

// Reading is the next reading of a session that runs.
type Reading struct {
	Visit
	Next *vitals.DueReading // nil: none is due before the lozenge, or all are taken
}

// Counts are what a manager reads: numbers, ages and owners, no reasons.
type Counts struct {
	Stages []pathway.StageCount
	Owners []task.OwnerCount
	Stale  int
}

// people are the clients a home shows, some of them twice, for the record of access.
func (h Home) people() (named []uuid.UUID) {
	for _, v := range slices.Concat(h.Visits, h.Week) {
		named = append(named, v.ClientID)
	}
	for _, t := range slices.Concat(h.Needs, h.Waiting) {
		if t.ClientID != nil {
			named = append(named, *t.ClientID)
		}
	}
	for _, w := range h.Windows {
		named = append(named, w.ClientID)
	}
	return named
}
