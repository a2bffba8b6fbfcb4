//go:build linux

package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// row is what one case showed.
type row struct {
	Name          string
	First, Build  time.Duration // to the first page; of it, to a program that runs
	Cached        bool          // Go's caches were there, so Build says little
	Second, Third time.Duration
	Silence       time.Duration // the longest time in which nothing moved on the screen
	Said          string        // what it ended with
	Faults        []string      // none: as it should be
}

func (r *row) fault(format string, args ...any) {
	r.Faults = append(r.Faults, strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " "))
}

func (r row) result() string {
	switch {
	case len(r.Faults) > 0:
		return "FAILS: " + strings.Join(r.Faults, "; ")
	case r.Said != "":
		return "good: " + r.Said
	}
	return "good"
}

// times are the columns between the name and the result.
func (r row) times() []string {
	build := seconds(r.Build)
	if r.Cached && r.Build > 0 {
		build = "(" + build + ")"
	}
	return []string{seconds(r.First), build, seconds(r.First - r.Build), seconds(r.Second), seconds(r.Third), seconds(r.Silence)}
}

func (r row) String() string {
	return fmt.Sprintf("%-48s %s", r.Name, r.result())
}

func seconds(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%.0f s", d.Seconds())
}

var columns = []string{"case", "first page", "build", "after build", "second start", "third start", "longest silence", "result"}

// text is the table for a terminal.
func text(rows []row) string {
	var b strings.Builder
	const widths = "%-48s %10s %8s %11s %12s %11s %15s  %s\n"
	line := func(cells []string) {
		all := make([]any, len(cells))
		for i, c := range cells {
			all[i] = c
		}
		fmt.Fprintf(&b, widths, all...)
	}
	line(columns)
	for _, r := range rows {
		line(append(append([]string{r.Name}, r.times()...), r.result()))
	}
	return b.String()
}

// markdown is the table for a page.
func markdown(heading string, rows []row) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n| %s |\n|---|%s---|\n", heading, strings.Join(columns, " | "), strings.Repeat("---:|", len(columns)-2))
	for _, r := range rows {
		cells := append(append([]string{r.Name}, r.times()...), r.result())
		for i := range cells {
			cells[i] = strings.ReplaceAll(cells[i], "|", `\|`)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	b.WriteString("\nA build in brackets found Go's caches of the case before it.\n")
	return b.String()
}

const (
	tableBegins = "<!-- make bare: begin -->"
	tableEnds   = "<!-- make bare: end -->"
)

// writeTable puts the table between its two marks; where they are missing, a
// section is added at the end.
func writeTable(name, heading string, rows []row) error {
	page, err := os.ReadFile(name)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	return os.WriteFile(name, []byte(withTable(string(page), markdown(heading, rows))), 0o644)
}

func withTable(page, table string) string {
	table = tableBegins + "\n" + table + tableEnds
	before, rest, begins := strings.Cut(page, tableBegins)
	_, after, ends := strings.Cut(rest, tableEnds)
	if begins && ends {
		return before + table + after
	}
	if page = strings.TrimRight(page, "\n"); page != "" {
		page += "\n\n"
	}
	return page + "## Bare machines\n\n`make bare` tries these on machines of its own.\n\n" + table + "\n"
}
