package ui

import (
	"strconv"

	"github.com/a-h/templ"
)

// Field is one question of a form.
type Field struct {
	Name, Label  string
	Hint         string // one line under the label
	Unit         string // after a number: "mmHg"
	Autocomplete string // "off" where empty
	Options      []Option
	Required     bool   // the others say "(optional)"
	Needed       string // when it is: "when you meet here", said instead
	Rows         int    // of an Area; 4 where zero
	Wide         bool   // the whole width
	Focus        bool   // where typing begins when the page opens
}

// Option is one answer of a Choice, Checks or Select.
type Option struct{ Value, Label, Hint string }

// input gives the attributes of an <input> of a kind.
func (f Form) input(d Field, kind string) templ.Attributes {
	a := f.control(d)
	a["type"], a["value"] = kind, f.Value(d.Name)
	a["autocomplete"] = d.Autocomplete
	if d.Autocomplete == "" {
		a["autocomplete"] = "off"
	}
	return a
}

// control gives what input, select and textarea share.
func (f Form) control(d Field) templ.Attributes {
	a := templ.Attributes{"id": f.id(d.Name), "name": d.Name, "class": d.width()}
	if by := f.describedBy(d); by != "" {
		a["aria-describedby"] = by
	}
	if d.Focus && !f.Refused {
		a["autofocus"] = true
	}
	if d.Required {
		a["required"] = true
	}
	if f.Error(d.Name) != "" {
		a["aria-invalid"] = "true"
	}
	return a
}

func (d Field) width() string {
	if d.Wide {
		return "w-full"
	}
	return "w-20"
}

func (d Field) rows() string {
	if d.Rows == 0 {
		return "4"
	}
	return strconv.Itoa(d.Rows)
}

// optionID is the id of the i-th answer; the first has the field's own, so that
// the error summary leads to it.
func (f Form) optionID(d Field, i int) string {
	if i == 0 {
		return f.id(d.Name)
	}
	return f.id(d.Name) + "-" + strconv.Itoa(i+1)
}

// option gives the attributes of the i-th radio or checkbox.
func (f Form) option(d Field, i int, kind string) templ.Attributes {
	o := d.Options[i]
	a := templ.Attributes{
		"id": f.optionID(d, i), "name": d.Name, "type": kind, "value": o.Value,
		"checked": f.Checked(d.Name, o.Value),
	}
	if o.Hint != "" {
		a["aria-describedby"] = f.optionID(d, i) + "-more"
	}
	return a
}

// steps are the answers of a scale from 0 to 10.
func (d Field) steps() Field {
	ends := d.Options
	d.Options = make([]Option, 11)
	for i := range d.Options {
		d.Options[i] = Option{Value: strconv.Itoa(i), Label: strconv.Itoa(i)}
	}
	if len(ends) == 2 {
		d.Options[0].Hint, d.Options[10].Hint = ends[0].Label, ends[1].Label
	}
	return d
}
