//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"time"
)

// cutShort ends the demo fill in its middle; the next start serves it whole.
func cutShort(end func(*session)) func(*machine) error {
	return func(m *machine) error {
		whole, took, err := m.wholeFill()
		if err != nil {
			return err
		}
		s, err := m.start("make", "run")
		if err != nil {
			return err
		}
		if err := m.inTheMiddle(s, took); err != nil {
			return err
		}
		if address.MatchString(s.said()) {
			return errors.New("the fill was over before its middle was found")
		}
		end(s)
		if err := m.await(s, stopLimit, func() bool { return false }); !errors.Is(err, errEnded) {
			return fmt.Errorf("cut short, it does not end: %w", err)
		}
		m.plainWords(s, "cut short")
		if err := m.nothingLeft("cut short"); err != nil {
			return err
		}
		return m.isWhole(whole)
	}
}

// wholeFill fills once undisturbed, counts, and starts over; took is the time
// from the program's start to its page.
func (m *machine) wholeFill() (clients int, took time.Duration, err error) {
	s, o, err := m.open("an undisturbed start")
	if err != nil {
		return 0, 0, err
	}
	m.note(0, o)
	if clients, err = visit(o.at).clients(); err != nil {
		return 0, 0, err
	}
	if err := m.stop(s, "an undisturbed start"); err != nil {
		return 0, 0, err
	}
	return clients, o.after, os.RemoveAll(m.at(m.checkout() + "/.kap"))
}

// inTheMiddle waits until more than half of the time has passed that the program
// took before; most of it is the fill.
func (m *machine) inTheMiddle(s *session, took time.Duration) error {
	var program running
	return m.during("waiting for the middle of the fill", func() error {
		return m.await(s, pageLimit, func() bool {
			program.look(m)
			return program.pid != 0 && time.Since(program.since) > took*6/10
		})
	})
}

// isWhole holds that the next start serves the clinic whole.
func (m *machine) isWhole(clients int) error {
	s, o, err := m.open("the next start")
	if err != nil {
		return err
	}
	m.note(1, o)
	n, err := visit(o.at).clients()
	if err != nil {
		return err
	}
	if n != clients {
		m.row.fault("the next start serves %d of %d clients", n, clients)
	}
	m.row.Said = fmt.Sprintf("%d of %d clients", n, clients)
	return m.stop(s, "the next start")
}

// killedServing ends everything at once while it serves, as a crash does.
func killedServing(m *machine) error {
	s, o, err := m.open("first start")
	if err != nil {
		return err
	}
	m.note(0, o)
	clients, err := visit(o.at).clients()
	if err != nil {
		return err
	}
	s.killGroup()
	if err := m.nothingLeft("killed"); err != nil {
		return err
	}
	return m.isWhole(clients)
}

// makeKilled ends make alone: the program ends too, or the next start says who
// is in the way.
func makeKilled(m *machine) error {
	s, o, err := m.open("first start")
	if err != nil {
		return err
	}
	m.note(0, o)
	clients, err := visit(o.at).clients()
	if err != nil {
		return err
	}
	make, ok := m.find("make", "sh")
	if !ok {
		return errors.New("make is not found")
	}
	kill(make.pid)
	gone := func() bool { _, serves := m.find("kap", ""); return !serves }
	if m.await(s, stopLimit, gone) == nil {
		s.killGroup()
		return m.isWhole(clients)
	}
	next, err := m.start("make", "run")
	if err != nil {
		return err
	}
	if err := m.refusal(next, pageLimit); err != nil {
		return fmt.Errorf("make is gone, the program still serves, and the next start: %w", err)
	}
	s.killGroup()
	return nil
}

var again = regexp.MustCompile(`(?i)database.*(again|restart)|(again|restart).*database`)

// databaseKilled ends the database under a clinic that serves: it comes again
// with a sentence, and so does the page.
func databaseKilled(m *machine) error {
	s, o, err := m.open("first start")
	if err != nil {
		return err
	}
	m.note(0, o)
	clients, err := visit(o.at).clients()
	if err != nil {
		return err
	}
	postmaster, ok := m.find("postgres", "kap")
	if !ok {
		return errors.New("no database of its own is found")
	}
	before := len(s.said())
	kill(postmaster.pid)
	killed := time.Now()
	n := 0
	err = m.during("waiting for the database", func() error {
		return m.await(s, time.Minute, func() bool { n, err = visit(o.at).clients(); return err == nil })
	})
	if errors.Is(err, errEnded) && instructs(lastWords(s.said())) {
		m.row.Said = "it stops: " + lastWords(s.said())
		return nil
	}
	if err != nil {
		return fmt.Errorf("without its database no page comes back: %w", err)
	}
	if !again.MatchString(s.said()[before:]) {
		m.row.fault("it does not say that the database was started again")
	}
	if n != clients {
		m.row.fault("%d clients, %d before", n, clients)
	}
	m.row.Said = fmt.Sprintf("pages again after %s", seconds(time.Since(killed)))
	return m.stop(s, "first start")
}
