package readiness

import (
	"time"

	texts "kap/internal/consent"
	"kap/internal/course"
	"kap/internal/medication"
	"kap/internal/pause"
	"kap/internal/vitals"
)

// Facts is everything readiness looks at, as it stood at one moment. A zero fact is
// never good news: what is not known is not ready.
type Facts struct {
	Zone   *time.Location // the clinic's
	Course course.Kind
	// Prescriber is the name of the course's; empty while none is named.
	Prescriber string
	Dose       int // number of this dose in its course, from 1

	Arrival     Arrival
	Eligibility Eligibility
	Order       Order
	Consents    []texts.Standing // every consent this client needs
	Pauses      []pause.Pause    // open ones
	Preparation Preparation
	// Last is the last dosed day before this session here, nil when there is none.
	Last *course.DosingDay
	// LastKetamine is the date of the client's last ketamine or esketamine, in any
	// course, here or elsewhere, this session's own apart; zero when there is none.
	LastKetamine time.Time
	// Readings are today's, voided ones too; the deciding blood pressure is found from
	// them. PrescriberWord is when a prescriber allowed a new series after one ended.
	Readings       []vitals.Reading
	PrescriberWord time.Time
	Limits         vitals.Limits // this client's own
	LimitsBy       string        // "Dr. Halvorsen, Nov 18"; empty where the protocol's count
	Holds          []Hold        // medicines this client is to hold around the dose
	UntilSigned    []string      // medicines with which nothing starts before the prescriber signed (protocol 1.2)
	Risk           Risk
	// CannotBePregnant is recorded by a clinician; otherwise it is asked each time.
	CannotBePregnant bool
	PregnancyTestDue bool // by the clinic's schedule, besides the protocol's own rule
	Room             Room
	Weight           Weight
	Reviews          []Review // open ones
	Ready            Gathered

	Overrides        []pause.Override // of the day
	Acknowledgements []Acknowledgement
}

// Eligibility is the decision in force.
type Eligibility struct {
	InForce bool
	Words   string   // evidence: "Eligible, Dr. Halvorsen, Nov 18"; empty: nothing was decided yet
	Unmet   []string // conditions of the decision not met yet
}

// Order is the prescription and what it authorizes.
type Order struct {
	Active       bool
	Words        string    // evidence: "150 mg, Dr. Halvorsen, Nov 18"
	ExpiresOn    time.Time // its last day, a date
	Authorized   int       // dosing sessions the latest decision authorizes, used ones too
	SessionsLeft int       // of them, still to be held
	FollowUpDue  bool      // a follow-up due before this dose was not held
	Strengths    []medication.Strength
	Lots         []Lot // dispensed; none of a strength when none is on record
}

// Lot is a lot of one strength.
type Lot struct {
	Strength medication.Strength
	Lot      string
}

// Preparation is what was held before the first dose.
type Preparation struct {
	Held   int       // preparation sessions completed
	LastOn time.Time // a date
}

// Risk is what is known about suicide risk besides the day's check.
type Risk struct {
	SafetyPlan    bool // one is in place
	RecordedToday bool // a risk check by prescriber, therapist or nurse
}

// Room is who and what is there for the session.
type Room struct {
	// Therapist is the primary therapist or a named cover with an open presence;
	// empty when none is in the room.
	Therapist      string
	TherapistUntil time.Time // booked until, turnover not counted
	RoomUntil      time.Time // booked until, turnover not counted
}

// Weight is what is known from before today, zero when nothing is.
type Weight struct {
	Last    vitals.Tenths // kg
	LastOn  time.Time     // a date
	Ordered vitals.Tenths // kg, the weight the order was made for
}

// Review is an open question to the prescriber.
type Review struct {
	Key   string // of the fact
	Words string
	Item  string // the item that looks at the same fact; its override answers the review,
	Part  string // where it covers this part of the item; empty: all of it
}

// Gathered is what readiness gathers early.
type Gathered struct {
	MeasuresDue []string // "PHQ-9"
	Plans       bool     // medicine holds and fasting acknowledged
	Goals       bool
	Intention   bool
	Setting     bool
}
