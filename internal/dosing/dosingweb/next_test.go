package dosingweb

import (
	"context"
	"strings"
	"testing"
	"time"

	"kap/internal/dosing"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/vitals"
	"kap/web/ui"
)

// TestTheRoomNeverSaysThatNothingHoldsUpALozenge: the panel names a pressure that stops it,
// and is silent of what only readiness looks at.
func TestTheRoomNeverSaysThatNothingHoldsUpALozenge(t *testing.T) {
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name                string
		systolic, diastolic int
		want                string
	}{
		{"186/112", 186, 112, "Vitals before the lozenge: "}, {"well", 120, 80, ""}, {"not measured", 0, 0, ""},
	} {
		chart := dosing.Chart{Body: protocol.Default(), Now: noon, Session: readiness.Session{Status: readiness.Cleared, ArrivedAt: noon.Add(-time.Hour), ClearedAt: noon}}
		for _, before := range []time.Duration{30 * time.Minute, 15 * time.Minute, 5 * time.Minute} {
			if c.systolic > 0 {
				chart.Vitals = append(chart.Vitals, vitals.Reading{Signs: vitals.Signs{TakenAt: noon.Add(-before)}, Systolic: c.systolic, Diastolic: c.diastolic})
			}
		}
		ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon, Zone: time.UTC})
		n := nextOf(ctx, chart)
		if got := strings.Join(n.Blocked, "; "); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" || !n.Unsaid {
			t.Errorf("%s: blocked by %q, want %q; silent of the rest: %v", c.name, got, c.want, n.Unsaid)
		}
	}
}
