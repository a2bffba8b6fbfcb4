package pathway

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/eligibility"
	"kap/internal/measure"
	"kap/internal/schedule"
	"kap/internal/task"
)

// weekAhead is how long before a dose its escort and lozenges are asked for; ours.
const weekAhead = 7 * 24 * time.Hour

// dosing is the next dosing session: to book, booked with what it lacks, due today.
func (m moment) dosing() []Step {
	next := len(m.taken()) + 1
	d := m.decision()
	if m.here() != nil || next > m.Course.PlannedDoses || d == nil || !m.everEligible() {
		return nil
	}
	v := m.visit("dosing")
	if v == nil {
		return m.bookDose(next, *d)
	}
	s := m.atVisit(*v, dose, auth.Therapist, fmt.Sprintf("Dosing session %d", next), "/dosing/new?appointment="+v.ID.String())
	s.Blocked = m.blockers(*v, next)
	if m.day(v.StartsAt).Equal(m.today) && s.Visit {
		s.Act = "Open arrival"
	}
	return append(m.beforeDose(*v), s)
}

// everEligible: a decision that waits, defers or declines does not lead to a dose;
// one that ran out or was revoked leaves the stage, blocked.
func (m moment) everEligible() bool {
	k := m.decision().Kind
	return k.Authorizes() || k == eligibility.Revoked
}

func (m moment) bookDose(next int, d eligibility.DecisionAt) []Step {
	s := m.forDesk(task.BookDosing, fmt.Sprintf("Book dosing session %d", next), "/appointments/new?kind=dosing", withTherapist, d.SignedAt)
	s.Act = "Book"
	if last := m.lastTaken(); last != nil {
		target := last.Day.AddDate(0, 0, m.Course.Kind.Interval(m.Body).Target)
		s.Since, s.Due = m.midnight(last.Day), m.endOf(target)
		s.Detail = "Two dosing sessions lie " + fmt.Sprint(m.Course.Kind.Interval(m.Body).Target) + " days apart: about " + calendar.Words(target) + "."
	}
	if len(m.Pauses) > 0 {
		s.Blocked, s.Desk = []Blocker{{"Paused", deskPaused}}, deskPaused
	}
	if b := m.authority(m.today, next); len(b) > 0 {
		s.Blocked, s.Desk = append(s.Blocked, b...), b[0].Desk
	}
	return []Step{s}
}

// beforeDose are the reminders of the hours before: questionnaires not older than 72
// hours, and an escort who is confirmed for this visit (protocol 3, 6).
func (m moment) beforeDose(v schedule.Visit) []Step {
	opens := m.before(v)
	if m.now.Before(opens) || m.now.After(v.EndsAt) {
		return nil
	}
	since := later(opens, v.CreatedAt)
	var steps []Step
	if stale := m.stale(v); len(stale) > 0 {
		s := m.step(askMeasures, auth.Therapist, "Questionnaires before the dose: "+strings.Join(stale, ", "), "/measures")
		s.Since, s.Due, s.Desk, s.Act = since, v.StartsAt, deskQuestionnaire, "Open questionnaires"
		s.Fact = task.Fact{Kind: "appointment", ID: v.ID}
		steps = append(steps, s)
	}
	if !v.EscortConfirmed {
		s := m.forDesk(task.ConfirmEscort, "Confirm the escort", "/appointments/"+v.ID.String()+"#escort", deskEscort, since)
		s.Due, s.Act = v.StartsAt, "Confirm"
		s.Fact = task.Fact{Kind: "appointment", ID: v.ID}
		steps = append(steps, s)
	}
	return steps
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// stale are the questionnaires that will not count at this dose; one that is late is
// judged by now, as readiness does.
func (m moment) stale(v schedule.Visit) []string {
	var stale []string
	for _, i := range measure.Due(m.Responses, later(m.now, v.StartsAt), m.Body.Measures) {
		stale = append(stale, i.Name)
	}
	return stale
}

// blockers are what stands between this visit and the lozenge, as far as it can be
// known beforehand; readiness asks again on the day.
func (m moment) blockers(v schedule.Visit, number int) []Blocker {
	var b []Blocker
	add := func(label, format string, args ...any) { b = append(b, Blocker{fmt.Sprintf(format, args...), label}) }
	for _, p := range m.Pauses {
		add(deskPaused, "%s", pauseWords(p.Kind))
	}
	b = append(b, m.authority(m.day(v.StartsAt), number)...)
	for _, kind := range m.unanswered() {
		add(deskSignature, "Consent missing: %s", kind)
	}
	b = append(b, m.order(m.day(v.StartsAt), number)...)
	if v.StaffID == uuid.Nil || v.RoomName == "" {
		add(deskRoom, "Room or therapist missing")
	}
	if m.now.Before(v.StartsAt.Add(-weekAhead)) {
		return b
	}
	if !v.EscortConfirmed {
		add(deskEscort, "Escort not confirmed")
	}
	if !m.hasLozenges() {
		add(deskLozenges, "No lozenges on record")
	}
	if stale := m.stale(v); len(stale) > 0 && !m.now.Before(m.before(v)) {
		add(deskQuestionnaire, "Questionnaires missing: %s", strings.Join(stale, ", "))
	}
	return b
}

// authority is what the prescriber still has to say: a decision in force, sessions
// left, conditions met, a prescription.
func (m moment) authority(day time.Time, number int) []Blocker {
	d := m.decision()
	switch {
	case d.InForce(day):
	case !d.Kind.Authorizes():
		return []Blocker{{"No decision is in force", withPrescriber}}
	case day.Before(d.ValidFrom):
		return []Blocker{{"The decision is valid from " + calendar.Words(d.ValidFrom) + " on", withPrescriber}}
	default:
		return []Blocker{{"The decision is valid until " + calendar.Words(d.ValidUntil) + " only", withPrescriber}}
	}
	var b []Blocker
	switch {
	case m.followUpDue(number):
		b = append(b, Blocker{"Follow-up visit not held", deskFollowUp})
	case m.left() == 0:
		b = append(b, Blocker{"No dosing sessions left", deskSessionsLeft})
	}
	for _, words := range m.unmet(*d) {
		b = append(b, Blocker{"Condition not met: " + words, withPrescriber})
	}
	if p := m.signedPrescription(); p == nil || day.After(p.ExpiresOn) {
		b = append(b, Blocker{"No prescription in force", withPrescriber})
	}
	return b
}

// order is what must lie before a dose: preparation, integration, enough days.
func (m moment) order(day time.Time, number int) []Blocker {
	var b []Blocker
	held, last := m.prepared()
	if r := course.Preparation(number, held, last, day, m.Body); r.Effect != course.Free {
		b = append(b, Blocker{r.Words, deskPreparation})
	}
	if d := m.lastTaken(); d != nil && d.IntegratedAt.IsZero() {
		b = append(b, Blocker{fmt.Sprintf("No integration visit completed since dose %d", d.Number), deskIntegration})
	}
	r := course.Interval(m.Course.Kind, course.LastKetamine(m.Days, day), day, m.Body)
	if r.Effect == course.Nobody || r.Effect == course.Override {
		b = append(b, Blocker{r.Words, deskInterval})
	}
	return b
}
