package eligibility_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/db"
	"kap/internal/eligibility"
)

// weighed is a decision with words of its own in every field.
func weighed() eligibility.DecisionEntry {
	t := authorizing()
	t.Kind, t.Visit.LastInPerson = eligibility.EligibleWithConditions, today.AddDate(0, 0, -3)
	t.ValidFrom = today.AddDate(0, 0, 1)
	t.ToldHow, t.Referral = "By telephone", "Dr. Hart"
	t.Reasons = map[string]eligibility.Weighing{"E05": {Reason: "Rate controlled.", Mitigation: "ECG first.", There: "Dr. Hart, Nov 3"}}
	t.Conditions = []eligibility.Condition{{ID: "c1", Kind: eligibility.TestCondition, Words: "An ECG", Due: today.AddDate(0, 0, 7)},
		{ID: "c2", Kind: eligibility.OtherCondition, Words: "A driver", Due: today.AddDate(0, 0, 9)}}
	t.Own = eligibility.OwnLimits{Systolic: 150, Diastolic: 95, HeartRateLow: 55, HeartRateHigh: 105, SpO2: 95, RespirationLow: 11, RespirationHigh: 22}
	return t
}

func missing() eligibility.DecisionEntry {
	t := authorizing()
	t.Kind, t.Indication, t.Sessions, t.ValidFrom, t.ValidUntil = eligibility.NeedsMoreInformation, "", 0, time.Time{}, time.Time{}
	t.Reasons = map[string]eligibility.Weighing{}
	t.Conditions = []eligibility.Condition{}
	t.Requests = []eligibility.RequestEntry{{What: "An ECG", From: "Dr. Hart", Due: today.AddDate(0, 0, 5)}, {What: "A letter", From: "Dr. Lee", Due: today.AddDate(0, 0, 6)}}
	return t
}

func declining() eligibility.DecisionEntry {
	t := missing()
	t.Kind, t.Requests = eligibility.Declined, []eligibility.RequestEntry{}
	t.Category, t.Decline, t.ReapplyFrom, t.ToldHow, t.Referral = "medical", "An aneurysm.", today.AddDate(0, 2, 0), "By letter", "Dr. Hart"
	return t
}

func deferring() eligibility.DecisionEntry {
	t := missing()
	t.Kind, t.Requests, t.DeferredTill = eligibility.Deferred, []eligibility.RequestEntry{}, today.AddDate(0, 0, 30)
	return t
}

// TestADecisionIsReadAsItWasTyped: every field comes back as itself, of each kind of
// decision, on the first saving and on a change.
func TestADecisionIsReadAsItWasTyped(t *testing.T) {
	h := open(t)
	h.consulted(t, func(e *eligibility.ConsultationEntry) {
		e.Criteria["E05"] = eligibility.Answered{Answer: eligibility.Present, Evidence: "atrial fibrillation"}
	})
	whole := weighed()
	whole.Requests = []eligibility.RequestEntry{}
	ctx, id := h.as("miriam"), db.NewID()
	for i, typed := range []eligibility.DecisionEntry{whole, missing(), declining(), deferring(), whole} {
		save := h.ChangeDraft
		if i == 0 {
			save = h.DraftDecision
		}
		if err := save(ctx, h.client, id, typed); err != nil {
			t.Fatal(typed.Kind, err)
		}
		r, err := h.Decision(ctx, h.client, id)
		got := r.Decision.Entry()
		got.After, got.Limits = "", typed.Limits // what it rests on, and the limits with their author
		if diff := cmp.Diff(typed, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-typed +read)\n%s", typed.Kind, err, diff)
		}
	}
}

func TestAConsultationIsReadAsItWasTyped(t *testing.T) {
	h := open(t)
	ctx, id, e := h.as("miriam"), db.NewID(), entry()
	e.VisitMode, e.HeldAt = eligibility.Video, h.Now().Add(-time.Hour)
	e.Treatments = []eligibility.Treatment{{What: "sertraline", Dose: "100 mg", HowLong: "a year", Effect: "none"}}
	e.PregnancyTestedOn, e.PDMPCheckedOn, e.LastInPerson = today.AddDate(0, 0, -1), today.AddDate(0, 0, -2), today.AddDate(0, 0, -3)
	for i, field := range []*string{&e.WhyNow, &e.StuckIn, &e.Since, &e.MedicalHistory, &e.PsychiatricHistory, &e.Substances,
		&e.FamilyHistory, &e.Urinary, &e.Tests, &e.Capacity, &e.Impression} {
		*field = fmt.Sprint("words ", i)
	}
	for version, save := range []func() error{
		func() error { return h.StartConsultation(ctx, h.client, id, e) },
		func() error {
			e.Kind, e.VisitMode, e.HeldAt = eligibility.FollowUp, eligibility.Audio, h.Now().Add(-2*time.Hour)
			e.Tests, e.Urinary = e.Urinary, e.Tests
			return h.KeepConsultation(ctx, h.client, id, e)
		},
	} {
		if err := save(); err != nil {
			t.Fatal(err)
		}
		o, err := h.Consultation(ctx, h.client, id)
		e.Version = version + 1
		if diff := cmp.Diff(e, o.Consultation.Entry()); diff != "" || err != nil {
			t.Errorf("saving %d: %v (-typed +read)\n%s", version+1, err, diff)
		}
	}
}

// TestAConditionTypedUnderOtherIsWhatItSpellsOut: blood pressure measured here meets it by
// itself, however it was chosen.
func TestAConditionTypedUnderOtherIsWhatItSpellsOut(t *testing.T) {
	h := open(t)
	h.consulted(t, func(*eligibility.ConsultationEntry) {})
	typed := weighed()
	typed.Requests = []eligibility.RequestEntry{}
	typed.Conditions = []eligibility.Condition{
		{Kind: eligibility.OtherCondition, Words: "blood-pressure measured here", Due: today.AddDate(0, 0, 7)},
		{Kind: eligibility.OtherCondition, Words: "Calls her sister", Due: today.AddDate(0, 0, 7)},
	}
	id := db.NewID()
	if err := h.DraftDecision(h.as("miriam"), h.client, id, typed); err != nil {
		t.Fatal(err)
	}
	r, err := h.Decision(h.as("miriam"), h.client, id)
	if err != nil {
		t.Fatal(err)
	}
	c := r.Decision.Conditions
	if len(c) != 2 || c[0].Kind != eligibility.PressureCondition || c[1].Kind != eligibility.OtherCondition {
		t.Errorf("got %+v", c)
	}
}
