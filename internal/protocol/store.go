package protocol

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/spine"
)

// Version is one version of the clinic's protocol, approved or a draft.
type Version struct {
	ID            uuid.UUID
	Number        int
	Body          Body      // what counts: with this edition's numbers where the version has none
	Stored        AsStored  // the version itself, where its text is read or signed
	EffectiveFrom time.Time // a date
	DraftedBy     *uuid.UUID
	Drafter       string // name; empty: came with the system
	ApprovedBy    *uuid.UUID
	Approver      string
	ApprovedAt    *time.Time
	OwnDraft      bool // approved by who drafted it, where only one prescriber works
}

// Approved says whether anything may be signed under it.
func (v Version) Approved() bool { return v.ApprovedAt != nil }

// NotApproved is the refusal wherever a number of the protocol is needed and no
// version is in force yet.
func NotApproved() error {
	return problem.New(problem.Conflict, "The clinic's protocol is not approved yet. The medical lead approves it under Protocol; then this can go on.")
}

// AsStored is a body as it was written: nothing is filled in.
type AsStored Body

const columns = `'{}'::jsonb as stored, ` + fields

// textColumns are a version with its text.
const textColumns = `p.body as stored, ` + fields

const fields = `p.id, p.version as number, p.body, p.effective_from, p.drafted_by, coalesce(d.name, '') as drafter,
		    p.approved_by, coalesce(a.name, '') as approver, p.approved_at, p.own_draft
		from protocol p
		left join staff d on d.id = p.drafted_by
		left join staff a on a.id = p.approved_by
		`

const inForce = `
		select ` + columns + `
		where p.approved_at is not null
		  and p.effective_from <= (select (app_now() at time zone c.zone)::date from clinic c where c.id = p.clinic_id)
		order by p.version desc
		limit 1`

// InForce is the approved version that counts today, or NotApproved.
func InForce(ctx context.Context, r db.Reader) (Version, error) {
	v, found, err := db.Maybe[Version](ctx, r, inForce)
	if err == nil && !found {
		err = NotApproved()
	}
	return v, err
}

// QueueInForce reads the version that counts today; no row: none is approved yet.
func QueueInForce(b *db.Batch) *db.Rows[Version] { return db.Queue[Version](b, inForce) }

// QueueOfCourse reads the version that the client's latest course goes by, the open one
// before those that closed; the one that counts today, where it has none.
func QueueOfCourse(b *db.Batch, client uuid.UUID) *db.Rows[Version] {
	return db.Queue[Version](b, `
		select `+columns+`
		where p.approved_at is not null
		  and p.effective_from <= (select (app_now() at time zone c.zone)::date from clinic c where c.id = p.clinic_id)
		order by coalesce(p.version = (
		    select k.protocol_version
		    from course k
		    where k.client_id = $1
		    order by `+spine.LatestFirst+`
		    limit 1), false) desc, p.version desc
		limit 1`, client)
}

// QueueApproved reads every version that was approved, the latest first; Numbered chooses
// one whose number comes with the same trip, such as a dosing session's.
func QueueApproved(b *db.Batch) *db.Rows[Version] {
	return db.Queue[Version](b, `
		select `+columns+`
		where p.approved_at is not null
		order by p.version desc`)
}

// Numbered is the version of a number among those approved, the latest first; where it is
// not among them, the last before it. 0, no number: the latest.
func Numbered(approved []Version, number int) (Version, bool) {
	for _, v := range approved {
		if v.Number <= number || number == 0 {
			return v, true
		}
	}
	return Version{}, false
}

// BodyOf is the protocol that counts, as QueueInForce read it; until one is approved, the
// draft that comes with the system: what happens is recorded before that, and nothing is
// signed under it.
func BodyOf(version *db.Rows[Version]) Body {
	if v, found := version.Maybe(); found {
		return v.Body
	}
	return Default()
}

// QueueNumbered reads one version by its number, such as a course's.
func QueueNumbered(b *db.Batch, number int) *db.Rows[Version] {
	return db.Queue[Version](b, `
		select `+columns+`
		where p.version = $1`, number)
}

// QueueVersions reads every version, the latest first.
func QueueVersions(b *db.Batch) *db.Rows[Version] {
	return db.Queue[Version](b, `
		select `+textColumns+`
		order by p.version desc`)
}

func one(ctx context.Context, r db.Reader, id uuid.UUID) (Version, error) {
	return db.One[Version](ctx, r, `
		select `+textColumns+`
		where p.id = $1`, id)
}

// InsertFirst stores version 1, the draft that comes with the system; again it
// does nothing. For kap init and the demo, as the owner.
func InsertFirst(ctx context.Context, tx *db.Tx, clinic uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		insert into protocol (clinic_id, id, version, body, effective_from, drafted_by)
		select c.id, $2, 1, $3, (app_now() at time zone c.zone)::date, null
		from clinic c
		where c.id = $1
		on conflict do nothing`, clinic, db.NewID(), Default())
	return err
}

func insertDraft(ctx context.Context, tx *db.Tx, id uuid.UUID, d Draft) error {
	body := d.Body
	_, err := db.Exec(ctx, tx, `
		insert into protocol (id, version, body, effective_from)
		values ($1, $2, $3, $4)`, id, body.Version, body, d.EffectiveFrom)
	if db.Violates(err, "protocol_version_once") {
		return problem.New(problem.Conflict, "Somebody drafted this version meanwhile. Open the protocol again.")
	}
	return err
}

func approve(ctx context.Context, tx *db.Tx, id uuid.UUID, ownDraft bool) error {
	return db.Change(ctx, tx, `
		update protocol
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

func today(ctx context.Context, r db.Reader) (time.Time, error) {
	return db.One[time.Time](ctx, r, `
		select (app_now() at time zone zone)::date
		from clinic
		where id = app_clinic()`)
}
