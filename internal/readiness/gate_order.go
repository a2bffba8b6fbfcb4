package readiness

import (
	"slices"
	"strings"
	"time"

	"kap/internal/calendar"
	texts "kap/internal/consent"
	"kap/internal/fold"
	"kap/internal/phrase"
	"kap/internal/protocol"
)

// eligibility (G01): the decision is in force and its conditions are met.
func eligibility(f Facts, _ protocol.Body, _ time.Time) (r ruling) {
	r.evidence = f.Eligibility.Words
	switch {
	case f.Eligibility.InForce:
	case f.Eligibility.Words == "":
		r.hard("Eligibility is not decided yet. Ask %s to decide.", f.prescriber())
	default:
		r.hard("No eligibility decision is in force. Ask %s to decide again.", f.prescriber())
	}
	if len(f.Eligibility.Unmet) > 0 {
		r.hard("The decision asks first for: %s. Record it when it is met.", phrase.List(f.Eligibility.Unmet))
	}
	return r
}

// prescriber is whom to ask, by name where the course has one.
func (f Facts) prescriber() string { return orElse(f.Prescriber, "the prescriber") }

// order (G02): prescription, sessions left, follow-up, strength and lot.
func order(f Facts, _ protocol.Body, now time.Time) (r ruling) {
	r.evidence = f.Order.Words
	f.sessions(&r)
	if f.Order.FollowUpDue {
		r.hard("The follow-up is due before this dose. Hold it first.").desk = LabelFollowUp
	}
	switch {
	case !f.Order.Active:
		r.hard("No prescription is active. Ask %s to sign one.", f.prescriber()).desk = LabelPrescriber
	case calendar.DaysSince(f.Order.ExpiresOn, now, f.Zone) > 0:
		r.hard("The prescription ended on %s. Ask %s for a new one.", calendar.Words(f.Order.ExpiresOn), f.prescriber()).desk = LabelPrescriber
	default:
		f.Order.match(f.Arrival.Lozenges, &r)
	}
	return r
}

// sessions are those still authorized. Used up is not the same as never authorized.
func (f Facts) sessions(r *ruling) {
	switch o := f.Order; {
	case o.SessionsLeft > 0:
		r.evidence = join(r.evidence, phrase.Count(o.SessionsLeft, "dosing session")+" left")
	case o.Authorized > 0:
		r.hard("All authorized dosing sessions are used (%d of %d). Ask %s about more.",
			o.Authorized, o.Authorized, f.prescriber()).desk = LabelSessionsLeft
	case f.Eligibility.Words == "":
		r.hard("No dosing session is authorized yet: the decision on eligibility does that. It is with %s.", f.prescriber()).desk = LabelPrescriber
	default:
		r.hard("The last decision authorizes no dosing session. Ask %s to decide again.", f.prescriber()).desk = LabelPrescriber
	}
}

// match compares what was brought with what was ordered and dispensed.
func (o Order) match(l Lozenges, r *ruling) {
	for _, b := range l.Brought {
		if !slices.Contains(o.Strengths, b.Strength) {
			r.hard("%s mg is not the strength ordered. Set it aside, count only what was ordered, or ask the prescriber.", b.Strength).desk = LabelPrescriber
		}
		if o.unknownLot(b) {
			r.hard("Lot %q is not one that was dispensed. Read the label again; if it stays so, ask the prescriber.", b.Lot).desk = LabelPrescriber
		}
	}
}

// unknownLot says whether lots of this strength are on record and this is none of them.
func (o Order) unknownLot(b Brought) bool {
	known := false
	for _, l := range o.Lots {
		if l.Strength == b.Strength && fold.Same(l.Lot, b.Lot) {
			return false
		}
		known = known || l.Strength == b.Strength
	}
	return known
}

// consents (G03): what has to be given is given in the current text; what needs an
// answer has one, and "no" is one.
func consents(f Facts, _ protocol.Body, _ time.Time) (r ruling) {
	given := false
	var unanswered []string
	for _, c := range f.Consents {
		asksYes, name := c.Need == texts.AYes, strings.ToLower(c.Kind.Words())
		given = given || asksYes
		switch {
		case c.Met:
		case c.State == texts.NotApproved:
			r.hard("There is no approved text for %s yet. The medical lead approves it.", name)
		case c.State == texts.NewText && asksYes:
			r.hard("Consent to %s was given for an earlier text. Read the current one together and have it signed.", name)
		case c.State == texts.NewText:
			r.hard("The answer about %s was to an earlier text. Read the current one together and ask again; no is an answer too.", name)
		case c.State == texts.Withdrawn:
			r.hard("Consent to %s was withdrawn. Without it there is no session.", name)
		case asksYes:
			r.hard("Consent to %s is missing. Explain it and have it signed.", name)
		default:
			unanswered = append(unanswered, name)
		}
	}
	switch {
	case len(unanswered) == 1:
		r.hard("The answer about %s is missing. Ask; no is an answer too.", unanswered[0])
	case len(unanswered) > 1:
		r.hard("The answers about %s are missing. Ask; no is an answer too.", phrase.List(unanswered))
	}
	if !given {
		r.hard("Consent to treatment is missing. Explain it and have it signed.")
	}
	if len(r.stops) == 0 {
		r.evidence = agreed(f.Consents)
	}
	return r
}

// agreed says to what the client said yes and to what not: "Agreed: treatment and
// touch. Not agreed: recording".
func agreed(all []texts.Standing) string {
	var yes, no []string
	for _, c := range all {
		if name := strings.ToLower(c.Kind.Words()); c.State == texts.Signed {
			yes = append(yes, name)
		} else {
			no = append(no, name)
		}
	}
	words := "Agreed: " + phrase.List(yes)
	if len(no) > 0 {
		words += ". Not agreed: " + phrase.List(no)
	}
	return words
}

// pauses (G04): nothing starts while the course is paused.
func pauses(f Facts, _ protocol.Body, _ time.Time) (r ruling) {
	for _, p := range f.Pauses {
		r.hard("The course is paused (%s) since %s. It has to be lifted first.", p.Kind, calendar.Words(p.OpenedAt.In(f.Zone)))
	}
	return r
}
