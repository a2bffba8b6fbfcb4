package clinic_test

import (
	"strings"
	"testing"

	"kap/internal/clinic"
)

func TestAMistypedZoneNamesTheOneThatIsMeant(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"America/Denver", "America/New_York", "America/Argentina/Buenos_Aires", "Europe/Berlin", "US/Mountain", "UTC"} {
		if got, err := clinic.FindZone(zone); err != nil || got.String() != zone {
			t.Errorf("%s: got %v, %v", zone, got, err)
		}
	}
	for typed, want := range map[string]string{
		"Denver": "America/Denver", "america/denver": "America/Denver", "America/Dever": "America/Denver", "America/Denvr": "America/Denver",
		"new york": "America/New_York", "America/New York": "America/New_York", "Los Angeles": "America/Los_Angeles", "MST": "America/Denver", "Mountain Time": "America/Denver",
		"US/Mountan": "America/Denver", "eastern": "America/New_York", "Local": "America/Denver", "": "America/Denver", "../etc/passwd": "America/Denver",
		"Nowhere/At all": "America/Denver", "Etc/GMT+7": "America/Denver", "Europe/Berlín": "Europe/Berlin",
	} {
		got, err := clinic.FindZone(typed)
		if got != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, %v; want %s named", typed, got, err, want)
		}
	}
}
