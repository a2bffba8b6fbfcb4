package readiness

import (
	"fmt"
	"strings"
	"time"

	"kap/internal/auth"
	"kap/internal/pause"
	"kap/internal/protocol"
	"kap/internal/task"
)

// Opens is what one answer of the arrival check opens: a review, a pause, or a task
// to check risk now.
type Opens struct {
	About  string // the question: "urinary"
	Review pause.ReviewKind
	Pause  pause.Kind
	Reason string
}

// Opens are what the changed answers open (protocol 1.4). The lozenge waits for them
// already; these make sure that they outlast the day.
func (a Arrival) Opens(changed map[string]any) []Opens {
	var all []Opens
	for _, o := range []struct {
		question string
		present  bool
		Opens
	}{
		{"condition.urinary", a.Condition.Urinary == Yes, Opens{About: "urinary", Review: pause.Urinary, Reason: a.Condition.UrinaryWords}},
		{"medicines.changed", a.Medicines.Changed == Yes, Opens{About: "medicine", Review: pause.NewMedicine, Reason: a.Medicines.Change}},
		{"substances.urine_screen", a.Substances.UrineScreen == Positive, Opens{About: "screen", Review: pause.Substance, Reason: "Positive urine screen"}},
		{"substances.other", a.Substances.Other == Yes, Opens{About: "other", Review: pause.Substance, Reason: "New substance use: " + a.Substances.OtherWhat}},
		{"substances.psychedelic", a.Substances.Psychedelic == Yes, Opens{About: "psychedelic", Review: pause.Substance, Reason: "New substance use: another psychedelic"}},
		{"pregnancy.test", a.Pregnancy.Test == Positive, Opens{About: "pregnancy", Pause: pause.Medical, Reason: "Pregnancy test positive"}},
		{"condition.psychosis", a.Condition.Psychosis == Yes, Opens{About: "psychosis", Pause: pause.Psychiatric, Reason: "A sign of psychosis on arrival"}},
		{"condition.mania", a.Condition.Mania == Yes, Opens{About: "mania", Pause: pause.Psychiatric, Reason: "A sign of mania on arrival"}},
	} {
		if _, is := changed[o.question]; is && o.present {
			all = append(all, o.Opens)
		}
	}
	if touches(changed, "suicide.") {
		all = append(all, a.Suicide.opens()...)
	}
	return all
}

// opens are the risk check to be made now and, where it is intent, a plan, an attempt or
// active ideation that was not said to be unchanged, the pause (protocol 1.4, 4.8).
func (s Suicide) opens() []Opens {
	switch {
	case !s.acute():
		return nil
	case s.Ideation == Active && s.New == No && s.Intent != Yes && s.Plan != Yes && s.Attempt != Yes:
		return []Opens{{About: "suicide"}}
	}
	return []Opens{{About: "suicide"}, {About: "suicide", Pause: pause.Psychiatric, Reason: "Suicidality told on arrival"}}
}

// acute says whether the day's suicide check asks for a risk check now (protocol 4.8).
func (s Suicide) acute() bool {
	return s.Ideation == Active || s.Intent == Yes || s.Plan == Yes || s.Attempt == Yes
}

func touches(changed map[string]any, prefix string) bool {
	for question := range changed {
		if strings.HasPrefix(question, prefix) {
			return true
		}
	}
	return false
}

// task is the risk check to be done now.
func (o Opens) task(s Session, now time.Time) task.New {
	return task.New{Client: s.Client, Course: s.Course, Kind: task.RiskCheck, OwnerRole: auth.Therapist, OwnerStaff: s.Therapist,
		What: "Check risk now", Detail: "Answered on arrival. Do not leave the client alone.",
		Href: fmt.Sprintf("/clients/%s/risk-checks/new?session=%s", s.Client, s.ID),
		Due:  now, Urgent: true, Fact: task.Fact{Kind: "dosing_session", ID: s.ID}}
}

// signTask asks the therapist for their signature, before an entry would be late.
func SignTask(s Session, b protocol.Body, now time.Time) task.New {
	return task.New{Client: s.Client, Course: s.Course, Kind: task.SignSession, OwnerRole: auth.Therapist, OwnerStaff: s.Therapist,
		Href: fmt.Sprintf("/clients/%s/dosing/%s/signature", s.Client, s.ID),
		Due:  now.Add(time.Duration(b.Timing.LateEntry) * time.Hour), Fact: task.Fact{Kind: "dosing_session", ID: s.ID}}
}
