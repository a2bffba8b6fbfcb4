package dosing

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	decisions "kap/internal/eligibility"
	"kap/internal/measure"
	"kap/internal/medication"
	"kap/internal/pause"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// known is everything readiness and the lozenge are judged by.
type known struct {
	Facts     Facts
	Body      protocol.Body
	Zone      *time.Location
	Decision  uuid.UUID // zero: none
	Orders    []orderRow
	BlockEnd  time.Time // turnover not counted; zero: not booked
	Overrides []overrideRow
	Reviews   []reviewRow
	Calls     []Call
	Rows      []answerRow // of the arrival check, in order
	Labels    []lotRow
}

// gather reads the facts of a session as they stood at a moment.
func gather(ctx context.Context, r db.Reader, s Session, at time.Time) (known, error) {
	b := db.NewBatch(r)
	rows := queueGate(b, s, at)
	if err := b.Send(ctx); err != nil {
		return known{}, err
	}
	return rows.known(s, at)
}

func (r gateRows) known(s Session, at time.Time) (k known, err error) {
	version, approved := r.protocol.Maybe()
	if !approved {
		return k, protocol.NotApproved()
	}
	name, err := r.zone.One()
	if err != nil {
		return k, err
	}
	if k.Zone, err = time.LoadLocation(name); err != nil {
		return k, err
	}
	k.Body, k.Body.Version = version.Body, version.Number
	k.Orders, k.Reviews, k.Calls, k.Rows, k.Labels = running(r.orders.All(), course.Day(at, k.Zone)), r.reviews.All(), r.calls.All(), r.answers.All(), r.dispensed.All()
	k.Overrides = r.overrides.All()
	k.Facts = Facts{Zone: k.Zone}
	if k.Facts.Arrival, err = answered(k.Rows); err != nil {
		return k, err
	}
	r.fillCourse(&k, s, at)
	r.fillOrder(&k, at)
	r.fillDay(&k, at)
	return k, nil
}

// running leaves out orders whose last day is over, so that no strength of theirs is
// ordered. Where all are over they stay: readiness says when the prescription ended.
func running(orders []orderRow, on time.Time) []orderRow {
	var run []orderRow
	for _, o := range orders {
		if !on.After(o.ExpiresOn) {
			run = append(run, o)
		}
	}
	if len(run) == 0 {
		return orders
	}
	return run
}

// answered is the arrival check made of its rows.
func answered(rows []answerRow) (a Arrival, err error) {
	for _, row := range rows {
		if err := a.Take(row.Answers, row.By, row.At); err != nil {
			return a, err
		}
	}
	return a, nil
}

// fillCourse fills what belongs to client and course.
func (r gateRows) fillCourse(k *known, s Session, at time.Time) {
	f := &k.Facts
	about, _ := r.about.Maybe()
	f.Course, f.CannotBePregnant = about.Kind, about.Sex == "male"
	f.Risk = Risk{SafetyPlan: about.SafetyPlan, RecordedToday: about.RiskChecked}
	f.Consents = consentsOf(r.texts.All(), r.consents.All(), about.Remote)
	f.Pauses = r.pauses.All()
	for _, review := range k.Reviews {
		f.Reviews = append(f.Reviews, Review{Key: review.ID.String(), Words: reviewWords(review), Item: reviewItems[review.Kind]})
	}
	others := withoutDay(r.days.All(), s.DosingDay)
	own := course.Of(others, s.Course)
	f.Dose = takenBefore(own, at) + 1
	f.Last = course.LastDosed(here(others), at)
	f.LastKetamine = course.LastKetamine(others, course.Day(at, k.Zone).AddDate(0, 0, 1))
	f.Order.FollowUpDue = course.FollowUpDue(about.Kind, f.Dose, about.FollowUpHeld, k.Body)
	r.fillEligibility(k, own, at)
	r.fillPreparation(k, about)
}

func withoutDay(days []course.CourseDay, own uuid.UUID) []course.CourseDay {
	return slices.DeleteFunc(slices.Clone(days), func(d course.CourseDay) bool { return own != uuid.Nil && d.ID == own })
}

func here(days []course.CourseDay) []course.DosingDay {
	var of []course.DosingDay
	for _, d := range days {
		if d.Place == "here" {
			of = append(of, d.DosingDay)
		}
	}
	return of
}

func takenBefore(days []course.DosingDay, at time.Time) int {
	n := 0
	for _, d := range days {
		if d.Dosed() && d.StartedAt.Before(at) {
			n++
		}
	}
	return n
}

func (r gateRows) fillEligibility(k *known, own []course.DosingDay, at time.Time) {
	d, found := r.decision.Maybe()
	if !found {
		return
	}
	today := course.Day(at, k.Zone)
	authorizes := d.Kind == "eligible" || d.Kind == "eligible_with_conditions"
	k.Decision = d.ID
	f := &k.Facts
	f.Limits, f.LimitsBy = d.Limits, d.limitsBy(k.Zone)
	f.Order.SessionsLeft = max(0, d.Sessions-course.DosedSince(own, d.SignedAt))
	f.Eligibility.InForce = authorizes && !today.Before(d.ValidFrom) && !today.After(d.ValidUntil)
	f.Eligibility.Words = strings.Join([]string{d.By, day(d.SignedAt.In(k.Zone))}, ", ")
	if authorizes {
		f.Eligibility.Words += ". In force until " + day(d.ValidUntil)
	}
	for _, c := range d.Conditions {
		if !d.metHere(c) && !slices.Contains(r.met.All(), metRow{d.ID, c.ID}) {
			f.Eligibility.Unmet = append(f.Eligibility.Unmet, c.Words)
		}
	}
}

// metHere says whether a reading taken here has met a condition by itself: that the
// pressure is measured before the first dose (protocol 1.1, E04). Whether it is within
// the limits is judged on the day.
func (d decisionRow) metHere(c decisions.Condition) bool {
	return d.Measured && c.Kind == decisions.PressureCondition
}

func (d decisionRow) limitsBy(zone *time.Location) string {
	if d.LimitsBy == "" || d.Limits.Since.IsZero() {
		return d.LimitsBy
	}
	return d.LimitsBy + ", " + day(d.Limits.Since.In(zone))
}

func (r gateRows) fillPreparation(k *known, about aboutRow) {
	f := &k.Facts
	for _, p := range r.preparations.All() {
		if p.Completed && p.Place != "elsewhere" {
			if f.Preparation.Held == 0 {
				f.Preparation.LastOn = course.Day(p.HeldAt, k.Zone)
			}
			f.Preparation.Held++
		}
		f.Ready.Intention = f.Ready.Intention || strings.TrimSpace(p.Intention) != ""
		for _, wish := range p.Setting {
			f.Ready.Setting = f.Ready.Setting || wish != ""
		}
	}
	plans := r.plans.All()
	f.Ready.Goals = about.Goals
	f.Ready.Plans = slices.Contains(plans, "holds") && slices.Contains(plans, "fasting")
}

// fillOrder fills what the prescriber ordered.
func (r gateRows) fillOrder(k *known, at time.Time) {
	o := &k.Facts.Order
	for _, p := range k.Orders {
		o.Active = true
		if p.ExpiresOn.After(o.ExpiresOn) {
			o.ExpiresOn = p.ExpiresOn
		}
		o.Strengths = append(o.Strengths, p.Strength)
		o.Words = join(o.Words, p.StartUnits.Of(p.Strength).String()+" mg, "+p.By+", "+day(p.SignedAt.In(k.Zone)))
	}
	for _, label := range k.Labels {
		o.Lots = append(o.Lots, Lot(label))
	}
	decision, _ := r.decision.Maybe()
	for _, m := range r.medicines.All() {
		taken, own := medication.Medicine{Name: m.Name, Class: m.Class, Daily: !m.AsNeeded}, ownHold(k.Orders, m)
		if medication.Holds(taken, own, k.Body) {
			k.Facts.Holds = append(k.Facts.Holds, m.Name)
		}
		rule, _ := k.Body.Medicine(m.Class)
		if rule.UntilSigned && own == nil && m.CreatedAt.After(decision.SignedAt) {
			k.Facts.UntilSigned = append(k.Facts.UntilSigned, m.Name)
		}
	}
}

// ownHold is the prescriber's own word about a medicine of this client.
func ownHold(orders []orderRow, m medicineRow) *medication.OwnHold {
	for _, o := range orders {
		for i, h := range o.Holds {
			if strings.EqualFold(h.Medicine, m.Name) {
				return &o.Holds[i]
			}
		}
	}
	return nil
}

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
	for _, o := range r.overrides.All() {
		f.Overrides = append(f.Overrides, o.override())
	}
	for _, a := range r.acknowledged.All() {
		f.Acknowledgements = append(f.Acknowledgements, Acknowledgement{a.Item, pause.ParseExtent(a.Covers), a.By, a.At})
	}
	f.PrescriberWord = newSeries(k.Calls)
}

func (o overrideRow) override() Override {
	given := Override{Item: o.Item, Covers: pause.ParseExtent(o.Covers), On: o.ValidOn, By: o.By, Reason: o.Reason}
	if o.CalledAt != nil {
		given.CalledAt = *o.CalledAt
	}
	return given
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
func weights(rows []weightRow, orders []orderRow, zone *time.Location) (w Weight) {
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
