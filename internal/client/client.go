package client

import (
	"time"

	"github.com/google/uuid"
)

// Client is a person in care.
type Client struct {
	ID     uuid.UUID
	Number string // for people: K-0042
	Details
	Version int
}

// Called is what the client is called: the preferred name, else the legal one.
func (c Client) Called() string {
	if c.PreferredName != "" {
		return c.PreferredName
	}
	return c.LegalName
}

// Age is whole years on the day of now, as now's own zone counts days. Who was born on
// Feb 29 turns on Mar 1 in other years.
func (c Client) Age(now time.Time) int {
	years := now.Year() - c.Born.Year()
	if now.Month() < c.Born.Month() || now.Month() == c.Born.Month() && now.Day() < c.Born.Day() {
		years--
	}
	return years
}

// Entry is the client as the form that changes them.
func (c Client) Entry() DetailsEntry {
	e := c.Details.Entry()
	e.Version = c.Version
	return e
}
