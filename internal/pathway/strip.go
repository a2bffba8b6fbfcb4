package pathway

import (
	"fmt"
	"time"

	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/eligibility"
	"kap/internal/schedule"
)

// Mark is one visit of the whole course, done or to come.
type Mark struct {
	Kind  string // talk, prescriber, dose
	State string // done, today, booked, planned, held
	Label string // "Dose 2"
	At    time.Time
	Href  string
}

// strip is the course from referral to closing: what was done, then what is booked,
// then what is planned.
func (m moment) strip() []Mark {
	marks := []Mark{m.done("talk", "Referral", m.Course.OpenedAt, ""), m.eligibility()}
	marks = append(marks, m.preparations()...)
	taken := m.taken()
	for n := 1; n <= max(m.Course.PlannedDoses, len(taken)); n++ {
		marks = append(marks, m.doseMark(n, taken), m.integrationMark(n, taken))
		if n == m.Body.Eligibility.FollowUpAfterDose && m.Course.Kind == course.First && m.Course.PlannedDoses > n {
			marks = append(marks, m.followUpMark(taken, n))
		}
	}
	return append(marks, m.closingMark())
}

func (m moment) href(under string) string { return "/clients/" + m.Client.String() + under }

func (m moment) done(kind, label string, at time.Time, under string) Mark {
	return Mark{Kind: kind, State: "done", Label: label, At: at, Href: m.href(under)}
}

// ahead is a visit to come: booked, today, or only planned.
func (m moment) ahead(kind, label string, v *schedule.Visit) Mark {
	mark := Mark{Kind: kind, Label: label, State: "planned"}
	if v == nil {
		return mark
	}
	mark.State, mark.At, mark.Href = "booked", v.StartsAt, m.href("/appointments/"+v.ID.String())
	if m.day(v.StartsAt).Equal(m.today) {
		mark.State = "today"
	}
	return mark
}

func (m moment) eligibility() Mark {
	if d := m.decision(); d != nil {
		mark := m.done("prescriber", "Eligibility", d.SignedAt, "/decisions/"+d.ID.String())
		if m.authorizing(m.today) == nil {
			mark.State = "held"
		}
		return mark
	}
	return m.ahead("prescriber", "Eligibility", m.visit("consultation"))
}

func (m moment) preparations() []Mark {
	var marks []Mark
	for i, t := range m.Preparations {
		marks = append(marks, m.done("talk", fmt.Sprintf("Prep %d", i+1), t.HeldAt, "/preparations/"+t.ID.String()))
	}
	if v := m.visit("preparation"); v != nil || len(marks) == 0 {
		marks = append(marks, m.ahead("talk", fmt.Sprintf("Prep %d", len(marks)+1), v))
	}
	return marks
}

func (m moment) doseMark(n int, taken []course.CourseDay) Mark {
	label := fmt.Sprintf("Dose %d", n)
	if n <= len(taken) {
		day := taken[n-1]
		mark := m.done("dose", label, m.began(day), "/course")
		if s := m.sessionOf(day); s != nil {
			mark.Href = m.href("/dosing/" + s.ID.String())
			if s.Running() {
				mark.State = "today"
			}
		}
		return mark
	}
	if s := m.here(); s != nil && s.StartedAt.IsZero() && n == len(taken)+1 {
		return Mark{Kind: "dose", State: "today", Label: label, At: s.ArrivedAt, Href: m.href("/dosing/" + s.ID.String())}
	}
	mark := m.ahead("dose", label, m.doseVisit(n-len(taken)))
	if mark.State == "booked" && len(m.Pauses) > 0 {
		mark.State = "held"
	}
	return mark
}

// doseVisit is the nth dosing visit to come; one in progress is a dose taken.
func (m moment) doseVisit(n int) *schedule.Visit {
	for i := range m.Visits {
		if v := &m.Visits[i]; v.Kind == schedule.Dosing && v.Status != schedule.InProgress && m.awaited(*v) {
			if n--; n == 0 {
				return v
			}
		}
	}
	return nil
}

func (m moment) integrationMark(n int, taken []course.CourseDay) Mark {
	label := fmt.Sprintf("Integr. %d", n)
	if n > len(taken) {
		return Mark{Kind: "talk", State: "planned", Label: label}
	}
	day := taken[n-1]
	for _, t := range m.Integrations {
		if t.CompletedAt != nil && t.DosingDayID == day.ID {
			return m.done("talk", label, t.HeldAt, "/integrations/"+t.ID.String())
		}
	}
	if !day.IntegratedAt.IsZero() {
		return m.done("talk", label, day.IntegratedAt, "/course")
	}
	mark := m.ahead("talk", label, m.visitAfter("integration", day.Day))
	if mark.State == "planned" && calendar.DaysBetween(day.Day, m.today) > m.Body.Integration.ReasonUntil {
		mark.State = "held"
	}
	return mark
}

func (m moment) followUpMark(taken []course.CourseDay, after int) Mark {
	if len(taken) >= after {
		if c := m.consulted(eligibility.FollowUp, m.began(taken[after-1])); c != nil {
			return m.done("prescriber", "Follow-up", c.HeldAt, "/consultations/"+c.ID.String())
		}
	}
	mark := m.ahead("prescriber", "Follow-up", m.visit("follow-up"))
	if mark.State == "planned" && len(taken) == after {
		mark.State = "held"
	}
	return mark
}

func (m moment) closingMark() Mark {
	if m.Course.ClosedAt != nil {
		return m.done("talk", "Closing", *m.Course.ClosedAt, "/course")
	}
	return m.ahead("talk", "Closing", m.visit("closing"))
}
