//go:build linux

package main

import (
	"slices"
	"strings"
	"time"
)

// Limits, on a machine that does nothing else.
const (
	caseLimit    = 10 * time.Minute // one case
	pageLimit    = 5 * time.Minute  // a first page
	afterLimit   = time.Minute      // a first page after the build
	stopLimit    = 30 * time.Second // Ctrl-C
	silenceLimit = 5 * time.Second  // nothing moves on the screen
)

// scenario is one case: a machine, how it is set, and what is tried on it.
type scenario struct {
	name    string
	suite   string   // Debian "12", "13"
	user    bool     // an ordinary user, not root
	adds    string   // what the machine has beyond the README's needs: a key of packages
	builds  bool     // compiles from nothing; the others find Go's caches of the one before
	fetches bool     // modules come from the proxy, never from this machine's own
	folder  string   // where the checkout is; below the home where it is not absolute
	owned   string   // whose the checkout is, where not of who runs it
	umask   int      // 0: the usual 022
	disk    string   // what is left on the disk, as mount(8) says it
	env     []string // settings to change; "LANG" takes one away
	try     func(*machine) error
}

func (s scenario) root() string {
	if s.adds == "" {
		return s.suite
	}
	return s.suite + "+" + s.adds
}

func (s scenario) who() string {
	if s.user {
		return "somebody"
	}
	return "root"
}

func (s scenario) uid() int {
	if s.user {
		return 1000
	}
	return 0
}

// owner is whose the checkout is: root, somebody or else, the second user.
func (s scenario) owner() int {
	uids := map[string]int{"": s.uid(), "root": 0, "else": 1001}
	return uids[s.owned]
}

func (s scenario) home() string {
	if s.user {
		return "/home/somebody"
	}
	return "/root"
}

func (s scenario) checkout() string {
	switch {
	case s.folder == "":
		return s.home() + "/kap"
	case strings.HasPrefix(s.folder, "/"):
		return s.folder
	}
	return s.home() + "/" + s.folder
}

// amend changes an environment as the case wants it.
func (s scenario) amend(env []string) []string {
	for _, change := range s.env {
		name, _, sets := strings.Cut(change, "=")
		env = slices.DeleteFunc(env, func(kv string) bool { return strings.HasPrefix(kv, name+"=") })
		if sets {
			env = append(env, change)
		}
	}
	return env
}

// scenarios are all cases in order: the matrix, then one thing odd at a time.
func scenarios() (all []scenario) {
	for _, suite := range []string{"12", "13"} {
		for _, s := range matrix {
			s.suite, s.name = suite, suite+" "+s.name
			all = append(all, s)
		}
	}
	all = append(all,
		scenario{name: "12 root, Debian's Go (too old)", suite: "12", adds: "golang", try: refusedAtOnce},
		scenario{name: "13 root, Debian's Go (fetches its toolchain)", suite: "13", adds: "golang", builds: true, try: thrice})
	for _, s := range odd {
		s.suite, s.name = "13", "13 "+s.name
		all = append(all, s)
	}
	return all
}

var matrix = []scenario{
	{name: "root, without npm", builds: true, fetches: true, try: thrice},
	{name: "root, with npm", adds: "npm", try: thrice},
	{name: "user, without npm, no Postgres", user: true, try: refusedAtOnce},
	{name: "user, with npm", user: true, adds: "npm", builds: true, try: thrice},
	{name: "user, without npm, Debian's Postgres", user: true, adds: "postgresql", try: thrice},
}

// odd are tried on one Debian; most as a user whose machine has Postgres, since
// that starts quickest.
var odd = []scenario{
	{name: "user, path with a space", user: true, adds: "postgresql", folder: "my clinic/kap", try: thrice},
	{name: "root, path with a space", folder: "/srv/my clinic/kap", try: thrice},
	{name: "root, umask 077", umask: 0o077, try: thrice},
	{name: "root, umask 077, in /srv", umask: 0o077, folder: "/srv/kap", try: thrice},
	{name: "user, no HOME", user: true, adds: "postgresql", env: []string{"HOME"}, try: thriceOrRefused},
	{name: "root, no HOME", env: []string{"HOME"}, try: thriceOrRefused},
	{name: "user, LANG unset", user: true, adds: "postgresql", env: []string{"LANG"}, try: thrice},
	{name: "root, LANG and LC_ALL odd", env: []string{"LANG=tlh_KX.KOI8", "LC_ALL=tlh_KX.KOI8"}, try: thrice},
	{name: "user, 300 MB of disk", user: true, adds: "postgresql", builds: true, disk: "300m", try: refusedAtOnce},
	{name: "user, read-only checkout of root", user: true, adds: "postgresql", folder: "/opt/kap", owned: "root", try: thriceOrRefused},
	{name: "root, read-only disk", adds: "postgresql", folder: "/opt/kap", try: readOnlyDisk},
	{name: "root, somebody else's checkout, git there", adds: "git", folder: "/home/else/kap", owned: "else", try: thrice},
	{name: "user, port 8080 busy", user: true, adds: "postgresql", try: portBusy},
	{name: "user, kill -9 in the middle of the fill", user: true, adds: "postgresql", try: cutShort((*session).killGroup)},
	{name: "user, Ctrl-C in the middle of the fill", user: true, adds: "postgresql", try: cutShort((*session).interrupt)},
	{name: "user, kill -9 while serving", user: true, adds: "postgresql", try: killedServing},
	{name: "user, kill -9 of make alone", user: true, adds: "postgresql", try: makeKilled},
	{name: "user, kill -9 of the database", user: true, adds: "postgresql", try: databaseKilled},
	{name: "user, two at once", user: true, adds: "postgresql", try: twoAtOnce},
	{name: "user, make test, with npm", user: true, adds: "npm", try: makeTest},
	{name: "user, make test, Debian's Postgres", user: true, adds: "postgresql", try: makeTest},
}

func scenarioNamed(name string) scenario {
	all := scenarios()
	return all[slices.IndexFunc(all, func(s scenario) bool { return s.name == name })]
}

// chosen are the cases whose names hold the phrase; where none does, those that
// hold each of its words.
func chosen(phrase string) []scenario {
	lacks := func(text string) func(scenario) bool {
		return func(s scenario) bool { return !strings.Contains(s.name, text) }
	}
	all := scenarios()
	if found := slices.DeleteFunc(slices.Clone(all), lacks(phrase)); len(found) > 0 {
		return found
	}
	for _, word := range strings.Fields(phrase) {
		all = slices.DeleteFunc(all, lacks(word))
	}
	return all
}

func names(all []scenario) string {
	var lines []string
	for _, s := range all {
		lines = append(lines, "  "+s.name)
	}
	return strings.Join(lines, "\n")
}
