package journey

import (
	"context"
	"testing"

	"kap/internal/demo"
)

// The nurse has the page for a reading open while the therapist signs the session: the
// reading is refused, with what was typed still on the page.
func TestAReadingAfterTheSignature(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	l := h.lives(ana)
	l.booked(0)
	open := quiet
	open.Open = true
	l.sits(0, open)
	readings := h.stored(`select count(*) from vitals where client_id = $1`, l.ID)
	tomas := newTab(t)
	h.enter(tomas, "Tomás Lind")
	tomas.open(l.session() + "/vitals")
	tomas.fill("Systolic", "121")
	tomas.fill("Diastolic", "77")
	tomas.fill("Heart rate", "70")
	tomas.fill("SpO2", "98")
	tomas.choose("Response", "Answers")
	l.has(func(ctx context.Context) error { return l.SignSession(ctx, demo.Sitting{}) })
	tomas.press("Save vitals")
	tomas.sees("This session is signed: the reading can no longer be added.")
	for label, want := range map[string]string{"Systolic": "121", "Diastolic": "77", "Heart rate": "70", "SpO2": "98"} {
		if got := tomas.typed(label); got != want {
			t.Errorf("%s: got %q want %q", label, got, want)
		}
	}
	tomas.eventually(`![...document.querySelectorAll('button')].some((b) => b.innerText === 'Save vitals')`)
	if n := h.stored(`select count(*) from vitals where client_id = $1`, l.ID); n != readings {
		t.Errorf("readings: got %d want %d", n, readings)
	}
}
