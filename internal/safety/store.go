package safety

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

const checkColumns = `r.id, r.session_id, r.at, r.ideation, r.intent, r.plan, r.means, r.attempt, r.change,
		    r.dispositions, coalesce(r.called_at, '0001-01-01 00:00:00+00') as called_at, r.called_to, r.instruction, r.words,
		    coalesce(s.name, '') as recorded_by
		from risk_check r
		left join staff s on s.id = r.recorded_by
		`

// QueueChecks reads the risk checks of a client made by a moment, the latest first; the
// first one is what held then.
func QueueChecks(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Checked] {
	return db.Queue[Checked](b, `
		select `+checkColumns+`
		where r.client_id = $1 and r.at <= $2
		order by r.at desc, r.id desc`, client, at)
}

// QueueCheckOn reads the latest risk check of a calendar day in the clinic's zone.
func QueueCheckOn(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Checked] {
	return db.Queue[Checked](b, `
		select `+checkColumns+`
		join clinic z on z.id = r.clinic_id
		where r.client_id = $1 and (r.at at time zone z.zone)::date = ($2::timestamptz at time zone z.zone)::date
		order by r.at desc, r.id desc
		limit 1`, client, at)
}

func oneCheck(ctx context.Context, r db.Reader, client, id uuid.UUID) (Checked, error) {
	return db.One[Checked](ctx, r, `
		select `+checkColumns+`
		where r.client_id = $1 and r.id = $2`, client, id)
}

func insertCheck(ctx context.Context, tx *db.Tx, client, id uuid.UUID, c Checking) error {
	_, err := db.Exec(ctx, tx, `
		insert into risk_check (id, client_id, session_id, at, ideation, intent, plan, means, attempt, change,
		    dispositions, instruction, called_at, called_to, words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		id, client, orNull(c.Session), c.At, string(c.Ideation), string(c.Intent), string(c.RiskCheck.Plan), string(c.Means),
		string(c.Attempt), string(c.Change), words(c.Dispositions), c.Instruction, timeOrNull(c.CalledAt), c.Called, c.Words)
	return noSession(err, "risk_check_session")
}

// QueuePlan reads the safety plan that held at a moment, if there was one.
func QueuePlan(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Planned] {
	return db.Queue[Planned](b, `
		select p.id, p.at, p.warning_signs, p.steadying, p.people, p.professionals, p.safe_place, p.reasons,
		    p.agreed_with_us, coalesce(s.name, '') as recorded_by
		from safety_plan p
		left join staff s on s.id = p.recorded_by
		where p.client_id = $1 and p.at <= $2
		order by p.at desc, p.id desc
		limit 1`, client, at)
}

func insertPlan(ctx context.Context, tx *db.Tx, client, id uuid.UUID, at time.Time, p SafetyPlan) error {
	_, err := db.Exec(ctx, tx, `
		insert into safety_plan (id, client_id, at, warning_signs, steadying, people, professionals, safe_place,
		    reasons, agreed_with_us)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, client, at, p.WarningSigns, p.Steadying, p.People, p.Professionals, p.SafePlace, p.Reasons, p.AgreedWithUs)
	if err != nil {
		return fmt.Errorf("store safety plan: %w", err)
	}
	return nil
}

// people are the clinicians of the open course, and when the clinic's next day begins.
type people struct {
	TherapistID  *uuid.UUID
	PrescriberID *uuid.UUID
	DayEnds      time.Time // of today, in the clinic's zone
	NextDayEnds  time.Time
}

func readPeople(ctx context.Context, tx *db.Tx, client uuid.UUID) (people, error) {
	return db.One[people](ctx, tx, `
		select c.therapist_id, c.prescriber_id,
		    ((app_now() at time zone z.zone)::date + 1)::timestamp at time zone z.zone as day_ends,
		    ((app_now() at time zone z.zone)::date + 2)::timestamp at time zone z.zone as next_day_ends
		from client p
		join clinic z on z.id = p.clinic_id
		left join course c on c.client_id = p.id and c.closed_at is null
		where p.id = $1`, client)
}

func words(list []Disposition) []string {
	texts := make([]string, len(list))
	for i, d := range list {
		texts[i] = string(d)
	}
	return texts
}

func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

func timeOrNull(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}
