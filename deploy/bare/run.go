//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// step is how often the machine is looked at while something is awaited.
const step = 100 * time.Millisecond

// await looks until it is so, the session ends, or the time is over.
func (m *machine) await(s *session, limit time.Duration, so func() bool) error {
	until := time.Now().Add(m.patience(limit))
	for !so() {
		if !s.alive() {
			return errEnded
		}
		if time.Now().After(until) {
			return fmt.Errorf("not within %s", m.patience(limit))
		}
		time.Sleep(step)
	}
	return nil
}

var errEnded = errors.New("it ended")

var address = regexp.MustCompile(`The clinic is at (https?://[^\s]+)`)

// open starts make run and waits for its first page.
func (m *machine) open(which string) (*session, opened, error) {
	s, err := m.start("make", "run")
	if err != nil {
		return nil, opened{}, err
	}
	o, err := m.firstPage(s, which)
	return s, o, err
}

// opened is a clinic that shows its first page.
type opened struct {
	at           string        // its address
	built, after time.Duration // from make run to a program that runs, and from there to the page
}

func (o opened) took() time.Duration { return o.built + o.after }

// firstPage waits until the sign-in page shows the demo people.
func (m *machine) firstPage(s *session, which string) (o opened, err error) {
	var program running
	page := func() bool {
		program.look(m)
		said := address.FindStringSubmatch(s.said())
		if said == nil || !visit(said[1]).atTheDoor() {
			return false
		}
		o.at = said[1]
		return true
	}
	err = m.during(which, func() error { return m.await(s, pageLimit, page) })
	if err != nil {
		return o, fmt.Errorf("%s: no first page: %w: %s", which, err, lastWords(s.said()))
	}
	o.built, o.after = program.since.Sub(s.began), time.Since(program.since)
	m.inTime(s, o, which)
	return o, nil
}

// inTime holds what was promised to somebody who waits.
func (m *machine) inTime(s *session, o opened, which string) {
	m.moves(s, which)
	if o.after > m.patience(afterLimit) {
		m.row.fault("%s: the first page comes %s after the build", which, seconds(o.after))
	}
}

// moves holds that somebody who waits sees something move.
func (m *machine) moves(s *session, which string) {
	silence := s.longestSilence()
	m.row.Silence = max(m.row.Silence, silence)
	if silence > m.patience(silenceLimit) {
		m.row.fault("%s: nothing moves on the screen for %s", which, seconds(silence))
	}
}

// running is the program that make builds, once it runs; one that ran only to
// say something before is followed by another.
type running struct {
	pid   int
	since time.Time
}

func (r *running) look(m *machine) {
	if p, ok := m.find("kap", ""); ok && p.pid != r.pid {
		*r = running{p.pid, time.Now()}
	}
}

// stop types Ctrl-C and waits until nothing runs any more.
func (m *machine) stop(s *session, which string) error {
	s.interrupt()
	err := m.during("stopping", func() error { return m.await(s, stopLimit, func() bool { return !s.alive() }) })
	if err != nil && s.alive() {
		return fmt.Errorf("%s: Ctrl-C does not stop it: %w", which, err)
	}
	if exit := s.exit(); exit != 0 && exit != 2 && exit != 130 { // make's own words for an interrupt
		m.row.fault("%s: after Ctrl-C make ends with %d", which, exit)
	}
	m.plainWords(s, which)
	m.stays(s, which)
	return m.nothingLeft(which)
}

// nothingLeft holds that no process outlives the command.
func (m *machine) nothingLeft(which string) error {
	until := time.Now().Add(m.patience(5 * time.Second))
	for {
		left := m.processes()
		if len(left) == 0 {
			return nil
		}
		if time.Now().After(until) {
			return fmt.Errorf("%s: it ended and left %s running", which, left[0].name)
		}
		time.Sleep(step)
	}
}

var staysIn = regexp.MustCompile(`[Tt]he data stays in (.+?)\.?$`)

// stays holds that the folder it names for the data exists.
func (m *machine) stays(s *session, which string) {
	for _, line := range lines(s.said()) {
		named := staysIn.FindStringSubmatch(line)
		if named == nil {
			continue
		}
		at := named[1]
		if !filepath.IsAbs(at) {
			at = filepath.Join(m.checkout(), at)
		}
		if !isDir(m.at(at)) {
			m.row.fault("%s: the data is said to stay in %s, which is no folder", which, named[1])
		}
		return
	}
	m.row.fault("%s: it does not say where the data stays", which)
}

// plainWords holds that nothing on the screen was meant for a programmer.
func (m *machine) plainWords(s *session, which string) {
	if line, ok := lowLevel(s.said()); ok {
		m.row.fault("%s: it says %q", which, line)
	}
}

// refusal waits until the command ends by itself, which it must with a sentence
// that says what to do, and an exit code.
func (m *machine) refusal(s *session, limit time.Duration) error {
	err := m.during("waiting for a sentence", func() error {
		return m.await(s, limit, func() bool { return address.MatchString(s.said()) })
	})
	switch {
	case err == nil:
		return errors.New("it starts, and should say what is missing")
	case !errors.Is(err, errEnded):
		return fmt.Errorf("no sentence: %w: %s", err, lastWords(s.said()))
	case s.exit() == 0:
		return errors.New("it refuses and ends with 0")
	}
	m.plainWords(s, "refusing")
	words := lastWords(s.said())
	if !instructs(words) {
		return fmt.Errorf("its last words do not say what to do: %s", words)
	}
	m.row.Said = words
	return nil
}

// compiled says whether something was compiled already.
func (m *machine) compiled() bool {
	_, err := os.Stat(m.at(m.checkout() + "/.bin/kap"))
	if err == nil {
		return true
	}
	// Go notes its own folders in an empty cache; what it compiles is thousands of files.
	kept, _ := filepath.Glob(m.at(m.home() + "/.cache/go-build/*/*"))
	return m.Built == "" && len(kept) > 200
}

// lastWords is the last line that is the program's, not make's.
func lastWords(said string) string {
	all := lines(said)
	for i := len(all) - 1; i >= 0; i-- {
		if !strings.HasPrefix(all[i], "make") {
			return all[i]
		}
	}
	return "(it said nothing)"
}
