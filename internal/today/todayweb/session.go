package todayweb

import (
	"context"
	"fmt"

	"kap/internal/readiness"
	"kap/internal/today"
	"kap/internal/vitals"
	"kap/web/ui"
)

func windowWords(ctx context.Context, w today.Window) string {
	words := fmt.Sprintf("Dose %d", w.Number)
	switch {
	case !w.Next.IsZero():
		return words + ", integration " + ui.DayTime(ctx, w.Next)
	case w.Integrated:
		return words + ", integration held"
	}
	return words + ", no integration yet"
}

// readingState is when the next reading of somebody here is due.
func readingState(ctx context.Context, r today.Reading) (kind, word string) {
	if r.Next == nil {
		if r.Session.Status == readiness.Dosed {
			return "done", "All readings taken"
		}
		return "todo", "Baseline before the lozenge"
	}
	at := r.Next.Name() + ", due " + ui.Clock(ctx, r.Next.At)
	switch r.Next.State {
	case vitals.Late:
		if late := ago(ctx, r.Next.At); late != "now" {
			at += ", late " + late
		}
		return "overdue", at
	case vitals.Due:
		return "now", at
	}
	return "booked", at
}
