package protocolweb

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"kap/internal/problem"
	"kap/internal/protocol"
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
			if err := f.Join("", t.set(n.Path, typed[n.Path])); err != nil {
				return b, err
			}
		}
	}
	if err := f.Err(); err != nil {
		return b, err
	}
	return t.body()
}
