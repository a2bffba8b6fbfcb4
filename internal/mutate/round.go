package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
)

// variable names the break that is on in a program that holds several.
const variable = "KAP_BREAK"

// round is what is compiled at once: breaks of one step, each in an expression of its own
// that the program chooses as it runs, or one break alone.
type round []mutant

// rounds are the rounds of one step's breaks.
func rounds(all []mutant) (sorted []round) {
	for _, m := range all {
		at := slices.IndexFunc(sorted, func(r round) bool { return r.takes(m) })
		if at < 0 {
			sorted, at = append(sorted, nil), len(sorted)
		}
		sorted[at] = append(sorted[at], m)
	}
	return sorted
}

func (r round) takes(m mutant) bool {
	return m.in.kind != "" && !slices.ContainsFunc(r, func(o mutant) bool {
		return o.in.kind == "" || o.file.path == m.file.path && o.in.begin < m.in.end && m.in.begin < o.in.end
	})
}

// single says whether it is one break that nothing chooses.
func (r round) single() bool { return len(r) == 1 && r[0].in.kind == "" }

// alone are the rounds of its breaks one by one.
func (r round) alone() (all []round) {
	for _, m := range r {
		m.in.kind = ""
		all = append(all, round{m})
	}
	return all
}

// texts are the broken files by path, and the file the choice stands in.
func (r round) texts() map[string]string {
	if len(r) == 0 {
		return nil
	}
	if r.single() {
		return map[string]string{r[0].file.path: string(r[0].text())}
	}
	step, texts := r[0].step, map[string]string{}
	texts[filepath.Join(step.Dir, "broken_here.go")] = fmt.Sprintf(chooser, step.files[0].tree.Name.Name, variable)
	order := slices.Clone(r)
	slices.SortFunc(order, func(a, b mutant) int { return b.in.begin - a.in.begin }) // from the end: offsets stay
	for _, m := range order {
		text, known := texts[m.file.path]
		if !known {
			text = string(m.file.text)
		}
		texts[m.file.path] = text[:m.in.begin] + m.choice(r.name(m)) + text[m.in.end:]
	}
	return texts
}

// name is what the variable says when a break is on.
func (r round) name(m mutant) string {
	return strconv.Itoa(slices.IndexFunc(r, func(o mutant) bool { return o.at() == m.at() }))
}

// choice is the expression, whole or broken. A condition is worked out only where it is
// chosen; constants and texts are there before.
func (m mutant) choice(name string) string {
	whole := string(m.file.text[m.in.begin:m.in.end])
	broken := whole[:m.begin-m.in.begin] + m.to + whole[m.end-m.in.begin:]
	if m.in.kind == "bool" {
		return fmt.Sprintf("brokenIf(%q, func() bool { return %s\n}, func() bool { return %s\n})", name, whole, broken)
	}
	return fmt.Sprintf("brokenAt[%s](%q, %s, %s)", m.in.kind, name, whole, broken)
}

const chooser = `package %s

import "os"

var brokenHere = os.Getenv(%q)

func brokenAt[T any](name string, whole, broken T) T {
	if brokenHere == name {
		return broken
	}
	return whole
}

func brokenIf(name string, whole, broken func() bool) bool {
	if brokenHere == name {
		return broken()
	}
	return whole()
}
`

// byStep are the breaks by their step, in the order the steps are first met.
func byStep(all []mutant) (sorted [][]mutant) {
	at := map[string]int{}
	for _, m := range all {
		path := m.step.ImportPath
		if _, known := at[path]; !known {
			at[path], sorted = len(sorted), append(sorted, nil)
		}
		sorted[at[path]] = append(sorted[at[path]], m)
	}
	return sorted
}
