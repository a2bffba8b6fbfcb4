package preparation

import (
	"github.com/google/uuid"

	"kap/internal/problem"
)

// Entry is the conversation guide as it is filled in.
type Entry struct {
	Session
	AppointmentID uuid.UUID            `form:"appointment_id"` // zero: without a booking
	Version       int                  `form:"version"`        // of the draft that was opened
	Goals         []GoalEntry          `form:"goals"`
	Items         map[string]ItemEntry `form:"items"` // by item of ReadinessItems
}

// ItemEntry is what the guide says about one item of readiness; no state says nothing.
type ItemEntry struct {
	State    State  `form:"state"`
	Evidence string `form:"evidence"`
}

// newItems are the statements that say something else than what holds already.
func newItems(known []Item, entries map[string]ItemEntry) ([]Item, error) {
	var f problem.Fields
	var items []Item
	for _, r := range ReadinessItems {
		e := entries[r.Item]
		if e == (ItemEntry{}) {
			continue
		}
		item := Item{Item: r.Item, State: e.State, Evidence: e.Evidence}
		if err := f.Join("items["+r.Item+"].", item.Check()); err != nil {
			return nil, err
		}
		if held := latest(known, r.Item); held == nil || held.State != e.State || held.Evidence != e.Evidence {
			items = append(items, item)
		}
	}
	return items, f.Err()
}
