package eligibility

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// Typed is a decision as it is typed.
type Typed struct {
	Decision
	Own OwnLimits `form:"limits"`
}

// OwnLimits are this client's own limits before a lozenge, as they are typed; zero is
// the protocol's.
type OwnLimits struct {
	Systolic        int `form:"systolic"`        // mmHg, above waits
	Diastolic       int `form:"diastolic"`       // mmHg, above waits
	HeartRateLow    int `form:"heart_rate_low"`  // beats a minute
	HeartRateHigh   int `form:"heart_rate_high"` // beats a minute
	SpO2            int `form:"spo2"`            // percent, below waits
	RespirationLow  int `form:"respiration_low"` // breaths a minute
	RespirationHigh int `form:"respiration_high"`
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

// decide makes the decision of what was typed: empty rows are left out, what belongs
// to another kind of decision is dropped, and each condition has its id.
func (t Typed) decide(b protocol.Body, author uuid.UUID, now time.Time) Decision {
	d := t.Decision
	d.Indication = strings.ToUpper(strings.TrimSpace(d.Indication))
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
		c.ID = fmt.Sprintf("c%d", len(kept)+1)
		kept = append(kept, c)
	}
	return kept
}

func requests(typed []Request) []Request {
	var kept []Request
	for _, r := range typed {
		if r != (Request{}) {
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
func (d Decision) checkConsultation(signed bool) error {
	if d.Kind.Authorizes() && !signed {
		return problem.At("decision", "There is no signed consultation in this course to decide from. Sign it first, or ask for more information.")
	}
	return nil
}

// OwnOf are limits as they were typed.
func OwnOf(l vitals.Limits) OwnLimits {
	return OwnLimits{
		Systolic: l.Systolic, Diastolic: l.Diastolic, SpO2: l.SpO2.Low,
		HeartRateLow: l.HeartRate.Low, HeartRateHigh: l.HeartRate.High,
		RespirationLow: l.Respiration.Low, RespirationHigh: l.Respiration.High,
	}
}
