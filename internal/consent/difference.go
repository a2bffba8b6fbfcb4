package consent

import "strings"

// Line is one line of two texts laid side by side.
type Line struct {
	Words          string
	Added, Removed bool // neither: the same in both
}

// Difference lays the new text over the old one, line by line, by their longest common
// lines: what was removed stands before what was added in its place.
func Difference(was, becomes Text) []Line {
	a, b := strings.Split(clean(was.Body), "\n"), strings.Split(clean(becomes.Body), "\n")
	common := commonLines(a, b)
	var lines []Line
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			lines = append(lines, Line{Words: a[i]})
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			lines = append(lines, Line{Words: a[i], Removed: true})
			i++
		default:
			lines = append(lines, Line{Words: b[j], Added: true})
			j++
		}
	}
	return lines
}

// commonLines[i][j] is how many lines a[i:] and b[j:] have in common, in order.
func commonLines(a, b []string) [][]int {
	n := make([][]int, len(a)+1)
	for i := range n {
		n[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			n[i][j] = max(n[i+1][j], n[i][j+1])
			if a[i] == b[j] {
				n[i][j] = n[i+1][j+1] + 1
			}
		}
	}
	return n
}
