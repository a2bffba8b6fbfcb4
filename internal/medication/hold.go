package medication

import (
	"fmt"
	"strings"
	"time"

	"kap/internal/client"
	"kap/internal/protocol"
)

// OwnHold is the prescriber's own word about one medicine of this client. It goes
// before the protocol's table; whoever meets it sees author and date.
type OwnHold struct {
	Medicine string    `form:"medicine" json:"medicine"`
	Class    string    `form:"class" json:"class"`
	Sentence string    `form:"sentence" json:"sentence" label:"What the client is told"` // printed as written
	Before   int       `form:"before" json:"before" unit:"hours"`                        // before the lozenge; 0 is no hold
	After    int       `form:"after" json:"after" unit:"hours"`                          // after the lozenge
	Author   string    `form:"-" json:"author"`
	On       time.Time `form:"-" json:"on"`
}

// Medicine is a medicine the client takes.
type Medicine struct {
	Name  string
	Class string // key of the protocol's table; empty or unknown: not in our list
	Daily bool   // otherwise as needed
}

// Instruction is what is said about a medicine around a dose.
type Instruction struct {
	Staff  string // for the care team
	Print  string // for the client's instructions; empty: nothing is printed
	Review bool   // a prescriber reviews
}

// Instruct puts the prescriber's own word first, then the protocol's table. For a
// medicine that must never be stopped abruptly nothing is printed but the prescriber's
// own sentence; a medicine not in the list is never called free of interaction.
func Instruct(m Medicine, own *OwnHold, b protocol.Body) Instruction {
	if own != nil {
		return Instruction{Print: own.Sentence,
			Staff: fmt.Sprintf("%s (%s, %s)", own.Sentence, own.Author, own.On.Format("Jan 2, 2006"))}
	}
	rule, listed := b.Medicine(m.Class)
	if !listed {
		return Instruction{Staff: m.Name + ": not in our list. Ask the prescriber.", Review: true}
	}
	i := Instruction{Review: rule.Action == protocol.PrescriberReview || rule.Action == protocol.ExcludeAction}
	i.Staff, i.Print = instruct(m, rule)
	return i
}

func instruct(m Medicine, rule protocol.MedicineRule) (staff, printed string) {
	hold := span(rule)
	switch {
	case rule.NeverStopAbruptly && (hold == "" || m.Daily):
		return m.Name + ": never stop abruptly. The prescriber writes what to do; nothing else is printed.", ""
	case rule.NeverStopAbruptly:
		return fmt.Sprintf("%s: never stop abruptly. As needed, usually not taken %s; the prescriber writes what to do.", m.Name, hold), ""
	case rule.AskTheDay:
		return m.Name + ": taken as usual, with sips; asked on the day.", "Take " + m.Name + " as usual, with sips of water."
	case hold != "" && rule.Action == protocol.Hold:
		return fmt.Sprintf("%s: not taken %s.", m.Name, hold), fmt.Sprintf("Do not take %s %s.", m.Name, hold)
	}
	return fmt.Sprintf("%s: %s.", m.Name, strings.ToLower(rule.Effect[:1])+rule.Effect[1:]), ""
}

// span reads the rule's hold: "for 24 hours before and 24 hours after the lozenge".
func span(r protocol.MedicineRule) string {
	var parts []string
	switch {
	case r.HoldBefore > 0 && r.HoldAfter > 0:
		parts = append(parts, fmt.Sprintf("for %s before and %s after the lozenge", hours(r.HoldBefore), hours(r.HoldAfter)))
	case r.HoldBefore > 0:
		parts = append(parts, fmt.Sprintf("for %s before the lozenge", hours(r.HoldBefore)))
	case r.HoldAfter > 0:
		parts = append(parts, fmt.Sprintf("for %s after the lozenge", hours(r.HoldAfter)))
	}
	switch {
	case r.HoldDaysBefore == 1:
		parts = append(parts, "on the day before")
	case r.HoldDaysBefore > 1:
		parts = append(parts, fmt.Sprintf("on the %d days before", r.HoldDaysBefore))
	}
	if r.HoldTheDay {
		parts = append(parts, "on the dosing day until leaving")
	}
	return strings.Join(parts, " and ")
}

func hours(n int) string {
	if n%24 == 0 && n > 48 {
		return fmt.Sprintf("%d days", n/24)
	}
	return fmt.Sprintf("%d hours", n)
}

// Holds says whether this client's use of the medicine is to be held at all: daily use
// of what is held as needed, or must never be stopped abruptly, is not, unless the
// prescriber writes so.
func Holds(m Medicine, own *OwnHold, b protocol.Body) bool {
	if own != nil {
		return own.Before > 0 || own.After > 0
	}
	rule, listed := b.Medicine(m.Class)
	return listed && rule.Holds() && !(m.Daily && (rule.AsNeededOnly || rule.NeverStopAbruptly))
}

// Kept says whether a hold was kept: when the medicine was last taken (zero: not since
// long), against the lozenge. Both in the clinic's zone, where its days are counted.
func Kept(m Medicine, own *OwnHold, lastTaken, lozenge time.Time, b protocol.Body) bool {
	if lastTaken.IsZero() || !Holds(m, own, b) {
		return true
	}
	if own != nil {
		return !lastTaken.Add(time.Duration(own.Before) * time.Hour).After(lozenge)
	}
	rule, _ := b.Medicine(m.Class)
	if lastTaken.Add(time.Duration(rule.HoldBefore) * time.Hour).After(lozenge) {
		return false
	}
	y, mo, d := lozenge.Date()
	from := time.Date(y, mo, d-rule.HoldDaysBefore, 0, 0, 0, 0, lozenge.Location())
	return !(rule.HoldTheDay || rule.HoldDaysBefore > 0) || lastTaken.Before(from)
}

// OwnHoldOf is the prescriber's own word about a medicine by name, nil without one: of the
// first order that has it, however it was written.
func OwnHoldOf(orders []Prescription, medicine string) *OwnHold {
	for _, o := range orders {
		for i, h := range o.Holds {
			if client.SameMedicine(h.Medicine, medicine) {
				return &o.Holds[i]
			}
		}
	}
	return nil
}
