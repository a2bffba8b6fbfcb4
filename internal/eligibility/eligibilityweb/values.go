package eligibilityweb

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-playground/form/v4"

	"kap/web/ui"
)

// filled is a form with the stored answers where nothing was posted.
func filled(f ui.Form, stored url.Values) ui.Form {
	if !f.Refused {
		f.Values = stored
	}
	return f
}

// with is the form with a value set, whatever was posted.
func with(f ui.Form, name, value string) ui.Form {
	values := maps.Clone(f.Values)
	if values == nil {
		values = url.Values{}
	}
	values.Set(name, value)
	f.Values = values
	return f
}

// stored are the answers of v under their input names, dates as days; what is empty
// or zero is left out.
func stored(v any) (url.Values, error) {
	encoder := form.NewEncoder()
	encoder.SetTagName("form")
	encoder.RegisterCustomTypeFunc(func(x any) ([]string, error) {
		day := x.(time.Time)
		if day.IsZero() {
			return []string{""}, nil
		}
		return []string{day.Format(time.DateOnly)}, nil
	}, time.Time{})
	values, err := encoder.Encode(v)
	if err != nil {
		return nil, fmt.Errorf("fill the form: %w", err)
	}
	for name, list := range values {
		if len(list) == 0 || list[0] == "" || list[0] == "0" {
			delete(values, name)
		}
	}
	return values, nil
}

// rows is how many rows of a list a form shows: three, more where more are filled,
// and three further ones when asked for.
func rows(f ui.Form, list string) []int {
	count := 3
	for name := range f.Values {
		rest, found := strings.CutPrefix(name, list+"[")
		index, _, _ := strings.Cut(rest, "]")
		if n, err := strconv.Atoi(index); found && err == nil {
			count = max(count, n+1)
		}
	}
	if f.Value("then") == "rows" {
		count += 3
	}
	indexes := make([]int, min(count, 60))
	for i := range indexes {
		indexes[i] = i
	}
	return indexes
}

func at(list string, i int, name string) string { return fmt.Sprintf("%s[%d].%s", list, i, name) }

func number(i int) string { return strconv.Itoa(i + 1) }

// day reads a calendar day, which has no zone; empty where there is none.
func day(ctx context.Context, d time.Time) string {
	if d.IsZero() {
		return ""
	}
	if now := ui.ShellOf(ctx).Now; !now.IsZero() && now.Year() == d.Year() {
		return d.Format("Mon Jan 2")
	}
	return d.Format("Mon Jan 2, 2006")
}

// options are words that are their own values, the first letter large.
func options(words []string) []ui.Option {
	list := make([]ui.Option, len(words))
	for i, w := range words {
		list[i] = ui.Option{Value: w, Label: strings.ToUpper(w[:1]) + w[1:]}
	}
	return list
}
