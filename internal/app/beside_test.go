package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/app"
	"kap/internal/auth"
	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/dbtest"
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
		`insert into consent_change (clinic_id, id, client_id, consent_id, change, at)
		select c.clinic_id, gen_random_uuid(), c.client_id, c.id, 'withdrawn', c.signed_at + interval '20 days'
		from consent c
		where not exists (select from consent_change x where x.consent_id = c.id) and c.kind in ('touch', 'treatment')`,
		`insert into consent_text (clinic_id, id, kind, version, title, text, sha256, approved_at, approved_by, own_draft)
		select c.id, gen_random_uuid(), 'recording', 2, 'x', 'x', sha256('x'), timestamptz '2026-06-01 12:00+00', s.id, true
		from clinic c
		join staff s on s.medical_lead`,
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
	"readiness": func(b *db.Batch, m moment) both {
		type textRow struct {
			Kind    consent.Kind
			Version int
			SHA256  string
		}
		type consentRow struct {
			Kind      consent.Kind
			SHA256    string
			Answer    consent.Answer
			SignedAt  time.Time
			Withdrawn time.Time
		}
		texts := db.Queue[textRow](b, `
			select distinct on (kind) kind, version, encode(sha256, 'hex') as sha256
			from consent_text
			where approved_at is not null and language = 'en'
			order by kind, version desc`)
		consents := db.Queue[consentRow](b, `
			select distinct on (c.kind) c.kind, encode(c.text_sha256, 'hex') as sha256, c.answer, c.signed_at,
			    coalesce((
			        select max(w.at)
			        from consent_change w
			        where w.client_id = c.client_id and w.consent_id = c.id and w.change = 'withdrawn' and w.at <= $2),
			        '0001-01-01 00:00:00+00') as withdrawn
			from consent c
			where c.client_id = $1 and c.signed_at <= $2
			order by c.kind, c.signed_at desc, c.created_at desc`, m.ClientID, m.At)
		is := consent.QueueLastAnswers(b, m.ClientID, m.At)
		return func() (old, now []any) {
			was := map[consent.Kind]consent.LastAnswer{}
			for _, x := range texts.All() {
				was[x.Kind] = consent.LastAnswer{Kind: x.Kind, Version: x.Version, Text: x.SHA256}
			}
			for _, c := range consents.All() {
				a := was[c.Kind]
				a.Kind, a.Answer, a.Signed, a.SignedAt, a.Withdrawn = c.Kind, c.Answer, c.SHA256, c.SignedAt, c.Withdrawn
				was[c.Kind] = a
			}
			for _, a := range is.All() {
				if a.Version == 0 { // approved later: the old reading took it for in force then
					was[a.Kind] = a
				}
				if x, found := was[a.Kind]; found {
					old = append(old, x)
					now = append(now, a)
				}
			}
			return old, now
		}
	},
	"pathway": func(b *db.Batch, m moment) both {
		type Consent struct {
			Kind      consent.Kind
			Answer    consent.Answer
			ThisText  bool
			Withdrawn bool
		}
		was := db.Queue[Consent](b, `
			select k.kind, coalesce(c.answer, '') as answer,
			    coalesce(c.text_sha256 in (
			        select distinct on (t.language) t.sha256
			        from consent_text t
			        where t.kind = k.kind and t.approved_at is not null
			        order by t.language, t.version desc), false) as this_text,
			    exists (
			        select from consent_change w
			        where w.client_id = $1 and w.consent_id = c.id and w.change = 'withdrawn') as withdrawn
			from unnest('{treatment,touch,recording,telehealth}'::text[]) with ordinality as k (kind, position)
			left join lateral (
			    select l.id, l.answer, l.text_sha256
			    from consent l
			    where l.client_id = $1 and l.kind = k.kind
			    order by l.signed_at desc
			    limit 1) c on true
			order by k.position`, m.ClientID)
		is := consent.QueueLastAnswers(b, m.ClientID, dbtest.Noon.AddDate(1, 0, 0))
		return func() (old, now []any) {
			return list(was, same), some(is.All()[:4], func(a consent.LastAnswer) Consent {
				return Consent{a.Kind, a.Answer, a.Signed != "" && a.Signed == a.Text, !a.Withdrawn.IsZero()}
			})
		}
	},
}
