//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// process is one that lives on the machine.
type process struct {
	pid, parent int
	name        string
}

// processes are those of the machine, without its first and ours.
func (m *machine) processes() (all []process) {
	stats, _ := filepath.Glob(m.at("/proc/[0-9]*/stat"))
	for _, name := range stats {
		text, _ := os.ReadFile(name)
		if p, lives := parseStat(string(text)); lives && p.pid != 1 && p.pid != os.Getpid() {
			all = append(all, p)
		}
	}
	return all
}

// parseStat reads "71 (postgres) S 12 …"; a dead one that waits for its parent
// does not live.
func parseStat(text string) (p process, lives bool) {
	open, shut := strings.IndexByte(text, '('), strings.LastIndexByte(text, ')')
	if open < 0 || shut < open {
		return p, false
	}
	p.name = text[open+1 : shut]
	p.pid, _ = strconv.Atoi(strings.TrimSpace(text[:open]))
	rest := strings.Fields(text[shut+1:])
	if len(rest) < 2 {
		return p, false
	}
	p.parent, _ = strconv.Atoi(rest[1])
	return p, rest[0] != "Z" && rest[0] != "X"
}

// find is the process of this name whose parent has that name; parent "": any.
func (m *machine) find(name, parent string) (process, bool) {
	all := m.processes()
	named := map[int]string{}
	for _, p := range all {
		named[p.pid] = p.name
	}
	for _, p := range all {
		if p.name == name && (parent == "" || named[p.parent] == parent) {
			return p, true
		}
	}
	return process{}, false
}
