package main

import (
	"regexp"
	"slices"
	"strings"

	"kap/internal/dbtest"
)

// same says whether a turn at a place of a statement can change no answer: a join, left or
// not, whose other side is always there, and which way the id decides between what was
// equal so far.
func (s step) same(text string, begin, end int) bool {
	words := text[begin:end]
	switch {
	case strings.HasSuffix(words, "join"):
		return s.joinsWhatIsThere(text, end)
	case words == " desc":
		return lastID.MatchString(text[:begin]) && ordersNoMore.MatchString(text[end:])
	}
	return false
}

var (
	lastID       = regexp.MustCompile(`order by [^()]+, (\w+\.)?id$`)
	ordersNoMore = regexp.MustCompile("^\\s*(limit|for|\\)|`|$)")
	joined       = regexp.MustCompile(`^ (\w+) (\w+) on ([^\n]+)`)
	equal        = regexp.MustCompile(`^(\w+)\.(\w+) = (\w+)\.(\w+)$`)
	both         = regexp.MustCompile(`\b(full|right) (outer )?join\b`)
)

// joinsWhatIsThere: the condition is a foreign key that is never null, from a table that
// itself is in each row.
func (s step) joinsWhatIsThere(text string, end int) bool {
	parts := joined.FindStringSubmatch(text[end:])
	if parts == nil || both.MatchString(text) {
		return false
	}
	table, alias, from, pairs := parts[1], parts[2], "", map[string]string{}
	for _, condition := range strings.Split(strings.Trim(parts[3], "` "), " and ") {
		c := equal.FindStringSubmatch(condition)
		if c == nil {
			return false
		}
		if c[1] == alias {
			c[1], c[2], c[3], c[4] = c[3], c[4], c[1], c[2]
		}
		if c[3] != alias || from != "" && from != c[1] {
			return false
		}
		from, pairs[c[2]] = c[1], c[4]
	}
	of := tableOf(text, from)
	return of != "" && slices.ContainsFunc(s.bonds, func(b dbtest.Bond) bool {
		return b.Table == of && b.To == table && holds(b, pairs)
	})
}

// holds says whether each pair of columns is one of the key's.
func holds(b dbtest.Bond, pairs map[string]string) bool {
	for column, to := range pairs {
		if at := slices.Index(b.Columns, column); at < 0 || b.ToColumns[at] != to {
			return false
		}
	}
	return true
}

// tableOf is the table an alias stands for, if it is one, always the same, and in each row.
func tableOf(text, alias string) (table string) {
	if regexp.MustCompile(`\)\s+(as )?` + alias + `\b`).MatchString(text) {
		return ""
	}
	for _, at := range regexp.MustCompile(`(left )?\b(from|join|lateral) (\w+) `+alias+`\b`).FindAllStringSubmatch(text, -1) {
		if at[1] != "" || at[2] == "lateral" || table != "" && table != at[3] {
			return ""
		}
		table = at[3]
	}
	return table
}
