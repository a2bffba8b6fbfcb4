package protocol

import (
	"fmt"

	"kap/internal/problem"
)

// Timing holds the plan of a dosing day, in minutes from the first lozenge.
type Timing struct {
	Slots   []Slot `json:"slots"`   // readings that are due, in order; leaving has none
	Booster Slot   `json:"booster"` // the reading a booster adds, from the booster
	Merge   int    `json:"merge"`   // minutes within which two due readings are one

	ArrivalLeast int `json:"arrival_least"` // minutes from arrival to the lozenge
	ArrivalMost  int `json:"arrival_most"`
	AcuteUntil   int `json:"acute_until"`  // minutes after the lozenge, usual end of the acute phase
	AcuteMost    int `json:"acute_most"`   // minutes after the lozenge, its longest
	ReturnFrom   int `json:"return_from"`  // minutes after the lozenge
	ReturnUntil  int `json:"return_until"` // minutes after the lozenge

	Block     int `json:"block"`      // minutes booked for therapist and room
	Turnover  int `json:"turnover"`   // minutes of the room after the block
	LateEntry int `json:"late_entry"` // hours after an event from which its entry is marked late
}

// Slot is a reading that is due.
type Slot struct {
	Name   string `json:"name"`   // "baseline", "+40", "+90"
	After  int    `json:"after"`  // minutes; negative is before the lozenge
	Window int    `json:"window"` // minutes earlier or later that still count
}

// BaselineSlot names the reading before the lozenge, LeavingSlot the last one.
const (
	BaselineSlot = "baseline"
	LeavingSlot  = "leaving"
)

// defaultTiming: the peak of blood pressure is about 40 min (esketamine label 5.6).
func defaultTiming() Timing {
	return Timing{
		Slots:        []Slot{{BaselineSlot, -15, 15}, {"+40", 40, 10}, {"+90", 90, 15}},
		Booster:      Slot{"+40 booster", 40, 10},
		Merge:        10,
		ArrivalLeast: 15,
		ArrivalMost:  30,
		AcuteUntil:   60,
		AcuteMost:    90,
		ReturnFrom:   90,
		ReturnUntil:  120,
		Block:        180,
		Turnover:     15,
		LateEntry:    24,
	}
}

func (t Timing) check(f *problem.Fields) {
	for i, slot := range t.Slots {
		name := fmt.Sprintf("timing.slots[%d]", i)
		slot.check(f, name, t.Merge)
		if i > 0 {
			strictlyRising(f, named{"the reading before", t.Slots[i-1].After}, named{name + ".after", slot.After})
		}
	}
	t.Booster.check(f, "timing.booster", t.Merge)
	atLeast(f, "timing.booster.after", t.Booster.After, 1)
	between(f, "timing.merge", t.Merge, 0, 30)
	atLeast(f, "timing.arrival_least", t.ArrivalLeast, 0)
	rising(f, named{"timing.arrival_least", t.ArrivalLeast}, named{"timing.arrival_most", t.ArrivalMost})
	atLeast(f, "timing.acute_until", t.AcuteUntil, 1)
	rising(f, named{"timing.acute_until", t.AcuteUntil}, named{"timing.acute_most", t.AcuteMost})
	rising(f, named{"timing.return_from", t.ReturnFrom}, named{"timing.return_until", t.ReturnUntil})
	between(f, "timing.block", t.Block, 60, 12*60)
	between(f, "timing.turnover", t.Turnover, 0, 120)
	atLeast(f, "timing.late_entry", t.LateEntry, 1)
}

// check wants windows wide enough that two merged readings have a time in common.
func (s Slot) check(f *problem.Fields, name string, merge int) {
	if s.Name == "" {
		f.Add(name+".name", "Name the reading.")
	}
	atLeast(f, name+".window", s.Window, (merge+1)/2)
}
