package client

import (
	"time"

	"github.com/google/uuid"
)

// Client is a person in care.
type Client struct {
	ID                uuid.UUID
	Number            string // for people: K-0042
	LegalName         string
	PreferredName     string
	Pronouns          string
	Born              time.Time // a date, midnight UTC
	SexForScoring     string    // for scoring and dosing rules, apart from gender
	Phone             string
	Email             string
	Address           string
	EmergencyName     string
	EmergencyPhone    string
	EmergencyRelation string
	Version           int
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

// Details is the client's row as the form that changes it.
func (c Client) Details() Details {
	return Details{
		LegalName: c.LegalName, PreferredName: c.PreferredName, Pronouns: c.Pronouns,
		BornMonth: c.Born.Format("1"), BornDay: c.Born.Format("2"), BornYear: c.Born.Format("2006"),
		SexForScoring: c.SexForScoring, Phone: c.Phone, Email: c.Email, Address: c.Address,
		EmergencyName: c.EmergencyName, EmergencyPhone: c.EmergencyPhone, EmergencyRelation: c.EmergencyRelation,
		Version: c.Version,
	}
}
