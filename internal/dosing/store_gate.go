package dosing

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/clinic"
	texts "kap/internal/consent"
	"kap/internal/course"
	"kap/internal/db"
	decisions "kap/internal/eligibility"
	"kap/internal/measure"
	"kap/internal/medication"
	"kap/internal/pause"
	prep "kap/internal/preparation"
	"kap/internal/protocol"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/staff"
	"kap/internal/vitals"
)

// gateRows are the facts readiness looks at, as they stood at one moment. All are read
// in one trip.
type gateRows struct {
	clinic       *db.Rows[clinic.Details]
	managers     *db.Rows[string]
	protocol     *db.Rows[protocol.Version]
	client       *db.Rows[client.Client]
	courses      *db.Rows[course.Course]
	visits       *db.Rows[schedule.Visit]
	followUp     *db.Rows[bool] // held
	decision     *db.Rows[decisionRow]
	met          *db.Rows[metRow]
	orders       *db.Rows[orderRow]
	dispensed    *db.Rows[lotRow]
	texts        *db.Rows[textRow]
	consents     *db.Rows[consentRow]
	pauses       *db.Rows[Pause]
	reviews      *db.Rows[reviewRow]
	preparations *db.Rows[prep.Record]
	goals        *db.Rows[prep.Goal]
	plans        *db.Rows[prep.Item]
	days         *db.Rows[course.CourseDay]
	responses    *db.Rows[measure.Recorded]
	medicines    *db.Rows[client.Medicine]
	pressures    *db.Rows[vitals.Entry]
	sizes        *db.Rows[vitals.Size]
	answers      *db.Rows[answerRow]
	room         *db.Rows[PresenceEntry]
	covers       *db.Rows[staff.Cover]
	overrides    *db.Rows[overrideRow]
	acknowledged *db.Rows[acknowledgementRow]
	calls        *db.Rows[safety.Call]
	checks       *db.Rows[safety.Checked]
	safetyPlan   *db.Rows[safety.Planned]
}

// queueGate reads what readiness of a session looks at, as it stood at a moment.
func queueGate(b *db.Batch, s Session, at time.Time) gateRows {
	return gateRows{
		clinic:       clinic.QueueDetails(b),
		managers:     queueManagers(b),
		protocol:     protocol.QueueInForce(b),
		client:       client.QueueClient(b, s.Client),
		courses:      course.QueueCourses(b, s.Client),
		visits:       schedule.QueueVisits(b, s.Client),
		followUp:     queueFollowUp(b, s, at),
		decision:     queueDecision(b, s, at),
		met:          queueMet(b, s, at),
		orders:       queueOrders(b, s, at),
		dispensed:    queueDispensed(b, s),
		texts:        queueTexts(b),
		consents:     queueConsents(b, s, at),
		pauses:       queuePauses(b, s, at),
		reviews:      queueReviews(b, s, at),
		preparations: prep.QueuePreparations(b, s.Client),
		goals:        prep.QueueGoals(b, s.Client),
		plans:        prep.QueueReadiness(b, s.Client, at),
		days:         course.QueueDosingDays(b, s.Client),
		responses:    measure.QueueResponses(b, s.Client, at),
		medicines:    client.QueueMedicines(b, s.Client, at),
		pressures:    vitals.QueuePressures(b, s.Client, at),
		sizes:        vitals.QueueSizes(b, s.Client, at),
		answers:      queueAnswers(b, s, at),
		room:         queuePresence(b, s.Client, s.ID),
		covers:       staff.QueueCoversAt(b, at),
		overrides:    queueOverrides(b, s, at),
		acknowledged: queueAcknowledged(b, s, at),
		calls:        safety.QueueCalls(b, s.Client, at),
		checks:       safety.QueueChecks(b, s.Client, at),
		safetyPlan:   safety.QueuePlan(b, s.Client, at),
	}
}

// queueFollowUp reads whether a follow-up of the course was held.
func queueFollowUp(b *db.Batch, s Session, at time.Time) *db.Rows[bool] {
	return db.Queue[bool](b, `
		select exists (
		    select from consultation f
		    where f.client_id = $1 and f.course_id = $2 and f.kind = 'follow-up' and f.signed_at <= $3)`, s.Client, s.Course, at)
}

type decisionRow struct {
	ID         uuid.UUID
	Kind       string
	Sessions   int
	ValidFrom  time.Time
	ValidUntil time.Time
	SignedAt   time.Time
	By         string
	Conditions []decisions.Condition
	Measured   bool // a pressure was measured here since, not under the medicine
	Limits     vitals.Limits
	LimitsBy   string
}

// queueDecision reads the decision signed last; whether it authorizes is its kind's.
func queueDecision(b *db.Batch, s Session, at time.Time) *db.Rows[decisionRow] {
	return db.Queue[decisionRow](b, `
		select d.id, d.decision as kind, d.sessions, coalesce(d.valid_from, '0001-01-01') as valid_from,
		    coalesce(d.valid_until, '0001-01-01') as valid_until, d.signed_at, coalesce(w.name, '') as by,
		    d.conditions, d.limits, coalesce(l.name, '') as limits_by,
		    exists (
		        select from vitals v
		        where v.client_id = d.client_id and v.source = 'here' and v.systolic is not null and v.voided_at is null
		          and v.taken_at > d.signed_at and v.taken_at <= $3
		          and not exists (
		              select from dosing_session s
		              where s.client_id = v.client_id and s.id = v.session_id and s.started_at < v.taken_at)) as measured
		from eligibility_decision d
		left join staff w on w.id = d.signed_by
		left join staff l on l.id::text = d.limits ->> 'author'
		where d.client_id = $1 and d.course_id = $2 and d.signed_at <= $3
		order by d.signed_at desc
		limit 1`, s.Client, s.Course, at)
}

type metRow struct {
	DecisionID uuid.UUID
	Condition  string
}

func queueMet(b *db.Batch, s Session, at time.Time) *db.Rows[metRow] {
	return db.Queue[metRow](b, `
		select decision_id, condition
		from condition_met
		where client_id = $1 and at <= $2`, s.Client, at)
}

type orderRow struct {
	ID             uuid.UUID
	By             string
	Strength       medication.Strength
	StartUnits     medication.Units
	MaxUnits       medication.Units
	BoosterUnits   medication.Units
	BoosterRule    string
	MinutesInMouth int
	AfterMouth     string
	Holds          []medication.OwnHold
	IssuedOn       time.Time
	ExpiresOn      time.Time
	SignedAt       time.Time
}

// queueOrders reads the signed prescriptions that were not ended; whether they are
// expired is readiness's to say.
func queueOrders(b *db.Batch, s Session, at time.Time) *db.Rows[orderRow] {
	return db.Queue[orderRow](b, `
		select p.id, coalesce(w.name, '') as by, p.strength, p.start_units, p.max_units, p.booster_units, p.booster_rule,
		    p.minutes_in_mouth, p.after_mouth, p.holds, p.issued_on, p.expires_on, p.signed_at
		from prescription p
		left join staff w on w.id = p.signed_by
		where p.client_id = $1 and p.course_id = $2 and p.signed_at <= $3 and (p.ended_at is null or p.ended_at > $3)
		  and not exists (
		      select from prescription n
		      where n.client_id = p.client_id and n.supersedes = p.id and n.signed_at <= $3)
		order by p.signed_at desc, p.id`, s.Client, s.Course, at)
}

type lotRow struct {
	Strength medication.Strength
	Lot      string
}

func queueDispensed(b *db.Batch, s Session) *db.Rows[lotRow] {
	return db.Queue[lotRow](b, `
		select distinct strength, lot
		from supply_entry
		where client_id = $1 and kind = 'dispensed' and lot <> ''`, s.Client)
}

type textRow struct {
	Kind    texts.Kind
	Version int
	SHA256  string
}

func queueTexts(b *db.Batch) *db.Rows[textRow] {
	return db.Queue[textRow](b, `
		select distinct on (kind) kind, version, encode(sha256, 'hex') as sha256
		from consent_text
		where approved_at is not null and language = 'en'
		order by kind, version desc`)
}

type consentRow struct {
	Kind      texts.Kind
	SHA256    string
	Answer    texts.Answer
	SignedAt  time.Time
	Withdrawn time.Time
}

func queueConsents(b *db.Batch, s Session, at time.Time) *db.Rows[consentRow] {
	return db.Queue[consentRow](b, `
		select distinct on (c.kind) c.kind, encode(c.text_sha256, 'hex') as sha256, c.answer, c.signed_at,
		    coalesce((
		        select max(w.at)
		        from consent_change w
		        where w.client_id = c.client_id and w.consent_id = c.id and w.change = 'withdrawn' and w.at <= $2),
		        '0001-01-01 00:00:00+00') as withdrawn
		from consent c
		where c.client_id = $1 and c.signed_at <= $2
		order by c.kind, c.signed_at desc, c.created_at desc`, s.Client, at)
}

func queuePauses(b *db.Batch, s Session, at time.Time) *db.Rows[Pause] {
	return db.Queue[Pause](b, `
		select kind, opened_at as since
		from pause
		where client_id = $1 and course_id = $2 and opened_at <= $3 and (lifted_at is null or lifted_at > $3)
		order by opened_at`, s.Client, s.Course, at)
}

type reviewRow struct {
	ID       uuid.UUID
	Kind     pause.ReviewKind
	FactKind string
	Fact     *uuid.UUID
	Reason   string
}

func queueReviews(b *db.Batch, s Session, at time.Time) *db.Rows[reviewRow] {
	return db.Queue[reviewRow](b, `
		select id, kind, fact_kind, fact, reason
		from review
		where client_id = $1 and course_id = $2 and opened_at <= $3 and (answered_at is null or answered_at > $3)
		order by opened_at, id`, s.Client, s.Course, at)
}
