package ui

import "github.com/a-h/templ"

// groupAttributes names what is read aloud with a fieldset.
func (f Form) groupAttributes(d Field) templ.Attributes {
	by := f.describedBy(d)
	if by == "" {
		return nil
	}
	return templ.Attributes{"aria-describedby": by}
}

// checkAttributes are those of a single checkbox.
func (f Form) checkAttributes(d Field) templ.Attributes {
	value := "true"
	if len(d.Options) == 1 {
		value = d.Options[0].Value
	}
	a := f.control(d)
	a["type"], a["value"], a["checked"] = "checkbox", value, f.Checked(d.Name, value)
	delete(a, "class")
	return a
}

// birthBoxes are the three parts of a birth date, in the order people say them.
func birthBoxes(d Field) []Field {
	return []Field{
		{Name: d.Name + "_month", Label: "Month", Required: d.Required},
		{Name: d.Name + "_day", Label: "Day", Required: d.Required},
		{Name: d.Name + "_year", Label: "Year", Required: d.Required},
	}
}

// birthError is any sentence at a birth date.
func (f Form) birthError(d Field) string {
	sentence := f.Error(d.Name)
	for _, box := range birthBoxes(d) {
		if sentence == "" {
			sentence = f.Error(box.Name)
		}
	}
	return sentence
}

func (f Form) birthInput(d, box Field) templ.Attributes {
	a := f.input(box, "text")
	a["inputmode"], a["class"] = "numeric", "w-2"
	if box.Name == d.Name+"_year" {
		a["class"] = "w-4"
	}
	if f.Error(d.Name) != "" {
		a["aria-invalid"] = "true"
	}
	return a
}
