package consent

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/spine"
)

var consentColumns = `
		    ` + db.From[Consent]("c") + `, t.version as text_version, encode(c.text_sha256, 'hex') as text_sha256,
		    coalesce((
		        select n.scope
		        from consent_change n
		        where n.clinic_id = c.clinic_id and n.client_id = c.client_id and n.consent_id = c.id and n.change = 'narrowed'
		        order by n.at desc, n.id desc
		        limit 1), c.scope) as scope,
		    c.scope as signed_scope, concat_ws(', ', e.name, nullif(e.credentials, '')) as explainer,
		    concat_ws(', ', s.name, nullif(s.credentials, '')) as witness_name,
		    w.at as withdrawn, coalesce(w.words, '') as withdrawn_words
		from consent c
		join consent_text t on t.clinic_id = c.clinic_id and t.id = c.text_id
		left join staff e on e.clinic_id = c.clinic_id and e.id = c.explained_by
		left join staff s on s.clinic_id = c.clinic_id and s.id = c.witness
		left join lateral (
		    select x.at, x.words
		    from consent_change x
		    where x.clinic_id = c.clinic_id and x.client_id = c.client_id and x.consent_id = c.id and x.change = 'withdrawn'
		    order by x.at
		    limit 1) w on true`

// QueueConsents reads the client's latest answer of each kind, with what was withdrawn
// or narrowed since. Consents are the client's: those of an earlier course count while
// their text is in force.
func QueueConsents(b *db.Batch, client uuid.UUID) *db.Rows[Consent] {
	return db.Queue[Consent](b, `
		select distinct on (c.kind)`+consentColumns+`
		where c.client_id = $1
		order by c.kind, c.signed_at desc, c.created_at desc, c.id desc`, client)
}

// QueueLastAnswers reads what the client had answered last to every kind at a moment,
// beside the text that was in force then, in the order of Kinds. Texts are asked in
// English; one of another language takes nobody's place.
func QueueLastAnswers(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[LastAnswer] {
	return db.Queue[LastAnswer](b, `
		select k.kind, coalesce(t.version, 0) as version, coalesce(encode(t.sha256, 'hex'), '') as text,
		    coalesce(c.answer, '') as answer, coalesce(encode(c.text_sha256, 'hex'), '') as signed, c.signed_at,
		    (select min(w.at)
		     from consent_change w
		     where w.client_id = $1 and w.consent_id = c.id and w.change = 'withdrawn' and w.at <= $2) as withdrawn
		from unnest($3::text[]) with ordinality as k (kind, position)
		left join lateral (
		    select x.version, x.sha256
		    from consent_text x
		    where x.kind = k.kind and x.language = 'en' and x.approved_at <= $2
		    order by x.version desc
		    limit 1) t on true
		left join lateral (
		    select l.id, l.answer, l.text_sha256, l.signed_at
		    from consent l
		    where l.client_id = $1 and l.kind = k.kind and l.signed_at <= $2
		    order by l.signed_at desc, l.created_at desc, l.id desc
		    limit 1) c on true
		order by k.position`, client, at, Kinds)
}

// QueueHistory reads every answer of the client, the latest first.
func QueueHistory(b *db.Batch, client uuid.UUID) *db.Rows[Consent] {
	return db.Queue[Consent](b, `
		select`+consentColumns+`
		where c.client_id = $1
		order by c.signed_at desc, c.created_at desc, c.id desc`, client)
}

func one(ctx context.Context, r db.Reader, client, id uuid.UUID) (Consent, error) {
	return db.One[Consent](ctx, r, `
		select`+consentColumns+`
		where c.id = $1 and c.client_id = $2`, id, client)
}

// latest is the client's latest answer of a kind; the zero Consent where never asked.
func latest(ctx context.Context, r db.Reader, client uuid.UUID, kind Kind) (Consent, error) {
	c, _, err := db.Maybe[Consent](ctx, r, `
		select`+consentColumns+`
		where c.client_id = $1 and c.kind = $2
		order by c.signed_at desc, c.created_at desc, c.id desc
		limit 1`, client, string(kind))
	return c, err
}

// lastTakenBack is when the client last withdrew or narrowed a kind; zero for never.
func lastTakenBack(ctx context.Context, r db.Reader, client uuid.UUID, kind Kind) (time.Time, error) {
	return db.One[time.Time](ctx, r, `
		select max(x.at)
		from consent_change x
		join consent c on c.clinic_id = x.clinic_id and c.client_id = x.client_id and c.id = x.consent_id
		where x.client_id = $1 and c.kind = $2`, client, string(kind))
}

// seen refuses a client who is not the actor's to see.
func seen(ctx context.Context, r db.Reader, client uuid.UUID) error {
	_, err := db.One[uuid.UUID](ctx, r, `
		select id
		from client
		where id = $1`, client)
	return err
}

func insert(ctx context.Context, tx *db.Tx, client uuid.UUID, c Consent) error {
	_, err := db.Exec(ctx, tx, `
		insert into consent (client_id, course_id, explained_at, text_sha256, scope, `+db.Columns[Consent]()+`)
		select @client, (select k.id from course k where k.client_id = @client and `+spine.Open+`),
		    case when @explained_by::uuid is not null then @signed_at::timestamptz end, decode(@text_sha256, 'hex'), @scope,
		    `+db.Values[Consent](),
		db.Named(c, "client", client, "text_sha256", c.TextSHA256, "scope", c.SignedScope))
	if db.Violates(err, "consent_pkey") {
		return problem.New(problem.Conflict, "This answer is saved already. Open the consents to see it.")
	}
	if err != nil {
		return fmt.Errorf("store consent: %w", err)
	}
	return nil
}

func insertChange(ctx context.Context, tx *db.Tx, client, id uuid.UUID, change string, scope Scope, by, words string) error {
	_, err := db.Exec(ctx, tx, `
		insert into consent_change (id, client_id, consent_id, change, scope, by, words)
		values (@id, @client, @consent, @change, @scope, @by, @words)`,
		db.Named(nil, "id", db.NewID(), "client", client, "consent", id, "change", change, "scope", scope, "by", by, "words", words))
	if err != nil {
		return fmt.Errorf("change consent: %w", err)
	}
	return nil
}
