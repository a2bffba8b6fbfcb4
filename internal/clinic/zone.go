package clinic

import (
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a bare machine knows no zones of its own, and then every page would be in UTC
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

// loads says whether the program knows a zone. "Local" is the machine's own, wherever
// it stands, and no clinic's.
func loads(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && name != "" && name != "Local"
}

// zoneProblem is why a name cannot be the clinic's zone, with the zone that was likely
// meant; empty: it can. Program and database each carry a list, and both must have it.
func zoneProblem(name string, known []string) string {
	if loads(name) && slices.Contains(known, name) {
		return ""
	}
	why := fmt.Sprintf("%q is not a time zone that is known here", name)
	if name == "" {
		return "Choose the time zone, like America/Denver."
	}
	if meant := nearest(name, Zones(known)); meant != "" {
		return why + "; did you mean " + meant + "?"
	}
	return why + "; write it like America/Denver."
}

// spoken are zones by what people in the United States call them.
var spoken = map[string]string{
	"eastern": "America/New_York", "est": "America/New_York", "edt": "America/New_York", "et": "America/New_York",
	"central": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "ct": "America/Chicago",
	"mountain": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver", "mt": "America/Denver",
	"pacific": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles",
	"alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu", "arizona": "America/Phoenix",
}

// nearest is the zone that was likely meant: by its spoken name, by its city, else the
// one with the fewest letters to change, at most three.
func nearest(typed string, zones []string) string {
	typed = plain(typed)
	word, _, _ := strings.Cut(typed, "_")
	if meant := spoken[word]; meant != "" && slices.Contains(zones, meant) {
		return meant
	}
	best, fewest := "", 4
	for _, zone := range zones {
		name := plain(zone)
		city := name[strings.LastIndex(name, "/")+1:]
		if city == typed || name == typed {
			return zone
		}
		if n := min(edits(typed, name), edits(typed, city)); n < fewest {
			best, fewest = zone, n
		}
	}
	return best
}

func plain(s string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), " ", "_")
}

// edits counts the letters to add, take away or change (Levenshtein).
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
