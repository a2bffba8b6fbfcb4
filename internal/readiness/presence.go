package readiness

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/phrase"
	"kap/internal/problem"
	"kap/internal/staff"
)

// Presence is one clinician's time in the room.
type Presence struct {
	ID    uuid.UUID
	Staff uuid.UUID `db:"staff_id"`
	Name  string    `sign:"-" db:"name,read"`
	Role  auth.Role
	In    time.Time `db:"came_at"`
	Out   time.Time `db:"went_at"` // zero while still there
	// ConfirmedAt is when this person confirmed it in their own name. Somebody else's
	// word hands nobody over.
	ConfirmedAt time.Time
}

// watches says whether this is one who stays with the client: a therapist, nurse or
// prescriber who said so themselves.
func (p Presence) watches() bool {
	if p.ConfirmedAt.IsZero() {
		return false
	}
	return p.Role == auth.Therapist || p.Role == auth.Nurse || p.Role == auth.Prescriber
}

// end is when the presence ended, or until while it goes on.
func (p Presence) end(until time.Time) time.Time {
	if p.Out.IsZero() || p.Out.After(until) {
		return until
	}
	return p.Out
}

// Check finds an interval that cannot be right.
func (p Presence) Check(now time.Time) error {
	var f problem.Fields
	f.NotLater("in", p.In, now)
	f.NotLater("out", p.Out, now)
	if !p.Role.Clinical() {
		f.Add("role", "Only a therapist, nurse, prescriber or medical assistant is in the room during a session.")
	}
	if !p.Out.IsZero() && !p.Out.After(p.In) {
		f.Add("out", "Leaving the room comes after entering it. Correct one of the times.")
	}
	return f.Err()
}

// therapistHere is the name of whoever of the therapists, or in a cover's name for one of
// them, came first and is in the room at a moment; empty: nobody.
func therapistHere(room []Presence, covers []staff.Cover, therapists []uuid.UUID, at time.Time) string {
	for _, p := range room { // the first first
		here := p.Role == auth.Therapist && !p.In.After(at) && (p.Out.IsZero() || p.Out.After(at))
		if here && (slices.Contains(therapists, p.Staff) || coversOne(covers, p.Staff, therapists)) {
			return p.Name
		}
	}
	return ""
}

// coversOne says whether somebody stands in for one of the therapists; on call for every
// prescriber is for none of them.
func coversOne(covers []staff.Cover, by uuid.UUID, therapists []uuid.UUID) bool {
	return slices.ContainsFunc(covers, func(c staff.Cover) bool {
		return c.CoveredBy == by && !c.OnCall() && slices.Contains(therapists, c.StaffID)
	})
}

// Gap is a time between the first lozenge and leaving when nobody was with the client.
type Gap struct{ From, To time.Time }

// Minutes is how long the gap lasted.
func (g Gap) Minutes() int { return int(g.To.Sub(g.From).Minutes()) }

// Gaps names the times nobody was with the client, from the first lozenge until
// they left, or until now while they are here (protocol 4.7).
func Gaps(room []Presence, from, until time.Time) []Gap {
	room = slices.Clone(room)
	slices.SortFunc(room, func(a, b Presence) int { return a.In.Compare(b.In) })
	var gaps []Gap
	covered := from
	for _, p := range room {
		if !p.watches() || !p.end(until).After(covered) {
			continue
		}
		if p.In.After(covered) && covered.Before(until) {
			gaps = append(gaps, Gap{From: covered, To: earlier(p.In, until)})
		}
		covered = p.end(until)
	}
	if covered.Before(until) {
		gaps = append(gaps, Gap{From: covered, To: until})
	}
	return gaps
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Explained asks for the reason of the gaps before the session is signed.
func Explained(gaps []Gap, reason string, zone *time.Location) error {
	if len(gaps) == 0 || strings.TrimSpace(reason) != "" {
		return nil
	}
	var spans []string
	for _, g := range gaps {
		spans = append(spans, calendar.Clock(g.From, zone)+" to "+calendar.Clock(g.To, zone))
	}
	return problem.At("presence_gap", "Nobody was recorded with the client from %s. Correct the times, or write why.", phrase.List(spans))
}

// Present are those in the room at a moment.
func Present(room []Presence, at time.Time) []Presence {
	var here []Presence
	for _, p := range room {
		if !p.In.After(at) && (p.Out.IsZero() || p.Out.After(at)) {
			here = append(here, p)
		}
	}
	return here
}

// MayGo says whether somebody may leave the client while the medicine works: only when
// a second clinician is there and has confirmed taking over.
func MayGo(room []Presence, who uuid.UUID, at time.Time) error {
	for _, p := range Present(room, at) {
		if p.Staff != who && p.watches() && !p.ConfirmedAt.After(at) {
			return nil
		}
	}
	return problem.New(problem.Conflict, "Nobody else has confirmed being with the client. Stay until a therapist, nurse or prescriber takes over in their own name.")
}

// Witnesses are those who can have seen a lozenge taken at a moment: a therapist, nurse
// or prescriber with the client then.
func Witnesses(room []Presence, at time.Time) []Presence {
	return slices.DeleteFunc(Present(room, at), func(p Presence) bool { return !p.watches() })
}

// seenBy refuses a witness who was not there. Whoever records the lozenge saw it.
func SeenBy(room []Presence, witness, actor uuid.UUID, at time.Time) error {
	if witness == actor {
		return nil
	}
	for _, p := range Witnesses(room, at) {
		if p.Staff == witness {
			return nil
		}
	}
	return problem.At("witness", "Choose yourself, or somebody who was with the client when the lozenge was taken.")
}
