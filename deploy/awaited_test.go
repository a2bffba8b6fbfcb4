package deploy_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// awaitedList is what the runbook already says and this tree's program does not
// know yet. As soon as the program knows one, TestNothingIsAwaitedLonger asks for
// its removal; when the list is empty, this file goes.
var awaitedList = []string{
	"kap version",
	"kap init --address", "kap init --phone", "kap init --emergency-department", "kap init --yes", "kap init --replace",
	sentences, release,
}

// sentences: serve on a database without tables, or without a key, names the command that is missing.
const sentences = "serve names what comes first"

// release: make dist, by deploy/dist.sh.
const release = "make dist"

func awaited(what string) bool { return slices.Contains(awaitedList, what) }

func TestNothingIsAwaitedLonger(t *testing.T) {
	k := whatItKnows(t, program(t))
	for _, what := range awaitedList {
		command, flag, _ := strings.Cut(strings.TrimPrefix(what, "kap "), " --")
		if strings.HasPrefix(what, "kap ") && (flag == "" && k.command(command) || flag != "" && k.flag(command, flag)) {
			t.Errorf("%q is there: take it from awaitedList", what)
		}
	}
}

// withoutAwaited leaves out of a block what the program does not know yet.
func withoutAwaited(text string) string {
	text = strings.ReplaceAll(text, "\\\n", " ")
	for _, what := range awaitedList {
		command, flag, ok := strings.Cut(what, " --")
		if !strings.HasPrefix(what, "kap ") {
			continue
		}
		if !ok {
			text = regexp.MustCompile(`(?m)^\s*`+what+`$`).ReplaceAllString(text, "")
			continue
		}
		text = regexp.MustCompile(`(?m)^.*`+command+`.*$`).ReplaceAllStringFunc(text, func(line string) string {
			return regexp.MustCompile(` --`+flag+`\b( "[^"]*"| [^\s-]\S*)?`).ReplaceAllString(line, "")
		})
	}
	return text
}
