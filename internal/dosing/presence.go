package dosing

import (
	"slices"
	"time"

	"kap/internal/auth"
	"kap/internal/problem"
)

// Presence is one clinician's time in the room.
type Presence struct {
	Name string
	Role auth.Role
	In   time.Time
	Out  time.Time // zero while still there
}

// watches says whether the role may be the one who stays with the client.
func (p Presence) watches() bool {
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
	notLater(&f, "in", p.In, now)
	notLater(&f, "out", p.Out, now)
	if !p.watches() {
		f.Add("role", "Only a therapist, nurse or prescriber stays with the client.")
	}
	if !p.Out.IsZero() && !p.Out.After(p.In) {
		f.Add("out", "Leaving the room comes after entering it. Correct one of the times.")
	}
	return f.Err()
}

// Gap is a time between the first lozenge and leaving when nobody was recorded.
type Gap struct {
	From, To time.Time
	Reason   string // why; empty while unexplained
}

// Minutes is how long the gap lasted.
func (g Gap) Minutes() int { return int(g.To.Sub(g.From).Minutes()) }

// Gaps names the times nobody was with the client, from the first lozenge until
// they left, or until now while they are here (invariant I6, clinical 4.7).
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

// Unexplained are the gaps no explanation covers whole. A gap is named before the
// session is signed.
func Unexplained(gaps, explained []Gap) []Gap {
	return slices.DeleteFunc(slices.Clone(gaps), func(g Gap) bool {
		return slices.ContainsFunc(explained, func(e Gap) bool {
			return e.Reason != "" && !e.From.After(g.From) && !e.To.Before(g.To)
		})
	})
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

// HandOver passes the client to a second clinician, who confirms it themselves.
type HandOver struct {
	From, To    string
	At          time.Time
	ConfirmedBy string
	ConfirmedAt time.Time
}

// Check asks for the second clinician's own confirmation.
func (h HandOver) Check() error {
	switch {
	case h.To == "" || h.To == h.From:
		return problem.At("to", "Choose the colleague who takes over.")
	case h.ConfirmedAt.IsZero() || h.ConfirmedBy == "":
		return problem.At("confirmed_by", "%s confirms the hand-over in their own name. Until then stay with the client.", h.To)
	case h.ConfirmedBy != h.To:
		return problem.At("confirmed_by", "Only %s can confirm taking over. Until then stay with the client.", h.To)
	}
	return nil
}
