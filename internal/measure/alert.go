package measure

import (
	"cmp"
	"slices"
	"time"

	"kap/internal/safety"
)

// Latest are the latest responses, complete or not, one of each questionnaire.
func Latest(responses []Response) []Response {
	var latest []Response
	for _, r := range responses {
		if !slices.ContainsFunc(latest, func(l Response) bool { return l.Instrument == r.Instrument }) {
			latest = append(latest, r)
		}
	}
	slices.SortFunc(latest, func(a, b Response) int { return cmp.Compare(a.Instrument, b.Instrument) })
	return latest
}

// Standing are what the questionnaires of a client say now: of each the latest that is
// complete, and the latest that is not but says something or left open what could.
func Standing(responses []Response) []Response {
	var latest []Response
	for _, r := range responses {
		if !r.Complete && !r.Alerts() && !r.Has(Incomplete) {
			continue
		}
		at := slices.IndexFunc(latest, func(l Response) bool { return l.Instrument == r.Instrument && l.Complete == r.Complete })
		switch {
		case at < 0:
			latest = append(latest, r)
		case r.At.After(latest[at].At):
			latest[at] = r
		}
	}
	slices.SortFunc(latest, func(a, b Response) int {
		return cmp.Or(cmp.Compare(a.Instrument, b.Instrument), compareOpen(a, b))
	})
	return latest
}

// compareOpen puts the one that is not complete first.
func compareOpen(a, b Response) int {
	switch {
	case a.Complete == b.Complete:
		return 0
	case a.Complete:
		return 1
	}
	return -1
}

// AlertStands says whether a response asks for a clinician still: until a risk check was
// made after it, or after a clinician took the screen for positive (protocol 6).
func (r Response) AlertStands(checks []safety.RiskCheck) bool {
	from := r.At
	if r.Overridden() {
		from = *r.OverriddenAt
	}
	from = from.Truncate(time.Minute) // a check is typed to the minute
	return r.Alerts() && !slices.ContainsFunc(checks, func(c safety.RiskCheck) bool { return !c.At.Before(from) })
}

// LeftOpen says whether what could alert was left open, and nobody has asked since: no
// risk check, and no complete answer to the same questionnaire. Not answered is never "no".
func (r Response) LeftOpen(responses []Response, checks []safety.RiskCheck) bool {
	return r.Has(Incomplete) &&
		!slices.ContainsFunc(checks, func(c safety.RiskCheck) bool { return !c.At.Before(r.At) }) &&
		!slices.ContainsFunc(responses, func(o Response) bool {
			return o.Instrument == r.Instrument && o.Complete && o.At.After(r.At)
		})
}
