package eligibility

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/vitals"
)

// standing is the client's open course with what the computed criteria rest on.
type standing struct {
	CourseID     uuid.UUID
	Prescriber   uuid.UUID // zero: not named
	HasTherapist bool
	Taken        int // doses of this course
	Born         time.Time
	Today        time.Time
}

// queueStanding: no row where no course is open.
func queueStanding(b *db.Batch, client uuid.UUID) *db.Rows[standing] {
	return db.Queue[standing](b, `
		select c.id as course_id, c.prescriber_id as prescriber,
		    c.therapist_id is not null as has_therapist, p.born,
		    (select count(*)::int
		    from dosing_day d
		    where d.client_id = $1 and d.course_id = c.id and d.started_at is not null) as taken,
		    (app_now() at time zone z.zone)::date as today
		from course c
		join client p on p.clinic_id = c.clinic_id and p.id = c.client_id
		join clinic z on z.id = c.clinic_id
		where c.client_id = $1 and c.closed_at is null`, client)
}

// latest is the latest value of each that counts, not voided, whoever measured it. A
// pressure under the medicine does not: its rise is expected (esketamine label 5.6).
type latest struct {
	Systolic, Diastolic int // mmHg; 0 is none
	Source              string
	On                  time.Time
	Weight, Height      string // kg, cm; empty is none
	WeightSource        string
	WeightOn            time.Time
}

func queueLatest(b *db.Batch, client uuid.UUID) *db.Rows[latest] {
	return db.Queue[latest](b, `
		select coalesce(p.systolic, 0) as systolic, coalesce(p.diastolic, 0) as diastolic,
		    coalesce(p.source, '') as source, (p.taken_at at time zone z.zone)::date as on,
		    coalesce(w.weight::text, '') as weight, coalesce(w.source, '') as weight_source,
		    (w.taken_at at time zone z.zone)::date as weight_on, coalesce(h.height::text, '') as height
		from clinic z
		left join lateral (
		    select v.systolic, v.diastolic, v.source, v.taken_at
		    from vitals v
		    where v.client_id = $1 and v.systolic is not null and v.voided_at is null
		      and not exists (
		        select
		        from dosing_session s
		        where s.client_id = v.client_id and s.id = v.session_id and s.started_at < v.taken_at)
		    order by v.taken_at desc, v.id desc
		    limit 1) p on true
		left join lateral (
		    select v.weight, v.source, v.taken_at
		    from vitals v
		    where v.client_id = $1 and v.weight is not null and v.voided_at is null
		    order by v.taken_at desc, v.id desc
		    limit 1) w on true
		left join lateral (
		    select v.height
		    from vitals v
		    where v.client_id = $1 and v.height is not null and v.voided_at is null
		    order by v.taken_at desc, v.id desc
		    limit 1) h on true
		where z.id = app_clinic()`, client)
}

// QueueMeasuredHere reads when a blood pressure was last measured here, as MetBy asks
// for it: not voided, and not under the medicine. No row: never.
func QueueMeasuredHere(b *db.Batch, client uuid.UUID) *db.Rows[time.Time] {
	return db.Queue[time.Time](b, `
		select v.taken_at
		from vitals v
		where v.client_id = $1 and v.systolic is not null and v.source = 'here' and v.voided_at is null
		  and not exists (
		    select
		    from dosing_session s
		    where s.client_id = v.client_id and s.id = v.session_id and s.started_at < v.taken_at)
		order by v.taken_at desc
		limit 1`, client)
}

// facts puts the computed criteria's facts together.
func facts(s standing, l latest) Facts {
	f := Facts{Born: s.Born, Today: s.Today, TherapistAssigned: s.HasTherapist}
	f.Weight, f.Height = tenths(l.Weight), tenths(l.Height)
	f.Weighed = Source{sourceWords(l.WeightSource), l.WeightOn}
	if l.Systolic > 0 {
		f.Pressure = &Pressure{l.Systolic, l.Diastolic, Source{sourceWords(l.Source), l.On}}
	}
	return f
}

func tenths(text string) vitals.Tenths {
	if text == "" {
		return 0
	}
	t, _ := vitals.ParseTenths(text) // the column has one decimal
	return t
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

// Taken is a questionnaire's latest result, for reading beside the criteria.
type Taken struct {
	Instrument string
	Total      string // empty: not complete
	Band       string
	Flags      []string
	At         time.Time
}

func queueMeasures(b *db.Batch, client uuid.UUID) *db.Rows[Taken] {
	return db.Queue[Taken](b, `
		select distinct on (m.instrument) m.instrument, coalesce(trim_scale(m.total)::text, '') as total, m.band, m.flags, m.at
		from measure_response m
		where m.client_id = $1
		order by m.instrument, m.at desc, m.id desc`, client)
}
