package protocolweb

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/web/ui"
)

// tree is a protocol as its stored form: maps within maps.
type tree map[string]any

func treeOf(b protocol.Body) (tree, error) {
	text, err := json.Marshal(b)
	if err != nil {
		return nil, fmt.Errorf("read protocol: %w", err)
	}
	var t tree
	return t, json.Unmarshal(text, &t)
}

// choice says whether a value is yes or no.
func (t tree) choice(path string) bool {
	in, name := t.at(path)
	_, is := in[name].(bool)
	return is
}

// at is the map that holds a path's last part.
func (t tree) at(path string) (map[string]any, string) {
	parts := strings.Split(path, ".")
	here := map[string]any(t)
	for _, part := range parts[:len(parts)-1] {
		next, _ := here[part].(map[string]any)
		here = next
	}
	return here, parts[len(parts)-1]
}

// text is a value as it is typed: "140", "yes", "72, 24".
func (t tree) text(path string) string {
	in, name := t.at(path)
	switch v := in[name].(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case []any:
		words := make([]string, len(v))
		for i, one := range v {
			words[i] = fmt.Sprint(one)
		}
		return strings.Join(words, ", ")
	default:
		return fmt.Sprint(v)
	}
}

// typed is a number as it stands in its input: "140", "30.0", "2026-12-31".
func (t tree) typed(n number) string {
	text := t.text(n.Path)
	if n.tenths() {
		return inUnits(text)
	}
	return text
}

// read is a number as people read it: "Yes", "Thu Dec 31, 2026".
func (t tree) read(n number) string {
	text := t.typed(n)
	if day, err := time.Parse(time.DateOnly, text); n.date() && err == nil {
		return day.Format("Mon Jan 2, 2006")
	}
	if t.choice(n.Path) {
		return ui.Capital(text)
	}
	return text
}

// inUnits is a whole number of tenths: "300" is "30.0".
func inUnits(tenths string) string {
	if n, err := strconv.Atoi(tenths); err == nil {
		return strconv.FormatFloat(float64(n)/10, 'f', 1, 64)
	}
	return tenths
}

// enter reads what was typed for a number.
func (t tree) enter(n number, typed string) error {
	if !n.tenths() {
		return t.set(n.Path, typed)
	}
	value, err := strconv.ParseFloat(strings.TrimSpace(typed), 64)
	if err != nil || value != math.Round(value*10)/10 {
		return problem.At(n.Path, "Type a number here, in digits, with at most one after the point.")
	}
	return t.set(n.Path, strconv.Itoa(int(math.Round(value*10))))
}

// set reads what was typed into the value's own kind.
func (t tree) set(path, typed string) error {
	in, name := t.at(path)
	typed = strings.TrimSpace(typed)
	switch in[name].(type) {
	case bool:
		if typed != "yes" && typed != "no" {
			return problem.At(path, "Choose yes or no.")
		}
		in[name] = typed == "yes"
	case string:
		in[name] = typed
	case []any, nil:
		in[name] = list(typed)
	default:
		n, err := strconv.Atoi(typed)
		if err != nil {
			return problem.At(path, "Type a whole number here, in digits, like 120.")
		}
		in[name] = n
	}
	return nil
}

// list reads "72, 24" as numbers and "WHO-5, MEQ30" as words.
func list(typed string) []any {
	all := []any{}
	for part := range strings.SplitSeq(typed, ",") {
		part = strings.TrimSpace(part)
		if n, err := strconv.Atoi(part); err == nil {
			all = append(all, n)
		} else if part != "" {
			all = append(all, part)
		}
	}
	return all
}

func (t tree) body() (b protocol.Body, err error) {
	text, err := json.Marshal(t)
	if err != nil {
		return b, fmt.Errorf("read protocol: %w", err)
	}
	if err := json.Unmarshal(text, &b); err != nil {
		return b, problem.New(problem.Invalid, "A list holds something that is no number. Write numbers with commas between them, like 72, 24.")
	}
	return b, nil
}

// typedOver is the body with what was typed in place of its own numbers.
func typedOver(b protocol.Body, typed map[string]string) (protocol.Body, error) {
	t, err := treeOf(b)
	if err != nil {
		return b, err
	}
	var f problem.Fields
	for _, g := range groups {
		for _, n := range g.Numbers {
			if err := f.Join("", t.enter(n, typed[n.Path])); err != nil {
				return b, err
			}
		}
	}
	if err := f.Err(); err != nil {
		return b, err
	}
	return t.body()
}
