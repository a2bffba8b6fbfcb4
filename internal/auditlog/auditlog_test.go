package auditlog_test

import (
	"testing"

	"github.com/google/uuid"

	"kap/internal/auditlog"
)

// TestWhomALineIsAbout: who does not see the number tells two clients apart by the end of
// their ids.
func TestWhomALineIsAbout(t *testing.T) {
	id := uuid.MustParse("0190f1a2-7b3c-7d4e-8f5a-0123456789ab")
	for _, c := range []struct {
		event auditlog.Event
		want  string
	}{
		{auditlog.Event{Client: &id, Number: "K-0042"}, "K-0042"},
		{auditlog.Event{Client: &id}, "…0123456789ab"},
		{auditlog.Event{}, ""},
	} {
		if got := c.event.ClientWords(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
