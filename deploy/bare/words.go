//go:build linux

package main

import (
	"regexp"
	"strings"
)

var (
	// forProgrammers are messages that a person who starts the program cannot use.
	forProgrammers = regexp.MustCompile(`(?i)\bpanic:|\bgoroutine \d|SQLSTATE|runtime error|segmentation|traceback|perl: warning|npm (ERR!|error)|error obtaining VCS status|signal: killed`)
	// denied and failed are such messages where the line does not go on to say what to do.
	denied = regexp.MustCompile(`(?i)permission denied|read-only file system|no space left|exit status \d+`)
	// doing are words of a sentence that says what to do.
	doing = regexp.MustCompile(`(?i)\b(install|set|free|run|stop|choose|copy|move|start|remove|give|make sure|use|see|wait|try|clone|another)\b`)
)

// lowLevel is the first line that was not written for a person.
func lowLevel(said string) (string, bool) {
	for _, line := range lines(said) {
		if forProgrammers.MatchString(line) || denied.MatchString(line) && !instructs(line) {
			return line, true
		}
	}
	return "", false
}

// instructs says whether words tell a person what to do.
func instructs(words string) bool {
	return doing.MatchString(words) && strings.Contains(words, " ")
}
