package dosing

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/vitals"
)

type preparationRow struct {
	HeldAt    time.Time
	Place     string
	Completed bool
	Intention string
	Setting   map[string]string
}

func queuePreparations(b *db.Batch, s Session, at time.Time) *db.Rows[preparationRow] {
	return db.Queue[preparationRow](b, `
		select held_at, place, completed_at is not null and completed_at <= $3 as completed, intention, setting
		from preparation_session
		where client_id = $1 and course_id = $2 and held_at <= $3
		order by held_at desc, id`, s.Client, s.Course, at)
}

// queuePlans reads which plans of the day stand: medicine holds, fasting.
func queuePlans(b *db.Batch, s Session, at time.Time) *db.Rows[string] {
	return db.Queue[string](b, `
		select l.item
		from (
		    select distinct on (r.item) r.item, r.state
		    from readiness_item r
		    where r.client_id = $1 and r.course_id = $2 and r.at <= $3
		    order by r.item, r.at desc, r.id) l
		where l.state <> 'not done'`, s.Client, s.Course, at)
}

type measureRow struct {
	Instrument string
	At         time.Time
}

func queueMeasures(b *db.Batch, s Session, at time.Time) *db.Rows[measureRow] {
	return db.Queue[measureRow](b, `
		select instrument, max(at) as at
		from measure_response
		where client_id = $1 and complete and at <= $2
		group by instrument`, s.Client, at)
}

type medicineRow struct {
	Name      string
	Class     string
	AsNeeded  bool
	CreatedAt time.Time
}

func queueMedicines(b *db.Batch, s Session) *db.Rows[medicineRow] {
	return db.Queue[medicineRow](b, `
		select name, class, as_needed, created_at
		from medicine
		where client_id = $1 and stopped_on is null
		order by created_at, id`, s.Client)
}

// queueReadings reads the readings of the last day, voided ones too.
func queueReadings(b *db.Batch, s Session, at time.Time) *db.Rows[vitals.Reading] {
	return db.Queue[vitals.Reading](b, `
		select id, taken_at, slot, coalesce(systolic, 0) as systolic, coalesce(diastolic, 0) as diastolic,
		    coalesce(heart_rate, 0) as heart_rate, coalesce(spo2, 0) as spo2, respiration,
		    (temperature * 10)::integer as temperature, sedation::integer as sedation, scale, resting,
		    distress::integer as distress, (weight * 10)::integer as weight, (height * 10)::integer as height,
		    position, arm, cuff, device,
		    coalesce(measured_by, '00000000-0000-0000-0000-000000000000') as measured_by,
		    repeat_of, confirmed_by, voided_at, void_reason
		from vitals
		where client_id = $1 and source = 'here' and taken_at > $2::timestamptz - interval '1 day' and taken_at <= $2
		  and systolic is not null
		order by taken_at, id`, s.Client, at)
}

type weightRow struct {
	Weight  vitals.Tenths
	TakenAt time.Time
}

func queueWeights(b *db.Batch, s Session, at time.Time) *db.Rows[weightRow] {
	return db.Queue[weightRow](b, `
		select (weight * 10)::integer as weight, taken_at
		from vitals
		where client_id = $1 and weight is not null and voided_at is null and taken_at <= $2
		order by taken_at desc, id`, s.Client, at)
}

// answerRow is what one person answered at one time.
type answerRow struct {
	ID      uuid.UUID
	At      time.Time
	By      string
	Answers map[string]json.RawMessage
}

func queueAnswers(b *db.Batch, s Session, at time.Time) *db.Rows[answerRow] {
	return db.Queue[answerRow](b, `
		select a.id, a.at, w.name as by, a.answers
		from arrival_check a
		join staff w on w.id = a.by
		where a.client_id = $1 and a.session_id = $2 and a.at <= $3
		order by a.at, a.id`, s.Client, s.ID, at)
}

type roomRow struct {
	Therapist      string
	TherapistUntil time.Time
	RoomUntil      time.Time
}

// queueRoom reads who of the therapist and their covers is in the room, and until when
// therapist and room are booked, turnover not counted.
func queueRoom(b *db.Batch, s Session, at time.Time) *db.Rows[roomRow] {
	return db.Queue[roomRow](b, `
		select coalesce((
		        select w.name
		        from presence p
		        join staff w on w.id = p.staff_id
		        where p.client_id = s.client_id and p.session_id = s.id and p.role = 'therapist'
		          and p.came_at <= $3 and (p.went_at is null or p.went_at > $3)
		          and (p.staff_id in (s.therapist_id, c.therapist_id) or exists (
		              select from cover v
		              where v.staff_id in (s.therapist_id, c.therapist_id) and v.covered_by = p.staff_id
		                and v.starts_at <= $3 and v.ends_at > $3))
		        order by p.came_at
		        limit 1), '') as therapist,
		    coalesce((
		        select max(least(k.ends_at, a.ends_at))
		        from booking k
		        where k.appointment_id = a.id and k.active and k.staff_id is not null),
		        '0001-01-01 00:00:00+00') as therapist_until,
		    coalesce((
		        select max(least(k.ends_at, a.ends_at))
		        from booking k
		        where k.appointment_id = a.id and k.active and k.room_id is not null),
		        '0001-01-01 00:00:00+00') as room_until
		from dosing_session s
		join course c on c.client_id = s.client_id and c.id = s.course_id
		left join appointment a on a.client_id = s.client_id and a.id = s.appointment_id
		where s.client_id = $1 and s.id = $2`, s.Client, s.ID, at)
}

type acknowledgementRow struct {
	Item   string
	Covers string
	By     string
	At     time.Time
}

func queueAcknowledged(b *db.Batch, s Session, at time.Time) *db.Rows[acknowledgementRow] {
	return db.Queue[acknowledgementRow](b, `
		select k.item, k.covers, w.name as by, k.at
		from acknowledgement k
		join staff w on w.id = k.by
		where k.client_id = $1 and k.session_id = $2 and k.at <= $3
		order by k.at desc, k.id`, s.Client, s.ID, at)
}

// Call is a logged call to a prescriber in this session.
type Call struct {
	At          time.Time
	Called      string
	Reason      string
	Instruction string
	Answered    string // yes, no
	By          string
}

func queueCalls(b *db.Batch, s Session, at time.Time) *db.Rows[Call] {
	return db.Queue[Call](b, `
		select e.at, e.called, e.reason, e.instruction, e.answered, coalesce(w.name, '') as by
		from escalation e
		left join staff w on w.id = e.recorded_by
		where e.client_id = $1 and e.session_id = $2 and e.kind = 'prescriber' and e.at <= $3
		order by e.at, e.id`, s.Client, s.ID, at)
}
