package eligibility

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
	"kap/internal/vitals"
)

// standingRow is the client's open course with what the computed criteria rest on.
type standingRow struct {
	CourseID     uuid.UUID
	Prescriber   uuid.UUID // zero: not named
	HasTherapist bool
	Born         time.Time
	Today        time.Time
	Zone         string
}

// queueStanding: no row where no course is open.
func queueStanding(b *db.Batch, client uuid.UUID) *db.Rows[standingRow] {
	return db.Queue[standingRow](b, `
		select k.id as course_id, k.prescriber_id as prescriber,
		    k.therapist_id is not null as has_therapist, c.born,
		    (app_now() at time zone z.zone)::date as today, z.zone
		from course k
		join client c on c.clinic_id = k.clinic_id and c.id = k.client_id
		join clinic z on z.id = k.clinic_id
		where k.client_id = $1 and `+spine.Open+``, client)
}

// facts puts the computed criteria's facts together.
func facts(s standingRow, sizes []vitals.Size, pressures []vitals.Resting) Facts {
	f := Facts{Born: s.Born, Today: s.Today, TherapistAssigned: s.HasTherapist, Height: vitals.LastHeight(sizes)}
	if weighed := vitals.Weights(sizes); len(weighed) > 0 {
		f.Weight, f.Weighed = weighed[0].Weight, Source{sourceWords(weighed[0].Source), weighed[0].On}
	}
	if len(pressures) > 0 {
		p := pressures[0]
		f.Pressure = &Pressure{p.Systolic, p.Diastolic, Source{sourceWords(p.Source), p.On}}
	}
	return f
}

func sourceWords(source string) string {
	switch source {
	case "client":
		return "measured at home"
	case "outside":
		return "measured elsewhere"
	}
	return "measured here"
}
