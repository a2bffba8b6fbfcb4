package readiness

import (
	"slices"
	"strings"
	"time"

	"kap/internal/calendar"
	"kap/internal/course"
	decisions "kap/internal/eligibility"
	"kap/internal/medication"
	prep "kap/internal/preparation"
	"kap/internal/vitals"
)

// running leaves out orders whose last day is over, so that no strength of theirs is
// ordered. Where all are over they stay: readiness says when the prescription ended.
func running(orders []medication.Prescription, on time.Time) []medication.Prescription {
	var run []medication.Prescription
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

func (r gateRows) fillEligibility(k *Known, s Session, own []course.DosingDay, at time.Time) {
	d := decisions.SignedLast(r.decisions.All(), s.Course)
	if d == nil {
		return
	}
	f := &k.Facts
	k.Decision = d.ID
	f.Limits, f.LimitsBy = d.Limits, limitsBy(*d, k.Zone)
	f.Order.SessionsLeft = decisions.SessionsLeft(d.Sessions, course.DosedSince(own, d.SignedAt))
	f.Eligibility.InForce = d.InForce(calendar.Day(at, k.Zone))
	f.Eligibility.Words = strings.Join([]string{d.SignedBy, calendar.Words(d.SignedAt.In(k.Zone))}, ", ")
	if d.Kind.Authorizes() {
		f.Order.Authorized = d.Sessions
		f.Eligibility.Words += ". In force until " + calendar.Words(d.ValidUntil)
	}
	for _, c := range d.Unmet(vitals.MeasuredHere(r.resting.All())) {
		f.Eligibility.Unmet = append(f.Eligibility.Unmet, c.Words)
	}
}

func limitsBy(d decisions.DecisionAt, zone *time.Location) string {
	if d.LimitsBy == "" || d.Limits.Since.IsZero() {
		return d.LimitsBy
	}
	return d.LimitsBy + ", " + calendar.Words(d.Limits.Since.In(zone))
}

func (r gateRows) fillPreparation(k *Known, s Session, at time.Time) {
	f := &k.Facts
	sessions, plans := prep.Visits(r.preparations.All(), s.Course), prep.ItemsOf(r.plans.All(), s.Course)
	f.Preparation.Held, f.Preparation.LastOn = prep.Held(sessions, at, k.Zone)
	f.Ready.Intention, f.Ready.Setting = prep.Told(sessions, at)
	f.Ready.Goals = slices.ContainsFunc(r.goals.All(), func(g prep.Goal) bool { return g.CourseID == s.Course && g.Stood(at) })
	today := calendar.Day(at, k.Zone)
	f.Ready.Plans = prep.Stands(plans, "holds", today) && prep.Stands(plans, "fasting", today)
}

// fillOrder fills what the prescriber ordered.
func (r gateRows) fillOrder(k *Known, s Session, at time.Time) {
	o := &k.Facts.Order
	for _, p := range k.Orders {
		o.Active = true
		if p.ExpiresOn.After(o.ExpiresOn) {
			o.ExpiresOn = p.ExpiresOn
		}
		o.Strengths = append(o.Strengths, p.Strength)
		o.Words = join(o.Words, p.StartUnits.Of(p.Strength).String()+" mg, "+p.AuthorName+", "+calendar.Words(p.SignedAt.In(k.Zone)))
	}
	for _, label := range medication.Labels(k.Lozenges) {
		o.Lots = append(o.Lots, Lot{label.Strength, label.Lot})
	}
	var decided time.Time
	if d := decisions.SignedLast(r.decisions.All(), s.Course); d != nil {
		decided = d.SignedAt
	}
	today := calendar.Day(at, k.Zone)
	for _, m := range r.medicines.All() {
		if !m.Taken(today) {
			continue
		}
		taken := medication.Medicine{Name: m.Name, Class: m.Class, Daily: !m.AsNeeded}
		own := medication.OwnHoldOf(k.Orders, taken)
		if medication.Holds(taken, own, k.Body) {
			k.Facts.Holds = append(k.Facts.Holds, Hold{Medicine: taken, Own: own, LastTaken: m.LastTakenAt})
		}
		rule, _ := k.Body.Medicine(m.Class)
		if rule.UntilSigned && own == nil && m.CreatedAt.After(decided) {
			k.Facts.UntilSigned = append(k.Facts.UntilSigned, m.Name)
		}
	}
}

// Weight is what the dose is judged by: the last one, its day, and the one the order was
// made for.
func (k Known) Weight(now time.Time) medication.Weight {
	kilograms, age := k.Facts.Weighed(now)
	return medication.Weight{Kilograms: kilograms, On: calendar.Day(now, k.Zone).AddDate(0, 0, -age), Before: k.Facts.Weight.Ordered}
}
