package fold

import "unicode/utf8"

// Forgiven is how many letters may be wrong in a word of so many: none up to three, one
// from four, two from eight.
func Forgiven(letters int) int {
	switch {
	case letters >= 8:
		return 2
	case letters >= 4:
		return 1
	}
	return 0
}

// Near says how many letters part two folded words, where that is forgiven in the longer
// of them.
func Near(a, b string) (wrong int, near bool) {
	n, m := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	most := Forgiven(max(n, m))
	if n-m > most || m-n > most {
		return most + 1, false
	}
	wrong = apart([]rune(a), []rune(b), most)
	return wrong, wrong <= most
}

// Apart says whether two folded words are so many letters apart at most.
func Apart(a, b string, most int) bool { return apart([]rune(a), []rune(b), most) <= most }

// apart counts what makes one word the other: a letter more, a letter less, another letter,
// two neighbours in the wrong order. Beyond most it only says that it is more.
func apart(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			other := 1
			if a[i-1] == b[j-1] {
				other = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+other)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
