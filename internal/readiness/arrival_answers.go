package readiness

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"kap/internal/calendar"
)

// The arrival check is kept as rows of answers, each given by one person at one time;
// the latest answer to each question holds. Questions are named as on the form
// ("escort.phone").

// Answers are the answers that differ from before, to be kept as one row. An answer
// taken back is kept as its empty value.
func (a Arrival) Answers(before Arrival) map[string]any {
	changed := map[string]any{}
	was := questions(reflect.ValueOf(&before).Elem(), "")
	for name, field := range questions(reflect.ValueOf(&a).Elem(), "") {
		if now := field.Interface(); !same(now, was[name].Interface()) {
			changed[name] = now
		}
	}
	return changed
}

// same compares times as moments, also within a list, and everything else by value.
func same(a, b any) bool {
	switch a := a.(type) {
	case time.Time:
		return a.Equal(b.(time.Time))
	case []LastTaken:
		return slices.EqualFunc(a, b.([]LastTaken), func(a, b LastTaken) bool { return a.Name == b.Name && a.At.Equal(b.At) })
	}
	return reflect.DeepEqual(a, b)
}

// Take adds one row, in the order they were given: its answers are by's from then on.
func (a *Arrival) Take(row map[string]json.RawMessage, by string, at time.Time) error {
	if a.Marks == nil {
		a.Marks = map[string]Mark{}
	}
	fields := questions(reflect.ValueOf(a).Elem(), "")
	for name, answer := range row {
		field, known := fields[name]
		if !known {
			return fmt.Errorf("read arrival check: no question %q", name)
		}
		if err := json.Unmarshal(answer, field.Addr().Interface()); err != nil {
			return fmt.Errorf("read arrival check, %s: %w", name, err)
		}
		a.Marks[name] = Mark{by, at}
	}
	a.CheckedAt, a.CheckedBy = at, by
	return nil
}

// questions are the fields of the form by name.
func questions(v reflect.Value, prefix string) map[string]reflect.Value {
	all := map[string]reflect.Value{}
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Tag.Get("form"), v.Field(i)
		switch {
		case name == "-":
		case field.Kind() == reflect.Struct && field.Type() != reflect.TypeFor[time.Time]():
			for inner, answer := range questions(field, prefix+name+".") {
				all[inner] = answer
			}
		default:
			all[prefix+name] = field
		}
	}
	return all
}

// ValidOn says whether the check counts on the day of now: answers are valid the day
// they are given, in the clinic's zone.
func (a Arrival) ValidOn(now time.Time, zone *time.Location) bool {
	return !a.CheckedAt.IsZero() && calendar.SameDay(a.CheckedAt, now, zone)
}

// QuestionWords reads "escort.can_collect" as "Escort: can collect".
func QuestionWords(name string) string {
	words := strings.NewReplacer(".", ": ", "_", " ", "thc", "THC").Replace(name)
	return strings.ToUpper(words[:1]) + words[1:]
}
