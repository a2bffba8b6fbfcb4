package pathway

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/eligibility"
	"kap/internal/integration"
	"kap/internal/schedule"
	"kap/internal/task"
)

// integrating follows the last dosing day: a first visit on days 1 to 3, overdue
// after day 7, a second on days 7 to 12, which nobody books once the window has
// passed (protocol 5).
func (m moment) integrating() []Step {
	day := m.lastTaken()
	if day == nil {
		return nil
	}
	w := integration.Of(day.Day, m.today, m.integrated(*day), m.Body)
	v := m.visitAfter("integration", day.Day)
	switch {
	case day.IntegratedAt.IsZero() && v != nil:
		return []Step{m.integration(*v, integrate, "Integration visit", *day, w)}
	case day.IntegratedAt.IsZero():
		return []Step{m.bookIntegration(task.BookIntegration, "Book the integration visit", *day, w, w.FirstBy)}
	case w.Second == integration.Held:
		return nil
	case v != nil:
		return []Step{m.integration(*v, integrateMore, "Second integration visit", *day, w)}
	case w.Second == integration.NotYet, w.Day > m.Body.Integration.Window:
		return nil
	}
	return []Step{m.bookIntegration(bookMore, "Book the second integration visit", *day, w, w.SecondBy)}
}

func (m moment) integration(v schedule.Visit, kind task.Kind, what string, day course.CourseDay, w integration.Window) Step {
	s := m.atVisit(v, kind, auth.Therapist, what, "/integrations/new?dosing_day="+day.ID.String()+"&appointment="+v.ID.String())
	s.Desk = deskIntegration
	on := integration.Of(day.Day, m.day(v.StartsAt), nil, m.Body)
	s.Detail = fmt.Sprintf("After dose %d, %s.", day.Number, on.Words)
	return s
}

func (m moment) bookIntegration(kind task.Kind, what string, day course.CourseDay, w integration.Window, by time.Time) Step {
	s := m.forDesk(kind, what, "/appointments/new?kind=integration", deskIntegration, m.midnight(day.Day))
	s.Due, s.Act = m.endOf(by), "Book"
	s.Fact = task.Fact{Kind: "dosing_day", ID: day.ID}
	s.Detail = fmt.Sprintf("After dose %d, %s.", day.Number, w.Words)
	return s
}

// integrated are the days on which integration of a dosing was completed.
func (m moment) integrated(day course.CourseDay) []time.Time {
	return integration.Completed(m.Integrations, day.ID, uuid.Nil, m.Zone)
}

func (m moment) visitAfter(kind schedule.Kind, day time.Time) *schedule.Visit {
	for i := range m.Visits {
		if v := &m.Visits[i]; v.Kind == kind && m.awaited(*v) && m.day(v.StartsAt).After(day) {
			return v
		}
	}
	return nil
}

// following is the prescriber's follow-up after dose 2 and before dose 3, and the
// decision that authorizes further sessions (protocol 7).
func (m moment) following() []Step {
	taken := m.taken()
	next := len(taken) + 1
	if len(taken) == 0 || next > m.Course.PlannedDoses {
		return nil
	}
	if !m.followUpDue(next) {
		return m.furtherDecision(next)
	}
	since := m.began(taken[m.Body.Eligibility.FollowUpAfterDose-1])
	if c := m.consulted(eligibility.FollowUp, since); c != nil {
		s := m.step(followUp, auth.Prescriber, "Finish the follow-up visit", "/consultations/"+c.ID.String())
		s.Since, s.Desk, s.Act = c.HeldAt, deskFollowUp, "Open the follow-up"
		return []Step{s}
	}
	if v := m.visit("follow-up"); v != nil {
		s := m.atVisit(*v, followUp, auth.Prescriber, "Follow-up visit", "/consultations/new?kind=follow-up&appointment="+v.ID.String())
		s.Desk = deskFollowUp
		return []Step{s}
	}
	s := m.forDesk(task.BookFollowUp, "Book the follow-up visit", "/appointments/new?kind=follow-up", deskFollowUp, since)
	s.Due, s.Act = m.endOf(m.lastTaken().Day.AddDate(0, 0, m.Course.Kind.Interval(m.Body).Target-1)), "Book"
	s.Detail = fmt.Sprintf("Before dose %d.", next)
	return []Step{s}
}

// followUpDue says that this dose waits for a follow-up that was signed.
func (m moment) followUpDue(number int) bool {
	held := course.FollowUpHeld(m.Consultations, m.Course.ID, course.Of(m.Days, m.Course.ID), m.Body)
	return course.FollowUpDue(m.Course.Kind, number, held, m.Body)
}

// furtherDecision asks for the next decision: none left, run out, or revoked.
func (m moment) furtherDecision(next int) []Step {
	d := m.decision()
	if d == nil || !m.everEligible() || m.draftDecision() != nil {
		return nil
	}
	s := m.step(authorize, auth.Prescriber, "", "/decisions/new")
	s.Since, s.Act = later(d.SignedAt, m.began(*m.lastTaken())), "Decide"
	switch {
	case !d.Kind.Authorizes():
		s.What, s.Since = "Decide again: the decision was revoked", d.SignedAt
	case m.authorizing(m.today) == nil:
		s.What, s.Since = "Decide again: the decision ran out on "+calendar.Words(d.ValidUntil), m.midnight(d.ValidUntil.AddDate(0, 0, 1))
	case m.left() == 0:
		s.What = fmt.Sprintf("Decide on further sessions before dose %d", next)
	default:
		return nil
	}
	return []Step{s}
}

// closing: when the planned doses are taken, a closing visit, then the course closes.
func (m moment) closing() []Step {
	last := m.lastTaken()
	if last == nil || len(m.taken()) < m.Course.PlannedDoses || last.IntegratedAt.IsZero() {
		return nil
	}
	c := m.consulted(eligibility.Closing, m.began(*last))
	switch {
	case c != nil && c.SignedAt.IsZero():
		s := m.step(closeVisit, auth.Prescriber, "Finish the closing visit", "/consultations/"+c.ID.String())
		s.Since, s.Act = c.HeldAt, "Open the visit"
		return []Step{s}
	case c != nil:
		s := m.step(closeCourse, auth.Prescriber, "Close the course", "/course/close")
		s.Since, s.Act = c.SignedAt, "Close the course"
		return []Step{s}
	}
	if v := m.visit("closing"); v != nil {
		return []Step{m.atVisit(*v, closeVisit, auth.Prescriber, "Closing visit", "/consultations/new?kind=closing&appointment="+v.ID.String())}
	}
	s := m.forDesk(bookClosing, "Book the closing visit", "/appointments/new?kind=closing", withPrescriber, last.IntegratedAt)
	s.Act = "Book"
	return []Step{s}
}

// began is a dosing day's first lozenge, or its midnight where only the day is known.
func (m moment) began(day course.CourseDay) time.Time {
	if day.Dosed() {
		return day.StartedAt
	}
	return m.midnight(day.Day)
}
