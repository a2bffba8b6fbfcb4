package preparation

import (
	"github.com/google/uuid"

	"kap/internal/problem"
)

// SessionEntry is the conversation guide as it is filled in.
type SessionEntry struct {
	Visit
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

// Entry is a session as it is filled in, with the standing goals, how they were rated at
// it, and what is known of readiness.
func (g Guide) Entry(r Session) SessionEntry {
	e := SessionEntry{Visit: r.Visit, Version: r.Version, Goals: g.goals(factOf(r.ID)), Items: map[string]ItemEntry{}}
	if r.AppointmentID != nil {
		e.AppointmentID = *r.AppointmentID
	}
	for _, i := range g.Items {
		e.Items[i.Item] = ItemEntry{i.State, i.Evidence}
	}
	return e
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
