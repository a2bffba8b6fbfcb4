package endpoint

import (
	"encoding"
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/go-playground/form/v4"

	"kap/internal/problem"
	"kap/web/ui"
)

// decoder reads a posted form into F. Names are F's form tags; maps and lists
// are written criteria[E01] and medicines[0].name. Fields that F does not name
// are ignored. Blank is absent.
type decoder[F any] struct {
	texts  []reflect.Type // read themselves
	wholes []reflect.Type // whole numbers
}

func newDecoder[F any]() decoder[F] {
	d := decoder[F]{}
	typesOf(reflect.TypeFor[F](), &d.texts, &d.wholes, map[reflect.Type]bool{})
	return d
}

var textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()

// typesOf finds the types in F that read themselves from text, and its whole numbers.
func typesOf(t reflect.Type, texts, wholes *[]reflect.Type, seen map[reflect.Type]bool) {
	if seen[t] || t == reflect.TypeFor[time.Time]() {
		return
	}
	seen[t] = true
	if reflect.PointerTo(t).Implements(textUnmarshaler) {
		*texts = append(*texts, t)
		return
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
		typesOf(t.Elem(), texts, wholes, seen)
	case reflect.Int:
		*wholes = append(*wholes, t)
	case reflect.Struct:
		for i := range t.NumField() {
			typesOf(t.Field(i).Type, texts, wholes, seen)
		}
	}
}

func (d decoder[F]) from(r *http.Request, values url.Values) (F, error) {
	var input F
	lib := form.NewDecoder()
	lib.RegisterTagNameFunc(func(f reflect.StructField) string { return nameOf(f.Tag, f.Anonymous) })
	lib.SetMaxArraySize(200)
	zone := ui.ShellOf(r.Context()).Zone
	if zone == nil {
		zone = time.UTC
	}
	lib.RegisterCustomTypeFunc(func(v []string) (any, error) { return moment(v[0], zone) }, time.Time{})
	lib.RegisterCustomTypeFunc(func(v []string) (any, error) { return truth(v[0]) }, false)
	for _, t := range d.texts {
		lib.RegisterCustomTypeFunc(func(v []string) (any, error) {
			made := reflect.New(t)
			err := made.Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(v[0]))
			return made.Elem().Interface(), err
		}, reflect.Zero(t).Interface())
	}
	for _, t := range d.wholes {
		lib.RegisterCustomTypeFunc(func(v []string) (any, error) {
			n, err := whole(v[0])
			return reflect.ValueOf(n).Convert(t).Interface(), err
		}, reflect.Zero(t).Interface())
	}
	return input, sentences(lib.Decode(&input, tidy(values)))
}

// nameOf is the input that fills a field: its form tag and nothing else, so that
// a field without one cannot be reached from outside.
func nameOf(tag reflect.StructTag, embedded bool) string {
	if name := tag.Get("form"); name != "" || embedded {
		return name
	}
	return "-"
}

// tidy trims values, joins line ends and drops what is blank.
func tidy(values url.Values) url.Values {
	tidied := url.Values{}
	for name, list := range values {
		for _, v := range list {
			if v = strings.TrimSpace(strings.ReplaceAll(v, "\r\n", "\n")); v != "" {
				tidied[name] = append(tidied[name], v)
			}
		}
	}
	return tidied
}

// sentences turns what could not be read into messages at their fields.
func sentences(err error) error {
	if err == nil {
		return nil
	}
	var failed form.DecodeErrors
	if !errors.As(err, &failed) {
		return problem.New(problem.Invalid, "This form could not be read. Open the page again.")
	}
	var fields problem.Fields
	for name, cause := range failed {
		if p, ok := problem.As(cause); ok {
			fields.Add(name, "%s", p.Error())
			continue
		}
		fields.Add(name, "Type a whole number here, in digits, like 120.")
	}
	sort.Slice(fields, func(i, j int) bool { return fields[i].Name < fields[j].Name })
	return fields.Err()
}

// whole reads a whole number that a column of the database holds.
func whole(v string) (int, error) {
	n, err := strconv.Atoi(v)
	switch {
	case errors.Is(err, strconv.ErrRange), err == nil && int(int32(n)) != n:
		return 0, problem.New(problem.Invalid, "That number is too large. Look whether a digit was typed twice.")
	case err != nil:
		return 0, problem.New(problem.Invalid, "Type a whole number here, in digits, like 120.")
	}
	return n, nil
}

// truth reads a ticked box or a yes/no choice.
func truth(v string) (bool, error) {
	switch v {
	case "on", "yes", "true", "1":
		return true, nil
	case "no", "false", "0":
		return false, nil
	}
	return false, problem.New(problem.Invalid, "Choose yes or no.")
}

// moment reads a calendar date (midnight UTC) or a local time of the clinic.
// A local time that a clock change skipped is refused; of one that came twice
// the first is meant.
func moment(v string, zone *time.Location) (time.Time, error) {
	if day, err := time.Parse("2006-01-02", v); err == nil {
		return sane(day)
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
		at, err := time.ParseInLocation(layout, v, zone)
		if err != nil {
			continue
		}
		if at.Format(layout) != v {
			return at, problem.New(problem.Invalid, "Clocks went forward then: that time did not exist on that day.")
		}
		if earlier := at.Add(-time.Hour); earlier.Format(layout) == v {
			at = earlier
		}
		return sane(at.UTC())
	}
	return time.Time{}, problem.New(problem.Invalid, "Type a real date, like 11/24/2026, and a time where it is asked.")
}

func sane(at time.Time) (time.Time, error) {
	if at.Year() < 1900 || at.Year() > 2200 {
		return at, problem.New(problem.Invalid, "The year must lie between 1900 and 2200.")
	}
	return at, nil
}
