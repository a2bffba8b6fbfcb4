package schedule

import (
	"slices"

	"kap/internal/auth"
	"kap/internal/choice"
	"kap/internal/task"
)

// Kind is what a visit is for.
type Kind string

// The kinds.
const (
	Consultation Kind = "consultation"
	Preparation  Kind = "preparation"
	Dosing       Kind = "dosing"
	Integration  Kind = "integration"
	FollowUp     Kind = "follow-up"
	ClosingVisit Kind = "closing"
	Call         Kind = "call"
)

// TalkKinds are booked here, in the order they are offered; dosing is booked with
// its course.
var TalkKinds = []Kind{Consultation, Preparation, Integration, FollowUp, ClosingVisit, Call}

var kinds = choice.List[Kind]{
	{Consultation, "Consultation"}, {Preparation, "Preparation visit"}, {Dosing, "Dosing session"},
	{Integration, "Integration visit"}, {FollowUp, "Follow-up visit"}, {ClosingVisit, "Closing visit"}, {Call, "Call"},
}

// Words names the kind for people, fit for the front desk.
func (k Kind) Words() string { return kinds.Words(k) }

// OfTherapist says whether a therapist books such visits of their own.
func (k Kind) OfTherapist() bool {
	return slices.Contains([]Kind{Preparation, Integration, ClosingVisit, Call}, k)
}

// Role is whose visit it is by default.
func (k Kind) Role() auth.Role {
	if k == Consultation || k == FollowUp {
		return auth.Prescriber
	}
	return auth.Therapist
}

// Minutes is how long such a visit is by default; preparation and integration are
// 53 minutes (protocol 3), the others ours.
func (k Kind) Minutes() int {
	switch k {
	case Consultation:
		return 60
	case Call:
		return 15
	}
	return 53
}

// task is what asks for such a visit to be booked, where something does.
func (k Kind) task() (task.Kind, bool) {
	asked, found := map[Kind]task.Kind{
		Preparation: task.BookPreparation, Dosing: task.BookDosing, Integration: task.BookIntegration, FollowUp: task.BookFollowUp,
	}[k]
	return asked, found
}
