package app_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/app"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/eligibility"
	"kap/internal/vitals"
)

// moment is a client's course at a time of their record.
type moment struct {
	ClientID uuid.UUID
	CourseID uuid.UUID
	Zone     string
	At       time.Time
}

// TestTheNewReadingBesideTheOld asks both of every client of the demo, at every time of
// which an event of theirs tells.
func TestTheNewReadingBesideTheOld(t *testing.T) {
	t.Parallel()
	d := dbtest.NewFrom(t, "hostile", func(ctx context.Context, appDSN, ownerDSN string) error {
		return app.FillDemo(ctx, ownerDSN, func() time.Time { return dbtest.Noon.Add(9 * time.Hour) }, nil)
	})
	d.Set(dbtest.Noon.Add(9 * time.Hour))
	var clinic uuid.UUID
	if err := d.Owner.QueryRow(t.Context(), `select id from clinic`).Scan(&clinic); err != nil {
		t.Fatal(err)
	}
	rows, err := d.Owner.Query(t.Context(), `
		select distinct c.client_id, c.id, z.zone, e.at
		from course c
		join clinic z on z.id = c.clinic_id
		join audit_event e on e.client = c.client_id
		union
		select c.client_id, c.id, z.zone, $1
		from course c
		join clinic z on z.id = c.clinic_id`, d.Now())
	if err != nil {
		t.Fatal(err)
	}
	var moments []moment
	for rows.Next() {
		var m moment
		if err := rows.Scan(&m.ClientID, &m.CourseID, &m.Zone, &m.At); err != nil {
			t.Fatal(err)
		}
		m.At = m.At.UTC()
		moments = append(moments, m)
	}
	ctx := auth.With(t.Context(), auth.Worker(clinic, "minute"))
	err = d.Keep(ctx, func(tx *db.Tx) error {
		return tx.WholeClinic(ctx, "pathway", func() error {
			found := map[string]int{}
			for _, m := range moments {
				b, asked := db.NewBatch(tx), map[string]both{}
				for name, compare := range beside {
					asked[name] = compare(b, m)
				}
				if err := b.Send(ctx); err != nil {
					return err
				}
				for name, both := range asked {
					old, now := both()
					if diff := cmp.Diff(old, now); diff != "" {
						t.Fatalf("%s of %s at %s: %s", name, m.ClientID, m.At, diff)
					}
					if len(old) > 0 {
						found[name]++
					}
				}
			}
			t.Log(len(moments), "moments;", "with rows:", found)
			for name := range beside {
				if found[name] == 0 {
					t.Errorf("%s: never a row", name)
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// both are the rows of the old and of the new reading.
type both func() (old, now []any)

var end = dbtest.Noon.AddDate(1, 0, 0)

var beside = map[string]func(*db.Batch, moment) both{
	"readiness": func(b *db.Batch, m moment) both {
		type decisionRow struct {
			ID         uuid.UUID
			Kind       string
			Sessions   int
			ValidFrom  time.Time
			ValidUntil time.Time
			SignedAt   time.Time
			By         string
			Conditions []eligibility.Condition
			Measured   bool
			Limits     vitals.Limits
			LimitsBy   string
		}
		type metRow struct {
			DecisionID uuid.UUID
			Condition  string
		}
		was := db.Queue[decisionRow](b, `
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
			limit 1`, m.ClientID, m.CourseID, m.At)
		met := db.Queue[metRow](b, `
			select decision_id, condition
			from condition_met
			where client_id = $1 and at <= $2`, m.ClientID, m.At)
		held := db.Queue[bool](b, `
			select exists (
			    select from consultation f
			    where f.client_id = $1 and f.course_id = $2 and f.kind = 'follow-up' and f.signed_at <= $3)`, m.ClientID, m.CourseID, m.At)
		is, measured := eligibility.QueueDecisionsAt(b, m.ClientID, m.At), eligibility.QueueMeasuredHere(b, m.ClientID, m.At)
		consultations := eligibility.QueueConsultationsAt(b, m.ClientID, m.At)
		return func() (old, now []any) {
			followed, _ := held.Maybe()
			old, now = []any{followed}, []any{eligibility.FollowUpHeld(consultations.All(), m.CourseID)}
			var unmet []string
			for _, d := range was.All() {
				for _, c := range d.Conditions {
					if !(d.Measured && c.Kind == eligibility.PressureCondition) && !slices.Contains(met.All(), metRow{d.ID, c.ID}) {
						unmet = append(unmet, c.Words)
					}
				}
				d.Measured = false
				old = append(old, d, unmet)
			}
			if d := eligibility.SignedLast(is.All(), m.CourseID); d != nil {
				now = append(now, decisionRow{d.ID, string(d.Kind), d.Sessions, d.ValidFrom, d.ValidUntil, d.SignedAt, d.SignedBy, d.Conditions, false, d.Limits, d.LimitsBy})
				here, _ := measured.Maybe()
				var open []string
				for _, c := range d.Unmet(here) {
					open = append(open, c.Words)
				}
				now = append(now, open)
			}
			return old, now
		}
	},
	"booking": func(b *db.Batch, m moment) both {
		type signedDecision struct {
			Decision   string
			Sessions   int
			ValidFrom  *time.Time
			ValidUntil *time.Time
			SignedAt   time.Time
		}
		was := db.Queue[signedDecision](b, `
			select decision, sessions, valid_from, valid_until, signed_at
			from eligibility_decision
			where client_id = $1 and course_id = $2 and signed_at is not null
			order by signed_at desc, id desc
			limit 1`, m.ClientID, m.CourseID)
		held := db.Queue[bool](b, `
			select exists (
			    select
			    from consultation
			    where client_id = $1 and course_id = $2 and kind = 'follow-up' and signed_at is not null)`, m.ClientID, m.CourseID)
		reapply := db.Queue[time.Time](b, `
			select l.reapply_from
			from (
			    select d.decision, d.reapply_from
			    from eligibility_decision d
			    where d.client_id = $1 and d.signed_at is not null
			    order by d.signed_at desc, d.id desc
			    limit 1) l
			where l.decision = 'declined' and l.reapply_from is not null`, m.ClientID)
		is, consultations := eligibility.QueueDecisionsAt(b, m.ClientID, end), eligibility.QueueConsultationsAt(b, m.ClientID, end)
		return func() (old, now []any) {
			followed, _ := held.Maybe()
			old, now = []any{followed}, []any{eligibility.FollowUpHeld(consultations.All(), m.CourseID)}
			for _, s := range was.All() {
				d := eligibility.Decision{Kind: eligibility.Kind(s.Decision), Sessions: s.Sessions, SignedAt: s.SignedAt}
				if s.ValidFrom != nil && s.ValidUntil != nil {
					d.ValidFrom, d.ValidUntil = *s.ValidFrom, *s.ValidUntil
				}
				old = append(old, d)
			}
			if d := eligibility.SignedLast(is.All(), m.CourseID); d != nil {
				now = append(now, eligibility.Decision{Kind: d.Kind, Sessions: d.Sessions, SignedAt: d.SignedAt, ValidFrom: d.ValidFrom, ValidUntil: d.ValidUntil})
			}
			for _, day := range reapply.All() {
				old = append(old, day)
			}
			if day := eligibility.ReapplyFrom(is.All()); !day.IsZero() {
				now = append(now, day)
			}
			return old, now
		}
	},
	"pathway": func(b *db.Batch, m moment) both {
		type Consultation struct {
			ID            uuid.UUID
			Kind          string
			AppointmentID *uuid.UUID
			HeldAt        time.Time
			SignedAt      *time.Time
		}
		type decisionRow struct {
			ID            uuid.UUID
			Kind          eligibility.Kind
			CreatedAt     time.Time
			SignedAt      *time.Time
			ValidUntil    *time.Time
			DeferredUntil *time.Time
			Sessions      int
			Conditions    []eligibility.Condition
			Met           []string
		}
		was := db.Queue[decisionRow](b, `
			select d.id, d.decision as kind, d.created_at, d.signed_at, d.valid_until, d.deferred_until, d.sessions, d.conditions,
			    coalesce((
			        select array_agg(m.condition)
			        from condition_met m
			        where m.client_id = $1 and m.decision_id = d.id), '{}') as met
			from eligibility_decision d
			where d.client_id = $1 and d.course_id = $2
			order by d.signed_at nulls last, d.created_at`, m.ClientID, m.CourseID)
		consulted := db.Queue[Consultation](b, `
			select id, kind, appointment_id, held_at, signed_at
			from consultation
			where client_id = $1 and course_id = $2
			order by held_at, id`, m.ClientID, m.CourseID)
		is, consultations := eligibility.QueueDecisionsAt(b, m.ClientID, end), eligibility.QueueConsultationsAt(b, m.ClientID, end)
		null := func(at time.Time) *time.Time {
			if at.IsZero() {
				return nil
			}
			return &at
		}
		return func() (old, now []any) {
			for _, d := range was.All() {
				slices.Sort(d.Met)
				old = append(old, d)
			}
			for _, c := range consulted.All() {
				old = append(old, c)
			}
			for _, d := range eligibility.DecisionsOf(is.All(), m.CourseID) {
				slices.Sort(d.Met)
				now = append(now, decisionRow{d.ID, d.Kind, d.CreatedAt, null(d.SignedAt), null(d.ValidUntil), null(d.DeferredUntil), d.Sessions, d.Conditions, d.Met})
			}
			for _, c := range eligibility.ConsultationsOf(consultations.All(), m.CourseID) {
				now = append(now, Consultation{c.ID, string(c.Kind), c.AppointmentID, c.HeldAt, null(c.SignedAt)})
			}
			return old, now
		}
	},
}
