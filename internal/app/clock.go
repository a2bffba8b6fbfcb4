package app

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// A machine whose clock is further than drift from the database's is reported;
// beyond refused it does not start.
const (
	drift   = 5 * time.Second
	refused = 5 * time.Minute
)

// host reads the machine: its wall clock, and how long it has been running,
// which nobody can set.
type host func() (wall time.Time, running time.Duration)

func thisMachine() host {
	began := time.Now()
	return func() (time.Time, time.Duration) {
		now := time.Now()
		return now.Round(0), now.Sub(began)
	}
}

// clock is the database's time at the last measurement and what has run since:
// setting the machine's clock back or on does not move it.
type clock struct {
	host host

	mu    sync.Mutex
	at    time.Time     // the time that was right
	since time.Duration // how long the machine had been running then
}

func newClock(h host) *clock {
	c := &clock{host: h}
	c.at, c.since = h()
	return c
}

// Now is the one clock of the server.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, running := c.host()
	return c.at.Add(running - c.since)
}

// measure asks the database what time it is, puts the clock right, and answers
// how far the machine's is from the database's.
func (c *clock) measure(ctx context.Context, ask func(context.Context) (time.Time, error)) (off time.Duration, err error) {
	_, before := c.host()
	database, err := ask(ctx)
	if err != nil {
		return 0, fmt.Errorf("ask the database's clock: %w", err)
	}
	wall, after := c.host()
	database = database.Add((after - before) / 2) // it answered half way
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.since = settled(c.at.Add(after-c.since), wall, database), after
	return wall.Sub(database), nil
}

// begin is the first measurement: it follows the database, whatever ran before.
func (c *clock) begin(ctx context.Context, ask func(context.Context) (time.Time, error)) error {
	off, err := c.measure(ctx, ask)
	if err != nil {
		return err
	}
	if off.Abs() > refused {
		return fmt.Errorf("this machine's clock is off by %s from the database's; set both right and start again", off.Round(time.Second))
	}
	wall, running := c.host()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.since = wall.Add(-off), running
	return nil
}

// settled is the time of a measurement: the database's, unless it alone jumped.
// A machine that slept comes back with its wall clock and the database agreeing.
func settled(running, wall, database time.Time) time.Time {
	if near(database, running) || near(database, wall) {
		return database
	}
	return running
}

func near(a, b time.Time) bool { return a.Sub(b).Abs() <= drift }
