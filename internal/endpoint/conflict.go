package endpoint

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"kap/web/ui"
)

// Newer is a refused form beside a record that somebody else saved since its page was
// drawn, told by the input named version: the form takes the version that is stored now,
// so that saving it again stores what was typed, and what differs is shown. Anything else
// is the form as it is, and no differences.
func Newer(r *http.Request, f ui.Form, stored any) (ui.Form, []ui.Difference) {
	is := Filled(r, ui.Form{}, stored)
	if !f.Refused || f.Value("version") == is.Value("version") {
		return f, nil
	}
	typed := f
	typed.Questions = is.Questions
	differ := differences(is, typed)
	f.Values = maps.Clone(f.Values)
	f.Values.Set("version", is.Value("version"))
	return f, differ
}

// differences are the inputs that two forms of one struct hold otherwise, by their labels.
func differences(stored, typed ui.Form) []ui.Difference {
	var differ []ui.Difference
	for _, name := range inputs(stored.Values, typed.Values) {
		is, said := answer(stored, name), answer(typed, name)
		if is != said {
			differ = append(differ, ui.Difference{Name: name, Label: stored.Label(name), Stored: is, Typed: said})
		}
	}
	slices.SortStableFunc(differ, func(a, b ui.Difference) int { return strings.Compare(a.Label, b.Label) })
	return differ
}

// inputs are the names of all that can be typed, in order.
func inputs(all ...url.Values) []string {
	names := map[string]bool{}
	for _, values := range all {
		for name := range values {
			if !ui.Unseen(name) {
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// answer is what stands in an input as people read it.
func answer(f ui.Form, name string) string {
	var words []string
	for _, value := range f.Values[name] {
		if value = strings.TrimSpace(strings.ReplaceAll(value, "\r\n", "\n")); value != "" {
			words = append(words, inWords(f, name, value))
		}
	}
	slices.Sort(words)
	if len(words) == 0 {
		return "Nothing"
	}
	return strings.Join(words, "; ")
}

func inWords(f ui.Form, name, value string) string {
	for _, o := range f.Options(name) {
		if o.Value == value {
			return o.Label
		}
	}
	if day, err := time.Parse(time.DateOnly, value); err == nil {
		return day.Format("Mon Jan 2, 2006")
	}
	if at, err := time.Parse("2006-01-02T15:04", value); err == nil {
		return at.Format("Mon Jan 2, 2006, 3:04 pm")
	}
	return value
}
