package client

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold makes names comparable: lower case, without accents, words only.
func fold(name string) []string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '.':
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteRune(' ')
		}
	}
	return strings.Fields(b.String())
}

// Alike says whether two people of one birth date are likely the same: the words
// of the shorter name are among the other's, in any order, accents and case
// aside. Middle names and a preferred first name do not tell them apart.
func Alike(a, b Client) bool {
	return a.Born.Equal(b.Born) && (a.namedWithin(b) || b.namedWithin(a))
}

// namedWithin says whether each word of the legal name is among b's names.
func (c Client) namedWithin(b Client) bool {
	names := fold(b.LegalName + " " + b.PreferredName)
	words := fold(c.LegalName)
	for _, word := range words {
		if !slices.Contains(names, word) {
			return false
		}
	}
	return len(words) > 0
}

// Likely are those among the others who are likely the same person as c.
func Likely(c Client, others []Client) []Client {
	var same []Client
	for _, other := range others {
		if other.ID != c.ID && Alike(c, other) {
			same = append(same, other)
		}
	}
	return same
}
