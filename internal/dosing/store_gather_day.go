package dosing

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/measure"
	"kap/internal/medication"
	"kap/internal/pause"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// fillDay fills what belongs to the day.
func (r gateRows) fillDay(k *known, at time.Time) {
	f := &k.Facts
	f.Readings = r.readings.All()
	room, _ := r.room.Maybe()
	f.Room = Room(room)
	if !room.TherapistUntil.IsZero() && !room.RoomUntil.IsZero() {
		k.BlockEnd = earlier(room.TherapistUntil, room.RoomUntil)
	}
	f.Ready.MeasuresDue = due(r.measures.All(), k.Body, at)
	f.Weight = weights(r.weights.All(), k.Orders, k.Zone)
	f.Overrides = k.Overrides
	for _, a := range r.acknowledged.All() {
		f.Acknowledgements = append(f.Acknowledgements, Acknowledgement{a.Item, pause.ParseExtent(a.Covers), a.By, a.At})
	}
	f.PrescriberWord = newSeries(k.Calls)
}

// due are the questionnaires to be filled in before a dose.
func due(filled []measureRow, b protocol.Body, at time.Time) []string {
	var names []string
	for _, instrument := range []measure.Instrument{measure.PHQ9(), measure.GAD7()} {
		recent := slices.ContainsFunc(filled, func(m measureRow) bool {
			return m.Instrument == instrument.ID && !m.At.Add(minutes(60*b.Measures.BeforeDose)).Before(at)
		})
		if !recent {
			names = append(names, instrument.Name)
		}
	}
	return names
}

// weights are the last weight, and the one the order was made for.
func weights(rows []weightRow, orders []medication.Ordered, zone *time.Location) (w Weight) {
	for i, row := range rows {
		if i == 0 {
			w.Last, w.LastOn = row.Weight, course.Day(row.TakenAt, zone)
		}
		if len(orders) > 0 && !row.TakenAt.After(orders[0].SignedAt) {
			w.Ordered = row.Weight
			return w
		}
	}
	return w
}

// newSeries is when a prescriber allowed a new series of readings, zero if not.
func newSeries(calls []Call) (word time.Time) {
	for _, c := range calls {
		if c.Answered == "yes" && c.Reason == NewSeries {
			word = c.At
		}
	}
	return word
}

// overrideIDs are the overrides of the day.
func (k known) overrideIDs() []uuid.UUID {
	ids := []uuid.UUID{}
	for _, o := range k.Overrides {
		ids = append(ids, o.ID)
	}
	return ids
}

// overrideOf is the override that let an item pass, zero where none did.
func (k known) overrideOf(g Gate, item string) uuid.UUID {
	found, _ := g.Item(item)
	for _, o := range k.Overrides {
		if o.Item == item && found.State == Overridden && pause.ParseExtent(o.Covers).Covers(found.Extent) {
			return o.ID
		}
	}
	return uuid.Nil
}

// judgedBy is the weight the dose is judged by at a moment.
func (k known) judgedBy(at time.Time) vitals.Tenths {
	weight, _ := k.Facts.weighed(at)
	return weight
}
