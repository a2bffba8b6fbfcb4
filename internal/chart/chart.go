package chart

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/medication"
	"kap/internal/pathway"
	"kap/internal/protocol"
	"kap/internal/staff"
	"kap/internal/task"
)

// Chart is the front page: Care for the care team, Desk for the front desk.
type Chart struct {
	Client client.Client
	Named  client.Named
	OnTeam bool // the reader cares for this client
	Care   Care
	Desk   Desk
}

// Care is what the care team reads.
type Care struct {
	HasCourse bool
	Facts     pathway.Facts
	Standing  pathway.Standing
	Scores    []Score
	Doses     []Dose
	Medicines []client.Medicine // taken now
	Tasks     []task.Task
	Last      *Session
	Staff     []staff.Member
}

// Desk is what the front desk reads.
type Desk struct {
	Stage     string // in the front desk's words
	Label     string // clinical rules 8
	Next      string
	OwnerRole string
	OwnerName string
	Since     time.Time
	Due       *time.Time
	Paused    bool
	Visits    []Visit
	Escorts   []client.Escort
	Tasks     []task.Task
}

// Score is one complete PHQ-9 or GAD-7.
type Score struct {
	Instrument string
	At         time.Time
	Total      int
	Occasion   string
	Baseline   bool
}

// Dose is a dosing day on the chart's axis.
type Dose struct {
	Number int // 0: unplanned
	At     time.Time
	Amount string // mg, empty while planned
	Taken  bool
}

// Session is the last dosing session in few lines.
type Session struct {
	ID         uuid.UUID
	Number     int
	StartedAt  time.Time
	LeftAt     *time.Time
	SignedAt   *time.Time
	Amount     string // mg
	Kept       string // spat, swallowed
	Systolic   *int   // the highest, mmHg
	Diastolic  *int
	Intention  string
	Images     string
	Quote      string // the client's own words
	Therapist  string
	Manner     string // how the client left
	EscortName string
}

// Visit is an appointment as the front desk reads it.
type Visit struct {
	ID              uuid.UUID
	Kind            string
	StartsAt        time.Time
	EndsAt          time.Time
	Status          string
	Room            string
	StaffName       string
	EscortConfirmed bool
}

// Hold is a medicine and what is said about it on dosing days.
type Hold struct {
	Name, Dose string
	Words      string
	Held       bool
	Review     bool // a prescriber reviews
}

// HoldsOf are the medicines taken now with what to do on dosing days: the
// prescriber's own word first, then the protocol's table.
func (c Care) HoldsOf(b protocol.Body) []Hold {
	var holds []Hold
	running := medication.Running(c.Facts.Prescriptions, c.Facts.Course.ID)
	for _, m := range c.Medicines {
		med := medication.Medicine{Name: m.Name, Class: m.Class, Daily: !m.AsNeeded}
		own := medication.OwnHoldOf(running, m.Name)
		said := medication.Instruct(med, own, b)
		holds = append(holds, Hold{Name: m.Name, Dose: m.Dose, Words: said.Staff, Review: said.Review,
			Held: medication.Holds(med, own, b)})
	}
	return holds
}

// Name is somebody who works here, with nobody named as "".
func (c Care) Name(id uuid.UUID) string {
	for _, m := range c.Staff {
		if m.ID == id {
			return m.Name
		}
	}
	return ""
}
