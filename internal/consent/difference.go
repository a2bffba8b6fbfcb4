package consent

import (
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Line is one line of two texts laid side by side.
type Line struct {
	Words          string
	Added, Removed bool // neither: the same in both
}

// Difference lays the new text over the old one, line by line: what was removed stands
// before what was added in its place.
func Difference(was, becomes Text) []Line {
	differ := diffmatchpatch.New()
	differ.DiffTimeout = 0 // the same two texts always differ alike
	a, b, words := differ.DiffLinesToRunes(was.Canonical(), becomes.Canonical())
	var lines []Line
	for _, d := range differ.DiffCharsToLines(differ.DiffMainRunes(a, b, false), words) {
		for line := range strings.Lines(d.Text) {
			lines = append(lines, Line{Words: strings.TrimSuffix(line, "\n"),
				Added: d.Type == diffmatchpatch.DiffInsert, Removed: d.Type == diffmatchpatch.DiffDelete})
		}
	}
	return lines
}
