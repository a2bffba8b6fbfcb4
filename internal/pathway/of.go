package pathway

import (
	"slices"
	"time"

	"kap/internal/calendar"
	"kap/internal/schedule"
	"kap/internal/task"
)

// Standing is where a client's course stands.
type Standing struct {
	Stage     Stage
	Paused    bool
	Steps     []Step    // the most pressing first
	Strip     []Mark    // the whole course, in order
	Desk      string    // in the words of the front desk
	Left      int       // dosing sessions left of the decision in force
	ChangesAt time.Time // when time alone makes it another; zero: never
}

// Next is the most pressing step; false where nothing is left to do.
func (s Standing) Next() (Step, bool) {
	if len(s.Steps) == 0 {
		return Step{}, false
	}
	return s.Steps[0], true
}

// moment is the facts as seen at a time.
type moment struct {
	Facts
	now   time.Time
	today time.Time // the clinic's date
}

// Of says where the course stands at a moment. Every step has an owner and a since.
func Of(f Facts, now time.Time) Standing {
	if f.Zone == nil {
		f.Zone = time.UTC
	}
	m := moment{f, now, calendar.Day(now, f.Zone)}
	s := Standing{Stage: f.stage(), Paused: len(f.Pauses) > 0, Left: f.left()}
	s.Steps = inOrder(m.known(m.steps()))
	s.Desk = deskLabel(s.Steps)
	s.Strip = m.strip()
	s.ChangesAt = m.changesAt(s)
	return s
}

// steps gathers what every part of care asks for. Of a closed course only what was
// left unsigned and whoever may be in danger remain.
func (m moment) steps() []Step {
	steps := slices.Concat(m.danger(), m.unsigned(), m.calls())
	if m.Course.ClosedAt != nil {
		return steps
	}
	return slices.Concat(steps, m.running(), m.unasked(), m.stops(), m.naming(), m.deciding(), m.preparing(),
		m.integrating(), m.following(), m.dosing(), m.closing())
}

// known marks the steps that another step of care has opened as a task already.
func (m moment) known(steps []Step) []Step {
	for i, s := range steps {
		steps[i].Opened = slices.ContainsFunc(m.Open, func(o task.Mark) bool {
			return o.Kind == s.Kind && (o.Fact == nil || s.Fact.ID == *o.Fact || s.Fact.Kind == "")
		})
	}
	return steps
}

// changesAt is the next moment at which a rule of time may answer otherwise: the
// clinic's midnight, the week and the hours before a dose, its latest start, the end of a
// visit. Nothing else of Of looks at the clock.
func (m moment) changesAt(s Standing) time.Time {
	if m.Course.ClosedAt != nil && len(s.Steps) == 0 {
		return time.Time{}
	}
	next := m.midnight(m.today.AddDate(0, 0, 1))
	for _, v := range m.Visits {
		for _, at := range []time.Time{v.StartsAt.Add(-weekAhead), m.before(v), m.tooLate(v), v.EndsAt} {
			if at.After(m.now) && at.Before(next) {
				next = at
			}
		}
	}
	return next
}

// before is when the questionnaires and the escort of a dose come due: so many hours
// before it (protocol 6: 72).
func (m moment) before(v schedule.Visit) time.Time {
	return v.StartsAt.Add(-time.Duration(m.Body.Measures.BeforeDose) * time.Hour)
}

// midnight is when a day begins at the clinic.
func (m moment) midnight(day time.Time) time.Time {
	y, mo, d := day.Date()
	return time.Date(y, mo, d, 0, 0, 0, 0, m.Zone).UTC()
}

// endOf is the last minute of a day at the clinic.
func (m moment) endOf(day time.Time) time.Time {
	return m.midnight(day.AddDate(0, 0, 1)).Add(-time.Minute)
}

// day is the clinic's date of an instant.
func (m moment) day(at time.Time) time.Time { return calendar.Day(at, m.Zone) }

// clock is a time of day at the clinic: "9:30 am".
func (m moment) clock(at time.Time) string { return at.In(m.Zone).Format("3:04 pm") }

// when is a visit's date and time at the clinic: "Tue Nov 24, 9:30 am".
func (m moment) when(at time.Time) string { return at.In(m.Zone).Format("Mon Jan 2, 3:04 pm") }
