package pathway

import (
	"fmt"
	"strings"

	"kap/internal/eligibility"
)

// Stage is where a course stands.
type Stage struct {
	Name  StageName
	Taken int // doses taken, in dosing and completing
	Of    int // doses planned
}

// StageName is the stage without its count.
type StageName string

// The stages, in the order of care; then those beside it.
const (
	Referred     StageName = "referred"
	InConsult    StageName = "consultation"
	Eligible     StageName = "eligible"
	Preparing    StageName = "preparing"
	Dosing       StageName = "dosing"
	Completing   StageName = "completing"
	Completed    StageName = "completed"
	AwaitingInfo StageName = "awaiting information"
	Deferred     StageName = "deferred"
	Declined     StageName = "declined"
	Closed       StageName = "closed"
)

// StageNames are the stages in the order people read them.
var StageNames = []StageName{Referred, InConsult, AwaitingInfo, Deferred, Eligible, Preparing, Dosing, Completing, Completed, Declined, Closed}

// String is how a stage is stored: "dosing 2 of 6".
func (s Stage) String() string {
	if s.Name == Dosing {
		return fmt.Sprintf("%s %d of %d", s.Name, s.Taken, s.Of)
	}
	return string(s.Name)
}

// Words is the stage as people read it: "Dosing 2 of 6".
func (s Stage) Words() string { return StageWords(s.String()) }

// StageWords is a stored stage as people read it.
func StageWords(stored string) string {
	if stored == "" {
		return "No course"
	}
	return strings.ToUpper(stored[:1]) + stored[1:]
}

// NameOf is a stored stage without its count.
func NameOf(stored string) StageName {
	for _, name := range StageNames {
		if stored == string(name) || strings.HasPrefix(stored, string(name)+" ") {
			return name
		}
	}
	return Referred
}

// DeskStage is a stored stage in the words of the front desk: what was decided and
// why it waits is not theirs to read (protocol 8).
func DeskStage(stored string) string {
	switch NameOf(stored) {
	case AwaitingInfo, Deferred:
		return withPrescriber
	case Declined, Closed:
		return "Closed"
	}
	return StageWords(stored)
}

// Stages puts the counts of "dosing 2 of 6" and its like together, in the order of
// care.
func Stages(rows []StageCount) []StageCount {
	byName := map[StageName]StageCount{}
	for _, row := range rows {
		name := NameOf(row.Stage)
		sum := byName[name]
		byName[name] = StageCount{Stage: StageWords(string(name)), Paused: sum.Paused + row.Paused, N: sum.N + row.N}
	}
	var counts []StageCount
	for _, name := range StageNames {
		if c, found := byName[name]; found {
			counts = append(counts, c)
		}
	}
	return counts
}

// stage derives the stage from facts; nobody sets it.
func (f Facts) stage() Stage {
	s := Stage{Taken: len(f.taken()), Of: f.Course.PlannedDoses}
	s.Name = f.stageName(s.Taken)
	return s
}

func (f Facts) stageName(taken int) StageName {
	if f.Course.ClosedAt != nil {
		return f.closedAs()
	}
	latest := f.decision()
	switch {
	case latest == nil && len(f.Consultations) == 0 && f.visit("consultation") == nil:
		return Referred
	case latest == nil:
		return InConsult
	case latest.Kind == eligibility.NeedsMoreInformation:
		return AwaitingInfo
	case latest.Kind == eligibility.Deferred:
		return Deferred
	case latest.Kind == eligibility.Declined:
		return Declined
	case taken >= f.Course.PlannedDoses:
		return Completing
	case taken > 0:
		return Dosing
	case f.signedPrescription() != nil || len(f.Preparations) > 0 || f.visit("preparation") != nil:
		return Preparing
	}
	return Eligible
}

func (f Facts) closedAs() StageName {
	switch f.Course.ClosedReason {
	case "completed":
		return Completed
	case "declined":
		return Declined
	}
	return Closed
}
