package main

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
)

// turn is a way to break a statement.
type turn struct {
	from *regexp.Regexp
	to   string
}

// turns are tried at each place they match. A filter that is dropped stands on as
// "(… or true)", so that its parameters keep their types.
var turns = []turn{
	{regexp.MustCompile(`\bis null\b`), "is not null"},
	{regexp.MustCompile(`\bis not null\b`), "is null"},
	{regexp.MustCompile(` <= `), " < "},
	{regexp.MustCompile(` >= `), " > "},
	{regexp.MustCompile(` < `), " <= "},
	{regexp.MustCompile(` > `), " >= "},
	{regexp.MustCompile(`\bnot exists \(`), "exists ("},
	{regexp.MustCompile(`\bleft join\b`), "join"},
	{regexp.MustCompile(`\n\s*join\b`), " left join"},
	{regexp.MustCompile(` desc\b`), ""},
	{regexp.MustCompile(`order by [\w.]+(,|\n|\)|$)`), ""}, // see ordered
	{regexp.MustCompile(`\bin \('`), "not in ('"},
	{regexp.MustCompile(`(?m)^\s*(and|where) [^\n]+$`), ""}, // see dropped
}

// statements are the breaks of the storing files' SQL.
// Texts that are no statements have none of their words.
func (s step) statements() (all []mutant) {
	for _, f := range s.files {
		if !f.storing() {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if text, ok := n.(*ast.BasicLit); ok && text.Kind == token.STRING && text.Value[0] == '`' {
				for _, m := range s.broken(f, s.offset(text.Pos()), text.Value) {
					all = append(all, m.within(text, "string"))
				}
			}
			return true
		})
	}
	return all
}

// broken are the breaks of one text that begins at an offset of its file.
func (s step) broken(f file, begins int, text string) (all []mutant) {
	for _, t := range turns {
		for _, at := range t.from.FindAllStringIndex(text, -1) {
			found := text[at[0]:at[1]]
			to := t.to
			switch {
			case strings.HasPrefix(found, "order by"):
				to = ordered(found)
			case to == "" && found != " desc":
				to = dropped(found, text[at[1]:])
			}
			if to == found || to == "" && found != " desc" || inSet(text[:at[0]]) || s.same(text, at[0], at[1]) {
				continue
			}
			all = append(all, s.breaks(f, begins+at[0], begins+at[1], to))
		}
	}
	return all
}

// ordered turns the first key of an order.
func ordered(found string) string {
	key := strings.TrimRight(found, ",\n)")
	return key + " desc" + found[len(key):]
}

// begins is a line that begins another clause.
var begins = regexp.MustCompile("^\\s*(and|or|where|order|group|limit|for|union|returning|having|from|join|left|on|\\)|`|$)")

// dropped is a condition of one line that always holds; nothing where it goes on below.
func dropped(found, rest string) string {
	next, _, _ := strings.Cut(strings.TrimPrefix(rest, "\n"), "\n")
	if !begins.MatchString(next) {
		return ""
	}
	word := regexp.MustCompile(`^\s*(and|where) `).FindString(found)
	condition := strings.TrimSuffix(found[len(word):], "`")
	ends := found[len(word)+len(condition):]
	for open := strings.Count(condition, "(") - strings.Count(condition, ")"); open < 0; open++ {
		if !strings.HasSuffix(condition, ")") {
			return ""
		}
		condition, ends = strings.TrimSuffix(condition, ")"), ")"+ends
	}
	if strings.Count(condition, "(") != strings.Count(condition, ")") {
		return ""
	}
	return word + "(" + condition + " or true)" + ends
}

// inSet says whether a text stands in the middle of what an update sets.
func inSet(before string) bool {
	set := strings.LastIndex(before, "set ")
	return set >= 0 && !strings.Contains(before[set:], "where ") && strings.Contains(before, "update ")
}
