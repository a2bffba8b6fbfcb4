package clinic

import (
	_ "embed"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a bare machine knows no zones of its own, and then every page would be in UTC

	"kap/internal/phrase"
	"kap/internal/problem"
)

// Zones are those to choose among, of the names a database knows: written like
// America/Denver and known to this program as well.
func Zones(known []string) []string {
	var zones []string
	for _, name := range known {
		area, _, nested := strings.Cut(name, "/")
		if nested && area != "Etc" && area != "posix" && area != "right" && area != "SystemV" && loads(name) {
			zones = append(zones, name)
		}
	}
	return zones
}

func loads(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil
}

// fitZone refuses a name that cannot be the clinic's zone. Program and database each
// carry a list, and both must have it.
func fitZone(name string, known []string) error {
	if _, err := FindZone(name); err != nil {
		return err
	}
	if !slices.Contains(known, name) {
		return problem.At("zone", "The database does not know %s yet; choose another place with the same time.", name)
	}
	return nil
}

// zones are the time zones of places (zone.tab of the IANA database), one a line.
//
//go:embed zones.txt
var zones string

// said are what people in the United States call their zones.
var said = map[string]string{
	"eastern": "America/New_York", "est": "America/New_York", "edt": "America/New_York", "et": "America/New_York",
	"central": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "ct": "America/Chicago",
	"mountain": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver", "mt": "America/Denver",
	"pacific": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles",
	"arizona": "America/Phoenix", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu", "hst": "Pacific/Honolulu",
}

// FindZone reads a time zone by its name in the IANA database; the sentence at the field
// "zone" names the one that was probably meant. Names of offsets (EST, Etc/GMT+7) keep no
// summer time and are none.
func FindZone(typed string) (*time.Location, error) {
	zone, err := time.LoadLocation(typed)
	if err == nil && (strings.Contains(typed, "/") && !strings.HasPrefix(typed, "Etc/") || typed == "UTC") {
		return zone, nil
	}
	if typed == "" {
		return nil, problem.At("zone", "Type the clinic's time zone, like America/Denver.")
	}
	if near := NearestZone(typed); near != "" {
		return nil, problem.At("zone", "%q is not a time zone. Is %s meant?", typed, near)
	}
	return nil, problem.At("zone", "%q is not a time zone; write it like America/Denver: the continent and the nearest large city.", typed)
}

// NearestZone is the one zone that was probably meant, or nothing.
func NearestZone(typed string) string {
	wanted := plainZone(typed)
	first, _, _ := strings.Cut(wanted, "_")
	for _, word := range []string{wanted, first, strings.TrimPrefix(wanted, "us/")} {
		if zone := said[word]; zone != "" {
			return zone
		}
	}
	nearest, least := "", len(wanted)/4+1 // mistakes that are still a slip of the hand
	for zone := range strings.Lines(zones) {
		zone = strings.TrimSpace(zone)
		whole := plainZone(zone)
		n := min(phrase.Slips(wanted, whole), phrase.Slips(wanted, whole[strings.LastIndex(whole, "/")+1:]))
		if n < least {
			nearest, least = zone, n
		}
	}
	return nearest
}

func plainZone(typed string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(typed)), " ", "_")
}
