package pathway

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/integration"
	"kap/internal/readiness"
	"kap/internal/schedule"
	"kap/internal/task"
	"kap/internal/vitals"
)

// running is the client who is here now.
func (m moment) running() []Step {
	session := m.here()
	if session == nil {
		return nil
	}
	s := m.step(inSession, auth.Therapist, "", "/dosing/"+session.ID.String())
	s.What = fmt.Sprintf("Dosing session %d: %s", m.numberOf(*session), doing(session.Status))
	s.Staff = either(session.Therapist, s.Staff)
	s.Since, s.Now, s.Desk, s.Act = session.ArrivedAt, true, deskInSession, "Open the room"
	s.Fact = task.Fact{Kind: "dosing_session", ID: session.ID}
	s.Blocked = m.untilLozenge(*session)
	if !session.StartedAt.IsZero() {
		leaves := session.StartedAt.Add(time.Duration(m.Body.Leaving.SinceIntake) * time.Minute)
		s.Since, s.Desk = session.StartedAt, deskLeaves+m.clock(leaves)
	}
	return []Step{s}
}

// untilLozenge is what stands between a client who is here and the lozenge, as far as it
// is known here; the room looks at everything. The front desk reads none of it.
func (m moment) untilLozenge(s readiness.Session) []Blocker {
	if !s.StartedAt.IsZero() {
		return nil
	}
	var b []Blocker
	add := func(words string) { b = append(b, Blocker{words, deskInSession}) }
	if s.Status == readiness.Arrived {
		add("Not cleared for the lozenge yet")
	}
	for _, p := range m.Pressures {
		if p.Source == vitals.Here && !p.TakenAt.Before(s.ArrivedAt) && p.Outside(s.Limits, m.Body.Pressure) {
			add(fmt.Sprintf("Blood pressure %d/%d at %s", p.Systolic, p.Diastolic, m.clock(p.TakenAt)))
		}
	}
	if d := m.decision(); d != nil {
		for _, words := range m.unmet(*d) {
			add("Condition not met: " + words)
		}
	}
	for _, v := range m.Visits {
		if v.ID == s.Appointment && !m.now.Before(m.tooLate(v)) {
			add("The latest start was " + m.clock(m.latestStart(v)))
		}
	}
	return b
}

// latestStart leaves the time that a lozenge needs until the end of the visit (protocol
// 6: 135 minutes), as readiness does.
func (m moment) latestStart(v schedule.Visit) time.Time {
	return v.EndsAt.Add(-calendar.Minutes(m.Body.Gate.RoomAfterLozenge))
}

// tooLate is the minute after the latest start.
func (m moment) tooLate(v schedule.Visit) time.Time { return m.latestStart(v).Add(time.Minute) }

func doing(s readiness.Status) string {
	if s == readiness.Arrived {
		return "arrival and readiness"
	}
	return s.Word()
}

// numberOf is a session's number in the course: that of its day, or the next.
func (m moment) numberOf(s readiness.Session) int {
	for _, d := range m.taken() {
		if d.ID == s.DosingDay {
			return d.Number
		}
	}
	return len(m.taken()) + 1
}

// unsigned are visits that were held and wait for a signature.
func (m moment) unsigned() []Step {
	var steps []Step
	for _, session := range m.Sessions {
		if session.Status == readiness.Left || session.Status == readiness.NotStarted && session.SignedAt.IsZero() {
			steps = append(steps, m.signSession(session))
		}
	}
	for _, p := range m.Preparations {
		if !p.Signed() {
			steps = append(steps, m.signTalk("preparation", p.ID, p.HeldAt, p.HeldBy))
			break
		}
	}
	for _, i := range m.Integrations {
		if !i.Signed() {
			steps = append(steps, m.signTalk("integration", i.ID, i.HeldAt, i.HolderID))
			break
		}
	}
	return steps
}

// signSession is due within the hours after which an entry counts as late (protocol
// 8: 24).
func (m moment) signSession(session readiness.Session) Step {
	s := m.step(task.SignSession, auth.Therapist, "", "/dosing/"+session.ID.String()+"/signature")
	s.What = "Sign the dosing session of " + m.when(session.ArrivedAt)
	s.Staff = either(session.Therapist, s.Staff)
	s.Since, s.Due = session.EndedAt, session.EndedAt.Add(time.Duration(m.Body.Timing.LateEntry)*time.Hour)
	s.Act, s.Fact = "Check and sign", task.Fact{Kind: "dosing_session", ID: session.ID}
	return s
}

// signTalk asks for the preparation or integration visit that was begun first.
func (m moment) signTalk(kind string, id uuid.UUID, held time.Time, by uuid.UUID) Step {
	s := m.step(task.SignSession, auth.Therapist, "Finish and sign the "+kind+" visit of "+m.when(held), "/"+kind+"s/"+id.String())
	s.Staff = either(by, s.Staff)
	s.Since, s.Due = held, held.Add(time.Duration(m.Body.Timing.LateEntry)*time.Hour)
	s.Act, s.Fact = "Check and sign", task.Fact{Kind: kind + "_session", ID: id}
	return s
}

func either(id, otherwise uuid.UUID) uuid.UUID {
	if id != uuid.Nil {
		return id
	}
	return otherwise
}

// calls are the safety calls of the day after, also when the clinic is closed
// (protocol 5).
func (m moment) calls() []Step {
	var steps []Step
	for _, day := range m.taken() {
		session := m.sessionOf(day)
		if session == nil || session.EndedAt.IsZero() || integration.MadeFor(m.Calls, day, session.ID, m.Zone, m.Body) {
			continue
		}
		due := integration.CallOn(day.Day, m.Body)
		s := m.step(task.SafetyCall, auth.Therapist, fmt.Sprintf("Safety call after dose %d", day.Number), "/safety-calls/new?session="+session.ID.String())
		s.Fact = task.Fact{Kind: "dosing_day", ID: day.ID}
		s.Staff = either(session.Therapist, s.Staff)
		s.Since, s.Due, s.Act = session.EndedAt, m.endOf(due), "Record the call"
		s.Visit = m.today.Before(due)
		s.Fact = task.Fact{Kind: "dosing_day", ID: day.ID} // as the task that the lozenge opened
		steps = append(steps, s)
	}
	return steps
}
