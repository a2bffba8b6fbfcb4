package endpoint

import (
	"encoding"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"

	"kap/web/ui"
)

// Filled is the form with what v holds, as a person would have typed it: the other
// direction of what a form is decoded into. A posted form stays as it was posted. What
// holds nothing stays open; a pointer to zero is an answer. A time is typed as a moment at
// the clinic, or as a day where its field is tagged as:"date"; a list of words tagged
// as:"lines" stands one a line.
//
// The library that decodes has an encoder, but it sees neither tags nor pointers.
func Filled(r *http.Request, f ui.Form, v any) ui.Form {
	f.Questions = ui.QuestionsOf(reflect.TypeOf(v))
	if f.Refused {
		return f
	}
	zone := ui.ShellOf(r.Context()).Zone
	if zone == nil {
		zone = time.UTC
	}
	values := url.Values{}
	typist{zone, values}.fields("", reflect.ValueOf(v))
	maps.Copy(values, f.Values)
	f.Values = values
	return f
}

// Posted is what a refused form holds, as far as it can be read: the way back of Filled.
func Posted[F any](r *http.Request, f ui.Form) F {
	input, _ := newDecoder[F]().from(r, f.Values)
	return input
}

// typist types values into the inputs of a form.
type typist struct {
	zone   *time.Location
	values url.Values
}

func (t typist) fields(prefix string, v reflect.Value) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name := nameOf(f.Tag, f.Anonymous)
		switch {
		case !f.IsExported() && !f.Anonymous || name == "-":
		case f.Anonymous && name == "":
			t.fields(prefix, v.Field(i))
		default:
			t.value(prefix+name, v.Field(i), f.Tag.Get("as"))
		}
	}
}

func (t typist) value(name string, v reflect.Value, as string) {
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	} else if v.IsZero() {
		return
	}
	if text, plain := t.text(v, as); plain {
		t.values.Add(name, text)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		t.fields(name+".", v)
	case reflect.Map:
		for _, key := range v.MapKeys() {
			t.value(fmt.Sprintf("%s[%v]", name, key), v.MapIndex(key), as)
		}
	case reflect.Slice:
		t.list(name, v, as)
	}
}

func (t typist) list(name string, v reflect.Value, as string) {
	var lines []string
	for i := range v.Len() {
		text, plain := t.text(v.Index(i), as)
		switch {
		case !plain:
			t.value(fmt.Sprintf("%s[%d]", name, i), v.Index(i), as)
		case as == "lines":
			lines = append(lines, text)
		default:
			t.values.Add(name, text)
		}
	}
	if as == "lines" {
		t.values.Set(name, strings.Join(lines, "\n"))
	}
}

// text is how one value is typed; not plain is what lies in several inputs.
func (t typist) text(v reflect.Value, as string) (text string, plain bool) {
	switch value := v.Interface().(type) {
	case time.Time:
		if as == "date" {
			return value.Format(time.DateOnly), true
		}
		return Typed(value, t.zone), true
	case encoding.TextMarshaler:
		text, err := value.MarshalText()
		return string(text), err == nil
	}
	switch v.Kind() {
	case reflect.Struct, reflect.Map, reflect.Slice, reflect.Pointer:
		return "", false
	}
	return fmt.Sprint(v), true
}

// Typed is a moment as a field for date and time writes it.
func Typed(at time.Time, zone *time.Location) string { return at.In(zone).Format("2006-01-02T15:04") }
