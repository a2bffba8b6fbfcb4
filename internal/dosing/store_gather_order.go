package dosing

import (
	"slices"
	"strings"
	"time"

	"kap/internal/client"
	"kap/internal/course"
	decisions "kap/internal/eligibility"
	"kap/internal/medication"
	prep "kap/internal/preparation"
)

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
	if authorizes {
		f.Order.Authorized = d.Sessions
	}
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

func (r gateRows) fillPreparation(k *known, s Session, at time.Time) {
	f := &k.Facts
	sessions, plans := prep.Sessions(r.preparations.All(), s.Course), prep.ItemsOf(r.plans.All(), s.Course)
	f.Preparation.Held, f.Preparation.LastOn = prep.Held(sessions, at, k.Zone)
	f.Ready.Intention, f.Ready.Setting = prep.Told(sessions, at)
	f.Ready.Goals = slices.ContainsFunc(r.goals.All(), func(g prep.Goal) bool { return g.CourseID == s.Course && g.Stood(at) })
	today := course.Day(at, k.Zone)
	f.Ready.Plans = prep.Stands(plans, "holds", today) && prep.Stands(plans, "fasting", today)
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
	today := course.Day(at, k.Zone)
	for _, m := range r.medicines.All() {
		if !m.Taken(today) {
			continue
		}
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
func ownHold(orders []orderRow, m client.Medicine) *medication.OwnHold {
	for _, o := range orders {
		for i, h := range o.Holds {
			if strings.EqualFold(h.Medicine, m.Name) {
				return &o.Holds[i]
			}
		}
	}
	return nil
}
