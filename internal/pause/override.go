package pause

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/problem"
)

// Extent is how far something is out of bounds, part by part; more is worse.
type Extent map[string]int

// Covers says whether what was given for e still stands for now: nothing new and
// nothing worse.
func (e Extent) Covers(now Extent) bool {
	for part, size := range now {
		if given, known := e[part]; !known || size > given {
			return false
		}
	}
	return true
}

// String is the stored form: "diastolic=184;systolic=296".
func (e Extent) String() string {
	var parts []string
	for _, part := range slices.Sorted(maps.Keys(e)) {
		parts = append(parts, fmt.Sprintf("%s=%d", url.QueryEscape(part), e[part]))
	}
	return strings.Join(parts, ";")
}

// ParseExtent reads the stored form. A part it cannot read covers nothing.
func ParseExtent(text string) Extent {
	e := Extent{}
	for part := range strings.SplitSeq(text, ";") {
		escaped, size, _ := strings.Cut(part, "=")
		name, badName := url.QueryUnescape(escaped)
		n, badSize := strconv.Atoi(size)
		if badName == nil && badSize == nil {
			e[name] = n
		}
	}
	return e
}

// OverrideEntry is an override to write.
type OverrideEntry struct {
	ID       uuid.UUID // zero: a new one
	Client   uuid.UUID
	Course   uuid.UUID   // zero: the client's open course
	Item     string      // the readiness item's id
	Fact     Fact        // what caused the item, where one row did
	Answers  []uuid.UUID // the open reviews that it is the answer to
	Covers   string      // extent: "diastolic=184;systolic=296"
	ValidOn  time.Time   // a date
	Reason   string
	CalledAt time.Time // the logged call, where the item asks for one
}

// Check says who may and what is missing.
func (g OverrideEntry) Check(a auth.Actor) error {
	if !a.May(auth.Override) {
		return problem.New(problem.Forbidden, "Only a prescriber decides to go ahead in spite of this.")
	}
	var f problem.Fields
	if strings.TrimSpace(g.Reason) == "" {
		f.Add("reason", "Write why it is safe to go ahead.")
	}
	if g.ValidOn.IsZero() {
		f.Add("valid_on", "Choose the day this is for.")
	}
	return f.Err()
}

// Override is a prescriber's word that one item need not stop one value on one day.
type Override struct {
	ID       uuid.UUID
	CourseID uuid.UUID
	Item     string // "G08"
	FactKind string
	Fact     *uuid.UUID
	Covers   string    // extent
	ValidOn  time.Time // a date; given at booking it counts then
	Reason   string
	At       time.Time
	By       string    // name
	CalledAt time.Time // the logged call; zero: none
}

// On are the overrides of one course for one day, a date.
func On(overrides []Override, course uuid.UUID, day time.Time) []Override {
	return slices.DeleteFunc(slices.Clone(overrides), func(o Override) bool {
		return o.CourseID != course || !sameDate(o.ValidOn, day)
	})
}

// Stands says whether the override is of an item and for a day, a date, with its reason.
func (o Override) Stands(item string, day time.Time) bool {
	return o.Item == item && sameDate(o.ValidOn, day) && strings.TrimSpace(o.Reason) != ""
}

// Covers says whether the override stands for an item's value on a day, a date.
// A worse value, another day or another item voids it.
func Covers(o Override, item, value string, day time.Time) bool {
	return o.Stands(item, day) && ParseExtent(o.Covers).Covers(ParseExtent(value))
}

func sameDate(a, b time.Time) bool {
	return a.Format(time.DateOnly) == b.Format(time.DateOnly)
}
