// Package fold makes names comparable, once for the whole house: what a person searches
// and sorts by, and what a rule compares, goes through Name or Term and never through
// lower() or a collation of the database, which differ from server to server. What Name
// makes is stored beside the name in a column that ends in _key; after a change here
// kap migrate makes them anew (internal/refold).
package fold

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Name is a name as it is found and sorted: small letters without marks, words with one
// space between, apostrophes and full stops gone. "Łukasz O’Brien-Smith" is "lukasz
// obrien smith". Letters of other scripts stay what they are.
func Name(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range plain(name) {
		switch {
		case silent(r):
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

// Words are the words of a name, folded.
func Words(name string) []string { return strings.Fields(Name(name)) }

// Term is a name as a rule compares it, stricter than Name: no spaces, no hyphens, letters
// and digits alone. "PHQ 9", "phq-9" and "PHQ9" are "phq9". What parts two digits stays a
// point, so that 2.5 is not 25.
func Term(name string) string {
	var b strings.Builder
	var last rune
	parted := false
	for _, r := range plain(name) {
		switch {
		case silent(r) && r != '.':
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			if parted && unicode.IsDigit(last) && unicode.IsDigit(r) {
				b.WriteByte('.')
			}
			b.WriteRune(r)
			last, parted = r, false
		default:
			parted = true
		}
	}
	return b.String()
}

// Same says whether two names are one for a rule; nothing is the same as no name.
func Same(a, b string) bool {
	term := Term(a)
	return term != "" && term == Term(b)
}

// Index finds the entry of a list that typed words spell out: one of its own words, written
// in whatever way; -1 for none.
func Index[T any](typed string, list []T, words func(T) []string) int {
	return slices.IndexFunc(list, func(entry T) bool {
		return slices.ContainsFunc(words(entry), func(word string) bool { return Same(typed, word) })
	})
}

// plain takes case and marks away, and writes out the letters that have no parts. Small
// letters last: cases.Fold makes capitals of Cherokee's small letters.
func plain(name string) string {
	if ascii(name) {
		return strings.ToLower(name)
	}
	folded := strings.ToLower(cases.Fold().String(norm.NFKD.String(name)))
	var b strings.Builder
	for _, r := range norm.NFKD.String(folded) {
		if letters, whole := undivided[r]; whole {
			b.WriteString(letters)
		} else if !mark(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// mark says whether a rune only dresses the letter before it: accents, Hebrew points,
// Arabic vowels. In the scripts of India a sign is a vowel of its own and stays.
func mark(r rune) bool {
	return unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Inherited, unicode.Hebrew, unicode.Arabic, unicode.Syriac)
}

// silent says whether a rune is written in some spellings of one name and not in others,
// or cannot be seen at all.
func silent(r rune) bool {
	return strings.ContainsRune(".'`´’‘ʼʻʹ′", r) || unicode.Is(unicode.Cf, r)
}

// undivided are letters that Unicode takes for whole: no mark comes off them. ß, ﬁ and
// their like are folded or divided already; they stand here where that leaves something.
var undivided = map[rune]string{
	'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe", 'ß': "ss",
	'ı': "i", 'ħ': "h", 'ŋ': "n", 'ŧ': "t", 'ĸ': "k", 'ə': "e", 'ǝ': "e", 'ɛ': "e", 'ɔ': "o",
	'ɓ': "b", 'ɖ': "d", 'ɗ': "d", 'ƒ': "f", 'ǥ': "g", 'ɣ': "g", 'ɨ': "i", 'ƙ': "k", 'ɲ': "n",
	'ʉ': "u", 'ƴ': "y", 'ƶ': "z", 'ⱥ': "a", 'ɫ': "l", 'ꞌ': "",
}
