package dbtest

import (
	"sync"
	"time"
)

// Noon is where every test's clock starts: Tue Nov 24 2026, 12:00 noon in
// Denver, the clinic's zone.
var Noon = time.Date(2026, time.November, 24, 19, 0, 0, 0, time.UTC)

// clock stands still until a test moves it.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at.UTC()
}

// Now is what the clock shows, UTC.
func (d *DB) Now() time.Time { return d.clock.now() }

// Set puts the clock to a time.
func (d *DB) Set(at time.Time) { d.clock.set(at) }

// Advance moves the clock on by a duration.
func (d *DB) Advance(by time.Duration) {
	d.clock.mu.Lock()
	defer d.clock.mu.Unlock()
	d.clock.at = d.clock.at.Add(by)
}
