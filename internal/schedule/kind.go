package schedule

import (
	"slices"

	"kap/internal/auth"
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

// Words names the kind for people, fit for the front desk; "" for none on the list.
func (k Kind) Words() string {
	return map[Kind]string{
		Consultation: "Consultation", Preparation: "Preparation visit", Dosing: "Dosing session",
		Integration: "Integration visit", FollowUp: "Follow-up visit", ClosingVisit: "Closing visit", Call: "Call",
	}[k]
}

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

// Status is how far a visit has come (FHIR Appointment.status).
type Status string

// The statuses.
const (
	Tentative  Status = "tentative"
	Confirmed  Status = "confirmed"
	Arrived    Status = "arrived"
	InProgress Status = "in_progress"
	Done       Status = "done"
	NotHeld    Status = "not_held"
	Cancelled  Status = "cancelled"
	NoShow     Status = "no_show"
)

// Words is the status as people read it.
func (s Status) Words() string {
	return map[Status]string{
		Tentative: "Tentative", Confirmed: "Confirmed", Arrived: "Arrived", InProgress: "In session",
		Done: "Done", NotHeld: "Not held", Cancelled: "Cancelled", NoShow: "Did not come",
	}[s]
}

// Ahead says whether the visit is still to come: it can be moved and cancelled.
func (s Status) Ahead() bool { return s == Tentative || s == Confirmed }

// Active says whether the visit keeps its people and room busy.
func (s Status) Active() bool { return s != NotHeld && s != Cancelled && s != NoShow }

// State is the mark that stands beside the word on a screen.
func (s Status) State() string {
	return map[Status]string{
		Tentative: "planned", Confirmed: "booked", Arrived: "now", InProgress: "now", Done: "done",
	}[s]
}
