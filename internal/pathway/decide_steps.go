package pathway

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/eligibility"
	"kap/internal/schedule"
	"kap/internal/task"
)

// deciding leads to a decision: consultation, decision, information, conditions.
func (m moment) deciding() []Step {
	d := m.decision()
	if draft := m.draftDecision(); draft != nil {
		s := m.step(task.SignDecision, auth.Prescriber, "Sign the decision", "/decisions/"+draft.ID.String())
		s.Since, s.Act, s.Fact = draft.CreatedAt, "Check and sign", task.Fact{Kind: "eligibility_decision", ID: draft.ID}
		return append(m.waiting(d), s)
	}
	switch {
	case d == nil:
		return m.firstDecision()
	case d.Kind == eligibility.NeedsMoreInformation:
		return m.information(*d)
	case d.Kind == eligibility.Deferred:
		return m.deferred(*d)
	case d.Kind == eligibility.Declined:
		s := m.step(closeCourse, auth.Prescriber, "Close the course", "/course/close")
		s.Since, s.Act = d.SignedAt, "Close the course"
		return []Step{s}
	}
	return append(m.requests(), m.conditions(*d)...)
}

// firstDecision: book the consultation, hold it, sign it, decide.
func (m moment) firstDecision() []Step {
	c := m.consulted(eligibility.FirstConsultation, time.Time{})
	switch {
	case c != nil && !c.SignedAt.IsZero():
		return []Step{m.decide("Decide on eligibility", c.SignedAt)}
	case c != nil:
		s := m.step(consult, auth.Prescriber, "Finish the consultation", "/consultations/"+c.ID.String())
		s.Since, s.Act = c.HeldAt, "Open the consultation"
		return []Step{s}
	}
	if v := m.visit("consultation"); v != nil {
		return []Step{m.atVisit(*v, consult, auth.Prescriber, "Consultation", "/consultations/new?appointment="+v.ID.String())}
	}
	s := m.forDesk(bookConsult, "Book the consultation", "/appointments/new?kind=consultation", withPrescriber, m.Course.OpenedAt)
	s.Act = "Book"
	return []Step{s}
}

func (m moment) decide(what string, since time.Time) Step {
	s := m.step(decide, auth.Prescriber, what, "/decisions/new")
	s.Since, s.Act = since, "Decide"
	return s
}

func (m moment) requests() []Step {
	var steps []Step
	for _, r := range m.Requests {
		s := m.step(task.AskInformation, auth.Prescriber, "Information is missing: "+r.What, "/course")
		if r.FromWhom != "" {
			s.Detail = "From " + r.FromWhom + "."
		}
		if d := m.decision(); d != nil {
			s.Href = "/clients/" + m.Client.String() + "/decisions/" + d.ID.String()
		}
		s.Since, s.Fact = r.CreatedAt, task.Fact{Kind: "information_request", ID: r.ID}
		if !r.Due.IsZero() {
			s.Due = m.endOf(r.Due)
		}
		steps = append(steps, s)
	}
	return steps
}

// waiting is what was asked for, and the reminders of it that are due while a decision
// waits: after 7 and 14 days (protocol 1).
func (m moment) waiting(d *eligibility.DecisionAt) []Step {
	steps := m.requests()
	if d == nil || d.Kind != eligibility.NeedsMoreInformation {
		return steps
	}
	due := eligibility.Remind(m.day(d.SignedAt), m.today, m.Body)
	for _, r := range m.Requests {
		if last, reminded := m.Reminded[r.ID]; due.Due == 0 || reminded && !m.day(last).Before(due.Last) {
			continue
		}
		whom := "the client"
		if r.FromWhom != "" {
			whom = r.FromWhom
		}
		s := m.step(task.RemindInformation, auth.Prescriber, "Remind "+whom+": "+r.What, "/decisions/"+d.ID.String())
		s.Since, s.Due = m.midnight(due.Last), m.endOf(due.Last)
		s.Fact = task.Fact{Kind: "information_request", ID: r.ID}
		steps = append(steps, s)
	}
	return steps
}

// information: what was asked for comes in, then the prescriber decides again; after
// 30 days the prescriber is asked to close (protocol 1).
func (m moment) information(d eligibility.DecisionAt) []Step {
	if len(m.Requests) == 0 {
		return []Step{m.decide("Decide again: the information is here", d.SignedAt)}
	}
	steps := m.waiting(&d)
	if eligibility.Remind(m.day(d.SignedAt), m.today, m.Body).AskToClose {
		s := m.decide("Decide, or close: the information has not come", d.SignedAt)
		steps = append(steps, s)
	}
	return steps
}

func (m moment) deferred(d eligibility.DecisionAt) []Step {
	s := m.step(lookAgain, auth.Prescriber, "Look again at eligibility", "/decisions/new")
	s.Since, s.Act = d.SignedAt, "Decide"
	if !d.DeferredUntil.IsZero() {
		s.Due = m.endOf(d.DeferredUntil)
		s.Detail = "Deferred until " + calendar.Words(d.DeferredUntil) + "."
		s.Visit = m.today.Before(d.DeferredUntil)
	}
	return []Step{s}
}

// conditions are to be met before the lozenge; they do not stop a booking.
func (m moment) conditions(d eligibility.DecisionAt) []Step {
	unmet := m.unmet(d)
	if len(unmet) == 0 || !d.Kind.Authorizes() {
		return nil
	}
	s := m.step(meetCondition, auth.Prescriber, "Conditions to meet: "+strings.Join(unmet, "; "), "/decisions/"+d.ID.String())
	s.Since = d.SignedAt
	return []Step{s}
}

// atVisit is a booked visit as a step: on the agenda until it starts, today's in
// words, and after its end something to write down.
func (m moment) atVisit(v schedule.Visit, kind task.Kind, owner auth.Role, what, under string) Step {
	s := m.step(kind, owner, what+", "+m.when(v.StartsAt), under)
	if v.StaffID != uuid.Nil && owner != auth.Admin {
		s.Staff = v.StaffID
	}
	s.Since, s.Due, s.Fact = v.CreatedAt, v.StartsAt, task.Fact{Kind: "appointment", ID: v.ID}
	s.Visit = m.now.Before(v.EndsAt)
	switch {
	case !s.Visit:
		s.What = what + " of " + m.when(v.StartsAt) + ": write down what became of it"
		s.Act = "Write it down"
	case m.day(v.StartsAt).Equal(m.today):
		s.What, s.Act = what+", today "+m.clock(v.StartsAt), "Open the visit"
	default:
		s.Act = "Open the visit"
	}
	if v.Status == schedule.Tentative {
		s.Detail = "Tentative."
	}
	if v.RoomName != "" {
		s.Detail = strings.TrimSpace(s.Detail + " " + v.RoomName + ".")
	}
	return s
}
