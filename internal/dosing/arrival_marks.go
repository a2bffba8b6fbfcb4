package dosing

import (
	"reflect"
	"time"
)

// Marked is this page saved by somebody at a time: every answer that differs
// from before is theirs, the others keep who gave them.
func (a Arrival) Marked(before Arrival, by string, at time.Time) Arrival {
	a.CheckedAt, a.CheckedBy = at, by
	a.Marks = map[string]Mark{}
	for name, answer := range answers(reflect.ValueOf(a), "") {
		was, known := before.Marks[name]
		if known && reflect.DeepEqual(answer, answers(reflect.ValueOf(before), "")[name]) {
			a.Marks[name] = was
		} else if !reflect.ValueOf(answer).IsZero() || known {
			a.Marks[name] = Mark{by, at}
		}
	}
	return a
}

// answers lists every field of the form by its name ("escort.phone").
func answers(v reflect.Value, prefix string) map[string]any {
	all := map[string]any{}
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("form")
		switch {
		case name == "-":
		case v.Field(i).Kind() == reflect.Struct && v.Field(i).Type() != reflect.TypeFor[time.Time]():
			for inner, answer := range answers(v.Field(i), prefix+name+".") {
				all[inner] = answer
			}
		default:
			all[prefix+name] = v.Field(i).Interface()
		}
	}
	return all
}

// ValidOn says whether the check counts on the day of now: answers are valid the
// day they are given, in the clinic's zone.
func (a Arrival) ValidOn(now time.Time, zone *time.Location) bool {
	return !a.CheckedAt.IsZero() && sameDay(a.CheckedAt, now, zone)
}
