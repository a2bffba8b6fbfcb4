package vitals

import (
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// Pressure is one measured blood pressure, mmHg.
type Pressure struct {
	TakenAt   time.Time
	Systolic  int
	Diastolic int
	Voided    bool // does not count (wrong cuff)
}

// ParsePressure reads "128/82" as systolic and diastolic, mmHg. It does not judge the
// values; what does not read as two numbers is an Invalid problem.
func ParsePressure(text string) (protocol.Millimeters, error) {
	high, low, _ := strings.Cut(text, "/")
	high, low = strings.TrimSpace(high), strings.TrimSpace(low)
	if !digits(high, 3) || !digits(low, 3) {
		return protocol.Millimeters{}, problem.New(problem.Invalid, "Write the blood pressure as two numbers, such as 128/82.")
	}
	systolic, _ := strconv.Atoi(high)
	diastolic, _ := strconv.Atoi(low)
	return protocol.Millimeters{Systolic: systolic, Diastolic: diastolic}, nil
}

// Swapped offers the two values the other way round, when they were entered so (80/120)
// and would be possible.
func (r Reading) Swapped(v protocol.Vitals) (protocol.Millimeters, bool) {
	swapped := protocol.Millimeters{Systolic: r.Diastolic, Diastolic: r.Systolic}
	ok := r.Systolic < r.Diastolic &&
		v.Systolic.Possible.Holds(swapped.Systolic) &&
		v.Diastolic.Possible.Holds(swapped.Diastolic) &&
		v.PulsePressure.Possible.Holds(swapped.Systolic-swapped.Diastolic)
	return swapped, ok
}

// Half is a pressure in half mmHg, so that the mean of two readings is exact: 301 is
// 150.5 mmHg.
type Half int

// String writes 301 as "150.5" and 300 as "150".
func (h Half) String() string { return Tenths(h * 5).String() }

// Value is a blood pressure that may be the mean of two readings.
type Value struct {
	Systolic  Half `json:"systolic"`  // half mmHg
	Diastolic Half `json:"diastolic"` // half mmHg
}

// String reads "150.5/92".
func (v Value) String() string { return v.Systolic.String() + "/" + v.Diastolic.String() }

// Value is the reading as it stands.
func (p Pressure) Value() Value { return Value{Half(2 * p.Systolic), Half(2 * p.Diastolic)} }

// mean is the unrounded mean of two readings, each value by itself.
func mean(a, b Pressure) Value {
	return Value{Half(a.Systolic + b.Systolic), Half(a.Diastolic + b.Diastolic)}
}

// above says whether either value lies above its limit, mmHg.
func (v Value) above(limit protocol.Millimeters) bool {
	return v.Systolic > Half(2*limit.Systolic) || v.Diastolic > Half(2*limit.Diastolic)
}

// reaches says whether either value is at or above its limit, mmHg.
func (v Value) reaches(limit protocol.Millimeters) bool {
	return v.Systolic >= Half(2*limit.Systolic) || v.Diastolic >= Half(2*limit.Diastolic)
}

// below says whether either value lies below its limit, mmHg.
func (v Value) below(limit protocol.Millimeters) bool {
	return v.Systolic < Half(2*limit.Systolic) || v.Diastolic < Half(2*limit.Diastolic)
}

// Resting is the latest blood pressure of one source that counts, not under the medicine.
type Resting struct {
	Systolic  int // mmHg
	Diastolic int // mmHg
	TakenAt   time.Time
	On        time.Time // the clinic's date of it
	Source    string    // here, client (at home) or outside
}

// Outside says whether it does not permit a lozenge as it stands: above what the client or
// the protocol allows, or below its lower limit.
func (r Resting) Outside(own Limits, p protocol.Pressure) bool {
	v := Pressure{Systolic: r.Systolic, Diastolic: r.Diastolic}.Value()
	return v.above(own.Within(p)) || v.below(p.Low)
}

// MeasuredHere is when a pressure was last measured here, zero for never.
func MeasuredHere(pressures []Resting) time.Time {
	for _, p := range pressures {
		if p.Source == Here {
			return p.TakenAt
		}
	}
	return time.Time{}
}

// Highest is the highest blood pressure of a session.
type Highest struct {
	Session   uuid.UUID
	Systolic  int // mmHg
	Diastolic int // mmHg
}
