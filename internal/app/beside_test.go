package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/app"
	"kap/internal/auth"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/pause"
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
	for _, planted := range []string{
		`insert into override (clinic_id, id, client_id, course_id, item, covers, valid_on, reason, at, by, called_at)
		select s.clinic_id, gen_random_uuid(), s.client_id, s.course_id, i.item, 'x=1', (s.arrived_at at time zone 'America/Denver')::date + i.later,
		    'planted', s.arrived_at - interval '3 hours', s.therapist_id, case when i.later = 0 then s.arrived_at end
		from dosing_session s
		cross join (values ('G08', 0), ('G09', 1), ('G12', -1)) i (item, later)`,
		`insert into pause (clinic_id, id, client_id, course_id, kind, reason, opened_at, opened_by, lifted_at, lifted_by, lifted_reason)
		select clinic_id, gen_random_uuid(), client_id, course_id, 'medical', 'planted', arrived_at - interval '9 days', therapist_id,
		    arrived_at, therapist_id, 'planted'
		from dosing_session`,
		`insert into review (clinic_id, id, client_id, course_id, kind, fact_kind, fact, reason, opened_at, opened_by, answered_at, answered_by, decision)
		select clinic_id, gen_random_uuid(), client_id, course_id, 'pressure', 'dosing_session', id, 'planted', arrived_at - interval '4 days', therapist_id,
		    started_at, case when started_at is not null then therapist_id end, case when started_at is not null then 'continue' else '' end
		from dosing_session`,
	} {
		if _, err := d.Owner.Exec(t.Context(), planted); err != nil {
			t.Fatal(err)
		}
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

func list[T, A any](rows *db.Rows[T], as func(T) A) []any {
	var all []any
	for _, r := range rows.All() {
		all = append(all, as(r))
	}
	return all
}

func some[T, A any](rows []T, as func(T) A) []any {
	var all []any
	for _, r := range rows {
		all = append(all, as(r))
	}
	return all
}

func same[T any](row T) T { return row }

var beside = map[string]func(*db.Batch, moment) both{
	"pauses": func(b *db.Batch, m moment) both {
		type Pause struct {
			Kind  string
			Since time.Time
		}
		was := db.Queue[Pause](b, `
			select kind, opened_at as since
			from pause
			where client_id = $1 and course_id = $2 and opened_at <= $3 and (lifted_at is null or lifted_at > $3)
			order by opened_at`, m.ClientID, m.CourseID, m.At)
		is := pause.QueueOpen(b, m.ClientID, m.At)
		return func() (old, now []any) {
			return list(was, same), some(pause.Of(is.All(), m.CourseID), func(p pause.Pause) Pause { return Pause{string(p.Kind), p.OpenedAt} })
		}
	},
	"reviews": func(b *db.Batch, m moment) both {
		type reviewRow struct {
			ID       uuid.UUID
			Kind     pause.ReviewKind
			FactKind string
			Fact     *uuid.UUID
			Reason   string
		}
		was := db.Queue[reviewRow](b, `
			select id, kind, fact_kind, fact, reason
			from review
			where client_id = $1 and course_id = $2 and opened_at <= $3 and (answered_at is null or answered_at > $3)
			order by opened_at, id`, m.ClientID, m.CourseID, m.At)
		is := pause.QueueOpenReviews(b, m.ClientID, m.At)
		return func() (old, now []any) {
			return list(was, same), some(pause.ReviewsOf(is.All(), m.CourseID), func(r pause.Review) reviewRow {
				return reviewRow{r.ID, r.Kind, r.FactKind, r.Fact, r.Reason}
			})
		}
	},
	"overrides": func(b *db.Batch, m moment) both {
		type overrideRow struct {
			ID       uuid.UUID
			Item     string
			Covers   string
			ValidOn  time.Time
			Reason   string
			By       string
			CalledAt *time.Time
		}
		was := db.Queue[overrideRow](b, `
			select o.id, o.item, o.covers, o.valid_on, o.reason, w.name as by, o.called_at
			from override o
			join staff w on w.id = o.by
			join clinic z on z.id = o.clinic_id
			where o.client_id = $1 and o.course_id = $2 and o.at <= $3
			  and o.valid_on = ($3::timestamptz at time zone z.zone)::date
			order by o.at desc, o.id`, m.ClientID, m.CourseID, m.At)
		is := pause.QueueOverrides(b, m.ClientID, m.At)
		return func() (old, now []any) {
			zone, _ := time.LoadLocation(m.Zone)
			return list(was, same), some(pause.On(is.All(), m.CourseID, course.Day(m.At, zone)), func(o pause.Overridden) overrideRow {
				row := overrideRow{o.ID, o.Item, o.Covers, o.ValidOn, o.Reason, o.By, nil}
				if !o.CalledAt.IsZero() {
					row.CalledAt = &o.CalledAt
				}
				return row
			})
		}
	},
}
