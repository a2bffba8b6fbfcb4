package ui

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"kap/internal/problem"
)

// Form is one form's state, whether it is shown for the first time or refused.
type Form struct {
	Action  string // where it is posted
	ID      string // submission, sent hidden: a second click stores nothing twice
	MadeFor string // the staff member the page was made for, sent hidden
	Prefix  string // tells the ids of several forms of one page apart; usually empty
	Values  url.Values
	Errors  []problem.Field
	Message string // the sentence of a refusal as a whole
	Refused bool

	Questions map[string]Question // what the form's struct says of its fields
}

var position = regexp.MustCompile(`\[[^\]]*\]`)

// asked is a field with what the form's struct says of it, where the page does not.
func (f Form) asked(d Field) Field {
	name := position.ReplaceAllString(d.Name, "[]")
	q, found := f.Questions[name]
	if !found {
		q = f.Questions[strings.TrimSuffix(name, "[]")]
	}
	if d.Label == "" {
		d.Label = q.Label
	}
	if d.Unit == "" {
		d.Unit = q.Unit
	}
	if d.Options == nil {
		d.Options = q.Options
	}
	return d
}

// Label is what a field is called by the form's struct.
func (f Form) Label(name string) string { return f.asked(Field{Name: name}).Label }

// Options are the answers of a field by the form's struct, none where any text is one.
func (f Form) Options(name string) []Option { return f.asked(Field{Name: name}).Options }

// Value is what stands in the field.
func (f Form) Value(name string) string { return f.Values.Get(name) }

// Checked says whether value is among those chosen under name.
func (f Form) Checked(name, value string) bool { return slices.Contains(f.Values[name], value) }

// typed says whether the form holds anything that somebody typed or chose.
func (f Form) typed() bool {
	for name, values := range f.Values {
		if !Unseen(name) && strings.Join(values, "") != "" {
			return true
		}
	}
	return false
}

// Unseen says that nobody types an input of this name: the page puts it there.
func Unseen(name string) bool {
	return name == "submission" || name == "made_for" || name == "version" || name == "came_from"
}

// Error is the sentence at a field, empty where it is fine.
func (f Form) Error(name string) string {
	for _, e := range f.Errors {
		if e.Name == name {
			return e.Message
		}
	}
	return ""
}

// Default is the form with a first value for a field. What was posted stays, also
// when it was posted empty.
func (f Form) Default(name, value string) Form {
	if f.Refused || f.Values.Has(name) {
		return f
	}
	values := maps.Clone(f.Values)
	if values == nil {
		values = url.Values{}
	}
	values.Set(name, value)
	f.Values = values
	return f
}

var idSafe = strings.NewReplacer("[", "-", "]", "", ".", "-", " ", "-")

// id is the element id of a field, from its name.
func (f Form) id(name string) string { return f.Prefix + idSafe.Replace(name) }

func (f Form) hintID(d Field) string      { return f.id(d.Name) + "-hint" }
func (f Form) errorID(name string) string { return f.id(name) + "-error" }

// describedBy names what is read aloud with a field: its hint, then its error.
func (f Form) describedBy(d Field) string {
	var ids []string
	if d.Hint != "" {
		ids = append(ids, f.hintID(d))
	}
	if f.Error(d.Name) != "" {
		ids = append(ids, f.errorID(d.Name))
	}
	return strings.Join(ids, " ")
}
