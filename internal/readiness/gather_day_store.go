package readiness

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/measure"
	"kap/internal/medication"
	"kap/internal/pause"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/vitals"
)

// fillDay fills what belongs to the day.
func (r gateRows) fillDay(k *Known, s Session, at time.Time) {
	f := &k.Facts
	f.Readings = r.pressures.All()
	of := course.Named(r.courses.All(), s.Course)
	f.Room.Therapist = therapistHere(r.room.All(), r.covers.All(), []uuid.UUID{s.Therapist, of.TherapistID}, at)
	if visit, found := schedule.VisitWith(r.visits.All(), s.Appointment); found {
		f.Room.TherapistUntil, f.Room.RoomUntil = visit.StaffUntil, visit.RoomUntil
	}
	if !f.Room.TherapistUntil.IsZero() && !f.Room.RoomUntil.IsZero() {
		k.BlockEnd = earlier(f.Room.TherapistUntil, f.Room.RoomUntil)
	}
	for _, i := range measure.Due(r.responses.All(), at, k.Body.Measures) {
		f.Ready.MeasuresDue = append(f.Ready.MeasuresDue, i.Name)
	}
	f.Weight = weights(r.sizes.All(), k.Orders)
	f.Overrides = k.Overrides
	for _, a := range r.acknowledged.All() {
		f.Acknowledgements = append(f.Acknowledgements, Acknowledgement{a.Item, pause.ParseExtent(a.Covers), a.By, a.At})
	}
	f.PrescriberWord = NewSeriesAt(k.Calls)
}

// weights are the last weight, and the one the order was made for.
func weights(sizes []vitals.Size, orders []medication.Prescription) (w Weight) {
	for i, size := range vitals.Weights(sizes) {
		if i == 0 {
			w.Last, w.LastOn = size.Weight, size.On
		}
		if len(orders) > 0 && !size.TakenAt.After(orders[0].SignedAt) {
			w.Ordered = size.Weight
			return w
		}
	}
	return w
}

// newSeries is when a prescriber allowed a new series of readings, zero if not.
func NewSeriesAt(calls []safety.Call) (word time.Time) {
	for _, c := range calls {
		if c.Answered == safety.Yes && c.Reason == NewSeries {
			word = c.At
		}
	}
	return word
}

// overrideIDs are the overrides of the day.
func (k Known) OverrideIDs() []uuid.UUID {
	ids := []uuid.UUID{}
	for _, o := range k.Overrides {
		ids = append(ids, o.ID)
	}
	return ids
}

// overrideOf is the override that let an item pass, zero where none did.
func (k Known) OverrideOf(g Gate, item string) uuid.UUID {
	found, _ := g.Item(item)
	for _, o := range k.Overrides {
		if o.Item == item && found.State == Overridden && pause.ParseExtent(o.Covers).Covers(found.Extent) {
			return o.ID
		}
	}
	return uuid.Nil
}

// judgedBy is the weight the dose is judged by at a moment.
func (k Known) judgedBy(at time.Time) vitals.Tenths {
	weight, _ := k.Facts.Weighed(at)
	return weight
}
