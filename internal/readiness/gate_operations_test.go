package readiness_test

import (
	"strings"
	"testing"

	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/testday"
)

func TestEverythingIsReady(t *testing.T) {
	h := here(t)
	p, err := h.Readiness(h.By("jonah"), h.Client, h.Session)
	h.Do(err)
	for _, i := range p.Gate.Missing() {
		t.Errorf("%s %s: %s", i.ID, i.Title, i.Sentence)
	}
}

func TestAPrescriberOverridesAPressure(t *testing.T) {
	h := here(t)
	h.Pressure(-6, 148, 92)
	h.Pressure(-1, 148, 92)
	h.At(0)
	if err := h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()); !problem.Is(err, problem.Conflict) {
		t.Fatalf("cleared with 148/92: %v", err)
	}
	if err := h.Override(h.By("jonah"), h.Client, h.Session, db.NewID(), "G08", readiness.OverrideEntry{Reason: "fine"}); !problem.Is(err, problem.Forbidden) {
		t.Errorf("a therapist overrides: %v", err)
	}
	if err := h.Override(h.By("miriam"), h.Client, h.Session, db.NewID(), "G08", readiness.OverrideEntry{}); !problem.Is(err, problem.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	h.Do(h.Override(h.By("miriam"), h.Client, h.Session, db.NewID(), "G08", readiness.OverrideEntry{Reason: "White coat, 128/80 at home"}))
	h.Do(h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()))
	h.Do(h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), h.Lozenge()))
}

func TestAWorsePressureVoidsTheOverride(t *testing.T) {
	h := here(t)
	h.Pressure(-6, 148, 92)
	h.Pressure(-1, 148, 92)
	h.At(0)
	h.Do(h.Override(h.By("miriam"), h.Client, h.Session, db.NewID(), "G08", readiness.OverrideEntry{Reason: "White coat"}))
	h.Do(h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()))
	h.Pressure(5, 156, 96)
	h.At(6)
	err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), h.Lozenge())
	if p, ok := problem.As(err); !ok || !strings.Contains(testday.Said(p), "given for less") {
		t.Errorf("got %v", err)
	}
}

func TestAPressureThatNeedsACall(t *testing.T) {
	h := here(t)
	h.Own(`alter table protocol disable trigger user`)
	h.Own(`update protocol set body = jsonb_set(body, '{pressure,call_override}', 'true')`)
	h.Pressure(-6, 164, 98)
	h.Pressure(-1, 164, 98)
	h.At(0)
	override := func() error {
		return h.Override(h.By("miriam"), h.Client, h.Session, db.NewID(), "G08", readiness.OverrideEntry{Reason: "Known, treated"})
	}
	if err := override(); !problem.Is(err, problem.Invalid) {
		t.Errorf("without a call: %v", err)
	}
	h.Do(h.LogCall(h.By("jonah"), h.Client, h.Session, db.NewID(), readiness.CallEntry{At: h.Now(), Called: "Dr. Halvorsen",
		Reason: readiness.AboutPressure, Answered: safety.Yes, Instruction: "Go ahead", ReadBack: true}))
	h.Do(override())
	h.Do(h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()))
}

func TestNobodyOverridesAStop(t *testing.T) {
	h := here(t)
	h.Pressure(-6, 182, 112)
	h.Pressure(-1, 182, 112)
	h.At(0)
	err := h.Override(h.By("miriam"), h.Client, h.Session, db.NewID(), "G08", readiness.OverrideEntry{Reason: "Please", CalledAt: h.Now()})
	if p, ok := problem.As(err); !ok || !strings.Contains(p.Message, "cannot be overridden") {
		t.Errorf("got %v", err)
	}
}

func TestTheTherapistAcknowledgesAMissingQuestionnaire(t *testing.T) {
	h := here(t)
	h.Own(`update measure_response set at = '2026-11-01' where instrument = 'phq9'`)
	if err := h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()); !problem.Is(err, problem.Conflict) {
		t.Fatalf("got %v", err)
	}
	if err := h.Acknowledge(h.By("tomas"), h.Client, h.Session, db.NewID(), "G24"); !problem.Is(err, problem.Forbidden) {
		t.Errorf("a nurse acknowledges: %v", err)
	}
	h.Do(h.Acknowledge(h.By("jonah"), h.Client, h.Session, db.NewID(), "G24"))
	h.Do(h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()))
	if err := h.Acknowledge(h.By("jonah"), h.Client, h.Session, db.NewID(), "G08"); !problem.Is(err, problem.Conflict) {
		t.Errorf("acknowledged what is ready: %v", err)
	}
}
