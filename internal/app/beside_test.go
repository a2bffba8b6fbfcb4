package app_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/app"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/medication"
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
		`insert into supply_entry (clinic_id, id, client_id, kind, corrects, strength, lot, units, at, reason, recorded_by, second_person)
		select e.clinic_id, gen_random_uuid(), e.client_id, k.kind, k.corrects, e.strength, e.lot, k.units, e.at, 'planted', e.recorded_by,
		    (select s.id from staff s where s.id <> e.recorded_by limit 1)
		from supply_entry e
		cross join (values ('lost', '', 1.5), ('correction', 'lost', -0.5), ('taken home', '', 2), ('correction', 'dispensed', -1)) k (kind, corrects, units)
		where e.kind = 'dispensed'`,
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

var end = dbtest.Noon.AddDate(1, 0, 0)

var beside = map[string]func(*db.Batch, moment) both{
	"readiness": func(b *db.Batch, m moment) both {
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
		was := db.Queue[orderRow](b, `
			select p.id, coalesce(w.name, '') as by, p.strength, p.start_units, p.max_units, p.booster_units, p.booster_rule,
			    p.minutes_in_mouth, p.after_mouth, p.holds, p.issued_on, p.expires_on, p.signed_at
			from prescription p
			left join staff w on w.id = p.signed_by
			where p.client_id = $1 and p.course_id = $2 and p.signed_at <= $3 and (p.ended_at is null or p.ended_at > $3)
			  and not exists (
			      select from prescription n
			      where n.client_id = p.client_id and n.supersedes = p.id and n.signed_at <= $3)
			order by p.signed_at desc, p.id`, m.ClientID, m.CourseID, m.At)
		is := medication.QueueOrdersAt(b, m.ClientID, m.At)
		return func() (old, now []any) {
			return list(was, same), some(medication.Running(is.All(), m.CourseID), func(o medication.Ordered) orderRow {
				return orderRow{o.ID, o.AuthorName, o.Strength, o.StartUnits, o.MaxUnits, o.BoosterUnits, o.BoosterRule, o.MinutesInMouth, o.AfterMouth, o.Holds, o.IssuedOn, o.ExpiresOn, o.SignedAt}
			})
		}
	},
	"lozenges": func(b *db.Batch, m moment) both {
		type lotRow struct {
			Strength medication.Strength
			Lot      string
		}
		type Brought struct {
			Strength medication.Strength
			Lot      string
			Labeled  medication.Units
			Units    medication.Units
		}
		lots := db.Queue[lotRow](b, `
			select distinct strength, lot
			from supply_entry
			where client_id = $1 and kind = 'dispensed' and lot <> ''`, m.ClientID)
		hand := db.Queue[Brought](b, `
			select h.strength, h.lot, h.labeled, 0::numeric(6,1) as units
			from (
			    select e.strength, e.lot, sum(case coalesce(nullif(e.corrects, ''), e.kind)
			            when 'dispensed' then e.units
			            when 'taken' then -e.units
			            when 'lost' then -e.units
			            else 0 end) as labeled
			    from supply_entry e
			    where e.client_id = $1
			    group by e.strength, e.lot) h
			where h.labeled > 0
			order by h.strength, h.lot`, m.ClientID)
		sum := db.Queue[float64](b, `
			select coalesce(sum(case coalesce(nullif(corrects, ''), kind)
			    when 'dispensed' then units
			    when 'taken' then -units
			    when 'lost' then -units
			    else 0 end), 0)::float8
			from supply_entry
			where client_id = $1`, m.ClientID)
		is := medication.QueueTallies(b, m.ClientID, end)
		return func() (old, now []any) {
			total, _ := sum.Maybe()
			all := medication.Units(0)
			for _, u := range medication.HeldOf(is.All()) {
				all += u
			}
			old, now = append(list(lots, same), fmt.Sprint(total)), append(some(medication.Labels(is.All()), func(p medication.Portion) lotRow { return lotRow{p.Strength, p.Lot} }), all.String())
			old = append(old, list(hand, same)...)
			return old, append(now, some(medication.Held(is.All()), func(p medication.Portion) Brought { return Brought{p.Strength, p.Lot, p.Units, 0} })...)
		}
	},
	"pathway": func(b *db.Batch, m moment) both {
		type Prescription struct {
			ID        uuid.UUID
			CreatedAt time.Time
			SignedAt  *time.Time
			EndedAt   *time.Time
			ExpiresOn time.Time
		}
		was := db.Queue[Prescription](b, `
			select id, created_at, signed_at, ended_at, expires_on
			from prescription
			where client_id = $1 and course_id = $2
			order by coalesce(signed_at, created_at) desc, id desc`, m.ClientID, m.CourseID)
		is := medication.QueueOrdersAt(b, m.ClientID, end)
		null := func(at time.Time) *time.Time {
			if at.IsZero() {
				return nil
			}
			return &at
		}
		return func() (old, now []any) {
			return list(was, same), some(medication.OrdersOf(is.All(), m.CourseID), func(o medication.Ordered) Prescription {
				return Prescription{o.ID, o.CreatedAt, null(o.SignedAt), null(o.EndedAt), o.ExpiresOn}
			})
		}
	},
	"holds": func(b *db.Batch, m moment) both {
		type holdsRow struct{ Holds []medication.OwnHold }
		was := db.Queue[holdsRow](b, `
			select holds
			from prescription
			where client_id = $1 and course_id = $2 and signed_at is not null and ended_at is null
			order by signed_at desc
			limit 1`, m.ClientID, m.CourseID)
		is := medication.QueueOrdersAt(b, m.ClientID, end)
		return func() (old, now []any) {
			for _, o := range medication.Running(is.All(), m.CourseID) {
				now = append(now, holdsRow{o.Holds})
				break
			}
			return list(was, same), now
		}
	},
}
