package pathway

import (
	"slices"
	"strings"
)

// What the front desk reads, and nothing else (protocol 8).
const (
	deskReady          = "Ready"
	deskEscort         = "Escort"
	deskSignature      = "Signature"
	deskQuestionnaire  = "Questionnaire"
	deskPreparation    = "Preparation visit"
	deskIntegration    = "Integration visit"
	deskFollowUp       = "Follow-up visit"
	deskSessionsLeft   = "Dosing sessions left"
	deskInterval       = "Interval"
	deskLozenges       = "Lozenges"
	deskRoom           = "Room or therapist"
	withTherapist      = "With the therapist"
	withPrescriber     = "With the prescriber"
	deskPaused         = "Paused"
	deskInSession      = "In session"
	deskClinicianNow   = "Clinician now"
	deskNotNeeded      = "Not needed"
	deskLeaves         = "Leaves about "
	deskLabelSeparator = " · "
)

// deskLabel is the course in the words of the front desk: a client who is here, a
// pause, then what the next dosing session lacks, else who has it.
func deskLabel(steps []Step) string {
	if len(steps) == 0 {
		return deskNotNeeded
	}
	for _, want := range []string{deskClinicianNow, deskInSession, deskLeaves, deskPaused} {
		for _, s := range steps {
			if strings.HasPrefix(s.Desk, want) {
				return s.Desk
			}
		}
	}
	for _, s := range steps {
		if s.Kind == dose {
			return lacks(s.Blocked)
		}
	}
	return steps[0].Desk
}

func lacks(blocked []Blocker) string {
	var labels []string
	for _, b := range blocked {
		if !slices.Contains(labels, b.Desk) {
			labels = append(labels, b.Desk)
		}
	}
	if len(labels) == 0 {
		return deskReady
	}
	return strings.Join(labels, deskLabelSeparator)
}

// DeskLabels are the single labels of a stored desk label.
func DeskLabels(stored string) []string {
	if stored == "" {
		return nil
	}
	return strings.Split(stored, deskLabelSeparator)
}
