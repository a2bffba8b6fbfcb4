package readiness

import (
	"strings"
	"time"

	"kap/internal/calendar"
	"kap/internal/protocol"
)

// escort (G10): an adult with a phone, confirmed today, who can collect the client.
func escort(f Facts, b protocol.Body, now time.Time) (r ruling) {
	e := f.Arrival.Escort
	if e.RideOnly == Yes && !b.Preparation.RideServiceAlone {
		r.hard("A ride service alone is not enough. Ask for a person who stays with the client.")
		return r
	}
	confirmed := !e.ConfirmedAt.IsZero() && calendar.SameDay(e.ConfirmedAt, now, f.Zone) && !e.ConfirmedAt.After(now)
	if !confirmed || e.ConfirmedBy == "" || e.How == "" {
		r.hard("No escort is confirmed today. Call or text them, and record who spoke with whom and when.")
		return r
	}
	r.evidence = strings.TrimPrefix(e.Name+", confirmed by "+e.How+" at "+calendar.Clock(e.ConfirmedAt, f.Zone)+", "+e.ConfirmedBy, ", ")
	if e.RideOnly == Yes {
		return r
	}
	if e.Name == "" || e.Phone == "" {
		r.hard("Write the escort's name and phone.")
	}
	if r.ask(e.Adult, "Ask whether the escort is an adult.") && e.Adult == No {
		r.hard("The escort is younger than %d. Ask for an adult.", b.Preparation.EscortAge)
	}
	if r.ask(e.CanCollect, "Ask whether the escort can collect the client.") && e.CanCollect == No {
		r.hard("The escort cannot collect the client. Ask for another person; the escort can be replaced until the lozenge.")
	}
	return r
}

// room (G17): the therapist is here, and therapist and room are booked long enough.
func room(f Facts, b protocol.Body, now time.Time) (r ruling) {
	if f.Room.Therapist == "" {
		r.hard("Neither the therapist nor a named cover is in the room. Record who is there.")
	} else {
		r.evidence = f.Room.Therapist + " is here"
	}
	latest := latestStart(f.Room, b)
	switch {
	case latest.IsZero():
		r.hard("Therapist and room are not both booked. Ask the front desk.")
	case now.After(latest):
		r.hard("The latest start was %s. Ask the front desk to extend therapist and room, or move the dose.", calendar.Clock(latest, f.Zone))
	default:
		r.evidence = join(r.evidence, "Latest start "+calendar.Clock(latest, f.Zone))
	}
	return r
}

// latestStart leaves the protocol's minutes until the end of the block, turnover not
// counted, for whichever of therapist and room is free of it first.
func latestStart(r Room, b protocol.Body) time.Time {
	if r.TherapistUntil.IsZero() || r.RoomUntil.IsZero() {
		return time.Time{}
	}
	return earlier(r.TherapistUntil, r.RoomUntil).Add(-calendar.Minutes(b.Gate.RoomAfterLozenge))
}

// prescriber (G18): a prescriber, cover or on-call answered today.
func prescriber(f Facts, _ protocol.Body, now time.Time) (r ruling) {
	p := f.Arrival.Prescriber
	if p.Name == "" || p.AnsweredAt.IsZero() || p.AnsweredAt.After(now) || !calendar.SameDay(p.AnsweredAt, now, f.Zone) {
		r.hard("No prescriber has answered today. Call the prescriber or on-call, and record the name and time.")
		return r
	}
	r.evidence = p.Name + " answered at " + calendar.Clock(p.AnsweredAt, f.Zone)
	return r
}

// lozenges (G21): the client's identity and the count were read against the label.
func lozenges(f Facts, _ protocol.Body, _ time.Time) (r ruling) {
	l := f.Arrival.Lozenges
	if l.IdentityChecked != Yes {
		r.hard("Check the client's name and birth date against the label.")
	}
	if l.LabelChecked != Yes || len(l.Brought) == 0 {
		r.hard("Count the lozenges of each strength against the label.")
	}
	for _, b := range l.Discrepancies() {
		r.evidence = join(r.evidence, b.Strength.String()+" mg: "+b.Units.String()+" brought, "+b.Labeled.String()+" by the label")
	}
	return r
}
