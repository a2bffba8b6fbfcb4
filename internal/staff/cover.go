package staff

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/problem"
)

// OnCall is what is chosen instead of a person: the cover answers for every prescriber.
const OnCall = "on call"

// Cover is who decides in an absent person's place, in their own name, from StartsAt
// until just before EndsAt. Meanwhile they see the absent person's clients.
type Cover struct {
	ID          uuid.UUID
	StaffID     uuid.UUID // who is away; zero: every prescriber, on call
	CoveredBy   uuid.UUID
	StartsAt    time.Time
	EndsAt      time.Time
	Away        string `db:"away,read"` // their name; empty on call
	CoveredName string `db:"covered_name,read"`
	RecordedBy  string `db:"recorded_by,read"`
}

// OnCall says whether it covers every prescriber.
func (c Cover) OnCall() bool { return c.StaffID == uuid.Nil }

// Begun says whether it is in force at now, for one that has not ended.
func (c Cover) Begun(now time.Time) bool { return !c.StartsAt.After(now) }

// CoverEntry is what the front desk types to name a cover.
type CoverEntry struct {
	StaffID   string    `form:"staff_id" label:"Cover for"` // who is away, or OnCall
	CoveredBy uuid.UUID `form:"covered_by" label:"Who covers"`
	StartsAt  time.Time `form:"starts_at" label:"From"` // one that has passed means from now on
	EndsAt    time.Time `form:"ends_at" label:"Until"`
}

// Check says what is missing or does not fit, and answers the cover from the moment it
// can begin. It knows the clinic's people and the covers that have not ended.
func (n CoverEntry) Check(members []Member, covers []Cover, now time.Time) (Cover, error) {
	var f problem.Fields
	c := Cover{CoveredBy: n.CoveredBy, StartsAt: n.StartsAt, EndsAt: n.EndsAt}
	roles := n.absent(&f, &c, members)
	n.cover(&f, members, roles)
	n.interval(&f, now)
	if err := f.Err(); err != nil {
		return c, err
	}
	if c.StartsAt.Before(now) {
		c.StartsAt = now
	}
	return c, c.named(covers)
}

// absent finds who is away and answers the clinical roles in which they are covered.
func (n CoverEntry) absent(f *problem.Fields, c *Cover, members []Member) []auth.Role {
	if n.StaffID == OnCall {
		return []auth.Role{auth.Prescriber}
	}
	away, found := atWork(members, n.StaffID)
	if !found || len(away.clinical()) == 0 {
		f.Add("staff_id", "Choose who is away, or every prescriber.")
		return nil
	}
	c.StaffID, c.Away = away.ID, away.Name
	return away.clinical()
}

// cover checks that whoever covers is another person of the same clinical role.
func (n CoverEntry) cover(f *problem.Fields, members []Member, roles []auth.Role) {
	by, found := atWork(members, n.CoveredBy.String())
	switch {
	case !found:
		f.Add("covered_by", "Choose who covers.")
	case n.StaffID == by.ID.String():
		f.Add("covered_by", "%s cannot cover themself. Choose somebody else.", by.Name)
	case roles != nil && !slices.ContainsFunc(roles, by.Is):
		f.Add("covered_by", "%s does not work as %s. Choose somebody who does.", by.Name, either(roles))
	}
}

func (n CoverEntry) interval(f *problem.Fields, now time.Time) {
	if n.StartsAt.IsZero() {
		f.Add("starts_at", "Type the day and time from which they cover.")
	}
	switch {
	case n.EndsAt.IsZero():
		f.Add("ends_at", "Type the day and time until which they cover.")
	case !n.StartsAt.IsZero() && !n.EndsAt.After(n.StartsAt):
		f.Add("ends_at", "This must be later than the beginning.")
	case !n.EndsAt.After(now):
		f.Add("ends_at", "That time has passed. Choose one that lies ahead.")
	case n.EndsAt.After(now.AddDate(1, 0, 0)):
		f.Add("ends_at", "A cover opens the absent person's clients, at most a year ahead. Choose an earlier end.")
	}
}

// named refuses a second cover of the same two people at the same time: ending the one
// would leave the other in force.
func (c Cover) named(covers []Cover) error {
	for _, other := range covers {
		same := c.CoveredBy == other.CoveredBy && c.StaffID == other.StaffID
		if same && c.StartsAt.Before(other.EndsAt) && other.StartsAt.Before(c.EndsAt) {
			return problem.At("covered_by", "%s is named for some of that time already. End that one first, or choose other times.", other.CoveredName)
		}
	}
	return nil
}

// CanCover are the people who can be away or cover: clinical, and still here.
func CanCover(members []Member) []Member {
	var able []Member
	for _, m := range members {
		if m.Works() && len(m.clinical()) > 0 {
			able = append(able, m)
		}
	}
	return able
}

func atWork(members []Member, id string) (Member, bool) {
	for _, m := range members {
		if m.ID.String() == id && m.Works() {
			return m, true
		}
	}
	return Member{}, false
}

// either is a choice of roles in words: "prescriber or therapist".
func either(roles []auth.Role) string {
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = role.Word()
	}
	return strings.Join(words, " or ")
}
