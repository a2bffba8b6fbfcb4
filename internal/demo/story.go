package demo

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/medication"
	"kap/internal/vitals"
)

// Story is one invented client: who they are, who cares for them, and what they say.
type Story struct {
	Name       string // legal
	Preferred  string
	Pronouns   string
	Born       string     // "1984-03-14"
	Sex        client.Sex // for scoring
	Phone      string
	Email      string
	Address    string
	ReferredBy string
	Therapist  string // first names of the clinic's people, in lower case
	Prescriber string

	WhyNow      string
	StuckIn     string
	Medical     string
	Psychiatric string
	Substances  string
	Family      string
	Tried       []eligibility.Treatment
	Impression  string
	Pounds      string // weight
	Height      string // "5 ft 6 in"
	Systolic    int    // mmHg at rest
	Diastolic   int

	Indication string // ICD-10
	Rationale  string
	Medicines  []client.MedicineEntry
	Allergy    string

	Goals     []string
	Ratings   []int // first ratings, 0-10
	Intention string
	Hopes     string
	Fears     string
	Steadying string
	Music     string
	Touch     []string // kinds agreed to; none: said no
	Escort    client.EscortEntry
}

// Care is a story as it is lived: the house, the client, and what was done last.
type Care struct {
	House
	Story
	ID uuid.UUID

	Consultation uuid.UUID
	Decision     uuid.UUID
	Order        uuid.UUID
	Preparation  uuid.UUID
	Visit        uuid.UUID // dosing, booked last
	Session      uuid.UUID
	Integration  uuid.UUID
	dispensed    medication.Units
	taken        medication.Units
	checks       int // risk checks so far
}

// lot is of every lozenge of the demo, and strength the mg of one.
const lot = "LK-2207"

var strength = medication.Milligrams(100)

// NewCare begins a story.
func (h House) NewCare(s Story) *Care { return &Care{House: h, Story: s, ID: db.NewID()} }

// as is ctx with one of the story's people; "therapist" and "prescriber" are the
// client's own.
func (c *Care) as(ctx context.Context, who string) context.Context {
	switch who {
	case "therapist":
		who = c.Therapist
	case "prescriber":
		who = c.Prescriber
	}
	return c.As(ctx, who)
}

// first is the first name by which people speak of the client.
func (c *Care) first() string {
	if c.Preferred != "" {
		return c.Preferred
	}
	name, _, _ := strings.Cut(c.Name, " ")
	return name
}

func (c *Care) kilograms() vitals.Tenths {
	kg, _, err := vitals.Weight(c.Pounds, "lb")
	if err != nil {
		return 0
	}
	return kg
}

// all runs acts in their order until one fails.
func all(ctx context.Context, acts ...func(context.Context) error) error {
	for _, act := range acts {
		if err := act(ctx); err != nil {
			return err
		}
	}
	return nil
}
