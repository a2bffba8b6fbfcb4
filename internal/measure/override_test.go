package measure_test

import (
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/measure"
	"kap/internal/problem"
)

func TestWhichScreenIsOverridden(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 24, 19, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		r    measure.Response
		fine bool
	}{
		{"negative", measure.Response{Instrument: "asq", Complete: true}, true},
		{"not finished", measure.Response{Instrument: "asq", Flags: []measure.Flag{measure.Incomplete}}, true},
		{"positive", measure.Response{Instrument: "asq", Flags: []measure.Flag{measure.Positive, measure.Alert}}, false},
		{"overridden", measure.Response{Instrument: "asq", OverriddenAt: &at}, false},
		{"no screen", measure.Response{Instrument: "phq9", Complete: true}, false},
	} {
		if err := c.r.MayOverride(); (err == nil) != c.fine {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	if (measure.Response{Instrument: "asq"}).Alerts() || !(measure.Response{OverriddenAt: &at}).Alerts() {
		t.Error("a screen alerts once a clinician took it for positive")
	}
}

// TestAnOverriddenScreenOpensWhatAPositiveOneOpens: the risk check of today and the review.
func TestAnOverriddenScreenOpensWhatAPositiveOneOpens(t *testing.T) {
	w := open(t)
	id, screen := db.NewID(), measure.ASQ()
	if err := w.Record(w.As(t.Context(), "jonah"), w.client, id, screen, typed(w.Now(), "00000")); err != nil {
		t.Fatal(err)
	}
	const screens = `select count(*) from review where client_id = $1 and kind = 'screen' and fact_kind = 'measure_response'`
	if w.count(t, tasks) != 0 || w.count(t, screens) != 0 {
		t.Fatal("a negative screen opened something")
	}
	in := measure.OverrideEntry{Reason: "Flat, and gave his dog away."}
	if err := w.Override(w.As(t.Context(), "jonah"), w.client, id, db.NewID(), measure.OverrideEntry{Reason: " "}); !problem.Is(err, problem.Invalid) {
		t.Errorf("no reason: got %v", err)
	}
	if err := w.Override(w.As(t.Context(), "ada"), w.client, id, db.NewID(), in); !problem.Is(err, problem.Forbidden) {
		t.Errorf("the assistant: got %v", err)
	}
	if err := w.Override(w.As(t.Context(), "priya"), w.client, id, db.NewID(), in); !problem.Is(err, problem.NotFound) {
		t.Errorf("another therapist: got %v", err)
	}
	if err := w.Override(w.As(t.Context(), "jonah"), w.client, id, db.NewID(), in); err != nil {
		t.Fatal(err)
	}
	if w.count(t, tasks) != 1 || w.count(t, screens) != 1 {
		t.Errorf("got %d risk checks and %d reviews, want one each", w.count(t, tasks), w.count(t, screens))
	}
	if err := w.Override(w.As(t.Context(), "jonah"), w.client, id, db.NewID(), in); !problem.Is(err, problem.Conflict) {
		t.Errorf("again: got %v", err)
	}
	r, _, err := w.One(w.As(t.Context(), "jonah"), w.client, id)
	if err != nil || !r.Overridden() || r.OverriddenBy != "Jonah Weiss" || r.OverrideReason != in.Reason || r.Has(measure.Positive) {
		t.Errorf("got %+v, %v", r, err)
	}
}
