package deploy_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// block is a fenced block of a page: where it stands, what its fence says, its lines.
type block struct {
	page    string
	line    int    // of the first line inside
	heading string // the nearest above
	info    []string
	text    string
}

func (b block) String() string { return fmt.Sprintf("%s:%d", b.page, b.line) }

// walked says whether a shell takes it; an example is only looked at.
func (b block) walked() bool { return len(b.info) == 1 && b.info[0] == "sh" }

// file is the path the block is the content of, or "".
func (b block) file() string {
	if len(b.info) == 2 && strings.HasPrefix(b.info[1], "/") {
		return b.info[1]
	}
	return ""
}

// blocksOf reads the fenced blocks of a page, in order; a heading is an empty one.
func blocksOf(t *testing.T, page string) (all []block) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var heading string
	var open *block
	for i, line := range strings.Split(string(text), "\n") {
		fence, fenced := strings.CutPrefix(line, "```")
		switch {
		case fenced && open == nil:
			open = &block{page: page, line: i + 2, heading: heading, info: strings.Fields(fence)}
		case fenced:
			all = append(all, *open)
			open = nil
		case open != nil:
			open.text += line + "\n"
		case strings.HasPrefix(line, "#"):
			heading = strings.TrimLeft(line, "# ")
			all = append(all, block{page: page, line: i + 1, heading: heading})
		}
	}
	return all
}

// kapLine is a command of the program as somebody types it: the word after kap
// and what follows up to the end of the command.
var kapLine = regexp.MustCompile(`(?m)(?:^|[;|(&` + "`" + `]|\s)kap ([a-z][a-z-]*)([^\n;|)&` + "`" + `]*)`)

// flagWord is a flag somebody types.
var flagWord = regexp.MustCompile(`(?:^|[\s\[])--([a-z][a-z-]*)`)

// typed are the commands of a shell text with their flags.
func typed(text string) (all []use) {
	text = strings.ReplaceAll(text, "\\\n", " ")
	for _, m := range kapLine.FindAllStringSubmatch(text, -1) {
		u := use{command: m[1]}
		for _, f := range flagWord.FindAllStringSubmatch(m[2], -1) {
			u.flags = append(u.flags, f[1])
		}
		all = append(all, u)
	}
	return all
}

// use is one command of the program with the flags it is given.
type use struct {
	command string
	flags   []string
}
