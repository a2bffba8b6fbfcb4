package consent

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

const textColumns = `
		    t.id, t.kind, t.version, t.language, t.text as body, t.drafted_by, coalesce(d.name, '') as drafter,
		    t.approved_by, coalesce(a.name, '') as approver, t.approved_at, t.own_draft
		from consent_text t
		left join staff d on d.clinic_id = t.clinic_id and d.id = t.drafted_by
		left join staff a on a.clinic_id = t.clinic_id and a.id = t.approved_by`

// QueueTextsInForce reads the text that counts now of each kind: the latest approved
// one. No row of a kind: none is approved yet.
func QueueTextsInForce(b *db.Batch) *db.Rows[TextVersion] {
	return db.Queue[TextVersion](b, `
		select distinct on (t.kind)`+textColumns+`
		where t.approved_at is not null and t.language = 'en'
		order by t.kind, t.version desc`)
}

// QueueTexts reads every version, the latest of a kind first.
func QueueTexts(b *db.Batch) *db.Rows[TextVersion] {
	return db.Queue[TextVersion](b, `
		select`+textColumns+`
		order by t.kind, t.version desc`)
}

// textInForce is the text of a kind that may be signed now, or a refusal.
func textInForce(ctx context.Context, r db.Reader, kind Kind) (TextVersion, error) {
	t, found, err := db.Maybe[TextVersion](ctx, r, `
		select`+textColumns+`
		where t.kind = $1 and t.language = 'en' and t.approved_at is not null
		order by t.version desc
		limit 1`, string(kind))
	if err == nil && !found {
		err = problem.New(problem.Conflict, "The text of this consent is not approved yet, so nobody can sign it. The medical lead approves it under Consent texts.")
	}
	return t, err
}

func oneText(ctx context.Context, r db.Reader, id uuid.UUID) (TextVersion, error) {
	return db.One[TextVersion](ctx, r, `
		select`+textColumns+`
		where t.id = $1`, id)
}

// latestText is the latest version of a kind, of those approved or of all; the zero
// version for none.
func latestText(ctx context.Context, r db.Reader, kind Kind, approved bool) (TextVersion, error) {
	t, _, err := db.Maybe[TextVersion](ctx, r, `
		select`+textColumns+`
		where t.kind = $1 and t.language = 'en' and (t.approved_at is not null or not $2)
		order by t.version desc
		limit 1`, string(kind), approved)
	return t, err
}

// InsertFirst stores version 1 of every text, the drafts that come with the system;
// again it does nothing. For kap init and the demo, as the owner.
func InsertFirst(ctx context.Context, tx *db.Tx, clinic uuid.UUID) error {
	for _, t := range Drafts() {
		_, err := db.Exec(ctx, tx, `
			insert into consent_text (clinic_id, id, kind, version, language, title, text, sha256, drafted_by)
			values (@clinic, @id, @kind, @version, @language, @title, @text, decode(@sha256, 'hex'), null)
			on conflict do nothing`,
			db.Named(t, "clinic", clinic, "id", db.NewID(), "title", t.Title(), "text", t.Canonical(), "sha256", t.SHA256()))
		if err != nil {
			return fmt.Errorf("store first consent texts: %w", err)
		}
	}
	return nil
}

func insertText(ctx context.Context, tx *db.Tx, id uuid.UUID, t Text) error {
	_, err := db.Exec(ctx, tx, `
		insert into consent_text (id, kind, version, language, title, text, sha256)
		values (@id, @kind, @version, @language, @title, @text, decode(@sha256, 'hex'))`,
		db.Named(t, "id", id, "title", t.Title(), "text", t.Canonical(), "sha256", t.SHA256()))
	if db.Violates(err, "consent_text_version_once") {
		return problem.New(problem.Conflict, "Somebody drafted this version meanwhile. Open the texts again.")
	}
	if err != nil {
		return fmt.Errorf("draft consent text: %w", err)
	}
	return nil
}

func approveText(ctx context.Context, tx *db.Tx, id uuid.UUID, ownDraft bool) error {
	return db.Change(ctx, tx, `
		update consent_text
		set approved_by = app_staff(), approved_at = app_now(), own_draft = $2
		where id = $1 and approved_at is null`, id, ownDraft)
}

// prescribersWorking counts who could approve in the drafter's place.
func prescribersWorking(ctx context.Context, r db.Reader) (int, error) {
	return db.One[int](ctx, r, `
		select count(*)::int
		from staff
		where 'prescriber' = any (roles) and disabled_at is null`)
}
