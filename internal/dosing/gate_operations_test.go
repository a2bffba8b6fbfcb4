package dosing_test

import (
	"strings"
	"testing"

	"kap/internal/db"
	"kap/internal/dosing"
	"kap/internal/problem"
	"kap/internal/safety"
)

func TestEverythingIsReady(t *testing.T) {
	h := here(t)
	p, err := h.Readiness(h.as("jonah"), h.client, h.session)
	h.do(err)
	for _, i := range p.Gate.Missing() {
		t.Errorf("%s %s: %s", i.ID, i.Title, i.Sentence)
	}
}

func TestAPrescriberOverridesAPressure(t *testing.T) {
	h := here(t)
	h.pressure(-6, 148, 92)
	h.pressure(-1, 148, 92)
	h.at(0)
	if err := h.Clear(h.as("jonah"), h.client, h.session, db.NewID()); !problem.Is(err, problem.Conflict) {
		t.Fatalf("cleared with 148/92: %v", err)
	}
	if err := h.Override(h.as("jonah"), h.client, h.session, db.NewID(), "G08", dosing.OverrideInput{Reason: "fine"}); !problem.Is(err, problem.Forbidden) {
		t.Errorf("a therapist overrides: %v", err)
	}
	if err := h.Override(h.as("miriam"), h.client, h.session, db.NewID(), "G08", dosing.OverrideInput{}); !problem.Is(err, problem.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	h.do(h.Override(h.as("miriam"), h.client, h.session, db.NewID(), "G08", dosing.OverrideInput{Reason: "White coat, 128/80 at home"}))
	h.do(h.Clear(h.as("jonah"), h.client, h.session, db.NewID()))
	h.do(h.RecordIntake(h.as("jonah"), h.client, h.session, db.NewID(), h.lozenge()))
}

func TestAWorsePressureVoidsTheOverride(t *testing.T) {
	h := here(t)
	h.pressure(-6, 148, 92)
	h.pressure(-1, 148, 92)
	h.at(0)
	h.do(h.Override(h.as("miriam"), h.client, h.session, db.NewID(), "G08", dosing.OverrideInput{Reason: "White coat"}))
	h.do(h.Clear(h.as("jonah"), h.client, h.session, db.NewID()))
	h.pressure(5, 156, 96)
	h.at(6)
	err := h.RecordIntake(h.as("jonah"), h.client, h.session, db.NewID(), h.lozenge())
	if p, ok := problem.As(err); !ok || !strings.Contains(sentences(p), "given for less") {
		t.Errorf("got %v", err)
	}
}

func TestAPressureThatNeedsACall(t *testing.T) {
	h := here(t)
	h.pressure(-6, 164, 98)
	h.pressure(-1, 164, 98)
	h.at(0)
	override := func() error {
		return h.Override(h.as("miriam"), h.client, h.session, db.NewID(), "G08", dosing.OverrideInput{Reason: "Known, treated"})
	}
	if err := override(); !problem.Is(err, problem.Invalid) {
		t.Errorf("without a call: %v", err)
	}
	h.do(h.LogCall(h.as("jonah"), h.client, h.session, db.NewID(), dosing.CallInput{At: h.Now(), Called: "Dr. Halvorsen",
		Reason: dosing.AboutPressure, Answered: safety.Yes, Instruction: "Go ahead", ReadBack: true}))
	h.do(override())
	h.do(h.Clear(h.as("jonah"), h.client, h.session, db.NewID()))
}

func TestNobodyOverridesAStop(t *testing.T) {
	h := here(t)
	h.pressure(-6, 182, 112)
	h.pressure(-1, 182, 112)
	h.at(0)
	err := h.Override(h.as("miriam"), h.client, h.session, db.NewID(), "G08", dosing.OverrideInput{Reason: "Please", CalledAt: h.Now()})
	if p, ok := problem.As(err); !ok || !strings.Contains(p.Message, "cannot be overridden") {
		t.Errorf("got %v", err)
	}
}

func TestTheTherapistAcknowledgesAMissingQuestionnaire(t *testing.T) {
	h := here(t)
	h.own(`update measure_response set at = '2026-11-01' where instrument = 'phq9'`)
	if err := h.Clear(h.as("jonah"), h.client, h.session, db.NewID()); !problem.Is(err, problem.Conflict) {
		t.Fatalf("got %v", err)
	}
	if err := h.Acknowledge(h.as("tomas"), h.client, h.session, db.NewID(), "G24"); !problem.Is(err, problem.Forbidden) {
		t.Errorf("a nurse acknowledges: %v", err)
	}
	h.do(h.Acknowledge(h.as("jonah"), h.client, h.session, db.NewID(), "G24"))
	h.do(h.Clear(h.as("jonah"), h.client, h.session, db.NewID()))
	if err := h.Acknowledge(h.as("jonah"), h.client, h.session, db.NewID(), "G08"); !problem.Is(err, problem.Conflict) {
		t.Errorf("acknowledged what is ready: %v", err)
	}
}
