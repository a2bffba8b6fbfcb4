//go:build linux

package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"regexp"
	"strings"
	"time"
)

// thrice starts, stops and starts until the third start; the clients stay.
func thrice(m *machine) error {
	count := 0
	for i, which := range []string{"first start", "second start", "third start"} {
		s, o, err := m.open(which)
		if err != nil {
			if s != nil && i == 0 {
				m.plainWords(s, which)
			}
			return err
		}
		m.note(i, o)
		n, err := visit(o.at).clients()
		if err != nil {
			return fmt.Errorf("%s: %w", which, err)
		}
		if i > 0 && n != count {
			m.row.fault("%s: %d clients, %d before", which, n, count)
		}
		count = n
		if err := m.stop(s, which); err != nil {
			return err
		}
	}
	m.row.Said = fmt.Sprintf("%d clients at each start", count)
	m.clustersAsBefore()
	return nil
}

// clustersAsBefore: a server that the machine gets later is made as Debian makes it.
func (m *machine) clustersAsBefore() {
	conf, err := os.ReadFile(m.at("/etc/postgresql-common/createcluster.conf"))
	if err == nil && strings.HasPrefix(string(conf), "create_main_cluster = false") {
		m.row.fault("the machine makes no clusters any more")
	}
}

// note keeps the times of a start.
func (m *machine) note(i int, o opened) {
	switch i {
	case 0:
		m.row.First, m.row.Build, m.row.Cached = o.took(), o.built, m.Built != ""
	case 1:
		m.row.Second = o.took()
	case 2:
		m.row.Third = o.took()
	}
}

// refusedAtOnce: what is missing is said before anything is compiled.
func refusedAtOnce(m *machine) error {
	s, err := m.start("make", "run")
	if err != nil {
		return err
	}
	if err := m.refusal(s, time.Minute); err != nil {
		return err
	}
	if m.compiled() {
		m.row.fault("it compiles before it says what is missing")
	}
	return m.nothingLeft("refusing")
}

// thriceOrRefused: it works, or says at once what to do.
func thriceOrRefused(m *machine) error {
	err := thrice(m)
	if !errors.Is(err, errEnded) || m.row.First > 0 {
		return err
	}
	m.row.Faults = nil
	return refusedAtOnce(m)
}

// readOnlyDisk: the checkout stands on a disk that nobody can write.
func readOnlyDisk(m *machine) error {
	if err := m.mountReadOnly(m.at(m.checkout()), m.checkout()); err != nil {
		return err
	}
	return thriceOrRefused(m)
}

var busy = regexp.MustCompile(`Port 8080 is busy; using (\d+)`)

// portBusy: somebody else listens on 8080; the next port is taken, and said.
func portBusy(m *machine) error {
	if l, err := net.Listen("tcp", "localhost:8080"); err == nil {
		defer l.Close()
	} // else it is busy already
	s, o, err := m.open("first start")
	if err != nil {
		return err
	}
	m.note(0, o)
	said := busy.FindString(s.said())
	if said == "" {
		m.row.fault("it does not say that the port is busy")
	}
	m.row.Said = said
	return m.stop(s, "first start")
}

// twoAtOnce: one of two serves, the other says so in a sentence.
func twoAtOnce(m *machine) error {
	one, err := m.start("make", "run")
	if err != nil {
		return err
	}
	two, err := m.start("make", "run")
	if err != nil {
		return err
	}
	_ = m.during("waiting for one of two", func() error {
		return m.await(one, pageLimit, func() bool { return !two.alive() })
	})
	serves, other := one, two
	if !one.alive() {
		serves, other = two, one
	}
	if other.alive() {
		return errors.New("neither of two gives way to the other")
	}
	if err := m.oneGaveWay(other); err != nil {
		return err
	}
	o, err := m.firstPage(serves, "first start")
	if err != nil {
		return err
	}
	m.note(0, o)
	return m.stop(serves, "first start")
}

func (m *machine) oneGaveWay(other *session) error {
	m.plainWords(other, "the second of two")
	words := lastWords(other.said())
	if other.exit() == 0 || !instructs(words) {
		return fmt.Errorf("the second of two ends with %d: %s", other.exit(), words)
	}
	m.row.Said = words
	return nil
}

// makeTest runs the tests of one small package, as somebody who has just cloned.
func makeTest(m *machine) error {
	s, err := m.start("make", "test", "PKG=./internal/config")
	if err != nil {
		return err
	}
	err = m.during("make test", func() error { return m.await(s, caseLimit, func() bool { return false }) })
	if !errors.Is(err, errEnded) {
		return fmt.Errorf("make test: %w", err)
	}
	m.moves(s, "make test")
	m.plainWords(s, "make test")
	if s.exit() != 0 {
		return fmt.Errorf("make test ends with %d: %s", s.exit(), lastWords(s.said()))
	}
	m.row.Said = lastWords(s.said())
	return m.nothingLeft("make test")
}
