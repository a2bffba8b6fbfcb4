package pathway

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/consent"
	"kap/internal/course"
	"kap/internal/eligibility"
	"kap/internal/preparation"
	"kap/internal/schedule"
	"kap/internal/task"
)

// preparing is what comes between a decision that authorizes and the first lozenge.
func (m moment) preparing() []Step {
	d := m.authorizing(m.today)
	if d == nil {
		return nil
	}
	steps := m.prescribing(*d)
	if len(m.taken()) == 0 {
		steps = append(steps, m.preparation(*d)...)
		steps = append(steps, m.goals(*d)...)
	}
	return append(steps, m.consents(*d)...)
}

func (m moment) prescribing(d eligibility.DecisionAt) []Step {
	if len(m.taken()) >= m.Course.PlannedDoses {
		return nil
	}
	if p := m.signedPrescription(); p != nil && !m.today.After(p.ExpiresOn) {
		return nil
	}
	s := m.step(prescribe, auth.Prescriber, "Write the prescription", "/prescriptions/new")
	s.Since, s.Act = d.SignedAt, "Prescribe"
	if p := m.draftPrescription(); p != nil {
		s.What, s.Act, s.Since = "Sign the prescription", "Check and sign", p.CreatedAt
		s.Href = "/clients/" + m.Client.String() + "/prescriptions/" + p.ID.String()
	} else if p := m.signedPrescription(); p != nil {
		s.What, s.Since = "Renew the prescription: it ran out on "+calendar.Words(p.ExpiresOn), m.midnight(p.ExpiresOn.AddDate(0, 0, 1))
	}
	return []Step{s}
}

// preparation: at least one session completed here, the last not too long before the
// first dose (protocol 3).
func (m moment) preparation(d eligibility.DecisionAt) []Step {
	if v := m.visit("preparation"); v != nil {
		return []Step{m.atVisit(*v, prepare, auth.Therapist, "Preparation visit", "/preparations/new?appointment="+v.ID.String())}
	}
	held, last := m.prepared()
	ruling := course.Preparation(1, held, last, m.firstDoseDay(), m.Body)
	if ruling.Effect == course.Free || slices.ContainsFunc(m.Preparations, func(r preparation.Session) bool { return !r.Signed() }) {
		return nil
	}
	since := d.SignedAt
	if held > 0 {
		since = m.midnight(last)
	}
	s := m.forDesk(task.BookPreparation, "Book the preparation visit", "/appointments/new?kind=preparation", deskPreparation, since)
	s.Act, s.Detail = "Book", ruling.Words
	return []Step{s}
}

// prepared are the preparation sessions that count, and the day of the last.
func (m moment) prepared() (held int, last time.Time) {
	return preparation.Held(preparation.Visits(m.Preparations, m.Course.ID), m.now, m.Zone)
}

// firstDoseDay is when the first dose is booked, else today.
func (m moment) firstDoseDay() time.Time {
	if v := m.visit("dosing"); v != nil {
		return m.day(v.StartsAt)
	}
	return m.today
}

func (m moment) goals(d eligibility.DecisionAt) []Step {
	if m.Goals >= m.Body.Preparation.LeastGoals {
		return nil
	}
	s := m.step(writeGoals, auth.Therapist, "Agree on goals with the client", "/goals")
	s.Since, s.Act = d.SignedAt, "Write goals"
	s.Detail = fmt.Sprintf("%d of at least %d, in the client's words.", m.Goals, m.Body.Preparation.LeastGoals)
	return []Step{s}
}

func (m moment) consents(d eligibility.DecisionAt) []Step {
	missing := m.unanswered()
	if len(missing) == 0 {
		return nil
	}
	s := m.step(askConsents, auth.Therapist, "Consents to sign: "+strings.Join(missing, ", "), "/consents")
	s.Since, s.Desk, s.Act = d.SignedAt, deskSignature, "Open consents"
	return []Step{s}
}

// unanswered are the consents that a dosing session asks for and does not have, to
// the text in force: treatment a yes, touch and recording an answer (protocol 3).
func (m moment) unanswered() []string {
	var missing []string
	for _, c := range m.Consents {
		if !c.Stand(consent.CourseFacts{RemoteVisit: m.remote()}).Met {
			missing = append(missing, string(c.Kind))
		}
	}
	return missing
}

// remote says that a visit of the course is held by video or telephone.
func (m moment) remote() bool {
	return schedule.Remote(m.Visits, m.Course.ID)
}
