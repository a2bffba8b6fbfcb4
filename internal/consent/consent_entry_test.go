package consent_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/db"
)

// TestAnAnswerIsReadAsItWasTyped: every field of a signed answer comes back as itself.
func TestAnAnswerIsReadAsItWasTyped(t *testing.T) {
	h := open(t)
	jonah := h.Staff["jonah"]
	for kind, e := range map[consent.Kind]consent.ConsentEntry{
		consent.Treatment: {Answer: consent.Yes, SignedName: "Ana Ruiz", SignedHow: "typed", ExplainedBy: jonah.Staff},
		consent.Touch:     {Answer: consent.Yes, Scope: consent.Scope{"hand", "feet"}, SignedName: "A. Ruiz", SignedHow: "drawn"},
		consent.Release:   {Answer: consent.No, SignedName: "Ana R.", SignedHow: "paper", SignedAt: h.Now().Add(-time.Hour)},
	} {
		if err := h.approveAs(t, h.as("miriam"), kind); err != nil {
			t.Fatal(kind, err)
		}
		text, id := h.latest(t, kind), db.NewID()
		e.TextSHA256 = text.SHA256()
		if err := h.Record(h.as("jonah"), h.ana, id, kind, e); err != nil {
			t.Fatal(kind, err)
		}
		want := e.Consent(id, text, jonah.Staff, h.Now())
		got, err := h.One(h.as("jonah"), h.ana, id)
		if err != nil {
			t.Fatal(kind, err)
		}
		if (got.Explainer != "") != (e.ExplainedBy != uuid.Nil) || got.WitnessName == "" {
			t.Errorf("%s: explained by %q, witness %q", kind, got.Explainer, got.WitnessName)
		}
		got.Explainer, got.WitnessName = "", ""
		if want.Scope == nil {
			want.Scope, want.SignedScope = consent.Scope{}, consent.Scope{}
		}
		if diff := cmp.Diff(want, got.Consent); diff != "" {
			t.Errorf("%s (-typed +read)\n%s", kind, diff)
		}
	}
}
