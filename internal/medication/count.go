package medication

import (
	"fmt"
	"strings"

	"kap/internal/problem"

	"github.com/google/uuid"
)

// SessionCount is the count of one strength around one session.
type SessionCount struct {
	Strength  Strength `form:"strength"`
	Brought   Units    `form:"brought"`
	Taken     Units    `form:"-"` // from the intakes
	Lost      Units    `form:"lost"`
	TakenHome Units    `form:"taken_home"`
}

// Off is how many lozenges are unaccounted for: brought less taken, lost and taken
// home. Below zero there are more than were brought. Lozenges left behind stay off
// until they are returned in person to the same client.
func (c SessionCount) Off() Units { return c.Brought - c.Taken - c.Lost - c.TakenHome }

// Words says what does not fit, or "" when it does.
func (c SessionCount) Words() string {
	switch off := c.Off(); {
	case off > 0:
		return fmt.Sprintf("%s of %s mg unaccounted for: %s brought, %s taken, %s lost, %s taken home.",
			off, c.Strength, c.Brought, c.Taken, c.Lost, c.TakenHome)
	case off < 0:
		return fmt.Sprintf("%s of %s mg more than were brought: %s brought, %s taken, %s lost, %s taken home.",
			-off, c.Strength, c.Brought, c.Taken, c.Lost, c.TakenHome)
	}
	return ""
}

// Discrepancy closes a count that does not fit: why, and who counted again. The
// numbers themselves stay as they were counted.
type Discrepancy struct {
	Count        SessionCount
	Reason       string
	CountedBy    uuid.UUID
	SecondPerson uuid.UUID
}

// Check asks for reason and second person where the count does not fit.
func (d Discrepancy) Check() error {
	if d.Count.Off() == 0 {
		return nil
	}
	var f problem.Fields
	secondPerson(&f, d.Reason, d.CountedBy, d.SecondPerson)
	return f.Err()
}

func secondPerson(f *problem.Fields, reason string, first, second uuid.UUID) {
	if strings.TrimSpace(reason) == "" {
		f.Add("reason", "Write why the numbers do not fit.")
	}
	if second == uuid.Nil || second == first {
		f.Add("second_person", "A second person has to count as well; choose who.")
	}
}
