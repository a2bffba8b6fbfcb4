package chart

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/dosing"
	"kap/internal/measure"
	"kap/internal/medication"
	"kap/internal/pathway"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/staff"
	"kap/internal/task"
	"kap/internal/vitals"
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
	Doses     []measure.Dose
	Medicines []client.Medicine // taken now
	Tasks     []task.Task
	Last      *Session
	Staff     []staff.Member
}

// Desk is what the front desk reads.
type Desk struct {
	pathway.Kept                  // no stage: there is no course
	Visits       []schedule.Visit // of the last two weeks and to come
	Escorts      []client.Escort
	Tasks        []task.Task
}

// Session is the last dosing session in few lines.
type Session struct {
	dosing.Last
	Number    int
	Highest   vitals.Highest // zero: none was measured
	Intention string
}

// recent are the visits of the last two weeks and to come; what was cancelled is left out.
func recent(visits []schedule.Visit, now time.Time) []schedule.Visit {
	var list []schedule.Visit
	for _, v := range visits {
		if v.Status != schedule.Cancelled && v.StartsAt.After(now.AddDate(0, 0, -14)) && len(list) < mostVisits {
			list = append(list, v)
		}
	}
	return list
}

// mostVisits is how many the list holds.
const mostVisits = 50

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
		own := medication.OwnHoldOf(running, med)
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
