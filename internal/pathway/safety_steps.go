package pathway

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/measure"
	"kap/internal/pause"
	"kap/internal/schedule"
	"kap/internal/task"
)

// step is a step of the course with its owner: the named prescriber or therapist,
// or anyone of another role.
func (m moment) step(kind task.Kind, owner auth.Role, what, under string) Step {
	s := Step{Kind: kind, Owner: owner, What: what, Since: m.Course.OpenedAt, Act: "Open",
		Href: "/clients/" + m.Client.String() + under}
	switch owner {
	case auth.Therapist:
		s.Staff, s.Desk = m.Course.TherapistID, withTherapist
	case auth.Prescriber:
		s.Staff, s.Desk = m.Course.PrescriberID, withPrescriber
	}
	return s
}

// danger is an answer that asks for a clinician today: PHQ-9 item 9 or a positive
// screen, until a risk check was made (protocol 6).
func (m moment) danger() []Step {
	var steps []Step
	for _, a := range measure.Standing(m.Responses) {
		if !a.AlertStands(m.Checks) {
			continue
		}
		s := m.step(task.RiskCheck, auth.Therapist, "Check risk today", "/risk-checks/new")
		s.Detail, s.Act = "An answer to a questionnaire asks for it.", "Record a risk check"
		s.Since, s.Due, s.Urgent, s.Desk = a.At, m.endOf(m.day(a.At)), true, deskClinicianNow
		s.Fact = task.Fact{Kind: "measure_response", ID: a.ID}
		steps = append(steps, s)
	}
	return steps
}

// unasked are questions about suicide that were left open: not answered is never "no"
// (protocol 6). A risk check answers them, or the questionnaire filled in anew.
func (m moment) unasked() []Step {
	var steps []Step
	for _, a := range measure.Standing(m.Responses) {
		if !a.LeftOpen(m.Responses, m.Checks) || a.AlertStands(m.Checks) {
			continue
		}
		s := m.step(askAgain, auth.Therapist, "Ask about thoughts of suicide: "+unaskedWords(a.Instrument), "/risk-checks/new")
		s.Since, s.Act, s.Fact = a.At, "Record a risk check", task.Fact{Kind: "measure_response", ID: a.ID}
		steps = append(steps, s)
	}
	return steps
}

func unaskedWords(instrument string) string {
	if instrument == "phq9" {
		return "PHQ-9 item 9 was not answered"
	}
	return "the screen was not finished"
}

// stops are pauses to lift and reviews to answer.
func (m moment) stops() []Step {
	var steps []Step
	for _, p := range m.Pauses {
		s := m.step(liftPause, auth.Prescriber, "Decide whether care goes on", "/pauses")
		if !p.Kind.Clinical() {
			s = m.step(liftPause, auth.Admin, "Paused: ask whether care goes on", "/pauses")
		}
		s.Detail, s.Since, s.Desk, s.Act = pauseWords(p.Kind), p.OpenedAt, deskPaused, "Open the pause"
		s.Fact = task.Fact{Kind: "pause", ID: p.ID}
		steps = append(steps, s)
	}
	steps = append(steps, m.heldBookings()...)
	for _, r := range m.Reviews {
		s := m.step(task.AnswerReview, auth.Prescriber, "Answer the review: "+r.Kind.Words(), "/pauses")
		s.Since, s.Fact, s.Act = r.OpenedAt, task.Fact{Kind: "review", ID: r.ID}, "Answer"
		steps = append(steps, s)
	}
	return steps
}

// heldBookings asks the front desk about slots that a pause has kept for long (protocol
// 1.4: 14 days).
func (m moment) heldBookings() []Step {
	ahead := slices.IndexFunc(m.Visits, func(v schedule.Visit) bool { return v.Status == schedule.Tentative && v.StartsAt.After(m.now) })
	if len(m.Pauses) == 0 || ahead < 0 {
		return nil
	}
	asked := m.day(m.Pauses[0].OpenedAt).AddDate(0, 0, m.Body.Eligibility.PauseTaskDays)
	if m.today.Before(asked) {
		return nil
	}
	s := m.forDesk(task.AskBookings, task.AskBookings.Words(), "/appointments/"+m.Visits[ahead].ID.String(), deskPaused, m.midnight(asked))
	s.Fact = task.Fact{Kind: "pause", ID: m.Pauses[0].ID}
	return []Step{s}
}

func pauseWords(k pause.Kind) string { return fmt.Sprintf("Paused (%s)", k) }

// naming asks for the people a course needs: a prescriber from the start, a
// therapist once there is something to prepare.
func (m moment) naming() []Step {
	var steps []Step
	if m.Course.PrescriberID == uuid.Nil {
		steps = append(steps, m.forDesk(nameTeam, "Name the prescriber", "/team", withPrescriber, m.Course.OpenedAt))
	}
	if d := m.decision(); m.Course.TherapistID == uuid.Nil && d != nil && d.Kind.Authorizes() {
		steps = append(steps, m.forDesk(nameTeam+" therapist", "Name the therapist", "/team", deskRoom, d.SignedAt))
	}
	return steps
}

// forDesk is a step of the front desk; its words are fit for it.
func (m moment) forDesk(kind task.Kind, what, under, label string, since time.Time) Step {
	s := m.step(kind, auth.Admin, what, under)
	s.Desk, s.Since = label, since
	return s
}
