package preparation

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// Happened is what became of an agreed practice, asked at the next visit.
type Happened string

// The answers.
const (
	NotAsked Happened = "not asked"
	Yes      Happened = "yes"
	Partly   Happened = "partly"
	No       Happened = "no"
)

// Practice is something the client agreed to do between visits.
type Practice struct {
	ID         uuid.UUID
	CourseID   uuid.UUID
	Words      string
	AgreedAt   time.Time
	FactKind   string // the visit it was agreed at, see Fact
	Fact       *uuid.UUID
	Happened   Happened
	AskedAt    time.Time // zero until asked
	AskedWords string    // how it went
}

// Check refuses a practice without words or with an answer not on the list.
func (p Practice) Check() error {
	var f problem.Fields
	if strings.TrimSpace(p.Words) == "" {
		f.Add("words", "Write the practice that was agreed.")
	}
	if !slices.Contains([]Happened{NotAsked, Yes, Partly, No}, p.Happened) {
		f.Add("happened", "Say whether it happened: yes, partly or no.")
	}
	return f.Err()
}
