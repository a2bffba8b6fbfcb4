package readiness

// Label is what the front desk reads; it reads nothing else (protocol 8).
type Label string

// The front desk's words.
const (
	LabelReady         Label = "Ready"
	LabelEscort        Label = "Escort"
	LabelSignature     Label = "Signature"
	LabelQuestionnaire Label = "Questionnaire"
	LabelPreparation   Label = "Preparation visit"
	LabelIntegration   Label = "Integration visit"
	LabelFollowUp      Label = "Follow-up visit"
	LabelSessionsLeft  Label = "Dosing sessions left"
	LabelInterval      Label = "Interval"
	LabelLozenges      Label = "Lozenges"
	LabelRoom          Label = "Room or therapist"
	LabelTherapist     Label = "With the therapist"
	LabelPrescriber    Label = "With the prescriber"
	LabelPaused        Label = "Paused"
	LabelNotHeld       Label = "Not held today"
)

// Desk is what the front desk sees of readiness: the labels that still wait, each
// once, or Ready.
func (g Gate) Desk() []Label {
	var labels []Label
	seen := map[Label]bool{}
	for _, item := range g.Missing() {
		if !seen[item.Desk] {
			seen[item.Desk] = true
			labels = append(labels, item.Desk)
		}
	}
	if len(labels) == 0 {
		return []Label{LabelReady}
	}
	return labels
}
