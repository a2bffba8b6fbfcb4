package schedule

import "kap/internal/choice"

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

var statuses = choice.List[Status]{
	{Tentative, "Tentative"}, {Confirmed, "Confirmed"}, {Arrived, "Arrived"}, {InProgress, "In session"},
	{Done, "Done"}, {NotHeld, "Not held"}, {Cancelled, "Cancelled"}, {NoShow, "Did not come"},
}

// Lists of statuses as statements ask for them: "a.status in "+schedule.Ahead.
const (
	Ahead   = "('" + string(Tentative) + "', '" + string(Confirmed) + "')"
	Present = "('" + string(Arrived) + "', '" + string(InProgress) + "')"
	Booked  = "('" + string(Tentative) + "', '" + string(Confirmed) + "', '" + string(Arrived) + "', '" + string(InProgress) + "')"
	Active  = "('" + string(Tentative) + "', '" + string(Confirmed) + "', '" + string(Arrived) + "', '" + string(InProgress) + "', '" + string(Done) + "')"
)

// Words is the status as people read it.
func (s Status) Words() string { return statuses.Words(s) }

// Ahead says whether the visit is still to come: it can be moved and cancelled.
func (s Status) Ahead() bool { return s == Tentative || s == Confirmed }

// Active says whether the visit keeps its people and room busy.
func (s Status) Active() bool { return s != NotHeld && s != Cancelled && s != NoShow }

// Present says whether the client is here for it.
func (s Status) Present() bool { return s == Arrived || s == InProgress }

// came says whether the client is known to have come.
func (s Status) came() bool { return s == Arrived || s == InProgress || s == Done }

// State is the mark that stands beside the word on a screen.
func (s Status) State() string {
	return map[Status]string{
		Tentative: "planned", Confirmed: "booked", Arrived: "now", InProgress: "now", Done: "done",
	}[s]
}
