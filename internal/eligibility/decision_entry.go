package eligibility

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// DecisionEntry is a decision as it is typed.
type DecisionEntry struct {
	Ruling
	Own OwnLimits `form:"limits"`
}

// OwnLimits are this client's own limits before a lozenge, as they are typed; zero is
// the protocol's.
type OwnLimits struct {
	Systolic        int `form:"systolic" label:"Systolic up to" unit:"mmHg"`   // above waits
	Diastolic       int `form:"diastolic" label:"Diastolic up to" unit:"mmHg"` // above waits
	HeartRateLow    int `form:"heart_rate_low" label:"Heart rate from" unit:"a minute"`
	HeartRateHigh   int `form:"heart_rate_high" label:"Heart rate up to" unit:"a minute"`
	SpO2            int `form:"spo2" label:"SpO2 from" unit:"%"` // below waits
	RespirationLow  int `form:"respiration_low" label:"Respiration from" unit:"a minute"`
	RespirationHigh int `form:"respiration_high" label:"Respiration up to" unit:"a minute"`
}

// Limits are the limits with their author.
func (o OwnLimits) Limits(b protocol.Body, author uuid.UUID, since time.Time) vitals.Limits {
	if o == (OwnLimits{}) {
		return vitals.Limits{}
	}
	l := vitals.Limits{Systolic: o.Systolic, Diastolic: o.Diastolic, Author: author, Since: since}
	l.HeartRate = span2(o.HeartRateLow, o.HeartRateHigh, b.Vitals.HeartRate.Before)
	l.Respiration = span2(o.RespirationLow, o.RespirationHigh, b.Vitals.Respiration.Before)
	l.SpO2 = span2(o.SpO2, 0, b.Vitals.SpO2.Before)
	return l
}

// span2 takes the protocol's where one end was left out.
func span2(low, high int, before protocol.Span) protocol.Span {
	if low == 0 && high == 0 {
		return protocol.Span{}
	}
	if low == 0 {
		low = before.Low
	}
	if high == 0 {
		high = before.High
	}
	return protocol.Span{Low: low, High: high}
}

// conditionDays is how far ahead a suggested condition is due (our proposal).
const conditionDays = 14

// Suggested is what the protocol and the decision before suggest. there is what the weighed
// criteria need and is on record, in words by criterion.
func (g Ground) Suggested(there map[string]string) DecisionEntry {
	may := g.After().Authorisation(g.Protocol)
	t := DecisionEntry{Ruling: Ruling{Visit: Visit{Mode: Here}, Sessions: may.Most, ValidFrom: g.Today,
		ValidUntil: g.Today.AddDate(0, 0, may.Days), Reasons: map[string]Weighing{}}}
	if g.Before != nil {
		t.Indication, t.Own = g.Before.Indication, ownOf(g.Before.Limits)
		maps.Copy(t.Reasons, g.Before.Reasons)
	}
	if g.Consulted {
		t.Visit = Visit{Mode: g.Consultation.VisitMode, LastInPerson: g.Consultation.Answers.LastInPerson}
	}
	return t.calledFor(g.Findings(t.Indication), there, g.Today)
}

// calledFor adds what the findings call for: what is there already beside its criterion,
// and the rest as conditions.
func (t DecisionEntry) calledFor(findings []Finding, there map[string]string, today time.Time) DecisionEntry {
	for _, f := range findings {
		w := t.Reasons[f.ID]
		if _, needed := f.Need(); needed && w.There == "" && there[f.ID] != "" {
			w.There = there[f.ID]
			t.Reasons[f.ID] = w
		}
		if c, suggested := f.Suggests(); suggested && w.There == "" {
			c.Due = today.AddDate(0, 0, conditionDays)
			t.Conditions = append(t.Conditions, c)
		}
	}
	return t
}

// decide makes the decision of what was typed: empty rows are left out, what belongs
// to another kind of decision is dropped, and each condition has its id.
func (t DecisionEntry) decide(b protocol.Body, author uuid.UUID, now time.Time) Ruling {
	d := t.Ruling
	d.Indication = Diagnosis(strings.ToUpper(strings.TrimSpace(string(d.Indication))))
	d.Conditions, d.Requests, d.Reasons = conditions(t.Conditions), requests(t.Requests), reasons(t.Reasons)
	d.Limits = t.Own.Limits(b, author, now)
	if !d.Kind.Authorizes() {
		d.Conditions, d.Limits, d.Sessions = []Condition{}, vitals.Limits{}, 0
		d.ValidFrom, d.ValidUntil = time.Time{}, time.Time{}
	}
	if d.Kind != NeedsMoreInformation {
		d.Requests = nil
	}
	if d.Kind != Deferred {
		d.DeferredTill = time.Time{}
	}
	if d.Kind != Declined {
		d.Category, d.Decline, d.ReapplyFrom = "", "", time.Time{}
	}
	return d
}

func conditions(typed []Condition) []Condition {
	kept := []Condition{}
	for _, c := range typed {
		if c == (Condition{}) {
			continue
		}
		c = c.told()
		c.ID = fmt.Sprintf("c%d", len(kept)+1)
		kept = append(kept, c)
	}
	return kept
}

func requests(typed []RequestEntry) []RequestEntry {
	var kept []RequestEntry
	for _, r := range typed {
		if r != (RequestEntry{}) {
			kept = append(kept, r)
		}
	}
	return kept
}

func reasons(typed map[string]Weighing) map[string]Weighing {
	kept := map[string]Weighing{}
	for id, w := range typed {
		if w != (Weighing{}) {
			kept[id] = w
		}
	}
	return kept
}

// checkConsultation: only a signed consultation lets a decision authorize.
func (d Ruling) checkConsultation(signed bool) error {
	if d.Kind.Authorizes() && !signed {
		return problem.At("decision", "There is no signed consultation in this course to decide from. Sign it first, or ask for more information.")
	}
	return nil
}

// Entry is a decision as it was typed.
func (r Decision) Entry() DecisionEntry { return DecisionEntry{Ruling: r.Ruling, Own: ownOf(r.Limits)} }

func ownOf(l vitals.Limits) OwnLimits {
	return OwnLimits{
		Systolic: l.Systolic, Diastolic: l.Diastolic, SpO2: l.SpO2.Low,
		HeartRateLow: l.HeartRate.Low, HeartRateHigh: l.HeartRate.High,
		RespirationLow: l.Respiration.Low, RespirationHigh: l.Respiration.High,
	}
}
