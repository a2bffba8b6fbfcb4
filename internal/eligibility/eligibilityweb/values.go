package eligibilityweb

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"time"

	"kap/web/ui"
)

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
