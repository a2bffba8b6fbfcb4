package ui

import (
	"cmp"
	"context"
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"kap/internal/choice"
)

// Numbered is somebody who can be called.
type Numbered interface {
	Number() (as, name, phone string)
}

// NumbersOf are people with the number that dials them; who has none on record says so.
func NumbersOf[T Numbered](list []T) []Fact {
	facts := make([]Fact, 0, len(list))
	for _, one := range list {
		as, name, phone := one.Number()
		fact := Fact{Label: as, Value: name + ", " + strings.ReplaceAll(phone, " ", "\u00a0"), Href: Telephone(phone)}
		if fact.Href == "" {
			fact.Value = name + ": no phone number on record"
		}
		facts = append(facts, fact)
	}
	return facts
}

// FactsOf are the fields of a struct as a person reads them: in their order, each with
// its label; what holds nothing is left out, so is a field tagged facts:"-", which the page
// lays out by hand. The fields of an embedded struct lie flat.
//
//	HoursSlept *int `label:"Hours slept" unit:"h"`
//
// A field without a label is called by its name, so that none can be missing. A time is
// a moment at the clinic, or a day where it is tagged as:"date" or as:"birth"; what has
// Words() says them; a value that stands in warn:"yes" or warn:"3,4,5" is a warning.
func FactsOf(ctx context.Context, v any) []Fact {
	var facts []Fact
	addFacts(ctx, reflect.ValueOf(v), "", &facts)
	return facts
}

// EveryFactOf is FactsOf with words for what holds nothing: "Not said".
func EveryFactOf(ctx context.Context, v any, nothing string) []Fact {
	var facts []Fact
	addFacts(ctx, reflect.ValueOf(v), nothing, &facts)
	return facts
}

func addFacts(ctx context.Context, v reflect.Value, nothing string, facts *[]Fact) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case f.Tag.Get("facts") == "-":
		case f.Anonymous && f.Type.Kind() == reflect.Struct:
			addFacts(ctx, v.Field(i), nothing, facts)
		case !f.IsExported():
		default:
			if said := cmp.Or(said(ctx, v.Field(i), f.Tag), nothing); said != "" {
				*facts = append(*facts, Fact{Label: labelOf(f), Value: said, Href: dials(f.Tag, said), Warn: warns(v.Field(i), f.Tag)})
			}
		}
	}
}

// dials is where a telephone number leads.
func dials(tag reflect.StructTag, said string) string {
	if tag.Get("as") != "phone" {
		return ""
	}
	return Telephone(said)
}

func warns(v reflect.Value, tag reflect.StructTag) bool {
	on := tag.Get("warn")
	return on != "" && slices.Contains(strings.Split(on, ","), fmt.Sprint(reflect.Indirect(v)))
}

// labelOf is what a field is called: its label, or its name in words.
func labelOf(f reflect.StructField) string {
	if label := f.Tag.Get("label"); label != "" {
		return label
	}
	return inWords(f.Name)
}

// inWords: HoursSlept is "Hours slept".
func inWords(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' && name[i-1] >= 'a' && name[i-1] <= 'z' {
			b.WriteByte(' ')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// said is a value in words; a pointer to zero is an answer, zero itself is none.
func said(ctx context.Context, v reflect.Value, tag reflect.StructTag) string {
	if v.IsZero() {
		return ""
	}
	v = reflect.Indirect(v)
	unit := tag.Get("unit")
	switch value := v.Interface().(type) {
	case time.Time:
		switch tag.Get("as") {
		case "date":
			return value.Format("Mon Jan 2, 2006")
		case "birth":
			return BirthDay(value)
		}
		return DayTime(ctx, value)
	case interface{ Words() string }:
		return value.Words()
	case fmt.Stringer:
		return withUnit(value.String(), unit)
	case encoding.TextMarshaler:
		text, _ := value.MarshalText()
		return withUnit(string(text), unit)
	}
	return plainly(ctx, v, tag)
}

func plainly(ctx context.Context, v reflect.Value, tag reflect.StructTag) string {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return "Yes"
		}
		return "No"
	case reflect.Slice:
		var items []string
		for i := range v.Len() {
			items = append(items, said(ctx, v.Index(i), tag))
		}
		return strings.Join(items, "; ")
	}
	return withUnit(fmt.Sprint(v), tag.Get("unit"))
}

func withUnit(value, unit string) string {
	if unit == "" {
		return value
	}
	return value + " " + unit
}

// Question is what a struct says of one field of its form.
type Question struct {
	Label, Unit string
	Options     []Option
}

// QuestionsOf are those of a form's struct by the name of the input; items of lists and
// maps are written goals[].rating.
func QuestionsOf(t reflect.Type) map[string]Question {
	if known, ok := knownQuestions.Load(t); ok {
		return known.(map[string]Question)
	}
	questions := map[string]Question{}
	addQuestions(t, "", questions)
	knownQuestions.Store(t, questions)
	return questions
}

var knownQuestions sync.Map // of QuestionsOf, by reflect.Type

func addQuestions(t reflect.Type, prefix string, questions map[string]Question) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name := f.Tag.Get("form")
		switch {
		case f.Anonymous && name == "":
			addQuestions(f.Type, prefix, questions)
		case name == "" || name == "-":
		case f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct,
			f.Type.Kind() == reflect.Map && f.Type.Elem().Kind() == reflect.Struct:
			addQuestions(f.Type.Elem(), prefix+name+"[].", questions)
		case f.Type.Kind() == reflect.Struct && f.Type != reflect.TypeFor[time.Time]():
			addQuestions(f.Type, prefix+name+".", questions)
			fallthrough
		default:
			questions[prefix+name] = Question{labelOf(f), f.Tag.Get("unit"), optionsOf(f.Type)}
		}
	}
}

// optionsOf are the answers of a type that is a closed list.
func optionsOf(t reflect.Type) []Option {
	if t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if chooser, ok := reflect.Zero(t).Interface().(choice.Chooser); ok {
		return Answers(chooser.Choices())
	}
	return nil
}

// Answers are the answers of a closed list as options.
func Answers(of []choice.Answer) []Option {
	options := make([]Option, 0, len(of))
	for _, a := range of {
		options = append(options, Option{Value: a.Value, Label: a.Words})
	}
	return options
}

// OptionsOf are people, rooms or the like as options.
func OptionsOf[T interface{ Answer() choice.Answer }](list []T) []Option {
	options := make([]Option, 0, len(list))
	for _, one := range list {
		a := one.Answer()
		options = append(options, Option{Value: a.Value, Label: a.Words})
	}
	return options
}

// Options are pairs of value and label: "here", "Here", "video", "By video".
func Options(pairs ...string) []Option {
	var list []Option
	for n := 0; n+1 < len(pairs); n += 2 {
		list = append(list, Option{Value: pairs[n], Label: pairs[n+1]})
	}
	return list
}
